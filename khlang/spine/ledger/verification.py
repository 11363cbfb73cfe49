"""What `khlang verify` asks of the ledger: vouchers, seals and balances. See `documents.verification` for the whole."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import F, Sum

from khlang import standards
from khlang.core.money import format_baht
from khlang.spine.ledger import entry
from khlang.spine.ledger.models import DayBalance, GuardedBalance, Line, Seal, Voucher


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
        if voucher.id in seals and sha256(f"{voucher.number or ''}|{text}") != seals[voucher.id]:
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
    limited = {account for _, account in standards.floors()}
    wanted = {key: sums for key, sums in totals.items() if key[0] in limited or key in guarded}
    yield from _differences("guarded balance", wanted, guarded)


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


def books_balance() -> Iterator[str]:
    """Σ debit = Σ credit over all balances of each book."""
    for row in DayBalance.objects.values("book").annotate(debit=Sum("debit"), credit=Sum("credit")):
        if row["debit"] != row["credit"]:
            yield f"the {row['book']} book: debit {format_baht(row['debit'])}, credit {format_baht(row['credit'])}"


def sha256(content: str) -> str:
    """The digest that seals and the trail use, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


def seal_digests() -> dict[int, str]:
    """The digest of every sealed voucher."""
    return dict(Seal.objects.values_list("id", "digest"))


def numbers() -> Iterator[tuple[str, int, str]]:
    """Series, fiscal year and number of every numbered voucher."""
    rows = Voucher.objects.filter(number__isnull=False).values_list("kind", "fiscal_year", "number")
    return ((f"voucher_{kind}", fiscal_year, number) for kind, fiscal_year, number in rows)


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "vouchers": vouchers_balance,
    "seals": seals_unbroken,
    "balances": balances_equal_lines,
    "books": books_balance,
}
