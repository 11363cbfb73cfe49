"""Makes the module known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class ReconciliationConfig(shelf.Module):
    """Bank statements matched with the books (spec 6.3)."""

    name = "khlang.office.reconciliation"
    label = "reconciliation"
    verbose_name = "Reconciliation"
    constraints = (
        ("reconciliation_once_a_month", "reconciliation_reconciliation.day", "reconciliation_prepared_before"),
        ("matched_voucher_once", "reconciliation_matched_item.voucher_id", "match_side_unknown"),
        ("statement_line_once", "reconciliation_statement_line.position", "statement_imported_before"),
        ("bank_statement_once", "reconciliation_bank_statement.sha256", "statement_imported_before"),
    )
