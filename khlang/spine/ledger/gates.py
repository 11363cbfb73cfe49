"""The gate: while papers of an outage wait to be entered, the organisation's books take no ordinary documents (guideline LAO-6,
UNIT-4; continuity A.5).

It is the database that refuses (platform/db/sql/*/60_gate.sql), so that no way leads around it: screens, API, spreadsheets
and jobs meet the same row. These functions write that row; the commands of an outage call them after they have written the
outage's own step, because the database lets a gate begin only for an outage that runs, and open only for one that is
certified.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import DatabaseError, transaction

from khlang.core.refusal import Refusal
from khlang.platform.db import refusals, writes
from khlang.platform.tenancy import current_org
from khlang.spine.ledger import queries
from khlang.spine.ledger.models import Gate

#: What is written while a gate is closed as on any day: the outage itself, and what decides about entering its papers.
EXEMPT: Final = ("outage", "gate_directive", "kit", "budget_overrun", "payee_account")


def start(
    *, outage: int, number: str, started_on: date, kinds: Sequence[str] = (), fiscal_year: int | None = None
) -> None:
    """Make the spell known when work by hand begins: its days have their daily status by hand; ordinary work goes on.

    `kinds` of document and `fiscal_year` (B.E.) limit what the gate will refuse; none is everything. Idempotent.
    Refusal: gate_fixed, when no such outage runs.
    """
    limits = {"kinds": _listed(kinds), "fiscal_year": fiscal_year}
    with _guarded():
        Gate.objects.get_or_create(outage=outage, defaults={"number": number, "started_on": started_on, **limits})


def close(
    *,
    outage: int,
    number: str,
    started_on: date,
    restored_on: date,
    kinds: Sequence[str] = (),
    fiscal_year: int | None = None,
    left: int = 0,
) -> None:
    """The system can be used again and the backlog waits: from now on ordinary work is refused (gate_closed).

    Waits for what is being written; it is there before the gate closes, or not at all. After a second failure of the same
    outage it is called again.
    """
    with _guarded():
        start(outage=outage, number=number, started_on=started_on, kinds=kinds, fiscal_year=fiscal_year)
        Gate.objects.filter(outage=outage).update(restored_on=restored_on, left=left)


def certified(*, outage: int, certified_on: date) -> None:
    """Everything is entered and certified on D: the gate opens at once, official daily statuses begin with D + 1 (LAO-8).

    Refusal: gate_fixed, when the outage itself is not certified.
    """
    with _guarded():
        Gate.objects.filter(outage=outage).update(certified_on=certified_on, left=0)


def direct(*, outage: int, kinds: Sequence[str] = (), until: date) -> None:
    """A directive lets some kinds of document (none named: all) pass the closed gate through `until`. A later one replaces it.

    Refusal: gate_fixed, when no directive is in force.
    """
    with _guarded():
        Gate.objects.filter(outage=outage).update(directive_kinds=_listed(kinds), directive_until=until)


def count(*, outage: int, left: int) -> None:
    """Keep how many papers still wait: what the refusal tells whoever is turned away."""
    Gate.objects.filter(outage=outage).update(left=left)


def explain(refusal: Refusal) -> Refusal:
    """Which outage holds the gate and what is left of it; asked only after the database has refused."""
    closed = [gate for gate in queries.gates() if gate.restored_on is not None]
    if not closed:
        return refusal
    return Refusal("gate_closed", number=", ".join(gate.number for gate in closed), left=sum(g.left for g in closed))


@contextmanager
def _guarded() -> Iterator[None]:
    """A change of the gate: after what is being written, before what comes next; the database's no is a Refusal."""
    try:
        with transaction.atomic():
            writes.hold(org=current_org())
            yield
    except DatabaseError as error:
        refusal = refusals.translate(error)
        if refusal is None:
            raise
        raise refusal from error


def _listed(kinds: Sequence[str]) -> str:
    """Kinds as the database looks for them: each between commas."""
    return f",{','.join(dict.fromkeys(kinds))}," if kinds else ""
