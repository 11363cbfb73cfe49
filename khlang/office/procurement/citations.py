"""What papers of procurement are made on: an order on its requisition, an acceptance on its order."""

from collections.abc import Collection

from khlang.office.procurement.models import ContractAmendment, Guarantee, Inspection, Obligation
from khlang.spine.documents import queries as documents
from khlang.spine.documents.citations import Citation

#: What says that cash was received: the receipt of the system, or the proof of one that was written by hand.
RECEIPTS = ("receipt", "proof_of_receipt")


class _SecuredByReceipt(Citation):
    """A guarantee in cash names its receipt by the official number."""

    def earlier_of(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Pairs (guarantee, receipt) of these guarantees."""
        rows = Guarantee.objects.filter(document_id__in=sorted(ids)).exclude(receipt_number="")
        named = dict(rows.values_list("receipt_number", "document_id"))
        found = [documents.find(kind=kind, equal={"number__in": list(named)}) for kind in RECEIPTS] if named else []
        return [(named[each.number], each.id) for receipts in found for each in receipts]

    def later_of(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Pairs (guarantee, receipt) of these receipts."""
        found = documents.get_many(document_ids=sorted(ids)).values()
        numbered = {each.number: each.id for each in found if each.number}
        rows = Guarantee.objects.filter(receipt_number__in=list(numbered)).values_list("document_id", "receipt_number")
        return [(later, numbered[number]) for later, number in rows]


_OBLIGATIONS = ("purchase_order", "contract")
CITATIONS = (
    Citation(later=_OBLIGATIONS, earlier=("requisition",), table=Obligation, earlier_column="requisition_id"),
    Citation(
        later=("contract_amendment",), earlier=_OBLIGATIONS, table=ContractAmendment, earlier_column="obligation_id"
    ),
    Citation(later=("guarantee",), earlier=_OBLIGATIONS, table=Guarantee, earlier_column="obligation_id"),
    Citation(later=("inspection",), earlier=_OBLIGATIONS, table=Inspection, earlier_column="obligation_id"),
    _SecuredByReceipt(
        later=("guarantee",), earlier=RECEIPTS, table=Guarantee, earlier_column="receipt_number", beside=True
    ),
)
