"""Makes procurement known to the spine and to the screens at start-up."""

from django.apps import AppConfig


class ProcurementConfig(AppConfig):
    """Requisition, order or contract, amendment, guarantee, inspection and acceptance (spec 4.1)."""

    name = "khlang.office.procurement"
    label = "procurement"
    verbose_name = "Procurement"

    def ready(self) -> None:
        """Declares lifecycles, commands, screens, and what the database's refusals are called."""
        from khlang.office.procurement import citations, commands, lifecycle, screens, verification  # noqa: F401  (registers)
        from khlang.platform import screens as faces
        from khlang.platform.db.refusals import name_constraint
        from khlang.spine.documents import citations as trail
        from khlang.spine.documents import lifecycles
        from khlang.spine.documents import verification as verifying

        lifecycles.declare(*lifecycle.LIFECYCLES)
        trail.declare(*citations.CITATIONS)
        faces.declare(*screens.SCREENS)
        verifying.CHECKS.update(verification.CHECKS)
        for constraint, columns, code in (
            ("obligation_of_requisition", "procurement_obligation.requisition_id", "requisition_ordered_before"),
            ("inspection_invoice_once", "procurement_inspection.invoice_key", "inspection_invoice_used"),
            ("guarantee_receipt_once", "procurement_guarantee.receipt_number", "guarantee_receipt_used"),
        ):
            name_constraint(constraint=constraint, columns=columns, code=code)
