"""From ledger lines to the voucher part of a write: floors, guarded balances, the sealed text, the number's series."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from khlang import standards
from khlang.core import numbering
from khlang.core.posting import Line
from khlang.platform.commands import Envelope
from khlang.platform.tenancy import new_id


@dataclass(frozen=True, slots=True)
class VoucherHead:
    """What a voucher says beside its lines. `fiscal_year` is B.E.; `reverses` the voucher it undoes."""

    kind: str
    posting_date: date
    fiscal_year: int
    description: str
    document_kind: str
    document_id: int
    reverses: int | None = None


def compose(*, envelope: Envelope, head: VoucherHead, lines: Sequence[Line]) -> dict[str, Any]:
    """The voucher part of an entry for `platform.db.writes`; it must be written together with its document."""
    day = head.posting_date.isoformat()
    rows = [
        {"p": position, "b": line.book, "a": line.account, "s": line.sub, "d": line.debit, "c": line.credit,
         "t": line.description or head.description}
        for position, line in enumerate(lines, start=1)
    ]  # fmt: skip
    guarded = _guarded(lines)
    series = draw(f"voucher_{head.kind}", head.fiscal_year) if head.kind != "budget" else None
    return {
        "id": new_id(),
        "kind": head.kind,
        "number": series,
        "fiscal_year": head.fiscal_year,
        "posting_date": day,
        "description": head.description,
        "document_kind": head.document_kind,
        "document_id": head.document_id,
        "reverses": head.reverses,
        "actor": envelope.actor.id,
        "at": envelope.now.isoformat(),
        "lines": rows,
        "guarded": guarded,
        "floors": len(guarded),
        "content": content(kind=head.kind, day=day, description=head.description, rows=rows),
    }


def content(*, kind: str, day: str, description: str, rows: Sequence[dict[str, Any]]) -> str:
    """The canonical text that a voucher's seal is taken over (its number is put before it when drawn)."""
    lines = [[row["p"], row["b"], row["a"], row["s"], row["d"], row["c"], row["t"]] for row in rows]
    return json.dumps([kind, day, description, lines], ensure_ascii=False, separators=(",", ":"))


def draw(series: str, fiscal_year: int, division: str = "") -> dict[str, Any]:
    """The instruction by which the database draws the next number of a series, gap-free, inside the write.

    A series of divisions has a run of its own for each of them: its counter is named "<series>/<division>".
    """
    return dict(_draw(series, fiscal_year, division))


@lru_cache(maxsize=512)
def _draw(series: str, fiscal_year: int, division: str) -> tuple[tuple[str, Any], ...]:
    before, width, after = numbering.pieces(standards.series(series), fiscal_year, division)
    return (
        ("series", f"{series}/{division}" if division else series),
        ("fiscal_year", fiscal_year),
        ("before", before),
        ("width", width),
        ("after", after),
    )


def _guarded(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """One row per account with a floor, in key order, with the sums of this voucher."""
    sums: dict[tuple[str, str], list[Any]] = {}
    for line in lines:
        floor = line.floor or standards.floor_of(line.book, line.account)
        if floor:
            row = sums.setdefault((line.account, line.sub), [floor, 0, 0])
            row[1] += line.debit
            row[2] += line.credit
    return [{"a": a, "s": s, "f": f, "d": d, "c": c} for (a, s), (f, d, c) in sorted(sums.items())]
