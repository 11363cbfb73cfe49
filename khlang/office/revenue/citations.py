"""What papers of receiving are made on: a reversal on its receipt."""

from khlang.office.revenue.models import ReceiptReversal
from khlang.spine.documents.citations import Citation

CITATIONS = (
    Citation(later=("receipt_reversal",), earlier=("receipt",), table=ReceiptReversal, earlier_column="receipt_id"),
)
