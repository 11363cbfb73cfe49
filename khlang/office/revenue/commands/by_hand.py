"""Slips and summaries that were made by hand: entered one to one, with the sums of the paper (LAO-2.2, UNIT-1)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import facts, gathering, handing_on, totals
from khlang.office.revenue.gathering import SummedLine, Waiting
from khlang.office.revenue.lifecycle import REMITTANCE, REMITTANCE_SUMMARY
from khlang.office.revenue.models import Remittance, RemittedReceipt, SummaryLine, SummarySlip
from khlang.office.revenue.schemas import RecordRemittance, RecordSummary
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import on_paper
from khlang.platform.db.writes import Rows
from khlang.spine.access import queries as access
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message

_SUMS = ("total", "cash", "cheque", "transfer")


@command("remittance.record", schema=RecordRemittance, by_paper=True)
def record_remittance(*, envelope: Envelope, data: RecordRemittance) -> Outcome:
    """Enter a slip that was made by hand: its proofs, and receipts that the system had issued (LAO-2.2(1), (2)).

    Finance has counted the money on the paper, so the slip is received at once; the receipts are remitted. A slip of the
    system on which a receipt was waiting, a draft or one that finance had returned to its collector, gives way.

    Refusals: paper_required, date_in_future, paper_number_taken, document_not_found, receipt_already_remitted,
    receipt_not_issued, paper_total_differs, duty_missing.
    """
    paper = on_paper(envelope=envelope, document=REMITTANCE.document)
    receipts, slips = _receipts(data.receipts)
    sums = gathering.kinds_of_money(receipts=receipts)
    total = sum(sums.values())
    totals.require_same(paper=data.model_dump(include=set(_SUMS)), system={"total": total, **sums})
    _give_way(envelope, slips, paper.number)
    collector_id = data.collector_id or receipts[0].collector_id
    name = data.collector or access.names(person_ids=[collector_id]).get(collector_id, "")
    new = NewDocument(
        title=data.title or message("remittance.title", name=name, date=format_date(paper.date)),
        document_date=paper.date, amount=total, party_name=name,
    )  # fmt: skip
    slip = {
        "document_id": new.id, "collector_id": collector_id, **sums, "counted_cash": sums["cash"],
        "counted_cheque": sums["cheque"],
    }  # fmt: skip
    taken = [
        {"document_id": new.id, "receipt_id": row.id, "position": position}
        for position, row in enumerate(receipts, start=1)
    ]
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=REMITTANCE, move="record", new=new,
        rows=(Rows(Remittance, [slip]), Rows(RemittedReceipt, taken)),
    )  # fmt: skip
    moved = documents.get_many(document_ids=[row.id for row in receipts])
    handing_on.carry_on(envelope=envelope, move="remit_on_paper", receipts=[moved[row.id] for row in receipts])
    return outcome


def _receipts(wanted: Sequence[int]) -> tuple[list[Waiting], dict[int, Any]]:
    """The receipts and proofs of the paper and the slips on which they wait; every one that cannot be handed on is refused by
    its number, all together."""
    found = {row.id: row for row in gathering.of_ids(ids=wanted)}
    slips = documents.get_many(document_ids=sorted({row.slip_id for row in found.values() if row.slip_id}))
    refused: list[Refusal] = []
    for position, receipt_id in enumerate(wanted):
        row, field = found.get(receipt_id), f"receipts.{position}"
        if row is None:
            refused.append(Refusal("document_not_found", field=field))
        elif row.state == "remitted" and row.slip_id and slips[row.slip_id].state == "returned":
            continue  # the collector had it back when the work went on by hand
        elif row.state in ("remitted", "posted"):
            refused.append(Refusal("receipt_already_remitted", field=field, number=row.number))
        elif row.state != "issued":
            refused.append(Refusal("receipt_not_issued", field=field, number=row.number or row.title))
    if refused:
        raise Refusals(refused)
    return [found[receipt_id] for receipt_id in dict.fromkeys(wanted)], slips


def _give_way(envelope: Envelope, slips: Mapping[int, Any], paper: str) -> None:
    """Slips of the system on which the receipts wait are given up: the money went with the paper. All receipts of a slip that
    finance had returned are the collector's again."""
    returned = [slip_id for slip_id, slip in slips.items() if slip.state == "returned"]
    if returned:
        back = gathering.receipts_of(slip_ids=returned)
        handing_on.carry_on(envelope=envelope, move="take_back_on_paper", receipts=back)
    _given_up(envelope, REMITTANCE, slips.values(), message("remittance.gave_way", paper=paper))
    RemittedReceipt.objects.filter(document_id__in=slips).delete()


