"""What the papers of procurement say, one builder a form: every amount, day and name as text (standards/forms)."""

from khlang.office.procurement.prints.obligations import amendment, contract, purchase_order
from khlang.office.procurement.prints.receiving import guarantee, inspection
from khlang.office.procurement.prints.requisitions import requisition

__all__ = ["amendment", "contract", "guarantee", "inspection", "purchase_order", "requisition"]
