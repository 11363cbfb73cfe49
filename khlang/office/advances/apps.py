"""Makes advances known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class AdvancesConfig(shelf.Module):
    """Money lent to officers for the work of the office, and how they account for it (spec 4.3)."""

    name = "khlang.office.advances"
    label = "advances"
    verbose_name = "Advances"
    constraints = (
        ("advance_open_once", "advances_advance.borrower_id", "advance_still_open"),
        ("clearing_receipt_once", "advances_clearing.receipt_id", "clearing_receipt_used"),
    )
