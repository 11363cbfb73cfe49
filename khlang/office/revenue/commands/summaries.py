"""Summaries of remittance slips: finance sums the slips up, accounting posts them as a receipt voucher (spec 3.4)."""

from dataclasses import asdict
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import facts, gathering, handing_on
from khlang.office.revenue.lifecycle import REMITTANCE, REMITTANCE_SUMMARY
from khlang.office.revenue.models import SummaryLine, SummarySlip
from khlang.office.revenue.schemas import CreateSummary
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import drafts, moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.standards import message


@command("remittance_summary.create", schema=CreateSummary)
def create_summary(*, envelope: Envelope, data: CreateSummary) -> Outcome:
    """Sum received slips up by receipt item and kind of money; `title` becomes the description of the voucher.

    Refusals: date_in_future, summary_empty, slip_already_summarised, slip_not_received, document_not_found, duty_missing.
    """
    day = data.document_date or envelope.today
    if day > envelope.today:
        raise Refusal("date_in_future", field="document_date")
    slips = _slips(data, day)
    lines = gathering.summed(slip_ids=[slip.id for slip in slips])
    new = NewDocument(
        title=data.title or message("remittance_summary.title", date=format_date(day)), document_date=day,
        amount=sum(line.amount for line in lines if line.side == "item"),
    )  # fmt: skip
    taken = [
        {"document_id": new.id, "remittance_id": slip.id, "position": position}
        for position, slip in enumerate(slips, start=1)
    ]
    frozen = [
        {"document_id": new.id, "position": position, **asdict(line)} for position, line in enumerate(lines, start=1)
    ]
    return drafts.create(
        envelope=envelope, lifecycle=REMITTANCE_SUMMARY, new=new, duty="remittance_summary.prepare",
        rows=(Rows(SummarySlip, taken), Rows(SummaryLine, frozen)),
    )  # fmt: skip


def _slips(data: CreateSummary, day: Any) -> list[Any]:
    """The slips to sum up; every slip that cannot be is refused by its number, all together."""
    if not data.remittances:
        waiting = gathering.slips_waiting(through=day)
        if not waiting:
            raise Refusal("summary_empty", field="remittances")
        return waiting
    wanted = list(dict.fromkeys(data.remittances))
    taken = set(SummarySlip.objects.filter(remittance_id__in=wanted).values_list("remittance_id", flat=True))
    refused: list[Refusal] = []
    slips = []
    for position, slip_id in enumerate(wanted):
        field = f"remittances.{position}"
        try:
            slip = documents.get(document_id=slip_id, kind="remittance")
        except Refusal as refusal:
            refused.append(refusal.at(field))
            continue
        if slip_id in taken or slip.state == "summarised":
            refused.append(Refusal("slip_already_summarised", field=field, number=slip.number))
        elif slip.state != "received":
            refused.append(Refusal("slip_not_received", field=field, number=slip.number or slip.title))
        slips.append(slip)
    if refused:
        raise Refusals(refused)
    return slips


submit_summary = moves.plain(REMITTANCE_SUMMARY, "submit", "Hand the summary to accounting.")


@command("remittance_summary.cancel", schema=DocumentMoveWithReason)
def cancel_summary(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Give a draft up; its slips can be summed up again."""
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=REMITTANCE_SUMMARY, move="cancel", document=_get(data.document_id),
        reason=data.reason,
    )  # fmt: skip
    SummarySlip.objects.filter(document_id=data.document_id).delete()
    return outcome


return_summary = moves.plain(REMITTANCE_SUMMARY, "return", "Send a summary back to finance, with the reason.")


@command("remittance_summary.post", schema=DocumentMove)
def post_summary(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Post the summary: one receipt voucher (ใบผ่านรายการรับ) of today; its slips are summarised, its receipts posted.

    Refusals: document_not_found, those of the lifecycle (own_approval …), the ledger (period closed), stale_version.
    """
    return _post(envelope, _get(data.document_id))


@command("remittance_summary.post_on_paper", schema=DocumentMove, by_paper=True)
def post_summary_on_paper(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Post a summary that was waiting when the system stood still and was posted by hand: the voucher is of today (LAO-9).

    Refusals: paper_required and those of `post_summary`, without own_approval: accounting has signed the paper.
    """
    return _post(envelope, _get(data.document_id), "_on_paper")


def _post(envelope: Envelope, document: Any, by: str = "") -> Outcome:
    """Post the summary, and carry it on to its slips and their receipts; `by` is the kind of the three moves."""
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=REMITTANCE_SUMMARY, move=f"post{by}", document=document,
        facts=facts.summary(document_id=document.id),
    )  # fmt: skip
    slip_ids = list(
        SummarySlip.objects.filter(document_id=document.id).order_by("position").values_list("remittance_id", flat=True)
    )
    slips = documents.get_many(document_ids=slip_ids)
    spine.carry_out_all(
        envelope=envelope.unversioned(), lifecycle=REMITTANCE, move=f"summarise{by}",
        documents=[slips[slip_id] for slip_id in slip_ids],
    )  # fmt: skip
    handing_on.carry_on(envelope=envelope, move=f"post{by}", receipts=gathering.receipts_of(slip_ids=slip_ids))
    return outcome


def _get(document_id: int) -> Any:
    return documents.get(document_id=document_id, kind="remittance_summary")
