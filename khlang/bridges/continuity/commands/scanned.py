"""Scans looked at by the machine: what shows the label of its document is attached, nobody need look again (C-28)."""

from collections.abc import Sequence

from khlang.bridges.continuity import numbers
from khlang.bridges.continuity.commands.solving import papers_of
from khlang.bridges.continuity.identity import SystemNumber
from khlang.bridges.continuity.models import ManualNumber
from khlang.bridges.continuity.prints import scans
from khlang.bridges.continuity.schemas.back_entry import MarkPapers
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.documents import commands as files
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.standards import manual_paper

__all__ = ["attach_scanned"]
#: So many papers are looked at in one go; `left` says how many were not.
MOST_LOOKED_AT = 200


@command("back_entry.attach_scanned", schema=MarkPapers)
def attach_scanned(*, envelope: Envelope, data: MarkPapers) -> Outcome:
    """Prove attachments by their scans: of each paper whose scan, kept with its document, shows the label of that document,
    it is written down that the print is attached. It is the machine that has seen it, so that whoever entered may ask for it.

    `data`: marked, unseen (papers whose scans do not show the label), unscanned (papers without a scan): these wait for a
    scan, or for a second person who looks (`back_entry.attach`); left, when more than 200 papers are open. Refusals:
    duty_missing, document_not_found, outage_not_running, paper_unknown, paper_not_by_hand, number_list_malformed,
    manual_number_unknown, manual_number_not_entered, label_not_asked (nothing on this kind that the machine could read).
    """
    require_duty(envelope=envelope, duty="paper.record")
    paper = manual_paper(data.paper)
    rows = papers_of(data=data)
    if paper is None or not (paper.attach and paper.numbers):
        raise Refusal("label_not_asked", field="paper", paper=paper.name_th if paper else data.paper)
    waiting = rows.filter(attached_on=None, document__isnull=False).select_related("document")
    count = waiting.count()
    looked_at = list(waiting.order_by("book_no", "number")[:MOST_LOOKED_AT])
    seen, unseen, unscanned = _looked_at(looked_at)
    ManualNumber.objects.filter(id__in=seen).update(attached_by_id=envelope.actor.id, attached_on=envelope.today)
    said = {"marked": len(seen), "unseen": unseen, "unscanned": unscanned, "left": count - len(looked_at)}
    return Outcome(kind="back_entry", state="attached", data=said)


def _looked_at(rows: Sequence[ManualNumber]) -> tuple[list[int], list[str], list[str]]:
    """The numbers whose scans show their label; the names of papers whose scans do not, and of those without a scan."""
    org = organisations.current().code
    kept = documents.attachments_of(document_ids=[row.document_id for row in rows if row.document_id])
    seen, unseen, unscanned = [], [], []
    for row in rows:
        assert row.document is not None
        name = numbers.name_of(numbers.ref_of(row))
        pictures = [each for each in kept.get(row.document.id, ()) if each.content_type in scans.CONTENT_TYPES]
        label = SystemNumber(org, row.document.kind, row.document.number or "")
        if not pictures:
            unscanned.append(name)
        elif any(_shows(each.id, each.content_type, label) for each in pictures):
            seen.append(row.id)
        else:
            unseen.append(name)
    return seen, unseen, unscanned


def _shows(attachment_id: int, content_type: str, label: SystemNumber) -> bool:
    content = files.content(attachment_id=attachment_id)[1]
    return scans.shows(content=content, content_type=content_type, wanted=label)
