"""The ways of an outage, of a directive that opens the gate, and of a continuity kit (continuity A.5)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from khlang.core.lifecycle import Lifecycle, Move

OUTAGE = Lifecycle(
    document="outage",
    initial="draft",
    final=("closed", "cancelled"),
    series="outage",
    moves=(
        Move("declare", ("draft",), "declared", "outage.declare", numbers=True),
        Move("confirm", ("declared",), "manual", "outage.confirm", not_by=("create", "declare")),
        Move("cancel", ("declared",), "cancelled", "outage.confirm", reason_required=True),
        Move("restore", ("manual",), "entering", "outage.restore"),
        Move("recur", ("entering", "reconciling"), "manual", "outage.restore", reason_required=True),
        Move("reconcile", ("entering",), "reconciling", "outage.reconcile"),
        Move("reenter", ("reconciling",), "entering", "outage.reconcile", reason_required=True),
        Move("certify", ("reconciling",), "certified", "outage.certify", not_by=("reconcile",)),
        Move("close", ("certified",), "closed", "outage.acknowledge"),
    ),
)
#: States in which papers of the outage may be entered.
ENTERING = ("entering", "reconciling")
#: States in which papers may be written and registered.
RUNNING = ("manual", *ENTERING)

GATE_DIRECTIVE = Lifecycle(
    document="gate_directive",
    initial="draft",
    final=("in_force", "cancelled"),
    series="gate_directive",
    moves=(
        Move("record", ("draft",), "recorded", "gate_directive.record"),
        Move(
            "confirm", ("recorded",), "in_force", "gate_directive.confirm", not_by=("create", "record"), numbers=True
        ),
        Move("cancel", ("recorded",), "cancelled", "gate_directive.confirm", reason_required=True),
    ),
)  # fmt: skip

KIT = Lifecycle(
    document="kit",
    initial="draft",
    final=("made",),
    series="kit",
    moves=(Move("make", ("draft",), "made", "kit.make", numbers=True),),
)

#: Days after which an outage that goes on is told further up, each time to more people (continuity A.7).
ESCALATIONS: Final = (1, 3, 7, 30)
#: Saturday and Sunday: no daily status is due on them.
WEEKEND: Final = (5, 6)

LIFECYCLES = (OUTAGE, GATE_DIRECTIVE, KIT)


def first_official_day(
    *, certified_on: date, holidays: Collection[date] = (), weekend: Collection[int] = WEEKEND
) -> date:
    """Return the first day whose daily status is the system's: the day after D, or the next one on which a report is due.

    `weekend` are days of the week without a report (Monday is 0), `holidays` single days. LAO-8, UNIT-5; continuity C-31.
    """
    day = certified_on + timedelta(days=1)
    while day in holidays or day.weekday() in weekend:
        day += timedelta(days=1)
    return day


def days_running(*, started_on: date, ended_on: date | None, today: date) -> int:
    """Return how many days of the calendar an outage has lasted, the first and the last one counted."""
    return ((ended_on or today) - started_on).days + 1


def escalation(*, days: int) -> int:
    """Return the last mark of ESCALATIONS that so many days have passed, 0 for none."""
    return max((mark for mark in ESCALATIONS if days > mark), default=0)
