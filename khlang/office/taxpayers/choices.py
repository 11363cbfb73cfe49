"""What forms offer of the register of taxpayers: assessments by the name of the taxpayer, the taxes."""

from collections.abc import Sequence
from datetime import date

from khlang.core.calendar import format_date
from khlang.core.local_tax import Due
from khlang.core.money import format_baht
from khlang.office.taxpayers import owing, queries
from khlang.office.taxpayers.models import TaxAssessment
from khlang.platform import choosing
from khlang.platform.screens import Choice
from khlang.standards import local_taxes, message

#: Assessments that a type-ahead looks at; each makes one or two choices.
_AT_MOST = 8


def taxes() -> Sequence[Choice]:
    """The local taxes by name."""
    return choosing.named(local_taxes().values())


def owed(text: str, *, on: date) -> Sequence[Choice]:
    """What can be paid on a day, by name of the taxpayer, number or property: the tax that is left of each assessment, and
    below it its fine and surcharge. Choosing one fills item, description and amount of the line in."""
    if choosing.identifier(text):
        return _chosen(text)
    return [choice for each, left in _left(text, on) for choice in _choices(each, left, on)]


def _chosen(text: str) -> Sequence[Choice]:
    return [Choice(value=text, label=_label(queries.assessment(assessment_id=choosing.identifier(text))))]


def _left(text: str, on: date) -> list[tuple[queries.Assessment, Due]]:
    """Open assessments that the text finds, with what is left of each on the day, in three queries."""
    if not text.strip():
        return []
    found, _, _ = queries.assessments(text=text, filters={"state": "open"}, sort="due_date", limit=_AT_MOST)
    rows = TaxAssessment.objects.in_bulk([each.id for each in found])
    known = owing.payments_of(assessment_ids=list(rows))
    return [(each, owing.due(row=rows[each.id], payments=known[each.id], on=on)) for each in found]


def unpaid(text: str) -> Sequence[Choice]:
    """Open assessments, to be given up or replaced."""
    if choosing.identifier(text):
        return _chosen(text)
    found, _, _ = queries.assessments(text=text, filters={"state": "open"}, limit=choosing.MOST)
    return [Choice(value=str(each.id), label=_label(each), note=format_baht(each.left)) for each in found]


def _label(each: queries.Assessment) -> str:
    return f"{each.code} {each.taxpayer} {each.tax.name_th} {each.tax_year}"


def _choices(each: queries.Assessment, left: Due, on: date) -> list[Choice]:
    made = []
    if left.principal:
        late = queries.in_arrears(due_date=each.due_date, on=on)
        made.append(_tax_choice(each, left.principal, each.tax.arrears_item if late else each.tax.item))
    if left.penalty:
        said = _said("assessment.penalty_line", each)
        note = message("assessment.penalty_note", amount=format_baht(left.penalty))
        made.append(_choice(each, left.penalty, each.tax.penalty_item, said, note))
    return made


def _tax_choice(each: queries.Assessment, amount: int, item: str) -> Choice:
    return _choice(each, amount, item, _said("assessment.line", each), format_baht(amount))


def _choice(each: queries.Assessment, amount: int, item: str, said: str, note: str) -> Choice:
    due = message("assessment.due", day=format_date(each.due_date))
    return Choice(
        value=str(each.id), label=_label(each), note=f"{note} · {each.reference} · {due}",
        fills={"item": item, "description": said[:250], "amount": format_baht(amount)},
    )  # fmt: skip


def _said(key: str, each: queries.Assessment) -> str:
    return message(key, tax=each.tax.name_th, year=each.tax_year, reference=each.reference)
