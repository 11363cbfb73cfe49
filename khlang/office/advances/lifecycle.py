"""The ways of an advance and of its clearing (spec 4.3)."""

from khlang.core.lifecycle import Lifecycle, Move

_MADE = ("create", "edit", "submit")

ADVANCE = Lifecycle(
    document="advance",
    initial="draft",
    final=("cleared", "cancelled"),
    series="advance",
    moves=(
        Move("submit", ("draft",), "submitted", "advance.prepare"),
        Move("check", ("submitted",), "checked", "advance.check", not_by=_MADE),
        Move(
            "approve",
            ("checked",),
            "approved",
            "advance.approve",
            not_by=(*_MADE, "check"),
            posts="advance.approved",
            numbers=True,
        ),
        Move("pay", ("approved",), "outstanding", "payment.pay", remark="by the payment of its dika"),
        Move("bring_forward", ("draft",), "outstanding", "advance.check", remark="paid before the books were opened"),
        Move("settle_part", ("outstanding",), "outstanding", "advance_clearing.approve", remark="by a clearing"),
        Move("settle", ("outstanding",), "cleared", "advance_clearing.approve", remark="by the last clearing"),
        Move("return", ("submitted",), "draft", "advance.check", undoes=("submit",), reason_required=True),
        Move("send_back", ("checked",), "draft", "advance.approve", undoes=("submit", "check"), reason_required=True),
        Move("cancel", ("draft",), "cancelled", "advance.prepare"),
        Move("withdraw", ("approved",), "cancelled", "advance.check", reason_required=True),
    ),
)

ADVANCE_CLEARING = Lifecycle(
    document="advance_clearing",
    initial="draft",
    final=("approved", "cancelled"),
    series="advance_clearing",
    moves=(
        Move("submit", ("draft",), "submitted", "advance_clearing.prepare"),
        Move(
            "approve",
            ("submitted",),
            "approved",
            "advance_clearing.approve",
            not_by=_MADE,
            posts="advance_clearing.approved",
            numbers=True,
        ),
        Move(
            "return",
            ("submitted",),
            "draft",
            "advance_clearing.approve",
            not_by=_MADE,
            undoes=("submit",),
            reason_required=True,
        ),
        Move("cancel", ("draft",), "cancelled", "advance_clearing.prepare"),
    ),
)

LIFECYCLES = (ADVANCE, ADVANCE_CLEARING)
