"""The accounts into which payees are paid: two people, a trail, and warnings for a week."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.parties import commands, queries
from tests.office import FIRST_DAY, Office


def payee(office: Office, name: str = "นางสมศรี มีสุข") -> int:
    """A payee on the register."""
    made = commands.save_party(envelope=office.envelope("finance_officer"), data={"name": name})
    assert made.document_id
    return made.document_id


def line(party_id: int, number: str = "123-4-56789-0", **more: Any) -> dict[str, Any]:
    """An account at Krung Thai Bank."""
    return {"party_id": party_id, "bank": "006", "account_no": number, "account_name": "สมศรี มีสุข", **more}


def propose(
    office: Office, party_id: int, number: str = "123-4-56789-0", *, on: date | None = None, **more: Any
) -> Outcome:
    """The finance officer proposes."""
    return commands.propose_account(
        envelope=office.envelope("finance_officer", day=on), data=line(party_id, number, **more)
    )


def confirm(office: Office, proposed: Outcome, *, on: date | None = None) -> Outcome:
    """The accountant confirms."""
    return commands.confirm_account(
        envelope=office.envelope("accountant", day=on), data={"document_id": proposed.document_id}
    )


def test_an_account_counts_once_a_second_person_confirmed_it(office: Office) -> None:
    party = payee(office)
    proposed = propose(office, party)
    assert proposed.state == "proposed" and queries.payee_accounts(party_ids=[party], on=FIRST_DAY) == {}
    confirmed = confirm(office, proposed)
    assert confirmed.number == "PA68-00001/2568"
    found = queries.payee_accounts(party_ids=[party], on=FIRST_DAY)[party]
    assert (found.bank_code, found.account_no, found.account_name) == ("006", "1234567890", "สมศรี มีสุข")
    assert (found.bank_name, found.previous_no, found.recently_changed) == ("ธนาคารกรุงไทย", "", False)
    steps = documents.trail(document_id=proposed.document_id or 0)
    assert [(step.move, step.actor_name) for step in steps] == [
        ("propose", "finance_officer"), ("confirm", "accountant"),
    ]  # fmt: skip
    assert "1234567890" in steps[0].content


def test_a_change_is_recent_for_seven_days_and_says_what_was_before(office: Office) -> None:
    party = payee(office)
    confirm(office, propose(office, party))
    changed = FIRST_DAY + timedelta(days=3)
    confirm(
        office, propose(office, party, "9876543210", on=changed, callback="โทรกลับ 02-000-0000 เจ้าตัวยืนยัน"), on=changed
    )
    before = queries.payee_accounts(party_ids=[party], on=FIRST_DAY)[party]
    assert (before.account_no, before.recently_changed) == ("1234567890", False)
    for days, recent in ((0, True), (6, True), (7, False)):
        now = queries.payee_accounts(party_ids=[party], on=changed + timedelta(days=days))[party]
        assert (now.account_no, now.previous_no, now.recently_changed) == ("9876543210", "1234567890", recent)


def test_a_rejected_or_given_up_proposal_leaves_the_account_before(office: Office) -> None:
    party = payee(office)
    confirm(office, propose(office, party))
    refused = propose(office, party, "9876543210", callback="โทรกลับแล้ว")
    commands.reject_account(
        envelope=office.envelope("treasury_head"),
        data={"document_id": refused.document_id, "reason": "ผู้รับเงินไม่ได้ขอเปลี่ยน"},
    )
    given_up = propose(office, party, "9876543210", callback="โทรกลับแล้ว")
    commands.cancel_account(envelope=office.envelope("finance_officer"), data={"document_id": given_up.document_id})
    assert queries.payee_accounts(party_ids=[party], on=FIRST_DAY)[party].account_no == "1234567890"
    assert queries.waiting_accounts(party_ids=[party]) == {}


def test_a_shared_account_is_explained_and_seen(office: Office) -> None:
    husband, wife = payee(office, "นายสมชาย มีสุข"), payee(office, "นางสมศรี มีสุข")
    confirm(office, propose(office, husband))
    shared = propose(office, wife, explanation="บัญชีร่วมของคู่สมรส มีทะเบียนสมรสแนบ")
    confirm(office, shared)
    assert [party.id for party in queries.shared_account(bank="006", no="1234567890", except_party=wife)] == [husband]


def test_the_payees_of_a_payroll_are_registered_together(office: Office) -> None:
    people = [payee(office, f"ผู้รับเบี้ยยังชีพ {number}") for number in range(300)]
    lines = [line(party, f"{1_000_000_000 + place}") for place, party in enumerate(people)]
    with CaptureQueriesContext(connection) as asked:
        proposed = commands.propose_accounts(envelope=office.envelope("finance_officer"), data={"lines": lines})
    waiting = proposed.data["document_ids"]
    with CaptureQueriesContext(connection) as confirmed:
        done = commands.confirm_accounts(envelope=office.envelope("accountant"), data={"document_ids": waiting})
    assert len(done.data["numbers"]) == 300
    assert len(queries.payee_accounts(party_ids=people, on=FIRST_DAY)) == 300
    asked_of_parties = [
        query for seen in (asked, confirmed) for query in seen.captured_queries
        if query["sql"].startswith("SELECT") and "parties_" in query["sql"]
    ]  # fmt: skip
    assert len(asked_of_parties) < 12


@pytest.mark.parametrize("bank", ["006", "6", "KTB", "ธนาคารกรุงไทย", "ธ.กรุงไทย", "กรุงไทย", "๐๐๖", "Krung Thai Bank"])
def test_a_bank_is_known_by_any_of_its_names(office: Office, bank: str) -> None:
    party = payee(office)
    confirm(office, propose(office, party, bank=bank))
    assert queries.payee_accounts(party_ids=[party], on=FIRST_DAY)[party].bank_code == "006"


def test_vat_registration_is_kept(office: Office) -> None:
    made = commands.save_party(
        envelope=office.envelope("finance_officer"),
        data={"name": "หจก.ก่อสร้าง", "kind": "juristic", "vat_registered": True},
    )
    assert queries.get(party_id=made.document_id or 0).vat_registered
