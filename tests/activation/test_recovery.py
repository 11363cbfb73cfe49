"""Back into an account, and another mailbox: never by mail alone (ASVS V6.4.3, V6.4.4, V6.3.7; R-AU4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from khlang.platform import clock, tenancy
from khlang.spine.access import commands as access
from khlang.spine.access.models import ApiToken, Authenticator, NationalIdentity, OpenSession, Person, SecurityEvent
from khlang.standards import message
from tests.activation.scene import MAILBOX, OWN, Newcomer, code_of
from tests.activation.test_activation import said
from tests.household import NOW, acting, hire
from tests.refusals.attempt import refused
from tests.thaid.hostile import OTHER_NUMBER

NEW = "นกยูงกางปีกใต้ต้นไทร"


class Loser(Newcomer):
    """Somebody who has an account and has lost the password; at another browser."""

    def recover(self) -> Any:
        """To ThaID and back."""
        return self.prove("/recover/")

    def prove_mailbox(self) -> Any:
        """Have a code mailed and type it."""
        self.client.post("/recover/code/", {"act": "again"})
        return self.client.post("/recover/code/", {"code": code_of(self.mailoutbox)})

    def choose(self, password: str = NEW, again: str = "", **more: str) -> Any:
        """A new password."""
        return self.client.post("/recover/password/", {"password": password, "again": again or password, **more})


@pytest.fixture
def loser(newcomer: Newcomer) -> Loser:
    newcomer.through()
    made = Loser(newcomer.slip, newcomer.code, newcomer.peer, newcomer.mailoutbox)
    made.first = newcomer.client
    return made


def test_thaid_again_and_a_code_to_the_proved_mailbox(loser: Loser) -> None:
    """ยืนยัน ThaID อีกครั้ง + รหัสทางอีเมลเดิม → รหัสผ่านใหม่ ทุกเครื่องออกจากระบบ มีอีเมลแจ้ง."""
    assert loser.recover()["Location"] == "/recover/code/"
    assert "m•••••@example.go.th" in loser.client.get("/recover/code/").content.decode()
    assert loser.prove_mailbox()["Location"] == "/recover/password/"
    assert loser.choose()["Location"] == "/"
    person = Person.objects.get(username="kru.malee")
    assert person.check_password(NEW) and not person.check_password(OWN)
    assert loser.first.get("/")["Location"].startswith("/login/")
    assert OpenSession.objects.get(person=person, ended_at=None).way == "recovery"
    assert message("mail.recovered.subject", "th") in [mail.subject for mail in loser.mailoutbox]
    assert SecurityEvent.objects.filter(kind="account_recovered", person=person).exists()


def test_the_programs_of_before_are_shut_out_and_the_owner_is_told(loser: Loser) -> None:
    """กู้บัญชีแล้วโทเคนของโปรแกรมทุกตัวใช้ไม่ได้ และบอกเจ้าของว่าเพราะอะไร."""
    person = Person.objects.get(username="kru.malee")
    with tenancy.scope(person.home_id):
        ApiToken.objects.create(
            person=person, label="โปรแกรมของคนอื่น", prefix="khl_12345678", digest="0" * 64, created_at=NOW,
            expires_at=clock.now() + timedelta(days=30),
        )  # fmt: skip
    loser.recover(), loser.prove_mailbox(), loser.choose()
    with tenancy.unscoped():
        ended = ApiToken.objects.get(person=person)
    assert ended.revoked_at and ended.end_reason == "recovery"
    assert "โปรแกรมของคนอื่น" in loser.client.get("/account/").content.decode()


def test_nobody_is_asked_for_a_name_and_a_stranger_learns_nothing(loser: Loser) -> None:
    loser.peer.claims = loser.peer.userinfo = {"pid": OTHER_NUMBER, "sub": "stranger"}
    assert said(loser.recover(), "recovery_unknown")
    assert loser.client.get("/recover/code/")["Location"] == "/recover/"
    assert 'name="username"' not in Client().get("/recover/").content.decode()


def test_another_subject_with_the_same_number_is_not_believed(loser: Loser) -> None:
    loser.peer.claims = loser.peer.userinfo = {"sub": "stranger"}
    assert said(loser.recover(), "recovery_unknown")


def test_no_step_is_jumped_over(loser: Loser) -> None:
    """ไม่มีทางกู้ด้วยอีเมลอย่างเดียว และไม่มีทางกู้ด้วย ThaID อย่างเดียว."""
    assert loser.client.post("/recover/code/", {"act": "again"})["Location"] == "/recover/"
    loser.recover()
    assert loser.choose()["Location"] == "/recover/code/"
    assert Person.objects.get(username="kru.malee").check_password(OWN)


def test_a_second_factor_stays_unless_its_owner_says_it_is_lost(loser: Loser) -> None:
    """กู้รหัสผ่านแล้วยังต้องใช้วิธียืนยันขั้นที่สอง เว้นแต่แจ้งว่าหาย."""
    person = Person.objects.get(username="kru.malee")
    Authenticator.objects.create(
        person=person, kind="totp", label="โทรศัพท์", credential_id="1", secret="x", created_at=NOW
    )
    loser.recover(), loser.prove_mailbox()
    assert loser.choose()["Location"] == "/login/"
    assert loser.client.get("/")["Location"].startswith("/login/")
    loser.recover(), loser.prove_mailbox()
    assert loser.choose(NEW + "!", drop_factors="on")["Location"] == "/"
    assert not Authenticator.objects.exists()
    assert SecurityEvent.objects.filter(kind="second_factor_removed", person=person).exists()


def test_a_mailbox_that_was_never_proved_cannot_recover(loser: Loser) -> None:
    Person.objects.filter(username="kru.malee").update(email_proved_at=None)
    assert said(loser.recover(), "recovery_without_mailbox")


def test_what_is_typed_wrong_leaves_the_old_password(loser: Loser) -> None:
    loser.recover(), loser.prove_mailbox()
    assert said(loser.choose("สั้น"), "password_too_short")
    assert Person.objects.get(username="kru.malee").check_password(OWN)
    assert NationalIdentity.objects.count() == 1


def test_another_mailbox_takes_the_password_and_a_code_and_tells_the_old_one(loser: Loser) -> None:
    client, new = loser.first, "malee.new@example.go.th"
    assert said(client.post("/account/mail/", {"email": new, "password": "ไม่ใช่"}), "password_wrong")
    assert said(client.post("/account/mail/", {"email": MAILBOX, "password": OWN}), "email_unchanged")
    answer = client.post("/account/mail/", {"email": new, "password": OWN})
    assert answer.status_code == 200 and loser.mailoutbox[-1].to == [new]
    assert said(client.post("/account/mail/", {"act": "prove", "code": "00000000"}), "mail_code_wrong")
    assert client.post("/account/mail/", {"act": "prove", "code": code_of(loser.mailoutbox)})["Location"] == "/account/"
    assert Person.objects.get(username="kru.malee").email == new
    assert loser.mailoutbox[-1].to == [MAILBOX]
    assert message("mail.email_changed.subject", "th") == loser.mailoutbox[-1].subject


def test_no_administrator_chooses_a_password_where_thaid_is_in_use(land, loser: Loser) -> None:
    """ผู้ดูแลระบบตั้งรหัสผ่านแทนเจ้าของไม่ได้เมื่อใช้ ThaID (ASVS V6.4.6) และอีเมลที่ผู้ดูแลพิมพ์ไม่ถือว่ายืนยันแล้ว."""
    person = hire(land.lao, "kan")
    with refused("password_by_thaid", field="password"):
        data = {"person_id": person.pk, "password": NEW}
        access.issue_password(envelope=acting(land.lao, land.admin), data=data)
    Person.objects.filter(id=person.pk).update(email="a@b.go.th", email_proved_at=NOW)
    changed = {"person_id": person.pk, "name_th": person.name_th, "email": "c@b.go.th"}
    access.save_person(envelope=acting(land.lao, land.admin), data=changed)
    assert Person.objects.get(id=person.pk).email_proved_at is None
