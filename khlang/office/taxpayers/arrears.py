"""Who is late with local taxes: one entry a taxpayer, with all that is left of each of their assessments on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, QuerySet

from khlang.core.thai import normalise
from khlang.office.taxpayers import owing
from khlang.office.taxpayers.models import TaxAssessment
from khlang.spine.parties import queries as parties
from khlang.spine.parties.queries import masked_number, searchable
from khlang.standards import LocalTax, local_tax


@dataclass(frozen=True, slots=True)
class Line:
    """One assessment in arrears, satang as of the day asked for."""

    assessment_id: int
    code: str
    tax: LocalTax
    tax_year: int
    reference: str
    due_date: date
    principal: int
    fine: int
    surcharge: int

    @property
    def total(self) -> int:
        """Tax, fine and surcharge together."""
        return self.principal + max(0, self.fine + self.surcharge)


@dataclass(frozen=True, slots=True)
class Arrears:
    """What one taxpayer is late with; the number is masked, as on every list."""

    party_id: int
    taxpayer: str
    masked_number: str
    address: str
    oldest: date
    lines: tuple[Line, ...]

    @property
    def total(self) -> int:
        """All of it, satang."""
        return sum(line.total for line in self.lines)


def arrears(*, on: date, text: str = "", offset: int = 0, limit: int = 100) -> tuple[tuple[Arrears, ...], int]:
    """A page of the taxpayers who are late on a day (C.E.), by name, and how many there are.

    Payments count by their own day. Five queries a page, however many taxpayers it has.
    """
    late = _late(on, text)
    grouped = late.order_by().values("party_id", "party__search").annotate(oldest=Min("due_date"))
    page = list(grouped.order_by("party__search", "party_id")[offset : offset + limit])
    count = late.order_by().values("party_id").distinct().count()
    ids = [row["party_id"] for row in page]
    lines = _lines(list(late.filter(party_id__in=ids).order_by("due_date", "code")), on)
    people = parties.get_many(party_ids=ids)
    return tuple(
        Arrears(
            row["party_id"], people[row["party_id"]].name, masked_number(people[row["party_id"]].national_number),
            people[row["party_id"]].address, row["oldest"], tuple(lines[row["party_id"]]),
        )
        for row in page
    ), count  # fmt: skip


def _late(on: date, text: str) -> QuerySet[TaxAssessment]:
    rows = TaxAssessment.objects.filter(state="open", due_date__lt=on)
    for word in normalise(text).split():
        rows = rows.filter(party__search__contains=searchable(word))
    return rows


def _lines(rows: list[TaxAssessment], on: date) -> dict[int, list[Line]]:
    known = owing.payments_of(assessment_ids=[row.id for row in rows])
    found: dict[int, list[Line]] = {row.party_id: [] for row in rows}
    for row in rows:
        left = owing.due(row=row, payments=[each for each in known[row.id] if each.paid_on <= on], on=on)
        found[row.party_id].append(
            Line(
                row.id, row.code, local_tax(row.tax), row.tax_year, row.reference, row.due_date, left.principal,
                left.fine, left.surcharge,
            )
        )  # fmt: skip
    return found
