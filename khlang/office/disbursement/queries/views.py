"""A dika as pages, papers and the payment module see it; several at once in a number of queries that does not grow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet

from khlang.core.refusal import Refusal
from khlang.office.disbursement.models import Dika, DikaDeduction, DikaLine, DikaPayee
from khlang.spine.documents import queries as documents


@dataclass(frozen=True, slots=True)
class LineView:
    """What is paid: the account that the payment debits and, for budgeted money, the budget line with its code and name."""

    position: int
    source: str
    budget_line_id: int | None
    line_code: str
    line_name: str
    account: str
    sub: str
    amount: int
    description: str


@dataclass(frozen=True, slots=True)
class DeductionView:
    """What is kept back, and the account that the payment credits; `rate_bp` in hundredths of a per cent of `base`."""

    position: int
    kind: str
    form: str
    account: str
    sub: str
    base: int
    rate_bp: int
    amount: int


@dataclass(frozen=True, slots=True)
class PayeeView:
    """One of many payees. `lines` is the gross by code of the budget line, `deductions` what is kept back by kind."""

    position: int
    party_id: int | None
    name: str
    national_number: str
    bank_code: str
    account_no: str
    account_name: str
    account_state: str
    gross: int
    lines: Mapping[str, int]
    deductions: Mapping[str, int]
    net: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DikaView:
    """A dika with everything on it; amounts in satang. A dika of one payee has no `payees`: the payee is its own."""

    document: Any
    kind: str
    payee_id: int | None
    payee_number: str
    acceptance_id: int | None
    obligation_id: int | None
    advance_id: int | None
    receipt_id: int | None
    council_reference: str
    council_date: date | None
    invoice_no: str
    invoice_date: date | None
    vat_included: bool
    withhold: bool
    gross: int
    deducted: int
    net: int
    bank_code: str
    account_no: str
    account_name: str
    approved_by: str
    evidence: tuple[str, ...]
    remark: str
    out_of_plan: bool
    money_before: Mapping[str, Mapping[str, int]]
    live: bool
    lines: tuple[LineView, ...]
    deductions: tuple[DeductionView, ...]
    payees: tuple[PayeeView, ...]

    @property
    def id(self) -> int:
        """The identifier of its document."""
        return int(self.document.id)

    @property
    def number(self) -> str:
        """The number that the treasury gave on receiving it (เลขที่คลังรับ), "" before."""
        return str(self.document.number or "")

    @property
    def request_number(self) -> str:
        """The number of the division that asks (เลขที่ผู้เบิก), "" before."""
        return str(self.document.request_number or "")

    @property
    def state(self) -> str:
        """The state of its document."""
        return str(self.document.state)

    @property
    def title(self) -> str:
        """What it is for."""
        return str(self.document.title)

    @property
    def payee_name(self) -> str:
        """Whom it pays; "" for many payees."""
        return str(self.document.party_name)

    @property
    def party_id(self) -> int | None:
        """The one payee, named as those of a list are."""
        return self.payee_id

    @property
    def name(self) -> str:
        """The name of the one payee, named as those of a list are."""
        return self.payee_name

    @property
    def national_number(self) -> str:
        """The 13 digits of the one payee, named as those of a list are."""
        return self.payee_number

    @property
    def by_hand(self) -> bool:
        """Whether it was made by hand: its day is that of the paper."""
        return self.document.paper_date is not None

    def kept_back(self, *kinds: str) -> int:
        """What deductions of these kinds amount to (of every kind when none is named)."""
        return sum(row.amount for row in self.deductions if not kinds or row.kind in kinds)


_COPIED = (
    "payee_id", "acceptance_id", "obligation_id", "advance_id", "receipt_id", "council_reference", "council_date",
    "invoice_no", "invoice_date", "vat_included", "withhold", "gross", "deducted", "net", "bank_code", "account_no",
    "account_name", "approved_by", "remark", "out_of_plan", "money_before", "live",
)  # fmt: skip
_DEDUCTION = tuple(DeductionView.__dataclass_fields__)
_PAYEE = tuple(PayeeView.__dataclass_fields__)


def dika(*, document_id: int, with_payees: bool = True) -> DikaView:
    """One dika with its lines, deductions and payees, in at most five queries. Refusal: document_not_found."""
    found = dikas(document_ids=[document_id], with_payees=with_payees).get(document_id)
    if found is None:
        raise Refusal("document_not_found")
    return found


def dikas(*, document_ids: Sequence[int], with_payees: bool = True) -> dict[int, DikaView]:
    """Several dika by id, those of the organisation only; lists that need no payees leave them out."""
    papers = {
        key: paper for key, paper in documents.get_many(document_ids=document_ids).items() if paper.kind == "dika"
    }
    heads = Dika.objects.filter(document_id__in=list(papers)).select_related("payee")
    lines = _by_document(DikaLine.objects.filter(document_id__in=list(papers)).select_related("budget_line"), _line)
    kept = _by_document(DikaDeduction.objects.filter(document_id__in=list(papers)), _deduction)
    payees = _by_document(DikaPayee.objects.filter(document_id__in=list(papers)), _payee) if with_payees else {}
    return {
        row.document_id: DikaView(
            document=papers[row.document_id], kind=row.dika_kind, evidence=tuple(row.evidence),
            payee_number=row.written_number or (row.payee.national_number if row.payee else ""),
            lines=tuple(lines.get(row.document_id, ())), deductions=tuple(kept.get(row.document_id, ())),
            payees=tuple(payees.get(row.document_id, ())), **{name: getattr(row, name) for name in _COPIED},
        )
        for row in heads
    }  # fmt: skip


def _by_document(rows: QuerySet[Any], view: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows.order_by("document_id", "position"):
        found.setdefault(row.document_id, []).append(view(row))
    return found


def _line(row: DikaLine) -> LineView:
    own = row.budget_line
    return LineView(
        row.position, row.source, row.budget_line_id, own.code if own else "", own.name_th if own else "", row.account,
        row.sub, row.amount, row.description,
    )  # fmt: skip


def _deduction(row: Model) -> DeductionView:
    return DeductionView(*(getattr(row, name) for name in _DEDUCTION))


def _payee(row: Model) -> PayeeView:
    return PayeeView(*(getattr(row, name) for name in _PAYEE))
