"""Makes receiving known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class RevenueConfig(AppConfig):
    """Receipts, remittance slips, summaries, reversals."""

    name = "khlang.office.revenue"
    label = "revenue"
    verbose_name = "Revenue"

    def ready(self) -> None:
        """Declares lifecycles, commands, screens, and what the database's refusals are called."""
        from khlang.office.revenue import citations, commands, lifecycle, screens  # noqa: F401  (importing registers the commands)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import citations as trail
        from khlang.spine.documents import lifecycles

        lifecycles.declare(*lifecycle.LIFECYCLES)
        trail.declare(*citations.CITATIONS)
        faces.declare(*screens.SCREENS)
        for constraint, columns, code in (
            ("receipt_remitted_once", "revenue_remitted_receipt.receipt_id", "receipt_already_remitted"),
            ("slip_summarised_once", "revenue_summary_slip.remittance_id", "slip_already_summarised"),
            ("receipt_book_number_once", "revenue_receipt.book_number", "receipt_book_number_used"),
            ("receipt_reversed_once", "revenue_receipt_reversal.receipt_id", "receipt_reversed_before"),
        ):
            name_constraint(constraint=constraint, columns=columns, code=code)
