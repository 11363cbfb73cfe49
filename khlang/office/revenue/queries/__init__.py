"""Every read of receiving that others may use. Amounts are satang, days C.E.; all are scoped to the organisation.

Beside the documents themselves: `counting` (in which days and years they count), `registers` (what came in by item,
control of receipt books), `custody` (slips and their summaries), `behind` (the receipts behind a summary), `genuine` (the
public check of a receipt).
"""

from khlang.office.revenue.gathering import slips_waiting
from khlang.office.revenue.lifecycle import RECEIPT_KINDS
from khlang.office.revenue.queries.views import (
    CHEQUE_SUB,
    NOT_MONEY,
    LineView,
    ReceiptView,
    ReversalView,
    SlipView,
    SummaryView,
    bank_name,
    items_received,
    money_name,
    numbered,
    receipt,
    receipts,
    received_on,
    reversal,
    slip,
    summary,
    typed,
    unremitted,
)
from khlang.office.revenue.relying import require_free

__all__ = [
    "CHEQUE_SUB", "NOT_MONEY", "RECEIPT_KINDS", "LineView", "ReceiptView", "ReversalView", "SlipView", "SummaryView",
    "bank_name", "items_received", "money_name", "numbered", "receipt", "receipts", "received_on", "require_free",
    "reversal", "slip", "slips_waiting", "summary", "typed", "unremitted",
]  # fmt: skip
