"""What papers of procurement are made on: an order on its requisition, an acceptance on its order."""

from khlang.office.procurement.models import ContractAmendment, Guarantee, Inspection, Obligation
from khlang.spine.documents.citations import Citation

_OBLIGATIONS = ("purchase_order", "contract")
CITATIONS = (
    Citation(later=_OBLIGATIONS, earlier=("requisition",), table=Obligation, earlier_column="requisition_id"),
    Citation(
        later=("contract_amendment",), earlier=_OBLIGATIONS, table=ContractAmendment, earlier_column="obligation_id"
    ),
    Citation(later=("guarantee",), earlier=_OBLIGATIONS, table=Guarantee, earlier_column="obligation_id"),
    Citation(later=("inspection",), earlier=_OBLIGATIONS, table=Inspection, earlier_column="obligation_id"),
)
