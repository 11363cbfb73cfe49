"""The ways of a receipt, a proof of receipt, a remittance slip, a summary of slips and a receipt reversal (spec 3).

A proof of receipt (หลักฐานการรับเงิน) stands for a receipt that was written by hand while the system stood still (LAO-2.1): a
kind of its own with a series of its own, that goes the way of a receipt from then on. Moves `… on paper` are those of a
slip or a summary that was made by hand (LAO-2.2): whoever enters it makes them for all who signed the paper.
"""

from typing import Final

from khlang.core.lifecycle import Lifecycle, Move

_PAPER: Final = "paper.record"
_HANDED_ON = (
    Move("remit", ("issued",), "remitted", "remittance.prepare"),
    Move("remit_on_paper", ("issued",), "remitted", _PAPER, paper=True),
    Move("take_back", ("remitted",), "issued", "remittance.prepare", undoes=("remit",)),
    Move("take_back_on_paper", ("remitted",), "issued", _PAPER, undoes=("remit",), paper=True),
    Move("post", ("remitted",), "posted", "remittance_summary.post"),
    Move("post_on_paper", ("remitted",), "posted", _PAPER, paper=True),
    Move("reverse", ("posted",), "reversed", "receipt_reversal.approve"),
)

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
        *_HANDED_ON,
    ),
)

PROOF_OF_RECEIPT = Lifecycle(
    document="proof_of_receipt",
    initial="draft",
    final=("reversed",),
    series="proof_of_receipt",
    moves=(
        Move("record", ("draft",), "issued", _PAPER, numbers=True, paper=True),
        Move("correct", ("issued",), "issued", _PAPER, reason_required=True, paper=True),
        *_HANDED_ON,
    ),
)

#: Receipts and proofs of receipt: what is handed on, summed up, posted and reversed alike.
RECEIPTS = (RECEIPT, PROOF_OF_RECEIPT)
RECEIPT_KINDS: Final = tuple(declared.document for declared in RECEIPTS)

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
        Move("record", ("draft",), "received", _PAPER, numbers=True, paper=True),
        Move("give_way", ("draft", "returned"), "cancelled", _PAPER, reason_required=True, paper=True),
        Move("summarise_on_paper", ("received", "submitted"), "summarised", _PAPER, paper=True),
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
        Move("give_way", ("draft",), "cancelled", _PAPER, reason_required=True, paper=True),
        Move("record", ("draft",), "posted", _PAPER, posts="remittance_summary.posted", numbers=True, paper=True),
        Move(
            "post_on_paper",
            ("submitted",),
            "posted",
            _PAPER,
            posts="remittance_summary.posted",
            numbers=True,
            paper=True,
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

LIFECYCLES = (*RECEIPTS, REMITTANCE, REMITTANCE_SUMMARY, RECEIPT_REVERSAL)


def receipt_lifecycle(kind: str) -> Lifecycle:
    """Return the way of a receipt or of a proof of receipt."""
    return next(declared for declared in RECEIPTS if declared.document == kind)
