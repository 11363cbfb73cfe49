"""The five steps by which somebody opens the account that was handed out (LOGIN-1, R-AU1 to R-AU3)."""

from datetime import timedelta

import pytest
from django.test import Client

from khlang.core.refusal import Refusal
from khlang.platform import clock
from khlang.spine.access import activation
from khlang.spine.access import commands as access
from khlang.spine.access.models import HandedOut, LoginEvent, NationalIdentity, OpenSession, Person, SecurityEvent
from khlang.standards import message
from tests.activation.scene import MAILBOX, OWN, Newcomer, code_from
from tests.household import NOW, acting, hire
from tests.refusals.wording import check_refusal
from tests.thaid.hostile import OTHER_NUMBER


def said(answer, code: str) -> str:
    """The page says this refusal, in Thai."""
    text = answer.content.decode()
    words = message(f"refusal.{code}", "th", **dict.fromkeys(("left", "minutes", "sends", "minimum", "limit"), "§"))
    assert all(part.strip() in text for part in words.split("§")), text
    assert answer.status_code == 422
    return text


def test_slip_thaid_mailbox_code_password_and_inside(newcomer: Newcomer) -> None:
    """ใบส่งมอบ → ThaID → อีเมล → รหัส → รหัสผ่าน → เข้าสู่ระบบ."""
    answer = newcomer.through()
    person = Person.objects.get(username="kru.malee")
    assert answer["Location"] == "/" and newcomer.client.get("/").status_code == 200
    assert (person.email, person.must_change_password, person.check_password(OWN)) == (MAILBOX, False, True)
    assert person.activated_at and person.email_proved_at
    assert NationalIdentity.objects.get().person == person
    assert HandedOut.objects.get().used_at
    assert OpenSession.objects.get(person=person).way == "activation"
    kinds = set(SecurityEvent.objects.filter(person=person).values_list("kind", flat=True))
    assert {"identity_bound", "email_proved", "account_activated"} <= kinds


def test_a_used_slip_opens_nothing_again(newcomer: Newcomer) -> None:
    newcomer.through()
    newcomer.client = Client()
    assert said(newcomer.open(), "activation_failed")


def test_unknown_name_wrong_code_and_a_dead_slip_are_answered_alike(newcomer: Newcomer) -> None:
    """ชื่อที่ไม่มี รหัสผิด ใบหมดอายุ: คำตอบเดียวกัน ไม่บอกว่ามีบัญชีหรือไม่."""
    tries = [("nobody", newcomer.code), ("kru.malee", "aaaa-bbbb-cccc-dddd"), ("admin.lao", newcomer.code)]
    HandedOut.objects.update(expires_at=NOW + timedelta(days=60))
    answers = [Client().post("/activate/", {"username": name, "code": code}) for name, code in tries]
    HandedOut.objects.update(expires_at=NOW - timedelta(days=1))
    answers.append(newcomer.open())
    assert len({(each.status_code, said(each, "activation_failed").count("<p")) for each in answers}) == 1
    assert LoginEvent.objects.filter(purpose="activate", outcome="failed").count() == 4


def test_guessing_is_braked(newcomer: Newcomer) -> None:
    for _ in range(10):
        Client().post("/activate/", {"username": "kru.malee", "code": "aaaa-bbbb-cccc-dddd"})
    assert said(newcomer.open(), "login_locked")
    assert HandedOut.objects.get().tries == 10


def test_what_was_typed_is_still_there(newcomer: Newcomer) -> None:
    text = Client().post("/activate/", {"username": "kru.malee", "code": "aaaa-b"}).content.decode()
    assert 'value="kru.malee"' in text and 'value="aaaa-b"' in text
    newcomer.open(), newcomer.prove()
    assert 'value="malee@"' in said(newcomer.name_mailbox("malee@"), "email_malformed")


def test_the_wrong_citizen_with_the_right_slip(newcomer: Newcomer) -> None:
    """คนอื่นยืนยันด้วย ThaID ของตน: ไม่ใช่เจ้าของบัญชี."""
    newcomer.open()
    newcomer.peer.claims = newcomer.peer.userinfo = {"pid": OTHER_NUMBER}
    assert said(newcomer.prove(), "thaid_wrong_person")
    assert newcomer.client.get("/activate/mail/")["Location"] == "/activate/thaid/"
    assert SecurityEvent.objects.filter(kind="identity_mismatch").exists()


def test_a_proof_is_good_for_ten_minutes(newcomer: Newcomer, monkeypatch) -> None:
    newcomer.open(), newcomer.prove()
    later = clock.seconds() + 601
    monkeypatch.setattr(clock, "seconds", lambda: later)
    page = newcomer.client.get("/activate/mail/", follow=True)
    assert page.redirect_chain[-1][0] == "/activate/thaid/"
    assert message("refusal.thaid_proof_over", "th") in page.content.decode()


def test_an_identity_that_belongs_to_another_account(newcomer: Newcomer) -> None:
    bind(hire(newcomer.slip.org_id, "other"), newcomer)
    newcomer.open()
    assert said(newcomer.prove(), "identity_taken")