def _given_up(envelope: Envelope, lifecycle: Any, drafts: Any, reason: str) -> None:
    spine.carry_out_all(
        envelope=envelope.unversioned(), lifecycle=lifecycle, move="give_way", documents=list(drafts), reason=reason
    )


@command("remittance_summary.record", schema=RecordSummary, by_paper=True)
def record_summary(*, envelope: Envelope, data: RecordSummary) -> Outcome:
    """Enter a summary that was made by hand, and post it: one receipt voucher of today (LAO-2.2, LAO-9, UNIT-1).

    Its slips are summarised, their receipts posted. A slip that the system had and finance took over on paper goes along; a
    draft summary on which a slip was waiting gives way.

    Refusals: paper_required, date_in_future, paper_number_taken, document_not_found, slip_already_summarised,
    slip_not_received, paper_total_differs, those of the ledger (period closed), duty_missing.
    """
    paper = on_paper(envelope=envelope, document=REMITTANCE_SUMMARY.document)
    slips = _slips(envelope, data.remittances, paper.number)
    ids = [slip.id for slip in slips]
    lines = gathering.summed(slip_ids=ids)
    receipts = gathering.receipts_of(slip_ids=ids)
    total = sum(line.amount for line in lines if line.side == "item")
    sums = gathering.kinds_of_money(receipts=gathering.of_ids(ids=[receipt.id for receipt in receipts]))
    totals.require_same(paper=data.model_dump(include=set(_SUMS)), system={"total": total, **sums})
    new = NewDocument(
        title=data.title or message("remittance_summary.title", date=format_date(paper.date)), document_date=paper.date,
        amount=total,
    )  # fmt: skip
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=REMITTANCE_SUMMARY, move="record", new=new, facts=facts.summed(lines=lines),
        rows=_rows(new.id, ids, lines),
    )  # fmt: skip
    spine.carry_out_all(
        envelope=envelope.unversioned(), lifecycle=REMITTANCE, move="summarise_on_paper", documents=slips
    )
    handing_on.carry_on(envelope=envelope, move="post_on_paper", receipts=receipts)
    return outcome


def _rows(document_id: int, slips: Sequence[int], lines: Sequence[SummedLine]) -> tuple[Rows, ...]:
    taken = [
        {"document_id": document_id, "remittance_id": slip_id, "position": position}
        for position, slip_id in enumerate(slips, start=1)
    ]
    frozen = [
        {"document_id": document_id, "position": position, **asdict(line)}
        for position, line in enumerate(lines, start=1)
    ]
    return Rows(SummarySlip, taken), Rows(SummaryLine, frozen)


def _slips(envelope: Envelope, wanted: Sequence[int], paper: str) -> list[Any]:
    """The slips of the paper; every slip that cannot be summed up is refused by its number, all together."""
    ids = list(dict.fromkeys(wanted))
    found = documents.get_many(document_ids=ids)
    held = dict(SummarySlip.objects.filter(remittance_id__in=ids).values_list("remittance_id", "document_id"))
    drafts = {
        each.id: each for each in documents.get_many(document_ids=sorted(set(held.values()))).values()
        if each.state == "draft"
    }  # fmt: skip
    refused: list[Refusal] = []
    for position, slip_id in enumerate(ids):
        slip, field = found.get(slip_id), f"remittances.{position}"
        if slip is None or slip.kind != REMITTANCE.document:
            refused.append(Refusal("document_not_found", field=field))
        elif slip.state == "summarised" or held.get(slip_id) not in (None, *drafts):
            refused.append(Refusal("slip_already_summarised", field=field, number=slip.number))
        elif slip.state not in ("received", "submitted"):
            refused.append(Refusal("slip_not_received", field=field, number=slip.number or slip.title))
    if refused:
        raise Refusals(refused)
    _given_up(envelope, REMITTANCE_SUMMARY, drafts.values(), message("remittance_summary.gave_way", paper=paper))
    SummarySlip.objects.filter(document_id__in=drafts).delete()
    return [found[slip_id] for slip_id in ids]
