"""What papers of receiving are made on: a reversal on its receipt or proof of receipt."""

from khlang.office.revenue.lifecycle import RECEIPT_KINDS
from khlang.office.revenue.models import ReceiptReversal
from khlang.spine.documents.citations import Citation

CITATIONS = (
    Citation(later=("receipt_reversal",), earlier=RECEIPT_KINDS, table=ReceiptReversal, earlier_column="receipt_id"),
)
