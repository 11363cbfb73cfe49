"""`khlang verify`: does what is stored still tell one story? Each check reads one organisation and yields what is wrong.

A check is a function `() -> Iterator[str]` inside a tenant scope; adding a check is one function and one entry in CHECKS.
The findings name the voucher, account, number or step, so that an auditor can go and look.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from khlang import standards
from khlang.core import numbering
from khlang.spine.documents import lifecycles, provenance
from khlang.spine.documents.models import ChainHead, Counter, DayTally, Document, Step
from khlang.spine.ledger import verification as ledger


def verify() -> list[str]:
    """Run every check on the organisation of the scope; an empty list means that nothing is wrong."""
    return [f"{name}: {finding}" for name, check in CHECKS.items() for finding in check()]


def numbers_gap_free() -> Iterator[str]:
    """Every number up to the last one drawn of a series is on exactly one document or voucher."""
    drawn = {(row.series, row.fiscal_year): row.last for row in Counter.objects.all()}
    used: dict[tuple[str, int], set[str]] = {}
    for declared in lifecycles.everything():
        if declared.series:
            rows = Document.objects.filter(kind=declared.document, number__isnull=False)
            for fiscal_year, number in rows.values_list("fiscal_year", "number"):
                used.setdefault((declared.series, fiscal_year), set()).add(number)
        if declared.request_series:
            rows = Document.objects.filter(kind=declared.document, request_number__isnull=False)
            asked = rows.values_list("fiscal_year", "division__code", "request_number")
            for fiscal_year, division, number in asked:
                used.setdefault((f"{declared.request_series}/{division}", fiscal_year), set()).add(number)
    for series, fiscal_year, number in ledger.numbers():
        used.setdefault((series, fiscal_year), set()).add(number)
    for series, fiscal_year in sorted(drawn.keys() | used.keys()):
        name, _, division = series.partition("/")
        wanted = {
            numbering.render(standards.series(name), fiscal_year, run, division)
            for run in range(1, drawn.get((series, fiscal_year), 0) + 1)
        }
        found = used.get((series, fiscal_year), set())
        yield from (f"number {number} of series {series} is missing" for number in sorted(wanted - found))
        yield from (f"number {number} of series {series} was never drawn" for number in sorted(found - wanted))


def trail_unbroken() -> Iterator[str]:
    """Each step's digest follows from the one before, its columns still say what was chained, and the head is the last."""
    digest, last = "", 0
    for step in Step.objects.order_by("sequence").iterator(5000):
        if step.sequence != last + 1:
            yield f"trail: step {last + 1} is missing before step {step.sequence}"
        if ledger.sha256(f"{digest}|{step.content}|{step.drawn}|{step.seal_digest}") != step.digest:
            yield f"trail: step {step.sequence} does not follow from the step before it"
        if not _says_what_was_chained(step):
            yield f"trail: step {step.sequence} ({step.move} of document {step.document_id}) was changed"
        digest, last = step.digest, step.sequence
    head = ChainHead.objects.first()
    if (head.sequence, head.digest) != (last, digest) if head else last:
        yield "trail: its end does not match the head of the chain (steps were cut off or added)"


def _says_what_was_chained(step: Step) -> bool:
    chained = json.loads(step.content)
    if provenance.said(chained)[:2] != (step.origin, step.outage) or provenance.remote(chained) != step.remote:
        return False
    said = [
        step.document_id, step.version, step.move, step.from_state, step.to_state, step.actor_id, step.actor_name,
        step.reason,
    ]  # fmt: skip
    return chained[: len(said)] == said and _instant(chained[-1]) == step.at


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(ZoneInfo("UTC"))


def documents_follow_their_trail() -> Iterator[str]:
    """Each document's state, version, number, title, amount, date and party are those of its last step, its paper the one
    that the trail names; the seals in the trail are those of the ledger."""
    ends: dict[int, tuple[Any, ...]] = {}
    papers: dict[int, tuple[Any, ...]] = {}
    drawn: dict[int, set[str]] = {}
    seals = ledger.seal_digests()
    for step in Step.objects.order_by("sequence").iterator(5000):
        chained = json.loads(step.content)
        ends[step.document_id] = (step.to_state, step.version, *chained[8:12], step.origin)
        papers[step.document_id] = provenance.after(papers.get(step.document_id), provenance.said(chained))
        if step.drawn:
            drawn.setdefault(step.document_id, set()).update(step.drawn.split("\n"))
        if step.voucher_id and seals.get(step.voucher_id) != step.seal_digest:
            yield f"the seal of voucher {step.voucher_id} is not the one in the trail"
    for document in Document.objects.order_by("id").iterator(5000):
        wording = (document.title, document.amount, document.document_date.isoformat(), document.party_name)
        now = (document.state, document.version, *wording, document.last_origin)
        numbers = {number for number in (document.number, document.request_number) if number}
        paper = papers.get(document.id) == provenance.stored(document)
        if ends.get(document.id) != now or not paper or drawn.get(document.id, set()) != numbers:
            yield f"document {document.number or document.id} ({document.kind}) does not agree with its trail"


def tallies_agree() -> Iterator[str]:
    """What lists count and sum without looking at the documents is what the documents say."""
    kept = {
        (row.kind, row.day, row.state, row.channel, row.numbered): (row.documents, row.amount)
        for row in DayTally.objects.all()
    }
    counted: dict[tuple[str, Any, str, str, bool], tuple[int, int]] = {}
    rows = Document.objects.values_list("kind", "document_date", "state", "channel", "number", "amount")
    for kind, day, state, channel, number, amount in rows.iterator(5000):
        key = (kind, day, state, channel, number is not None)
        count, total = counted.get(key, (0, 0))
        counted[key] = (count + 1, total + amount)
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key) != counted.get(key):
            yield f"the tally of {key[0]} of {key[1]} ({key[2]}) is not that of its documents"


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    **ledger.CHECKS,
    "numbers": numbers_gap_free,
    "trail": trail_unbroken,
    "documents": documents_follow_their_trail,
    "tallies": tallies_agree,
}