def bind(person: Person, newcomer: Newcomer, **changed: str) -> None:
    """An identity of another account."""
    fields = {"number_hmac": newcomer.slip.number_hmac, "issuer": newcomer.peer.issuer, "subject_hmac": "s", **changed}
    NationalIdentity.objects.create(person=person, last_four="0000", assurance="2.3", proved_at=NOW, **fields)


def test_a_mailbox_of_another_account_is_refused_without_saying_whose(newcomer: Newcomer) -> None:
    other = hire(newcomer.slip.org_id, "other")
    Person.objects.filter(id=other.pk).update(email=MAILBOX, email_proved_at=NOW)
    newcomer.open(), newcomer.prove()
    text = said(newcomer.name_mailbox(MAILBOX.upper()), "email_taken")
    assert "other" not in text and other.name_th not in text


def test_no_step_is_jumped_over(newcomer: Newcomer) -> None:
    """เปิดหน้าขั้นหลังตรง ๆ จะถูกพากลับไปขั้นที่ยังไม่ได้ทำ."""
    client = newcomer.client
    for step in ("thaid", "mail", "code", "password"):
        assert client.get(f"/activate/{step}/")["Location"] == "/activate/"
    newcomer.open()
    for step in ("mail", "code", "password"):
        assert client.post(f"/activate/{step}/", {"password": OWN, "again": OWN})["Location"] == "/activate/thaid/"
    newcomer.prove()
    assert client.post("/activate/password/", {"password": OWN, "again": OWN})["Location"] == "/activate/mail/"
    assert not Person.objects.get(username="kru.malee").has_usable_password()


def test_back_reload_and_a_second_tab(newcomer: Newcomer) -> None:
    newcomer.open(), newcomer.prove(), newcomer.name_mailbox()
    for step in ("", "thaid/?again=1", "mail/", "code/", "code/"):
        assert newcomer.client.get(f"/activate/{step}").status_code == 200
    assert f'value="{MAILBOX}"' in newcomer.client.get("/activate/mail/").content.decode()
    assert newcomer.type_code()["Location"] == "/activate/password/"
    assert newcomer.choose()["Location"] == "/"


def test_interrupted_and_resumed_with_the_same_slip(newcomer: Newcomer) -> None:
    """ทำค้างไว้แล้วกลับมาวันหลัง: เริ่มด้วยใบเดิม ยืนยัน ThaID อีกครั้ง แล้วต่อที่ตั้งรหัสผ่าน."""
    newcomer.open(), newcomer.prove(), newcomer.name_mailbox(), newcomer.type_code()
    newcomer.client = Client()
    newcomer.open()
    assert newcomer.prove()["Location"] == "/activate/password/"
    assert newcomer.choose()["Location"] == "/"


def test_a_wrong_code_says_how_many_tries_are_left(newcomer: Newcomer) -> None:
    newcomer.open(), newcomer.prove(), newcomer.name_mailbox()
    assert "ลองได้อีก 4 ครั้ง" in newcomer.type_code("00000000").content.decode()


def test_a_weak_password_and_two_that_differ(newcomer: Newcomer) -> None:
    newcomer.open(), newcomer.prove(), newcomer.name_mailbox(), newcomer.type_code()
    assert said(newcomer.choose("สั้นไป"), "password_too_short")
    assert said(newcomer.choose("kru.malee-kru.malee"), "password_contains_name")
    assert said(newcomer.choose(OWN, again=OWN + "ๆ"), "passwords_differ")
    assert not NationalIdentity.objects.exists()


def test_a_slip_that_is_revoked_meanwhile(newcomer: Newcomer) -> None:
    newcomer.open()
    HandedOut.objects.update(revoked_at=NOW)
    assert said(newcomer.client.get("/activate/thaid/"), "activation_over")


def test_a_new_slip_after_the_mailbox_was_lost_asks_for_the_same_human_being(land, newcomer: Newcomer) -> None:
    newcomer.through()
    envelope = acting(land.lao, land.admin)
    made = access.reissue_slip(envelope=envelope, data={"slip_id": newcomer.slip.id})
    fresh = HandedOut.objects.get(id=made.document_id)
    again = Newcomer(fresh, code_from(made.shown_once["seed"], fresh), newcomer.peer, newcomer.mailoutbox)
    again.open()
    newcomer.peer.claims = newcomer.peer.userinfo = {"sub": "someone-else"}
    assert said(again.prove(), "thaid_wrong_person")
    newcomer.peer.claims = newcomer.peer.userinfo = {}
    assert again.prove()["Location"] == "/activate/password/"


def test_without_thaid_the_page_says_how_one_gets_in(land, settings) -> None:
    settings.THAID_ISSUER = ""
    for path in ("/activate/", "/recover/"):
        text = Client().get(path).content.decode()
        assert message("web.activate.no_thaid.title", "th") in text


def test_refusals_of_activation_have_their_words(newcomer: Newcomer) -> None:
    with pytest.raises(Refusal) as caught:
        activation.live_slip(slip_id=1, now=NOW)
    check_refusal(caught.value, "activation_over")
