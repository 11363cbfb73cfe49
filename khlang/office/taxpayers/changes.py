"""What has become of an assessment since a paper was written about it: the finding TAXROW_CHANGED (continuity C-19).

Nothing here decides. A receipt written by hand stands for what the collector saw on its day; when somebody paid at the
counter meanwhile, or the assessment was changed, replaced or given up, both versions are shown to a person.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.taxpayers.models import TaxAssessment, TaxChange, TaxPayment, TaxSuccession

#: Changes that a person who takes money has to know of; a note or a new spelling of the property is none.
_TELLING: Final = ("assessed", "due_date", "declared_late", "warned_on", "warned_until")


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that changed after a day. `what`: paid (receipt `number`, baht), superseded (by which assessments),
    cancelled, or the field; `before` is how it was on that day, `after` how it is now, as written."""

    what: str
    before: str
    after: str
    day: date
    number: str = ""


def examine_changed(*, assessment_id: int, on: date, today: date) -> tuple[Changed, ...]:
    """What changed of an assessment after the day of a paper until today, oldest first; empty when nothing did.

    Money entered from other papers is no change: whoever wrote this one could know of them.
    Refusal: assessment_not_found.
    """
    row: TaxAssessment | None = TaxAssessment.objects.filter(id=assessment_id).first()
    if row is None:
        raise Refusal("assessment_not_found", field="assessment")
    found = [*_payments(row, on, today), *_successors(row, on), *_fields(row, on)]
    return tuple(sorted(found, key=lambda change: (change.day, change.what)))


def _payments(row: TaxAssessment, on: date, today: date) -> list[Changed]:
    made = TaxPayment.objects.filter(assessment_id=row.id, undone_on=None, recorded_on__gt=on, recorded_on__lte=today)
    at_the_counter = [payment for payment in made.select_related("document") if payment.paid_on == payment.recorded_on]
    return [
        Changed(
            "paid", format_baht(0), format_baht(payment.principal + payment.fine + payment.surcharge),
            payment.recorded_on, payment.document.number or "",
        )
        for payment in at_the_counter
    ]  # fmt: skip


def _successors(row: TaxAssessment, on: date) -> list[Changed]:
    later = (
        TaxSuccession.objects.filter(earlier_id=row.id, day__gt=on)
        .select_related("later__party")
        .order_by("later__code")
    )
    if not later:
        return []
    names = " / ".join(f"{each.later.code} {each.later.party.name}" for each in later)
    return [Changed("superseded", row.code, names, later[0].day)]


def _fields(row: TaxAssessment, on: date) -> list[Changed]:
    """Each telling field that was corrected, from what it was on the day to what it is now; and giving up."""
    first: dict[str, TaxChange] = {}
    last: dict[str, TaxChange] = {}
    for change in TaxChange.objects.filter(assessment_id=row.id, day__gt=on).order_by("version", "field"):
        first.setdefault(change.field, change)
        last[change.field] = change
    found = [
        Changed(field, first[field].before, last[field].after, last[field].day)
        for field in _TELLING
        if field in first and first[field].before != last[field].after
    ]
    if row.state == "cancelled" and "state" in last:
        found.append(Changed("cancelled", first["state"].before, last["state"].reason, last["state"].day))
    return found
