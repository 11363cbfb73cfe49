"""Makes receiving known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class RevenueConfig(shelf.Module):
    """Receipts, remittance slips, summaries, reversals."""

    name = "khlang.office.revenue"
    label = "revenue"
    verbose_name = "Revenue"
    constraints = (
        ("receipt_remitted_once", "revenue_remitted_receipt.receipt_id", "receipt_already_remitted"),
        ("slip_summarised_once", "revenue_summary_slip.remittance_id", "slip_already_summarised"),
        ("receipt_book_number_once", "revenue_receipt.book_number", "receipt_book_number_used"),
        ("receipt_reversed_once", "revenue_receipt_reversal.receipt_id", "receipt_reversed_before"),
    )
