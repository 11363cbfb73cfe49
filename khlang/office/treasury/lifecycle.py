"""The ways of the treasury's documents (spec 3.5, 5.1, 6.2)."""

from dataclasses import replace

from khlang.core.lifecycle import Lifecycle, Move


def _two_hands(document: str) -> Lifecycle:
    """Prepared by one officer, approved by another: the approval numbers and posts. On paper both have signed."""
    return Lifecycle(
        document=document,
        initial="draft",
        final=("approved", "cancelled"),
        series=document,
        moves=(
            Move("cancel", ("draft",), "cancelled", f"{document}.prepare"),
            Move(
                "approve",
                ("draft",),
                "approved",
                f"{document}.approve",
                not_by=("create",),
                posts=f"{document}.approved",
                numbers=True,
            ),
            Move(
                "record", ("draft",), "approved", "paper.record", posts=f"{document}.approved", numbers=True, paper=True
            ),
        ),
    )


def _submitted_first(document: str) -> Lifecycle:
    """Prepared, submitted, then approved or returned by another officer: for entries that a second eye must check."""
    return Lifecycle(
        document=document,
        initial="draft",
        final=("approved", "cancelled"),
        series=document,
        moves=(
            Move("submit", ("draft",), "submitted", f"{document}.prepare"),
            Move("cancel", ("draft",), "cancelled", f"{document}.prepare"),
            Move(
                "return",
                ("submitted",),
                "draft",
                f"{document}.approve",
                not_by=("create", "edit", "submit"),
                undoes=("submit",),
                reason_required=True,
            ),
            Move(
                "approve",
                ("submitted",),
                "approved",
                f"{document}.approve",
                not_by=("create", "edit", "submit"),
                posts=f"{document}.approved",
                numbers=True,
            ),
        ),
    )


CASH_DEPOSIT = _two_hands("cash_deposit")
BANK_TRANSFER = _two_hands("bank_transfer")
_WRITTEN = _submitted_first("general_voucher")
GENERAL_VOUCHER = replace(
    _WRITTEN,
    moves=(
        *_WRITTEN.moves,
        Move(
            "record", ("draft",), "approved", "paper.record", posts="general_voucher.approved", numbers=True, paper=True
        ),
    ),
)
OPENING_BALANCE = _submitted_first("opening_balance")

CASH_COUNT = Lifecycle(
    document="cash_count",
    initial="draft",
    final=("confirmed",),
    series="cash_count",
    moves=(
        Move("count", ("draft",), "counted", "cash_count.prepare", numbers=True),
        Move("confirm", ("counted",), "confirmed", "cash_count.confirm", not_by=("create", "count")),
    ),
)

DAILY_STATUS = Lifecycle(
    document="daily_status",
    initial="draft",
    final=("acknowledged",),
    series="daily_status",
    moves=(
        Move("prepare", ("draft",), "prepared", "daily_status.prepare", numbers=True),
        Move("refresh", ("prepared",), "prepared", "daily_status.prepare"),
        Move("certify", ("prepared",), "certified", "daily_status.certify", not_by=("create", "prepare", "refresh")),
        Move("sign", ("certified",), "certified", "daily_status.sign"),
        Move(
            "acknowledge",
            ("certified",),
            "acknowledged",
            "daily_status.acknowledge",
            not_by=("create", "prepare", "refresh"),
        ),
    ),
)

LIFECYCLES = (CASH_DEPOSIT, BANK_TRANSFER, GENERAL_VOUCHER, OPENING_BALANCE, CASH_COUNT, DAILY_STATUS)
