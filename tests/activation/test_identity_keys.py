"""The key of identities is changed while people come and go: one human being stays one account (ASVS V11.2.2, R-AU3)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from khlang.faces.cli import check
from khlang.platform.db import locks
from khlang.spine.access import commands as access
from khlang.spine.access import identity
from khlang.spine.access.models import HandedOut, NationalIdentity, Person
from khlang.spine.access.queries import keys
from tests.activation.scene import NUMBER, POST, Country, Newcomer, country
from tests.activation.test_activation import said
from tests.activation.test_recovery import Loser, loser
from tests.household import TODAY, acting, hire
from tests.refusals.attempt import refused
from tests.thaid.hostile import SUBJECT

__all__ = ["loser"]
OLD, NEW = "old-" + "o" * 40, "new-" + "n" * 40
SAME = {"username": None, "roles": ["auditor"]}


@pytest.fixture(autouse=True)
def old_key(settings: Any) -> Any:
    settings.IDENTITY_KEY = OLD
    return settings


def test_the_first_key_writes_and_all_are_looked_for(settings: Any) -> None:
    """กุญแจแรกเขียน กุญแจเดิมยังจำได้."""
    under_old, name = identity.hashed(NUMBER), identity.key_name()
    settings.IDENTITY_KEY = f"{NEW}, {OLD}"
    assert identity.marks(NUMBER) == (identity.hashed(NUMBER), under_old) and identity.hashed(NUMBER) != under_old
    assert identity.key_names() == (identity.key_name(), name) and name not in (OLD, under_old)
    assert len(set(identity.subject_marks("https://a.example", SUBJECT))) == 2


def test_a_key_is_changed_step_by_step(loser: Loser, settings: Any, capsys: Any) -> None:
    """เปลี่ยนกุญแจทีละขั้น: คนเดิมยังเป็นคนเดิม ผู้ที่ยืนยันใหม่ย้ายไปกุญแจใหม่ แล้วจึงถอดกุญแจเก่า."""
    for ring in (f"{OLD},{NEW}", f"{NEW},{OLD}"):
        settings.IDENTITY_KEY = ring
        assert loser.first.get("/").status_code == 200
    assert (keys.identity_keys().older_identities, keys.identity_keys().older_slips) == (1, 1)
    check.run(options(quiet=False))
    assert "1 identities and 1 slips hang on an older key" in capsys.readouterr().out
    loser.recover(), loser.prove_mailbox()
    assert loser.choose()["Location"] == "/"
    row = NationalIdentity.objects.get()
    assert (row.number_hmac, row.key_name) == (identity.hashed(NUMBER), identity.key_name())
    assert row.subject_hmac == identity.hashed_subject(row.issuer, SUBJECT)
    assert HandedOut.objects.get().number_hmac == identity.hashed(NUMBER)
    settings.IDENTITY_KEY = NEW
    assert keys.identity_keys() == keys.IdentityKeys(older_identities=0, older_slips=0, lost_identities=0, lost_slips=0)
    again = Loser(loser.slip, loser.code, loser.peer, loser.mailoutbox)
    assert again.recover()["Location"] == "/recover/code/"


def test_a_key_taken_out_too_early_is_named(loser: Loser, settings: Any, capsys: Any) -> None:
    settings.IDENTITY_KEY = NEW
    assert keys.identity_keys().lost_identities == 1
    assert check.run(options(quiet=True)) == 1
    assert "KHLANG_IDENTITY_KEY has lost a key: 1 identities and 1 slips" in capsys.readouterr().out
    said(loser.recover(), "recovery_unknown")


def options(*, quiet: bool) -> Any:
    """What the console would hand over."""
    import argparse

    return argparse.Namespace(quiet=quiet)


def test_a_slip_under_the_old_key_opens_the_account(newcomer: Newcomer, settings: Any) -> None:
    settings.IDENTITY_KEY = f"{NEW},{OLD}"
    assert newcomer.through()["Location"] == "/"
    assert NationalIdentity.objects.get().number_hmac == identity.hashed(NUMBER)
    assert HandedOut.objects.get().key_name == identity.key_name()


def test_a_number_known_under_the_old_key_gets_no_second_account(land: Country, settings: Any) -> None:
    """ส่งมอบบัญชีซ้ำหลังเปลี่ยนกุญแจ: คนเดิม บัญชีเดิม และใบเดิมย้ายไปกุญแจใหม่."""
    slip, _ = land.slip()
    people = Person.objects.count()
    settings.IDENTITY_KEY = f"{NEW},{OLD}"
    land.hand_out(**SAME)
    assert Person.objects.count() == people
    slip.refresh_from_db()
    assert (slip.number_hmac, slip.key_name) == (identity.hashed(NUMBER), identity.key_name())


def test_a_slip_made_anew_keeps_the_name_of_its_key(land: Country, settings: Any) -> None:
    slip, _ = land.slip()
    settings.IDENTITY_KEY = f"{NEW},{OLD}"
    again = access.reissue_slip(envelope=acting(land.lao, land.admin), data={"slip_id": slip.id})
    assert HandedOut.objects.get(id=again.document_id).key_name == slip.key_name != identity.key_name()


@pytest.mark.parametrize("same", ["number", "subject"])
def test_an_account_under_the_old_key_is_not_bound_a_second_time(newcomer: Newcomer, settings: Any, same: str) -> None:
    """เลขหรือผู้ใช้ ThaID เดียวกันที่ผูกไว้ใต้กุญแจเก่า: บัญชีที่สองถูกปฏิเสธ."""
    issuer = newcomer.peer.issuer
    NationalIdentity.objects.create(
        person=hire(newcomer.slip.org_id, "other"), last_four="0000", assurance="2.3", proved_at=newcomer.slip.made_at,
        number_hmac=identity.hashed(NUMBER) if same == "number" else "n" * 64, issuer=issuer, key_name=identity.key_name(),
        subject_hmac=identity.hashed_subject(issuer, SUBJECT) if same == "subject" else "s" * 64,
    )  # fmt: skip
    settings.IDENTITY_KEY = f"{NEW},{OLD}"
    newcomer.open()
    said(newcomer.prove(), "identity_taken")
    assert Client().get("/").status_code == 302


def test_names_are_held_within_a_transaction_only(transactional_db: Any) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        locks.hold(names=("one",))


def test_two_hand_outs_at_once_under_two_rings_make_one_account(
    transactional_db: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """สองเครื่องที่กุญแจเรียงต่างกันส่งมอบเลขเดียวกันพร้อมกัน: ได้บัญชีเดียว."""
    settings.BUSINESS_DATE = TODAY.isoformat()
    land, local, start = country(), threading.local(), threading.Barrier(2)
    monkeypatch.setattr(identity, "keys", lambda: getattr(local, "ring", (OLD,)))

    def one(ring: tuple[str, ...], by: str) -> Any:
        local.ring = ring
        try:
            start.wait()
            return land.hand_out({**POST, **SAME, "roles": ["auditor" if by == "lao" else "finance_officer"]}, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        list(both.map(one, [(OLD, NEW), (NEW, OLD)], ["lao", "province"]))
    assert Person.objects.exclude(id__in=[land.admin.pk, land.above.pk]).count() == 1
    local.ring = (NEW, OLD)
    with refused("identity_other_name", field="rows.0.name_th"):
        land.hand_out(name_th="นางสมหญิง ดีใจ", **SAME)
