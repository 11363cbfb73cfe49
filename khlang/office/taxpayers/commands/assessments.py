"""Assessments: entered, corrected, given up, replaced by others."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.office.taxpayers import opening, owing
from khlang.office.taxpayers.models import TaxAssessment, TaxChange, TaxSuccession
from khlang.office.taxpayers.schemas import CancelAssessment, SaveAssessment, SupersedeAssessments
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version

_DUTY: Final = "tax.maintain"
#: Columns that a correction may change, by the field of the form; taxpayer, tax and year never.
_CORRECTED: Final = {
    "reference": "reference", "instalment": "instalment", "due_date": "due_date", "amount": "assessed",
    "declared_late": "declared_late", "warned_on": "warned_on", "warned_until": "warned_until", "note": "note",
}  # fmt: skip
_FIXED: Final = ("party_id", "tax", "tax_year")


@command("assessment.save", schema=SaveAssessment)
def save(*, envelope: Envelope, data: SaveAssessment) -> Outcome:
    """Enter an assessment, or correct one with the reason; what stood there before stays in its history.

    Refusals: duty_missing; tax_kind_unknown, party_not_found, assessment_exists, warning_reversed, date_in_future; for a
    correction assessment_not_found, assessment_closed, assessment_fixed, assessment_below_paid, assessment_unchanged,
    reason_required, stale_version.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    if data.id is None:
        (row,) = opening.open_all(envelope=envelope, typed=[data])
        return _outcome(row)
    row = _open(data.id, envelope, field="id")
    _require_correctable(row, data, envelope.today)
    values: dict[str, Any] = {column: getattr(data, name) for name, column in _CORRECTED.items()}
    values["due_date"] = data.due_date or row.due_date
    _change(envelope, row, values, data.reason)
    return _outcome(row)


def _require_correctable(row: TaxAssessment, data: SaveAssessment, today: date) -> None:
    found = opening.problems(line=data, today=today)
    found += [
        Refusal("assessment_fixed", field=name, number=row.code)
        for name in _FIXED
        if getattr(row, name) != getattr(data, name)
    ]
    if data.amount < row.paid + row.carried:
        found.append(
            Refusal("assessment_below_paid", field="amount", number=row.code, paid=format_baht(row.paid + row.carried))
        )
    same = TaxAssessment.objects.filter(
        party_id=row.party_id, tax=row.tax, tax_year=row.tax_year, reference=data.reference, instalment=data.instalment,
        state__in=("open", "paid"),
    ).exclude(id=row.id)  # fmt: skip
    other = same.values_list("code", flat=True).first()
    if other:
        found.append(Refusal("assessment_exists", field="reference", number=other))
    if not data.reason:
        found.append(Refusal("reason_required", field="reason", move="save", document="assessment"))
    if found:
        raise Refusals(found)


@command("assessment.cancel", schema=CancelAssessment)
def cancel(*, envelope: Envelope, data: CancelAssessment) -> Outcome:
    """Give an assessment up that should not have been made; nothing may have been paid of it.

    Refusals: duty_missing, assessment_not_found, assessment_closed, assessment_has_payments, reason_required,
    stale_version.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    row = _open(data.assessment, envelope, field="assessment")
    if not data.reason:
        raise Refusal("reason_required", field="reason", move="cancel", document="assessment")
    if row.paid or owing.payments_of(assessment_ids=[row.id])[row.id]:
        raise Refusal("assessment_has_payments", field="assessment", number=row.code, paid=format_baht(row.paid))
    _change(envelope, row, {"state": "cancelled"}, data.reason)
    return _outcome(row)


@command("assessment.supersede", schema=SupersedeAssessments)
def supersede(*, envelope: Envelope, data: SupersedeAssessments) -> Outcome:
    """Replace assessments by others: the owner changed, properties were merged or divided.

    What was paid stays with the old ones; what was left of them is carried over to the new ones, which say what is owed.
    Refusals: duty_missing, assessment_not_found, assessment_closed, assessment_paid, those of new assessments at
    `replacements.<n>.…`.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    rows = []
    for position, assessment_id in enumerate(dict.fromkeys(each.assessment for each in data.assessments)):
        field = f"assessments.{position}.assessment"
        row = _open(assessment_id, envelope.unversioned(), field=field)
        if row.state == "paid":
            raise Refusal("assessment_paid", field=field, number=row.code)
        rows.append(row)
    for row in rows:
        left = row.assessed - row.paid
        _change(envelope, row, {"state": "superseded", "carried": left}, data.reason)
    made = opening.open_all(envelope=envelope, typed=data.replacements, path="replacements.{}")
    TaxSuccession.objects.bulk_create(
        TaxSuccession(earlier=old, later=new, day=envelope.today) for old in rows for new in made
    )
    first = made[0]
    return Outcome(
        kind="assessment", number=first.code, state=first.state, version=first.version,
        data={"id": first.id, "codes": [row.code for row in made]},
    )  # fmt: skip


def _open(assessment_id: int, envelope: Envelope, *, field: str) -> TaxAssessment:
    """The assessment, held for the change; open or paid. Refusals: assessment_not_found, stale_version, assessment_closed."""
    row: TaxAssessment | None = TaxAssessment.objects.select_for_update().filter(id=assessment_id).first()
    if row is None:
        raise Refusal("assessment_not_found", field=field)
    require_version(envelope=envelope, stored=row.version)
    if row.state in ("cancelled", "superseded"):
        raise Refusal("assessment_closed", field=field, number=row.code, state=row.state)
    return row


def _change(envelope: Envelope, row: TaxAssessment, values: Mapping[str, Any], reason: str) -> None:
    """Write new values and keep the old ones. Refusal: assessment_unchanged."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        raise Refusal("assessment_unchanged", number=row.code)
    row.version += 1
    history = [
        TaxChange(
            assessment=row, version=row.version, field=name, before=_written(getattr(row, name), name),
            after=_written(values[name], name), reason=reason, day=envelope.today, at=envelope.now,
            actor_id=envelope.actor.id, actor_name=envelope.actor.name,
        )
        for name in changed
    ]  # fmt: skip
    for name in changed:
        setattr(row, name, values[name])
    if row.state in ("open", "paid"):
        paid = owing.payments_of(assessment_ids=[row.id])[row.id]
        row.state = owing.state(row=row, payments=paid, on=envelope.today)
    row.save(update_fields=_columns(changed))
    TaxChange.objects.bulk_create(history)


def _columns(changed: Iterable[str]) -> list[str]:
    return list(dict.fromkeys((*changed, "state", "version")))


def _written(value: Any, column: str) -> str:
    """A value as the history keeps it: amounts in baht, days as ISO."""
    if column in ("assessed", "carried"):
        return format_baht(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value if value is not None else "")


def _outcome(row: TaxAssessment) -> Outcome:
    return Outcome(kind="assessment", number=row.code, state=row.state, version=row.version, data={"id": row.id})
