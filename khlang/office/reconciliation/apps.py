"""Makes the module known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """Bank statements matched with the books (spec 6.3)."""

    name = "khlang.office.reconciliation"
    label = "reconciliation"
    verbose_name = "Reconciliation"

    def ready(self) -> None:
        """Declares lifecycles, commands, screens, and what the database's refusals are called."""
        from khlang.office.reconciliation import commands, lifecycle, screens  # noqa: F401  (registers the commands)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import lifecycles

        lifecycles.declare(*lifecycle.LIFECYCLES)
        faces.declare(*screens.SCREENS)
        for constraint, columns, code in (
            ("reconciliation_once_a_month", "reconciliation_reconciliation.day", "reconciliation_prepared_before"),
            ("matched_voucher_once", "reconciliation_matched_item.voucher_id", "match_side_unknown"),
            ("statement_line_once", "reconciliation_statement_line.position", "statement_imported_before"),
            ("bank_statement_once", "reconciliation_bank_statement.sha256", "statement_imported_before"),
        ):
            name_constraint(constraint=constraint, columns=columns, code=code)
