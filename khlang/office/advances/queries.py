"""Every read of advances that others may use. Amounts are satang, days C.E.; all are scoped to the organisation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet, Sum

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise
from khlang.office.advances.models import Advance, AdvanceClearing, ClearingVoucher
from khlang.spine.documents import queries as documents


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceView:
    """An advance with what has become of it. `number` is the old number of one that was brought forward."""

    document: Any
    borrower_id: int
    borrower_name: str
    position: str
    kind: str
    purpose: str
    budget_line_id: int | None
    account: str
    amount: int
    spent: int
    returned: int
    return_date: date | None
    paid_on: date | None
    due_date: date | None
    council_reference: str
    council_date: date | None
    original_number: str
    brought_forward: bool
    open: bool

    @property
    def id(self) -> int:
        """The identifier of its document."""
        return int(self.document.id)

    @property
    def number(self) -> str:
        """The number by which people know it, "" while it is a draft."""
        return str(self.document.number or self.original_number)

    @property
    def state(self) -> str:
        """The state of its document."""
        return str(self.document.state)

    @property
    def remaining(self) -> int:
        """What the borrower still has to account for."""
        return self.amount - self.spent - self.returned

    def days_late(self, on: date) -> int:
        """How many days it is overdue on a day; 0 when it is not, or not paid."""
        if self.state != "outstanding" or self.due_date is None:
            return 0
        return max(0, (on - self.due_date).days)


@dataclass(frozen=True, slots=True)
class VoucherView:
    """A voucher that was handed in."""

    position: int
    account: str
    description: str
    reference: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingView:
    """A clearing: what was spent by vouchers, what came back in money, and by which receipt."""

    document: Any
    advance_id: int
    spent: int
    returned: int
    receipt_id: int | None
    receipt_number: str
    vouchers: tuple[VoucherView, ...] = ()


def advance(*, document_id: int) -> AdvanceView:
    """One advance. Refusal: document_not_found."""
    documents.get(document_id=document_id, kind="advance")
    return _view(_rows().get(document_id=document_id))


def open_of(*, borrower_id: int) -> AdvanceView | None:
    """The advance that a borrower (a party) has open: approved, or paid and not yet cleared. There is at most one."""
    row = _rows().filter(borrower_id=borrower_id, open=True).first()
    return None if row is None else _view(row)


def overdue(*, on: date, offset: int = 0, limit: int = 50) -> list[AdvanceView]:
    """Advances that should have been cleared before a day, the oldest first."""
    return [_view(row) for row in _late(on)[offset : offset + limit]]


def register(
    *, on: date, choice: str = "", search: str = "", offset: int = 0, limit: int = 50
) -> tuple[list[AdvanceView], int, Mapping[str, int]]:
    """A page of the register of advances (ทะเบียนสัญญาการยืมเงิน), how many there are, and sums of the whole result.

    `choice`: "outstanding", "overdue" on the day, "cleared", or "" for all that were ever paid.
    """
    rows = _late(on) if choice == "overdue" else _rows().filter(document__state__in=_STATES[choice])
    for word in normalise(search).split():
        rows = rows.filter(
            Q(document__number__icontains=word)
            | Q(original_number__icontains=word)
            | Q(document__party_name__icontains=word)
            | Q(document__title__icontains=word)
        )
    sums = rows.order_by().aggregate(**{f"sum_{name}": Sum(name) for name in _SUMMED})
    totals = {name: int(sums[f"sum_{name}"] or 0) for name in _SUMMED}
    totals["remaining"] = totals["amount"] - totals["spent"] - totals["returned"]
    ordered = rows if choice == "overdue" else rows.order_by("-paid_on", "-document_id")
    found = [_view(row) for row in ordered[offset : offset + limit]]
    return found, rows.count(), totals


_SUMMED = ("amount", "spent", "returned")
_STATES: Mapping[str, Sequence[str]] = {
    "": ("outstanding", "cleared"),
    "outstanding": ("outstanding",),
    "cleared": ("cleared",),
}


def owed_on(*, account: str) -> int:
    """What paid advances still owe on an account of the chart: the part of its balance that has a name."""
    rows = Advance.objects.filter(account=account, document__state="outstanding")
    return int(rows.aggregate(owed=Sum(F("amount") - F("spent") - F("returned")))["owed"] or 0)


def clearing(*, document_id: int) -> ClearingView:
    """One clearing with its vouchers. Refusal: document_not_found."""
    document = documents.get(document_id=document_id, kind="advance_clearing")
    row = AdvanceClearing.objects.select_related("receipt").filter(document_id=document_id).first()
    if row is None:
        raise Refusal("document_not_found")
    vouchers = ClearingVoucher.objects.filter(document_id=document_id).order_by("position")
    return _clearing(
        row, document,
        tuple(VoucherView(v.position, v.account, v.description, v.reference, v.amount) for v in vouchers),
    )  # fmt: skip


def clearings_of(*, advance_id: int) -> list[ClearingView]:
    """The clearings of an advance that were not given up, oldest first, without their vouchers."""
    rows = AdvanceClearing.objects.select_related("receipt", "document").filter(advance_id=advance_id, live=True)
    return [_clearing(row, row.document, ()) for row in rows.order_by("document_id")]


def _clearing(row: AdvanceClearing, document: Any, vouchers: tuple[VoucherView, ...]) -> ClearingView:
    return ClearingView(
        document=document, advance_id=row.advance_id, spent=row.spent, returned=row.returned,
        receipt_id=row.receipt_id, receipt_number=(row.receipt.number if row.receipt else None) or "", vouchers=vouchers,
    )  # fmt: skip


def _rows() -> QuerySet[Any]:
    return Advance.objects.select_related("document")  # type: ignore[no-any-return]


def _late(on: date) -> QuerySet[Any]:
    rows = _rows().filter(open=True, due_date__lt=on, document__state="outstanding")
    return rows.order_by("due_date", "document_id")


def _view(row: Advance) -> AdvanceView:
    return AdvanceView(
        document=row.document, borrower_id=row.borrower_id, borrower_name=row.document.party_name,
        **{name: getattr(row, name) for name in _COPIED},
    )  # fmt: skip


_COPIED = (
    "position", "kind", "purpose", "budget_line_id", "account", "amount", "spent", "returned", "return_date", "paid_on",
    "due_date", "council_reference", "council_date", "original_number", "brought_forward", "open",
)  # fmt: skip
