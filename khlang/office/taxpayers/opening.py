"""From what was typed to new assessments: codes without gaps, and everything that is wrong with the lines at once."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from khlang.core.refusal import Refusal, Refusals
from khlang.office.taxpayers.models import TaxAssessment
from khlang.office.taxpayers.schemas import NewAssessment
from khlang.platform.commands import Envelope
from khlang.platform.db import writes
from khlang.spine.parties import queries as parties
from khlang.standards import local_tax

Key = tuple[int, str, int, str, int]


def code_of(*, tax: str, tax_year: int, run: int) -> str:
    """The number of an assessment: LB68-00012 is the twelfth of land and building tax of tax year 2568."""
    return f"{local_tax(tax).prefix}{tax_year % 100:02d}-{run:05d}"


def open_all(*, envelope: Envelope, typed: Sequence[NewAssessment], path: str = "") -> list[TaxAssessment]:
    """Enter assessments; `path` ("replacements.{}") is where their fields stand in the input, "" when there is only one.

    Refusals (all together): tax_kind_unknown, party_not_found, assessment_exists, warning_reversed, date_in_future.
    """
    people = parties.get_many(party_ids=[line.party_id for line in typed])
    refused: list[Refusal] = []
    seen: dict[Key, str] = _existing(typed)
    for position, line in enumerate(typed):
        before = f"{path.format(position)}." if path else ""
        refused += [each.at(f"{before}{each.field}") for each in problems(line=line, today=envelope.today)]
        if line.party_id not in people:
            refused.append(Refusal("party_not_found", field=f"{before}party_id"))
        elif _key(line) in seen:
            refused.append(Refusal("assessment_exists", field=f"{before}reference", number=seen[_key(line)]))
        seen.setdefault(_key(line), line.reference)
    if refused:
        raise Refusals(refused)
    writes.hold(org=envelope.org)
    last: dict[tuple[str, int], int] = {}
    rows = [_row(line, last) for line in typed]
    TaxAssessment.objects.bulk_create(rows)
    return rows


def problems(*, line: NewAssessment, today: date) -> list[Refusal]:
    """What is wrong with one assessment by itself, at its fields."""
    found: list[Refusal] = []
    try:
        local_tax(line.tax, field="tax")
    except Refusal as refusal:
        found.append(refusal)
    if line.warned_on and line.warned_on > today:
        found.append(Refusal("date_in_future", field="warned_on"))
    if line.warned_until and (line.warned_on is None or line.warned_until < line.warned_on):
        found.append(Refusal("warning_reversed", field="warned_until"))
    return found


def _existing(typed: Sequence[NewAssessment]) -> dict[Key, str]:
    """The assessments in force of the same taxpayers, under what makes them one."""
    rows = TaxAssessment.objects.filter(party_id__in={line.party_id for line in typed}, state__in=("open", "paid"))
    return {
        (row.party_id, row.tax, row.tax_year, row.reference, row.instalment): row.code for row in rows.order_by("id")
    }


def _key(line: NewAssessment) -> Key:
    return line.party_id, line.tax, line.tax_year, line.reference, line.instalment


def _row(line: NewAssessment, last: dict[tuple[str, int], int]) -> TaxAssessment:
    tax, key = local_tax(line.tax), (line.tax, line.tax_year)
    if key not in last:
        same = TaxAssessment.objects.filter(tax=line.tax, tax_year=line.tax_year)
        last[key] = int(same.aggregate(last=Max("run"))["last"] or 0)
    last[key] += 1
    return TaxAssessment(
        code=code_of(tax=line.tax, tax_year=line.tax_year, run=last[key]), tax=line.tax, tax_year=line.tax_year,
        run=last[key], party_id=line.party_id, reference=line.reference, instalment=line.instalment,
        due_date=line.due_date or tax.due_date(tax_year=line.tax_year), declared_late=line.declared_late,
        warned_on=line.warned_on, warned_until=line.warned_until, assessed=line.amount, note=line.note,
    )  # fmt: skip
