"""From what was typed to a whole dika: cited document, payee, lines, deductions, sums, invoice. Nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year, format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.office.disbursement import entering, keeping_back, remarks
from khlang.office.disbursement.cited import Cited, PaidLine, cited
from khlang.office.disbursement.facts import Budgeted
from khlang.office.disbursement.keeping_back import Deduction
from khlang.office.disbursement.models import Claim, Dika, DikaDeduction, DikaLine
from khlang.office.disbursement.schemas import PrepareDika, RecordDika
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties
from khlang.standards.dika_kinds import DikaKind, dika_kind, evidence_codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A dika ready to be kept. `claims` is the document that no other live dika may pay, `known` its budget lines by id."""

    kind: DikaKind
    title: str
    document_date: date
    division_id: int
    payee: Any
    payee_name: str
    lines: tuple[PaidLine, ...]
    deductions: tuple[Deduction, ...]
    claims: int | None = None
    head: Mapping[str, Any] = field(default_factory=dict)
    known: Mapping[int, LineBalance] = field(default_factory=dict)

    @property
    def gross(self) -> int:
        """The sum of the lines, satang."""
        return sum(line.amount for line in self.lines)

    @property
    def deducted(self) -> int:
        """The sum of what is kept back, satang."""
        return sum(row.amount for row in self.deductions)


def compose(*, data: PrepareDika, document_id: int | None, today: date) -> Composed:
    """The whole dika that the input means; `document_id` is the draft that it replaces. A dika made by hand (`RecordDika`)
    is what its paper says.

    Refusals: choice_unknown (dika_kind), date_in_future, council_required, those of `cited`, `entered`, `kept_back` and
    `as_written`, payee_differs, liability_of_another, field_required (payee_id, title), party_not_found, division_unknown,
    division_required, evidence choice_unknown, dika_claimed_before, invoice_duplicate, division_numbered.
    """
    kind = dika_kind(data.dika_kind)
    day = data.document_date or today
    if day > today:
        raise Refusal("date_in_future", field="document_date")
    given = cited(data=data, kind=kind, today=today)
    require_unclaimed(claimed=given.claims, document_id=document_id)
    payee = _payee(data, kind, given)
    year = fiscal_year(day if isinstance(data, RecordDika) and data.year_of_paper else today)
    lines, known = entering.entered(typed=data.lines, kind=kind, given=given, year=year)
    _require_owner(lines, payee, data.remark)
    vat_included = _vat(data, given, payee)
    deductions = _kept_back(data, kind, given, payee, lines, vat_included, today)
    if not (data.title or given.title):
        raise Refusal("field_required", field="title")
    head = _head(data, kind, given, vat_included) | _written(data, day)
    head["out_of_plan"] = data.out_of_plan or beyond_plan(lines=lines, known=known, on=today)
    require_new_invoice(
        payee_id=payee.id if payee else None,
        key=head["invoice_key"],
        number=head["invoice_no"],
        document_id=document_id,
    )
    return Composed(
        kind=kind, title=data.title or given.title, document_date=day,
        division_id=_division(data.division, given, lines, known, document_id), payee=payee,
        payee_name=_payee_name(data, kind, payee), lines=lines, deductions=deductions, claims=given.claims, head=head,
        known=known,
    )  # fmt: skip


def rows(*, document_id: int, dika: Composed) -> tuple[Rows, ...]:
    """The rows of everything that a dika consists of but its many payees."""
    claims = [{"document_id": document_id, "claimed_id": dika.claims}] if dika.claims else []
    head = {
        "document_id": document_id, "dika_kind": dika.kind.code, "payee_id": dika.payee.id if dika.payee else None,
        "gross": dika.gross, "deducted": dika.deducted, "net": dika.gross - dika.deducted, **dika.head,
    }  # fmt: skip
    return (
        Rows(Dika, [head]),
        Rows(DikaLine, _numbered(document_id, dika.lines)),
        Rows(DikaDeduction, _numbered(document_id, dika.deductions)),
        Rows(Claim, claims),
    )


