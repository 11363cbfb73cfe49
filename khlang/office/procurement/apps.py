"""Makes procurement known to the spine and to the screens at start-up."""

from khlang.spine.documents import shelf


class ProcurementConfig(shelf.Module):
    """Requisition, order or contract, amendment, guarantee, inspection and acceptance (spec 4.1)."""

    name = "khlang.office.procurement"
    label = "procurement"
    verbose_name = "Procurement"
    constraints = (
        ("obligation_of_requisition", "procurement_obligation.requisition_id", "requisition_ordered_before"),
        ("inspection_invoice_once", "procurement_inspection.invoice_key", "inspection_invoice_used"),
        ("guarantee_receipt_once", "procurement_guarantee.receipt_number", "guarantee_receipt_used"),
    )
