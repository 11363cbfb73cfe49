"""What papers of advances are made on: the clearing on the advance, and on the receipt of the cash that was left."""

from khlang.office.advances.models import AdvanceClearing
from khlang.office.revenue.queries import RECEIPT_KINDS
from khlang.spine.documents.citations import Citation

CITATIONS = (
    Citation(later=("advance_clearing",), earlier=("advance",), table=AdvanceClearing, earlier_column="advance_id"),
    Citation(
        later=("advance_clearing",),
        earlier=RECEIPT_KINDS,
        table=AdvanceClearing,
        earlier_column="receipt_id",
        beside=True,
    ),
)
