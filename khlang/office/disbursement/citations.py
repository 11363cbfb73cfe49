"""What a dika is made on: an acceptance, a contract that is paid in advance, an advance, a receipt that is given back."""

from khlang.office.disbursement.models import Dika
from khlang.office.revenue.queries import RECEIPT_KINDS
from khlang.spine.documents.citations import Citation

_CITED = {
    "acceptance_id": ("inspection",), "obligation_id": ("purchase_order", "contract"), "advance_id": ("advance",),
    "receipt_id": RECEIPT_KINDS,
}  # fmt: skip
CITATIONS = tuple(
    Citation(later=("dika",), earlier=kinds, table=Dika, earlier_column=column) for column, kinds in _CITED.items()
)
