"""Tax withheld: certificates with the payment, the monthly list, salaries once a year."""

from datetime import date
from typing import Any

from khlang.office.payment import commands as payment
from khlang.office.payment import queries
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from tests.disbursement.asking import NUMBERS
from tests.payment.cashier import Cashier

PRICE = "28,890"


def taxed(cashier: Cashier, **more: Any) -> Any:
    """A dika of 28,890 baht with value added tax, of which 270 baht are withheld."""
    return cashier.desk.approved(
        withhold=True, vat_included=True, lines=[cashier.desk.line("L20", PRICE)], title="จ่ายค่าบริการอินเทอร์เน็ต",
        invoice_no=more.pop("invoice_no", "INV-1"), **more,
    )  # fmt: skip


def test_a_certificate_is_made_with_the_payment(cashier: Cashier) -> None:
    """Its number is the next of the office; it says what was paid, on which base, and what was withheld."""
    paid = cashier.paid(taxed(cashier))[0]
    certificate = documents.find(kind="withholding_certificate")[0]
    assert (certificate.number, certificate.state, certificate.amount) == ("WT68-00001/2568", "issued", 27_000)
    view = queries.certificate(document_id=certificate.id)
    assert (view.form, view.base, view.tax, view.national_number) == ("pnd53", 2_700_000, 27_000, NUMBERS["juristic"])
    assert (view.lines[0].income, view.lines[0].rate_bp) == ("จ่ายค่าบริการอินเทอร์เน็ต", 100)
    assert [row.certificate_id for row in queries.taxes_of(payment_id=paid.document_id or 0)] == [certificate.id]
    assert verification.verify() == []


def test_the_list_of_a_month(cashier: Cashier) -> None:
    """By form; payments of another month stand on another list."""
    cashier.paid(taxed(cashier))
    november = date(2024, 11, 4)
    cashier.paid(taxed(cashier, invoice_no="INV-2", on=november), on=november)
    assert [row.paid_date for row in queries.certificates(month=date(2024, 10, 31))] == [cashier.office.today]
    assert queries.certificates(month=november, form="pnd3") == []
    assert sum(row.amount for row in queries.withheld(since=date(2024, 10, 1), through=november)) == 54_000
    assert queries.tax_months() == [date(2024, 11, 1), date(2024, 10, 1)]


def test_a_voided_certificate_is_replaced(cashier: Cashier) -> None:
    """The number stays used; the line waits for another."""
    paid = cashier.paid(taxed(cashier))[0]
    first = documents.find(kind="withholding_certificate")[0]
    cashier.undo(payment.void_certificate, first.id)
    assert queries.certificate(document_id=first.id).lines == ()
    again = payment.issue_certificates(
        envelope=cashier.office.envelope("finance_officer"), data={"payment_id": paid.document_id}
    )
    assert again.number == "WT68-00002/2568"
    assert queries.certificate(document_id=again.document_id or 0).tax == 27_000


def test_salaries_are_certified_once_a_year(cashier: Cashier) -> None:
    """Two months of one person stand on one certificate, issued after the year."""
    desk = cashier.desk
    person = desk.party("นายสมชาย ใจดี", national_number=NUMBERS["person"], address="9 หมู่ 1")
    for month in (10, 11):
        day = date(2024, month, 28)
        salary = {"kind": "withholding", "form": "pnd1", "base": "30,000", "amount": "412"}
        dika = desk.approved(
            payee_id=person, lines=[desk.line("L20", "30,000")], deductions=[salary], title="เงินเดือน", on=day
        )
        cashier.paid(dika, on=day)
    assert documents.find(kind="withholding_certificate").count() == 0
    envelope = cashier.office.envelope("finance_officer", day=date(2025, 1, 6))
    issued = payment.issue_certificates(envelope=envelope, data={"tax_year": 2567})
    view = queries.certificate(document_id=issued.document_id or 0)
    assert (len(view.lines), view.base, view.tax, view.name) == (2, 6_000_000, 82_400, "นายสมชาย ใจดี")
    assert view.address == "9 หมู่ 1"