def _numbered(document_id: int, found: Sequence[PaidLine | Deduction]) -> list[dict[str, Any]]:
    return [
        {"document_id": document_id, "position": position, **asdict(row)} for position, row in enumerate(found, start=1)
    ]


def _head(data: PrepareDika, kind: DikaKind, given: Cited, vat_included: bool) -> dict[str, Any]:
    """The columns of `Dika` that are neither payee nor sums."""
    reference, council_day = data.council_reference or given.council_reference, data.council_date or given.council_date
    if "council" in kind.needs:
        wanted = (("council_reference", reference), ("council_date", council_day))
        missing = [Refusal("council_required", field=name) for name, value in wanted if not value]
        if missing:
            raise Refusals(missing)
    unknown = [code for code in data.evidence if code not in evidence_codes()]
    if unknown:
        raise Refusal("choice_unknown", field="evidence", value=unknown[0][:60])
    number = data.invoice_no or given.invoice_no
    return {
        "acceptance_id": data.acceptance_id if "acceptance" in kind.needs else None,
        "obligation_id": given.obligation_id,
        "advance_id": data.advance_id if "advance" in kind.needs else None,
        "receipt_id": data.receipt_id if "receipt" in kind.needs else None,
        "council_reference": reference, "council_date": council_day, "invoice_no": number,
        "invoice_key": invoice_key(number=number), "invoice_date": data.invoice_date or given.invoice_date,
        "vat_included": vat_included, "withhold": data.withhold, "evidence": list(data.evidence),
        "out_of_plan": data.out_of_plan, "remark": data.remark,
    }  # fmt: skip


def invoice_key(*, number: str) -> str:
    """An invoice number as it is compared: without spaces, dashes, strokes and case ("INV-0012/67" is "inv001267")."""
    return "".join(sign for sign in to_arabic_digits(normalise(number)).casefold() if sign.isalnum())


def require_unclaimed(*, claimed: int | None, document_id: int | None) -> None:
    """Pass when no other live dika pays the document. Refusal: dika_claimed_before (fact number)."""
    other = Claim.objects.filter(claimed_id=claimed).exclude(document_id=document_id or 0) if claimed else None
    found = other.select_related("document").first() if other is not None else None
    if found is not None:
        raise Refusal("dika_claimed_before", number=_name(found.document))


def require_new_invoice(*, payee_id: int | None, key: str, number: str, document_id: int | None) -> None:
    """Pass when no other live dika pays this invoice of the payee (reliability F-3). Refusal: invoice_duplicate."""
    if payee_id is None or not key:
        return
    others = Dika.objects.filter(payee_id=payee_id, invoice_key=key, live=True).exclude(document_id=document_id or 0)
    found = others.select_related("document").first()
    if found is not None:
        day = format_date(found.document.document_date)
        raise Refusal("invoice_duplicate", field="invoice_no", invoice=number, number=_name(found.document), date=day)


def _name(document: Any) -> str:
    return str(document.number or document.request_number or document.title)


def _payee(data: PrepareDika, kind: DikaKind, given: Cited) -> Any:
    """The one payee, or None for a dika of many payees or of the office itself."""
    if given.payee_id is not None and data.payee_id not in (None, given.payee_id):
        raise Refusal("payee_differs", field="payee_id", name=parties.get(party_id=given.payee_id).name)
    payee_id = data.payee_id or given.payee_id
    if payee_id is None:
        if kind.payee == "one":
            raise Refusal("field_required", field="payee_id")
        return None
    try:
        return parties.get(party_id=payee_id) if kind.payee != "own" else None
    except Refusal as refusal:
        raise refusal.at("payee_id") from None


