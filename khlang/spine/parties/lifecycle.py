"""The way of a payee's bank account (reliability F-1, F-2): proposed by one person, confirmed by another."""

from khlang.core.lifecycle import Lifecycle, Move

PAYEE_ACCOUNT = Lifecycle(
    document="payee_account",
    initial="draft",
    final=("confirmed", "rejected", "cancelled"),
    series="payee_account",
    moves=(
        Move("propose", ("draft",), "proposed", "payee_account.propose"),
        Move("cancel", ("proposed",), "cancelled", "payee_account.propose"),
        Move(
            "reject",
            ("proposed",),
            "rejected",
            "payee_account.confirm",
            not_by=("create", "propose"),
            reason_required=True,
        ),
        Move(
            "confirm", ("proposed",), "confirmed", "payee_account.confirm", not_by=("create", "propose"), numbers=True
        ),
    ),
)

LIFECYCLES = (PAYEE_ACCOUNT,)
