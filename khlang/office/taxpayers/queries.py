"""Every read of the register of taxpayers that others may use. Amounts are satang, days C.E., tax years B.E."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from khlang.core.calendar import fiscal_year
from khlang.core.local_tax import Due
from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.taxpayers import owing
from khlang.office.taxpayers.arrears import Arrears, arrears
from khlang.office.taxpayers.changes import Changed, examine_changed
from khlang.office.taxpayers.models import STATES, TaxAssessment, TaxChange, TaxPayment
from khlang.spine.parties.queries import searchable
from khlang.standards import LocalTax, local_tax

__all__ = [
    "STATES", "Apportioned", "Arrears", "Assessment", "Change", "Changed", "Payment", "Receivable", "apportion", "arrears",
    "assessment", "assessments", "by_code", "changes", "due", "examine_changed",
    "in_arrears", "known", "matching", "payments", "receivables",
]  # fmt: skip

SORTABLE = {"code": "code", "taxpayer": "party__search", "due_date": "due_date", "assessed": "assessed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An assessment as lists and forms show it. `paid` is tax only; `left` what is still owed of the tax itself."""

    id: int
    code: str
    tax: LocalTax
    tax_year: int
    party_id: int
    taxpayer: str
    taxpayer_number: str
    reference: str
    instalment: int
    due_date: date
    declared_late: bool
    warned_on: date | None
    warned_until: date | None
    assessed: int
    paid: int
    left: int
    state: str
    note: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """What one receipt paid of an assessment; `undone_on` when the receipt was voided or reversed."""

    id: int
    code: str
    taxpayer: str
    document_id: int
    number: str
    paid_on: date
    recorded_on: date
    principal: int
    fine: int
    surcharge: int
    undone_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry in the history of an assessment."""

    id: int
    code: str
    taxpayer: str
    version: int
    field: str
    before: str
    after: str
    reason: str
    day: date
    actor_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receivable:
    """A row of the register of tax receivables as of a day; `age` is days since the due date, 0 before it."""

    assessment: Assessment
    paid: int
    outstanding: int
    fine: int
    surcharge: int
    age: int


@dataclass(frozen=True, slots=True)
class Apportioned:
    """A line divided into what the assessment still takes and what was paid beyond it, satang."""

    owed: int
    excess: int


def assessment(*, assessment_id: int) -> Assessment:
    """One assessment. Refusal: assessment_not_found."""
    return _view(_row(assessment_id))


def known(*, assessment_ids: Collection[int]) -> frozenset[int]:
    """Those of these assessments that are in the register of the organisation."""
    rows = TaxAssessment.objects.filter(id__in=list(assessment_ids))
    return frozenset(rows.values_list("id", flat=True))


def by_code(*, code: str) -> Assessment | None:
    """The assessment with a number as printed (LB68-00012, also in Thai digits), or None."""
    found = _joined().filter(code=to_arabic_digits(normalise(code)).upper()).first()
    return _view(found) if found else None


def matching(
    *, party_number: str = "", name: str = "", tax: str = "", tax_year: int | None = None, reference: str = ""
) -> tuple[Assessment, ...]:
    """The assessments that what is written on a paper may mean: by number or name of the taxpayer (without title), kind of
    tax, year and property; at most twenty, those in force first."""
    rows = _joined()
    if party_number:
        rows = rows.filter(party__national_number=party_number)
    elif name:
        rows = rows.filter(party__search=searchable(name))
    if tax:
        rows = rows.filter(tax=tax)
    if tax_year:
        rows = rows.filter(tax_year=tax_year)
    if reference:
        rows = rows.filter(reference=normalise(reference))
    found = sorted(rows.order_by("-tax_year", "code")[:200], key=lambda row: STATES.index(row.state))
    return tuple(_view(row) for row in found[:20])


def due(*, assessment_id: int, on: date) -> Due:
    """What is left of an assessment if it is paid on a day: tax, surcharge, fine. Payments of later days do not count.

    Refusal: assessment_not_found.
    """
    row = _row(assessment_id)
    before = [each for each in owing.payments_of(assessment_ids=[row.id])[row.id] if each.paid_on <= on]
    return owing.due(row=row, payments=before, on=on)


def in_arrears(*, due_date: date, on: date) -> bool:
    """Whether a tax stands among the receivables of an earlier fiscal year (spec 3.7), so that its arrears item is used."""
    return fiscal_year(due_date) < fiscal_year(on)


def apportion(*, lines: Sequence[tuple[int, str, int]], on: date) -> tuple[Apportioned, ...]:
    """Divide lines (assessment, receipt item, satang), in their order, into what is owed and what was paid beyond it.

    Everything paid so far counts, whatever its day: money received by hand on a day before a payment of another day was
    entered is not taken twice. Lines of assessments that were given up or replaced are excess as a whole.
    Refusal: assessment_not_found.
    """
    rows = {row.id: row for row in TaxAssessment.objects.filter(id__in={line[0] for line in lines})}
    known = owing.payments_of(assessment_ids=list(rows))
    left: dict[tuple[int, bool], int] = {}
    found = []
    for position, (assessment_id, item, amount) in enumerate(lines):
        row = rows.get(assessment_id)
        if row is None:
            raise Refusal("assessment_not_found", field=f"lines.{position}.assessment")
        penalty = item == local_tax(row.tax).penalty_item
        if (row.id, penalty) not in left:
            whole = owing.due(row=row, payments=known[row.id], on=on)
            left[row.id, False], left[row.id, True] = max(0, whole.principal), whole.penalty
        taken = min(amount, left[row.id, penalty])
        left[row.id, penalty] -= taken
        found.append(Apportioned(taken, amount - taken))
    return tuple(found)


def assessments(
    *, text: str = "", filters: Mapping[str, str] | None = None, sort: str = "", offset: int = 0, limit: int = 50
) -> tuple[tuple[Assessment, ...], int, Mapping[str, int]]:
    """A page of the register, how many there are in all, and the sums of all (assessed, paid).

    `text` looks in number, property and the name of the taxpayer; `filters` may name tax, tax_year, state, party_id;
    `sort` is one of SORTABLE, falling with "-" in front.
    """
    rows = _found(text, filters or {})
    sums = rows.aggregate(assessed=Sum("assessed"), paid=Sum("paid"))
    key, falling = sort.removeprefix("-"), sort.startswith("-")
    order = ("-" if falling else "") + SORTABLE[key] if key in SORTABLE else "-tax_year"
    page = rows.order_by(order, "code")[offset : offset + limit]
    return tuple(_view(row) for row in page), rows.count(), {name: int(value or 0) for name, value in sums.items()}


def receivables(*, on: date, tax_year: int | None = None, tax: str = "") -> Iterator[Receivable]:
    """The register of tax receivables (ทะเบียนคุมลูกหนี้ภาษี, spec 6.1) as of a day, by year, tax and number.

    Payments count by their own day; what was replaced or given up is left out.
    """
    rows = _joined().filter(state__in=("open", "paid"))
    rows = rows.filter(tax_year=tax_year) if tax_year else rows
    rows = rows.filter(tax=tax) if tax else rows
    ordered = rows.order_by("tax_year", "tax", "code").iterator(chunk_size=1_000)
    for some in _slices(ordered):
        known = owing.payments_of(assessment_ids=[row.id for row in some])
        for row in some:
            yield _receivable(row, [payment for payment in known[row.id] if payment.paid_on <= on], on)


def _receivable(row: TaxAssessment, made: Sequence[TaxPayment], on: date) -> Receivable:
    due_now = owing.due(row=row, payments=made, on=on)
    return Receivable(
        assessment=_view(row), paid=sum(payment.principal for payment in made), outstanding=due_now.principal,
        fine=max(0, due_now.fine), surcharge=max(0, due_now.surcharge), age=max(0, (on - row.due_date).days),
    )  # fmt: skip


def payments(
    *, text: str = "", document_ids: Collection[int] | None = None, offset: int = 0, limit: int = 50
) -> tuple[tuple[Payment, ...], int]:
    """A page of the payments of assessments, newest first, and how many there are; of some receipts only, if named."""
    rows = TaxPayment.objects.select_related("assessment__party", "document")
    if document_ids is not None:
        rows = rows.filter(document_id__in=list(document_ids))
    for word in normalise(text).split():
        rows = rows.filter(_words(word, "assessment__"))
    page = rows.order_by("-paid_on", "-id")[offset : offset + limit]
    return tuple(_payment(row) for row in page), rows.count()


def changes(*, text: str = "", assessment_id: int | None = None, offset: int = 0, limit: int = 50) -> tuple[
    tuple[Change, ...], int
]:  # fmt: skip
    """A page of the history of assessments, newest first, and how many entries there are."""
    rows = TaxChange.objects.select_related("assessment__party")
    if assessment_id is not None:
        rows = rows.filter(assessment_id=assessment_id)
    for word in normalise(text).split():
        rows = rows.filter(_words(word, "assessment__"))
    page = rows.order_by("-at", "-id")[offset : offset + limit]
    found = tuple(
        Change(
            id=row.id, code=row.assessment.code, taxpayer=row.assessment.party.name, version=row.version, field=row.field,
            before=row.before, after=row.after, reason=row.reason, day=row.day, actor_name=row.actor_name,
        )
        for row in page
    )  # fmt: skip
    return found, rows.count()


def _joined() -> QuerySet[Any]:
    return TaxAssessment.objects.select_related("party")


def _row(assessment_id: int) -> TaxAssessment:
    found: TaxAssessment | None = _joined().filter(id=assessment_id).first()
    if found is None:
        raise Refusal("assessment_not_found", field="assessment")
    return found


def _found(text: str, filters: Mapping[str, str]) -> QuerySet[Any]:
    rows = _joined().annotate(left=F("assessed") - F("paid") - F("carried"))
    for word in normalise(text).split():
        rows = rows.filter(_words(word, ""))
    wanted = {key: value for key, value in filters.items() if key in ("tax", "state") and value}
    numbers = {key: int(filters[key]) for key in ("tax_year", "party_id") if filters.get(key, "").isdecimal()}
    return rows.filter(**wanted, **numbers)


def _words(word: str, path: str) -> Q:
    return (
        Q(**{f"{path}code__icontains": to_arabic_digits(word)})
        | Q(**{f"{path}reference__icontains": word})
        | Q(**{f"{path}party__search__contains": searchable(word)})
    )


def _slices(rows: Iterable[TaxAssessment], size: int = 1_000) -> Iterator[list[TaxAssessment]]:
    some: list[TaxAssessment] = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def _view(row: TaxAssessment) -> Assessment:
    closed = row.state in ("cancelled", "superseded")
    return Assessment(
        id=row.id, code=row.code, tax=local_tax(row.tax), tax_year=row.tax_year, party_id=row.party_id,
        taxpayer=row.party.name, taxpayer_number=row.party.national_number, reference=row.reference,
        instalment=row.instalment, due_date=row.due_date, declared_late=row.declared_late, warned_on=row.warned_on,
        warned_until=row.warned_until, assessed=row.assessed, paid=row.paid,
        left=0 if closed else row.assessed - row.paid - row.carried, state=row.state, note=row.note, version=row.version,
    )  # fmt: skip


def _payment(row: TaxPayment) -> Payment:
    return Payment(
        id=row.id, code=row.assessment.code, taxpayer=row.assessment.party.name, document_id=row.document_id,
        number=row.document.number or "", paid_on=row.paid_on, recorded_on=row.recorded_on, principal=row.principal,
        fine=row.fine, surcharge=row.surcharge, undone_on=row.undone_on,
    )  # fmt: skip
