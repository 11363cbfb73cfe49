"""The ways of bank statements and reconciliations (spec 4.3, 6.3)."""

from khlang.core.lifecycle import Lifecycle, Move

#: What an accountant does to a prepared reconciliation; who did any of it does not approve it.
WORK = ("create", "prepare", "match_suggested", "match", "unmatch", "explain", "bring_forward", "refresh")

BANK_STATEMENT = Lifecycle(
    document="bank_statement",
    initial="draft",
    final=("discarded",),
    series="bank_statement",
    moves=(
        Move("import", ("draft",), "imported", "bank_statement.import", numbers=True),
        Move("discard", ("imported",), "discarded", "bank_statement.import", reason_required=True),
    ),
)


def _work(move: str) -> Move:
    return Move(move, ("prepared",), "prepared", "reconciliation.prepare")


RECONCILIATION = Lifecycle(
    document="reconciliation",
    initial="draft",
    final=("approved", "cancelled"),
    series="reconciliation",
    moves=(
        Move("prepare", ("draft",), "prepared", "reconciliation.prepare", numbers=True),
        *(_work(move) for move in WORK[2:]),
        Move("cancel", ("prepared",), "cancelled", "reconciliation.prepare"),
        Move("approve", ("prepared",), "approved", "reconciliation.approve", not_by=WORK),
    ),
)

LIFECYCLES = (BANK_STATEMENT, RECONCILIATION)
