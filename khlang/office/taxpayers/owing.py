"""From the rows of an assessment to what is left of it on a day; the arithmetic itself is `core.local_tax`."""

from collections.abc import Collection, Iterable
from datetime import date

from khlang.core import local_tax
from khlang.core.local_tax import Due, Owed, Paid
from khlang.office.taxpayers.models import TaxAssessment, TaxPayment
from khlang.standards.local_taxes import local_tax as tax_of


def owed(*, row: TaxAssessment) -> Owed:
    """What was assessed and is not carried over to other assessments."""
    return Owed(row.assessed - row.carried, row.due_date, row.declared_late, row.warned_on, row.warned_until)


def paid(*, payments: Iterable[TaxPayment]) -> tuple[Paid, ...]:
    """The payments that count: those that were not undone."""
    return tuple(
        Paid(payment.paid_on, payment.principal, payment.surcharge, payment.fine)
        for payment in payments
        if payment.undone_on is None
    )


def due(*, row: TaxAssessment, payments: Iterable[TaxPayment], on: date) -> Due:
    """What is left to pay of an assessment if it is paid on a day (C.E.), satang; nothing once it was given up."""
    if row.state in ("cancelled", "superseded"):
        return Due(0, 0, 0)
    terms = tax_of(row.tax).terms
    return local_tax.due(terms=terms, owed=owed(row=row), payments=paid(payments=payments), on=on)


def payments_of(*, assessment_ids: Collection[int]) -> dict[int, list[TaxPayment]]:
    """The payments of assessments that were not undone, in one query; every assessment has an entry."""
    found: dict[int, list[TaxPayment]] = {each: [] for each in assessment_ids}
    if found:
        for payment in TaxPayment.objects.filter(assessment_id__in=list(found), undone_on=None).order_by(
            "paid_on", "id"
        ):
            found[payment.assessment_id].append(payment)
    return found


def state(*, row: TaxAssessment, payments: Iterable[TaxPayment], on: date) -> str:
    """Whether an assessment is open or paid: paid once neither tax nor fine nor surcharge of the payments is left."""
    return "open" if due(row=row, payments=payments, on=on).total else "paid"
