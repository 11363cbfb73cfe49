"""Transfers: only into accounts that a second person confirmed, and a change is asked back before it is paid (F-2)."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from khlang.core.refusal import Refusal, Refusals
from khlang.office.payment import commands as payment
from khlang.office.payment import exporting, queries
from khlang.spine.documents import verification
from tests.payment.cashier import Cashier
from tests.untouched import nothing_written

CALLED = {"callback": "โทร 02-123-4567 คุณสมศรี 1 ต.ค. 10.15 น."}
NOTE = "โทร 02-123-4567 คุณสมศรี ยืนยันเลขบัญชีใหม่"
LATER, LAST = date(2024, 10, 3), date(2024, 10, 20)


def transfer(cashier: Cashier, *dikas: Any, **more: Any) -> list[int]:
    """Signed transfers out of KTB-S."""
    return cashier.ready(*dikas, channel="transfer", bank="KTB-S", **more)


def asked_back(cashier: Cashier, payment_id: int, *, by: str = "treasury_head", on: date | None = None) -> Any:
    """Somebody asked the payee about the new account."""
    data = {"document_id": payment_id, "call_back": NOTE}
    return payment.confirm_payee(envelope=cashier.office.envelope(by, day=on), data=data)


def test_into_the_confirmed_account(cashier: Cashier) -> None:
    """No number of a form; what the bank answered is kept; a transfer is never fetched."""
    cashier.account(cashier.desk.payee)
    only = transfer(cashier, cashier.desk.approved())[0]
    paid = cashier.pay(only, reference="KCO-20241001-7")
    row = queries.payment(document_id=only)
    assert (paid.state, row.form_number, row.reference) == ("paid", "", "KCO-20241001-7")
    assert [(each.bank_code, each.account_no, each.net) for _, each in queries.payees(payment_ids=[only])] == [
        ("006", "1234567890", 100_000)
    ]
    assert queries.uncollected(day=cashier.office.today).count == 0
    assert queries.collectable(limit=10) == []
    assert verification.verify() == []


def test_an_account_changed_under_a_prepared_payment_stops_it(cashier: Cashier) -> None:
    """The payment goes nowhere, neither into the old account nor into the new one, until it is prepared anew."""
    cashier.account(cashier.desk.payee)
    dika = cashier.desk.approved()
    only = transfer(cashier, dika)[0]
    cashier.account(cashier.desk.payee, "9876543210", **CALLED)
    with nothing_written(), pytest.raises((Refusal, Refusals), match="payee_account_changed"):
        cashier.pay(only)
    cashier.undo(payment.cancel, only)
    with nothing_written(), pytest.raises((Refusal, Refusals), match="payee_account_changed"):
        transfer(cashier, dika)


def test_a_recent_change_needs_a_second_person_who_asked_back(cashier: Cashier) -> None:
    """Not who confirmed the account, nor who prepared the payment; then it is paid, and the note stays with it."""
    cashier.account(cashier.desk.payee)
    cashier.account(cashier.desk.payee, "9876543210", **CALLED)
    only = transfer(cashier, cashier.desk.approved(on=LATER), on=LATER)[0]
    with nothing_written(), pytest.raises(Refusal, match="payee_account_call_back_missing"):
        cashier.pay(only, on=LATER)
    with nothing_written(), pytest.raises(Refusal, match="own_approval"):
        asked_back(cashier, only, by="accountant", on=LATER)
    asked_back(cashier, only, on=LATER)
    assert cashier.pay(only, on=LATER).state == "paid"
    row = queries.payment(document_id=only)
    assert (row.call_back, row.called_back_on) == (NOTE, LATER)


def test_after_seven_days_a_change_is_paid_like_any_other(cashier: Cashier) -> None:
    """The eighth day after the confirmation."""
    cashier.account(cashier.desk.payee)
    cashier.account(cashier.desk.payee, "9876543210", **CALLED)
    only = transfer(cashier, cashier.desk.approved(on=LAST), on=LAST)[0]
    assert cashier.pay(only, on=LAST).state == "paid"


def test_an_answer_about_an_earlier_change_does_not_count(cashier: Cashier) -> None:
    """Asked back on the third, changed again on the fourth: the payment stops again."""
    cashier.account(cashier.desk.payee)
    cashier.account(cashier.desk.payee, "9876543210", **CALLED)
    dika = cashier.desk.approved(on=LATER)
    only = transfer(cashier, dika, on=LATER)[0]
    asked_back(cashier, only, on=LATER)
    cashier.account(cashier.desk.payee, "1112223334", on=date(2024, 10, 4), **CALLED)
    with nothing_written(), pytest.raises((Refusal, Refusals), match="payee_account_changed"):
        cashier.pay(only, on=date(2024, 10, 4))


def test_the_file_for_the_bank(cashier: Cashier) -> None:
    """Only of a signed report; numbers of accounts stay text; cancelled payments are left out."""
    cashier.account(cashier.desk.payee, "0012345678")
    report = cashier.prepared(
        cashier.desk.approved(), cashier.desk.approved(), channel="transfer", bank="KTB-S"
    )  # fmt: skip
    with pytest.raises(Refusal, match="report_not_signed"):
        exporting.payees_csv(report.document_id or 0)
    cashier.signed(report)
    gone, kept = (row.document_id for row in cashier.payments(report))
    cashier.undo(payment.cancel, gone)
    text = exporting.payees_csv(report.document_id or 0).decode("utf-8-sig")
    heading, row = list(csv.reader(io.StringIO(text)))
    assert tuple(heading) == exporting.COLUMNS
    assert row[:2] + row[3:7] == ["1", "006", "0012345678", "บัญชีผู้รับเงิน", "1000.00", "หจก. เครื่องเขียนทุ่งทอง"]
    assert row[9] == queries.payment(document_id=kept).number
    book = CalamineWorkbook.from_filelike(io.BytesIO(exporting.payees_xlsx(report.document_id or 0)))
    cells = book.get_sheet_by_index(0).to_python()
    assert (len(cells), cells[1][3], cells[1][5]) == (2, "0012345678", 1000.0)
