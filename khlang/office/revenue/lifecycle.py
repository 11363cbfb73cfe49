"""The ways of a receipt, a remittance slip, a summary of slips and a receipt reversal (spec 3)."""

from khlang.core.lifecycle import Lifecycle, Move

RECEIPT = Lifecycle(
    document="receipt",
    initial="draft",
    final=("voided", "reversed"),
    series="receipt",
    moves=(
        Move("issue", ("draft",), "issued", "receipt.issue", numbers=True),
        Move(
            "receive", ("draft",), "posted", "receipt.receive_transfer", posts="receipt.transfer_received", numbers=True
        ),
        Move("acknowledge", ("draft",), "posted", "payment.pay", numbers=True),
        Move("void", ("issued",), "voided", "receipt.void", not_by=("create", "issue"), reason_required=True),
        Move("remit", ("issued",), "remitted", "remittance.prepare"),
        Move("take_back", ("remitted",), "issued", "remittance.prepare", undoes=("remit",)),
        Move("post", ("remitted",), "posted", "remittance_summary.post"),
        Move("reverse", ("posted",), "reversed", "receipt_reversal.approve"),
    ),
)

REMITTANCE = Lifecycle(
    document="remittance",
    initial="draft",
    final=("summarised", "cancelled"),
    series="remittance",
    moves=(
        Move("submit", ("draft",), "submitted", "remittance.prepare", numbers=True),
        Move("resubmit", ("returned",), "submitted", "remittance.prepare"),
        Move("cancel", ("draft", "returned"), "cancelled", "remittance.prepare"),
        Move("receive", ("submitted",), "received", "remittance.receive", not_by=("create", "submit", "resubmit")),
        Move(
            "return",
            ("submitted",),
            "returned",
            "remittance.receive",
            not_by=("create", "submit", "resubmit"),
            reason_required=True,
        ),
        Move("summarise", ("received",), "summarised", "remittance_summary.post"),
    ),
)

REMITTANCE_SUMMARY = Lifecycle(
    document="remittance_summary",
    initial="draft",
    final=("posted", "cancelled"),
    series="remittance_summary",
    moves=(
        Move("submit", ("draft",), "submitted", "remittance_summary.prepare"),
        Move("cancel", ("draft",), "cancelled", "remittance_summary.prepare"),
        Move(
            "return",
            ("submitted",),
            "draft",
            "remittance_summary.post",
            not_by=("create", "submit"),
            undoes=("submit",),
            reason_required=True,
        ),
        Move(
            "post",
            ("submitted",),
            "posted",
            "remittance_summary.post",
            not_by=("create", "submit"),
            posts="remittance_summary.posted",
            numbers=True,
        ),
    ),
)

RECEIPT_REVERSAL = Lifecycle(
    document="receipt_reversal",
    initial="draft",
    final=("approved", "cancelled"),
    series="receipt_reversal",
    moves=(
        Move("cancel", ("draft",), "cancelled", "receipt_reversal.prepare"),
        Move(
            "approve",
            ("draft",),
            "approved",
            "receipt_reversal.approve",
            not_by=("create",),
            posts="receipt_reversal.approved",
            numbers=True,
        ),
    ),
)

LIFECYCLES = (RECEIPT, REMITTANCE, REMITTANCE_SUMMARY, RECEIPT_REVERSAL)
