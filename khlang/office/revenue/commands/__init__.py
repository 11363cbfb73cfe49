"""Every write of receiving, one function a use case, by document."""

from khlang.office.revenue.commands.books import close_book, register_book
from khlang.office.revenue.commands.by_hand import record_remittance, record_summary
from khlang.office.revenue.commands.proofs import correct_proof, record_proof
from khlang.office.revenue.commands.receipts import issue, receive_transfer, save, void
from khlang.office.revenue.commands.remittances import (
    cancel_remittance,
    create_remittance,
    receive_remittance,
    resubmit_remittance,
    return_remittance,
    submit_remittance,
)
from khlang.office.revenue.commands.reversals import approve_reversal, cancel_reversal, create_reversal
from khlang.office.revenue.commands.summaries import (
    cancel_summary,
    create_summary,
    post_summary,
    post_summary_on_paper,
    return_summary,
    submit_summary,
)

__all__ = [
    "approve_reversal", "cancel_remittance", "cancel_reversal", "cancel_summary", "close_book", "correct_proof",
    "create_remittance", "create_reversal", "create_summary", "issue", "post_summary", "post_summary_on_paper",
    "receive_remittance", "receive_transfer", "record_proof", "record_remittance", "record_summary", "register_book",
    "resubmit_remittance", "return_remittance", "return_summary", "save", "submit_remittance", "submit_summary", "void",
]  # fmt: skip
