"""Inspections written: what was delivered, when, with which invoice; every sum is worked out from the order itself."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.procurement.commands.drafting import save_draft
from khlang.office.procurement.deliveries import Delivered, Earlier, delivered
from khlang.office.procurement.lifecycle import INSPECTION
from khlang.office.procurement.models import Inspection, InspectionLine
from khlang.office.procurement.queries.obligations import InstalmentView, ObligationView, obligation
from khlang.office.procurement.schemas import Delivery, SaveInspection
from khlang.office.procurement.settlement import Settlement, settled
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message


@command("inspection.save", schema=SaveInspection)
def save_inspection(*, envelope: Envelope, data: SaveInspection) -> Outcome:
    """Write the inspection of a delivery (ใบตรวจรับพัสดุ) under a signed order or contract, or replace its draft.

    Refusals: document_not_found, obligation_not_signed, instalment_required, instalment_unknown, instalment_done; those of
    `_problems` (all together), of `deliveries.delivered` and of `settlement.settled`; move_not_allowed, duty_missing,
    stale_version.
    """
    came = composed(
        envelope=envelope, data=data, inspected=data.inspected_date or envelope.today, replaces=data.document_id
    )
    return save_draft(
        envelope=envelope, lifecycle=INSPECTION, new=came.new, replaces=data.document_id,
        rows=came.rows(data.document_id or came.new.id),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """A delivery worked out upon its order, not yet written."""

    data: Delivery
    new: NewDocument
    inspected: date
    owed: ObligationView
    lines: tuple[Delivered, ...]
    sums: Settlement

    def rows(self, document_id: int) -> tuple[Rows, ...]:
        """What the document holds, as rows of its tables."""
        return (
            Rows(Inspection, [_head(document_id, self.data, self.owed, self.inspected, self.sums)]),
            Rows(InspectionLine, line_rows(document_id=document_id, lines=self.lines, sums=self.sums)),
        )


def composed(
    *, envelope: Envelope, data: Delivery, inspected: date, dated: date | None = None, replaces: int | None = None,
    fine_kept: int | None = None, retention_kept: int | None = None,
) -> Inspected:  # fmt: skip
    """The delivery as it was inspected on a day; `dated` is the day of the paper, where it is another.

    `fine_kept` and `retention_kept` are what the paper says of them. Refusals: as for saving.
    """
    owed = signed_obligation(document_id=data.obligation_id)
    part = instalment_of(owed=owed, instalment_id=data.instalment_id)
    found = list(_problems(data, owed, inspected, envelope.today, replaces))
    if found:
        raise Refusals(found)
    earlier = earlier_by_line(line_ids=[line.id for line in owed.lines])
    lines = delivered(obligation=owed, instalment=part, typed=data.lines, earlier=earlier, on=inspected)
    sums = settled(
        obligation=owed, instalment=part, lines=lines, delivered_date=data.delivered_date,
        excused_days=data.excused_days, recovery=data.recovery, fine_kept=fine_kept, retention_kept=retention_kept,
    )  # fmt: skip
    new = NewDocument(
        title=data.title or message("inspection.title", title=owed.title), document_date=dated or inspected, amount=sums.amount,
        party_id=owed.vendor_id, party_name=owed.vendor_name, division_id=owed.division_id,
    )  # fmt: skip
    return Inspected(data=data, new=new, inspected=inspected, owed=owed, lines=lines, sums=sums)


def signed_obligation(*, document_id: int) -> ObligationView:
    """The order or contract, if deliveries may be accepted under it. Refusals: document_not_found, obligation_not_signed."""
    try:
        owed = obligation(document_id=document_id)
    except Refusal as refusal:
        raise refusal.at("obligation_id") from None
    if owed.state != "signed":
        raise Refusal("obligation_not_signed", field="obligation_id", number=owed.number or owed.title)
    return owed


def instalment_of(*, owed: ObligationView, instalment_id: int | None) -> InstalmentView | None:
    """The instalment that was delivered; a contract with open instalments is accepted instalment by instalment.

    Refusals: instalment_required, instalment_unknown, instalment_done.
    """
    if instalment_id is None:
        if any(not part.accepted for part in owed.instalments):
            raise Refusal("instalment_required", field="instalment_id", number=owed.number)
        return None
    found = next((part for part in owed.instalments if part.id == instalment_id), None)
    if found is None:
        raise Refusal("instalment_unknown", field="instalment_id", number=owed.number)
    if found.accepted:
        raise Refusal("instalment_done", field="instalment_id", position=found.position)
    return found


def _problems(
    data: Delivery, owed: ObligationView, inspected: date, today: date, replaces: int | None
) -> Iterator[Refusal]:
    """Days follow each other, an excuse is given, the vendor's invoice was not accepted before.

    Refusals: date_in_future, delivered_before_order, inspected_before_delivery, field_required, inspection_invoice_used.
    """
    given = (
        ("delivered_date", data.delivered_date),
        ("inspected_date", inspected),
        ("invoice_date", data.invoice_date),
    )
    for field, day in given:
        if day is not None and day > today:
            yield Refusal("date_in_future", field=field)
    if data.delivered_date < owed.document_date:
        yield Refusal(
            "delivered_before_order", field="delivered_date", date=format_date(data.delivered_date),
            ordered=format_date(owed.document_date), number=owed.number,
        )  # fmt: skip
    if inspected < data.delivered_date:
        yield Refusal(
            "inspected_before_delivery", field="inspected_date", date=format_date(inspected),
            delivered=format_date(data.delivered_date),
        )  # fmt: skip
    if data.excused_days and not data.excuse.strip():
        yield Refusal("field_required", field="excuse")
    key = invoice_key(number=data.invoice_no)
    same = Inspection.objects.filter(vendor_id=owed.vendor_id, invoice_key=key, live=True).select_related("document")
    other = same.exclude(document_id=replaces or 0).first() if key else None
    if other is not None:
        yield Refusal(
            "inspection_invoice_used", field="invoice_no", invoice=data.invoice_no,
            number=other.document.number or other.document.title,
        )  # fmt: skip


def invoice_key(*, number: str) -> str:
    """An invoice number as it is compared: without spaces, dashes, strokes and case."""
    return "".join(sign for sign in to_arabic_digits(normalise(number)).casefold() if sign.isalnum())


def earlier_by_line(*, line_ids: Sequence[int]) -> dict[int, Earlier]:
    """What accepted inspections left of each line: satang of an asset that no card bears yet, units with cards."""
    rows = InspectionLine.objects.filter(line_id__in=list(line_ids), document__state="accepted")
    sums = (
        rows.exclude(waiting_account="")
        .values("line_id", "waiting_account")
        .annotate(accepted=Sum("amount"), carded=Sum("cost"), opened=Sum("units"))
    )
    return {
        row["line_id"]: Earlier(
            int(row["accepted"]) - int(row["carded"]), int(row["opened"]), str(row["waiting_account"])
        )
        for row in sums.order_by("line_id")
    }


def _head(document_id: int, data: Delivery, owed: ObligationView, inspected: date, sums: Settlement) -> dict[str, Any]:
    return {
        "document_id": document_id, "obligation_id": owed.id, "instalment_id": data.instalment_id,
        "vendor_id": owed.vendor_id, "delivered_date": data.delivered_date, "inspected_date": inspected,
        "delivery_note": data.delivery_note, "invoice_no": data.invoice_no,
        "invoice_key": invoice_key(number=data.invoice_no), "invoice_date": data.invoice_date,
        "excused_days": data.excused_days, "excuse": data.excuse, "place": data.place, "remark": data.remark,
        **{name: value for name, value in asdict(sums).items() if name != "recoveries"},
    }  # fmt: skip


def line_rows(*, document_id: int, lines: Sequence[Delivered], sums: Settlement) -> list[dict[str, Any]]:
    """The rows of `InspectionLine`."""
    rows = []
    for position, (line, recovery) in enumerate(zip(lines, sums.recoveries, strict=True), start=1):
        row = asdict(line)
        del row["budget_line_id"], row["description"]
        rows.append({"document_id": document_id, "position": position, "recovery": recovery, **row})
    return rows


def inspection_of(*, document_id: int) -> Any:
    """The document of an inspection. Refusal: document_not_found."""
    return documents.get(document_id=document_id, kind=INSPECTION.document)
