"""`khlang verify` finds a difference between the budget book and what procurement says it binds."""

from khlang.office.procurement import verification
from khlang.office.procurement.models import Commitment, Obligation, RequisitionLine
from khlang.spine.documents import verification as everything
from tests.procurement.purchasing import Purchasing


def test_an_office_that_buys_is_in_order(purchasing: Purchasing) -> None:
    """Reserved, committed and terminated: nothing to find."""
    purchasing.submitted("L18", "1,000")
    order = purchasing.signed(purchasing.approved("L15", "108,000", category="service"), "contract")
    purchasing.amended(order, delivery_date="2024-12-31")
    assert everything.verify() == []


def test_what_does_not_agree_is_named(purchasing: Purchasing) -> None:
    """Rows changed behind the back of the commands."""
    asked = purchasing.submitted("L18", "1,000")
    order = purchasing.signed(purchasing.approved("L15", "108,000", category="service"))
    RequisitionLine.objects.filter(document_id=asked).update(amount=999_00)
    Commitment.objects.filter(document_id=order).update(released=1)
    Obligation.objects.filter(document_id=order).update(accepted=5)
    found = [*verification.reserved_by_requisitions(), *verification.committed_by_contracts()]
    assert ["1,000.00 reserved" in found[0], "108,000.00 committed" in found[1]] == [True, True]
    assert len(list(verification.contracts_add_up())) == 1
