"""`khlang verify`: does what is stored still tell one story? Each check reads one organisation and yields what is wrong.

A check is a function `() -> Iterator[str]` inside a tenant scope; adding a check is one function and one entry in CHECKS.
The findings name the voucher, account, number or step, so that an auditor can go and look.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Sum

from khlang import standards
from khlang.core import numbering
from khlang.core.money import format_baht
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import ChainHead, Counter, Document, Step
from khlang.spine.ledger import entry
from khlang.spine.ledger.models import DayBalance, GuardedBalance, Line, Seal, Voucher


def verify() -> list[str]:
    """Run every check on the organisation of the scope; an empty list means that nothing is wrong."""
    return [f"{name}: {finding}" for name, check in CHECKS.items() for finding in check()]


def vouchers_balance() -> Iterator[str]:
    """Debit equals credit in each book of each voucher, and each voucher is sealed."""
    sums = Line.objects.values("voucher_id", "book").annotate(debit=Sum("debit"), credit=Sum("credit"))
    names = dict(Voucher.objects.values_list("id", "number"))
    for row in sums.exclude(debit=F("credit")):
        yield (
            f"voucher {names.get(row['voucher_id']) or row['voucher_id']} does not balance in the {row['book']} book: "
            f"debit {format_baht(row['debit'])}, credit {format_baht(row['credit'])}"
        )
    for voucher_id in set(names) - set(Seal.objects.values_list("id", flat=True)):
        yield f"voucher {names[voucher_id] or voucher_id} has no seal"


def seals_unbroken() -> Iterator[str]:
    """The text of each voucher and its lines still has the digest that was sealed."""
    seals = dict(Seal.objects.values_list("id", "digest"))
    rows: dict[int, list[dict[str, Any]]] = {}
    fields = ("voucher_id", "position", "book", "account", "sub", "debit", "credit", "description")
    for voucher_id, *cells in Line.objects.order_by("voucher_id", "position").values_list(*fields).iterator(5000):
        rows.setdefault(voucher_id, []).append(dict(zip("pbasdct", cells, strict=True)))
    for voucher in Voucher.objects.order_by("id").iterator(5000):
        text = entry.content(
            kind=voucher.kind, day=voucher.posting_date.isoformat(), description=voucher.description,
            rows=rows.get(voucher.id, []),
        )  # fmt: skip
        if voucher.id in seals and _sha256(f"{voucher.number or ''}|{text}") != seals[voucher.id]:
            yield f"voucher {voucher.number or voucher.id} or one of its lines was changed after it was sealed"


def balances_equal_lines() -> Iterator[str]:
    """The balances of days and the guarded balances equal the sums of the lines behind them."""
    lines = _sums(Line.objects.values_list("account", "sub", "posting_date"))
    kept = {row[:3]: row[3:] for row in DayBalance.objects.values_list("account", "sub", "day", "debit", "credit")}
    yield from _differences("day balance", lines, kept)
    totals: dict[tuple[Any, ...], tuple[int, int]] = {}
    for (account, sub, _), (debit, credit) in lines.items():
        before = totals.get((account, sub), (0, 0))
        totals[account, sub] = (before[0] + debit, before[1] + credit)
    guarded = {row[:2]: row[2:] for row in GuardedBalance.objects.values_list("account", "sub", "debit", "credit")}
    yield from _differences("guarded balance", {key: totals.get(key, (0, 0)) for key in guarded}, guarded)


def _sums(rows: Any) -> dict[tuple[Any, ...], tuple[int, int]]:
    grouped = rows.annotate(debit_sum=Sum("debit"), credit_sum=Sum("credit"))
    return {row[:3]: (int(row[3]), int(row[4])) for row in grouped}


def _differences(what: str, lines: dict[Any, Any], kept: dict[Any, Any]) -> Iterator[str]:
    for key in sorted(lines.keys() | kept.keys(), key=str):
        wanted, found = lines.get(key, (0, 0)), kept.get(key, (0, 0))
        if tuple(wanted) != tuple(found):
            name = " ".join(str(part) for part in key if part != "")
            yield (
                f"{what} of {name} says {format_baht(found[0])}/{format_baht(found[1])}, "
                f"its lines say {format_baht(wanted[0])}/{format_baht(wanted[1])}"
            )


def numbers_gap_free() -> Iterator[str]:
    """Every number up to the last one drawn of a series is on exactly one document or voucher."""
    drawn = {(row.series, row.fiscal_year): row.last for row in Counter.objects.all()}
    used: dict[tuple[str, int], set[str]] = {}
    for declared in lifecycles.everything():
        if declared.series:
            rows = Document.objects.filter(kind=declared.document, number__isnull=False)
            for fiscal_year, number in rows.values_list("fiscal_year", "number"):
                used.setdefault((declared.series, fiscal_year), set()).add(number)
    for kind, fiscal_year, number in Voucher.objects.filter(number__isnull=False).values_list("kind", "fiscal_year", "number"):
        used.setdefault((f"voucher_{kind}", fiscal_year), set()).add(number)
    for series, fiscal_year in sorted(drawn.keys() | used.keys()):
        wanted = {
            numbering.render(standards.series(series), fiscal_year, run)
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
        if _sha256(f"{digest}|{step.content}|{step.drawn}|{step.seal_digest}") != step.digest:
            yield f"trail: step {step.sequence} does not follow from the step before it"
        if not _says_what_was_chained(step):
            yield f"trail: step {step.sequence} ({step.move} of document {step.document_id}) was changed"
        digest, last = step.digest, step.sequence
    head = ChainHead.objects.first()
    if (head.sequence, head.digest) != (last, digest) if head else last:
        yield "trail: its end does not match the head of the chain (steps were cut off or added)"


def _says_what_was_chained(step: Step) -> bool:
    chained = json.loads(step.content)
    said = [
        step.document_id, step.version, step.move, step.from_state, step.to_state, step.actor_id, step.actor_name,
        step.reason,
    ]  # fmt: skip
    return chained[:-1] == said and _instant(chained[-1]) == step.at


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(ZoneInfo("UTC"))


def documents_follow_their_trail() -> Iterator[str]:
    """State, version and number of each document are those of its steps; the seals in the trail are those of the ledger."""
    ends: dict[int, tuple[str, int]] = {}
    drawn: dict[int, str] = {}
    seals = dict(Seal.objects.values_list("id", "digest"))
    for step in Step.objects.order_by("sequence").iterator(5000):
        ends[step.document_id] = (step.to_state, step.version)
        if step.drawn:
            drawn[step.document_id] = step.drawn
        if step.voucher_id and seals.get(step.voucher_id) != step.seal_digest:
            yield f"the seal of voucher {step.voucher_id} is not the one in the trail"
    for document in Document.objects.order_by("id").iterator(5000):
        if ends.get(document.id) != (document.state, document.version) or (drawn.get(document.id) != document.number):
            yield f"document {document.number or document.id} ({document.kind}) does not agree with its trail"


def books_balance() -> Iterator[str]:
    """Σ debit = Σ credit over all balances of each book."""
    for row in DayBalance.objects.values("book").annotate(debit=Sum("debit"), credit=Sum("credit")):
        if row["debit"] != row["credit"]:
            yield f"the {row['book']} book: debit {format_baht(row['debit'])}, credit {format_baht(row['credit'])}"


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "vouchers": vouchers_balance,
    "seals": seals_unbroken,
    "balances": balances_equal_lines,
    "numbers": numbers_gap_free,
    "trail": trail_unbroken,
    "documents": documents_follow_their_trail,
    "books": books_balance,
}
