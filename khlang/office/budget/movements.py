"""What moved on budget lines, told as the office tells it: จอง, ก่อหนี้, คืนจอง, ยืม, เบิกจ่าย, ล้างเงินยืม, โอน. Amounts are satang.

An entry of the budget book is a change of several balances of a line; here it becomes the steps that explain it, each
from one bucket into another. An order signed below its requisition gives back the difference and binds the rest; a cleared
advance gives back what was advanced and spends what the vouchers say.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from khlang.office.budget.models import BudgetLine
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.queries import LedgerLine

AUTHORISING: Final = ("approved", "supplementary", "transfer_in", "transfer_out", "overrun")
BUCKETS: Final = ("reserved", "committed", "advanced", "expended")
#: Up to so many lines are asked for by name; beyond that the whole book is read.
_NAMED: Final = 100
#: From one bucket into another: what it is called, in the order in which an entry is explained.
_STEPS: Final = (
    ("reserved", "available", "release"),
    ("reserved", "committed", "commit"),
    ("committed", "expended", "spend_committed"),
    ("expended", "committed", "return_committed"),
    ("committed", "available", "release_commitment"),
    ("expended", "available", "return_spent"),
    ("available", "reserved", "reserve"),
    ("available", "committed", "commit"),
    ("available", "advanced", "advance"),
    ("available", "expended", "spend"),
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One movement of a line: its name (message `movement.<kind>`), its amount, how each bucket changes."""

    kind: str
    amount: int
    changes: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Movement:
    """One movement of a budget line with the document behind it; `available` is what is left on the line after it, as far
    as the entries asked for tell."""

    date: date
    line_id: int
    document_id: int
    document_kind: str
    number: str
    description: str
    step: Step
    available: int


def steps(changes: Mapping[str, int]) -> Iterator[Step]:
    """The movements that explain the change (debit-positive) of each bucket of one line in one entry. Pure."""
    left = {bucket: changes.get(bucket, 0) for bucket in (*BUCKETS, "available")}
    for bucket in AUTHORISING:
        given = -changes.get(bucket, 0)
        kind = "overrun_covered" if bucket == "overrun" and given < 0 else bucket
        if given:
            left["available"] -= given
            yield Step(kind=kind, amount=abs(given), changes={"approved": given, "available": given})
    returned = max(-left["advanced"], 0)
    if returned:
        left["advanced"], left["available"] = 0, left["available"] - returned
        kind = "clear_advance" if left["expended"] > 0 else "release_advance"
        yield _step(kind, "advanced", "available", returned)
    for source, target, kind in _STEPS:
        amount = min(-left[source], left[target])
        if amount > 0:
            left[source] += amount
            left[target] -= amount
            yield _step(kind, source, target, amount)


def _step(kind: str, source: str, target: str, amount: int) -> Step:
    return Step(kind=kind, amount=amount, changes={source: -amount, target: amount})


def movements(*, lines: Iterable[BudgetLine], since: date | None = None, through: date | None = None) -> list[Movement]:
    """What moved on some lines in a span of days (without `since` from the beginning), in the order of posting.

    Two queries, however many lines and entries there are.
    """
    wanted = {str(line.id): line for line in lines}
    named = sorted(wanted) if len(wanted) <= _NAMED else ()
    entries: dict[tuple[int, str], list[LedgerLine]] = {}
    for entry in ledger.lines(book="budget", subs=named, since=since, through=through):
        if entry.sub in wanted:
            entries.setdefault((entry.voucher_id, entry.sub), []).append(entry)
    papers = documents.get_many(document_ids=sorted({found[0].document_id for found in entries.values()}))
    left = dict.fromkeys(wanted, 0)
    rows = []
    for (_, sub), found in entries.items():
        changes: dict[str, int] = {}
        for entry in found:
            bucket = entry.account.removeprefix("budget.")
            changes[bucket] = changes.get(bucket, 0) + entry.debit - entry.credit
        for step in steps(changes):
            left[sub] += step.changes.get("available", 0)
            rows.append(_movement(found[0], papers.get(found[0].document_id), wanted[sub].id, step, left[sub]))
    return rows


def _movement(entry: LedgerLine, paper: Any, line_id: int, step: Step, available: int) -> Movement:
    told = " ".join(filter(None, (paper.party_name, paper.title))) if paper else entry.description
    return Movement(
        date=entry.posting_date,
        line_id=line_id,
        document_id=entry.document_id,
        document_kind=entry.document_kind,
        number=(paper.number or paper.request_number or "") if paper else "",
        description=told,
        step=step,
        available=available,
    )
