"""Receipts whose lines name an assessment: paid with the receipt, given back when it is voided or reversed."""

from datetime import date

from khlang.office.revenue import commands as revenue
from khlang.office.revenue import queries
from khlang.office.taxpayers import queries as taxpayers
from tests.office import Office
from tests.taxpayers.roll import LAND, assessed
from tests.till import Till

DAY = date(2024, 10, 1)


def owed(office: Office, **more: str) -> taxpayers.Assessment:
    """An assessment that is in time."""
    return assessed(office, on=DAY, **{"due_date": "31/12/2567", **more})


def receipt(each: taxpayers.Assessment, amount: str = "1,000", **more: object) -> dict[str, object]:
    """What the collector types for a tax."""
    line = {"assessment": each.id, "item": LAND, "amount": amount}
    return {"payer_name": each.taxpayer, "lines": [line], **more}


def state(each: taxpayers.Assessment) -> tuple[str, int]:
    """State and what is paid of the tax now."""
    now = taxpayers.assessment(assessment_id=each.id)
    return now.state, now.paid


def test_an_issued_receipt_pays_and_a_voided_one_gives_back(office: Office, till: Till) -> None:
    """The number of the receipt stands at the payment."""
    each = owed(office)
    issued = revenue.issue(envelope=office.envelope("revenue_officer"), data=receipt(each))
    assert state(each) == ("paid", 100_000)
    assert [row.number for row in taxpayers.payments()[0]] == [issued.number]
    till.void(issued)
    assert state(each) == ("open", 0)


def test_a_draft_pays_nothing_until_it_is_issued(office: Office, till: Till) -> None:
    """The tax stays on its line meanwhile."""
    each = owed(office)
    saved = revenue.save(envelope=office.envelope("revenue_officer"), data=receipt(each, "400"))
    assert state(each) == ("open", 0)
    assert queries.typed(document_id=saved.document_id or 0)["lines"][0].assessment == each.id
    revenue.issue(envelope=office.envelope("revenue_officer"), data={"document_id": saved.document_id})
    assert state(each) == ("open", 40_000)


def test_paid_into_the_bank_and_reversed(office: Office, till: Till) -> None:
    """A bill payment by QR; taken back by a general voucher."""
    each = owed(office)
    data = receipt(each, channel="qr", bank_account="KTB-S", reference="QR-1")
    got = revenue.receive_transfer(envelope=office.envelope("finance_officer"), data=data)
    assert state(each) == ("paid", 100_000)
    asked = till.ask_reversal(got)
    revenue.approve_reversal(envelope=office.envelope("treasury_head"), data={"document_id": asked.document_id})
    assert state(each) == ("open", 0)


def test_a_rehearsed_receipt_pays_nothing(office: Office, till: Till) -> None:
    """The page asks beforehand what would happen."""
    each = owed(office)
    revenue.issue(envelope=office.envelope("revenue_officer", dry_run=True), data=receipt(each))
    data = receipt(each, channel="qr", bank_account="KTB-S", reference="QR-1")
    revenue.receive_transfer(envelope=office.envelope("finance_officer", dry_run=True), data=data)
    assert state(each) == ("open", 0)


def test_the_same_receipt_sent_twice_pays_once(office: Office, till: Till) -> None:
    """One command, one payment."""
    each = owed(office)
    data, envelope = receipt(each, "400"), office.envelope("revenue_officer")
    assert revenue.issue(envelope=envelope, data=data).number == revenue.issue(envelope=envelope, data=data).number
    assert state(each) == ("open", 40_000)
