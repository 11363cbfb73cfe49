"""The ways of an outage, of a directive that opens the gate, and of a continuity kit (continuity A.5)."""

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

LIFECYCLES = (OUTAGE, GATE_DIRECTIVE, KIT)