def _require_owner(lines: Sequence[PaidLine], payee: Any, remark: str) -> None:
    """What is owed to one or kept for one (payables, retention) is paid to that one; to somebody else only when the remark
    says why, such as a claim that was assigned. Refusal: liability_of_another (fact name: whose it is)."""
    if payee is None or remark.strip():
        return
    subs = {int(line.sub) for line in lines if line.account.startswith("2") and line.sub.isdecimal()} - {payee.id}
    owners = parties.get_many(party_ids=sorted(subs)) if subs else {}
    refused = [
        Refusal("liability_of_another", field=f"lines.{position}.sub", name=owners[int(line.sub)].name)
        for position, line in enumerate(lines)
        if line.account.startswith("2") and line.sub.isdecimal() and int(line.sub) in owners
    ]
    if refused:
        raise Refusals(refused)


def _kept_back(
    data: PrepareDika,
    kind: DikaKind,
    given: Cited,
    payee: Any,
    lines: Sequence[PaidLine],
    vat_included: bool,
    today: date,
) -> tuple[Deduction, ...]:
    gross = sum(line.amount for line in lines)
    if isinstance(data, RecordDika):
        return keeping_back.as_written(typed=data.deductions, kind=kind, given=given, payee=payee, gross=gross)
    return keeping_back.kept_back(
        typed=data.deductions, kind=kind, given=given, payee=payee, gross=gross, vat_included=vat_included,
        withhold=data.withhold, on=today,
    )  # fmt: skip


def _written(data: PrepareDika, day: date) -> dict[str, Any]:
    """What only a paper says: the payee's number and account as written, who approved it, and the words of the letter."""
    if not isinstance(data, RecordDika):
        return {}
    return {
        "written_number": data.payee_number, "bank_code": data.bank, "account_no": data.account_no,
        "account_name": data.account_name, "approved_by": data.approved_by,
        "remark": remarks.by_hand(day=day, own=data.remark),
    }  # fmt: skip


def _payee_name(data: PrepareDika, kind: DikaKind, payee: Any) -> str:
    if isinstance(data, RecordDika) and data.payee_name:
        return data.payee_name
    if payee is not None:
        return str(payee.name)
    return organisations.current().name_th if kind.payee == "own" else ""


def _vat(data: PrepareDika, given: Cited, payee: Any) -> bool:
    """Whether value added tax is in the price: as typed, else as the contract says, else as the payee is registered."""
    if data.vat_included is not None:
        return data.vat_included
    if given.vat_included is not None:
        return given.vat_included
    return bool(payee is not None and payee.vat_registered)


def beyond_plan(*, lines: Sequence[Budgeted], known: Mapping[int, LineBalance], on: date) -> bool:
    """Whether the dika spends more of a line than the spending plan in force has it spent by the end of the quarter
    (spec 2.9: told, not refused). False without a plan."""
    wanted: dict[int, int] = {}
    for line in lines:
        if line.budget_line_id is not None:
            wanted[line.budget_line_id] = wanted.get(line.budget_line_id, 0) + line.amount
    planned = budget.planned_through_of(line_ids=list(wanted), day=on) if wanted else {}
    return any(known[line_id].expended + wanted[line_id] > limit for line_id, limit in planned.items())


def _division(
    code: str, given: Cited, lines: Sequence[PaidLine], known: Mapping[int, LineBalance], document_id: int | None
) -> int:
    """The division that asks: the one named, else that of the cited document, else that of the first budget line. Once it
    has drawn its number it stays."""
    named = _division_named(code)
    document = documents.get_many(document_ids=[document_id]).get(document_id) if document_id else None
    if document is not None and document.request_number and document.division_id:
        if named not in (None, document.division_id):
            raise Refusal("division_numbered", field="division", number=document.request_number)
        return int(document.division_id)
    own = (known[line.budget_line_id].line.division_id for line in lines if line.budget_line_id is not None)
    division_id = named or given.division_id or next((each for each in own if each), None)
    if division_id is None:
        raise Refusal("division_required", field="division")
    return int(division_id)


def _division_named(code: str) -> int | None:
    if not code:
        return None
    found = next((row.id for row in organisations.divisions() if row.code == code), None)
    if found is None:
        raise Refusal("division_unknown", field="division", code=code)
    return int(found)
