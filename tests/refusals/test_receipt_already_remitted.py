"""A receipt stands on one slip."""

import pytest
from django.db import IntegrityError, transaction

from khlang.office.revenue import commands as revenue
from khlang.office.revenue.models import RemittedReceipt
from khlang.platform.db import refusals
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_remitting_a_receipt_twice(till: Till) -> None:
    """Named again on a second slip."""
    receipt = till.collect((WASTE_FEE, "300"))
    till.hand_over()
    named = {"receipts": [receipt.document_id]}
    with refused("receipt_already_remitted", field="receipts.0", number=receipt.number):
        revenue.create_remittance(envelope=till.office.envelope("revenue_officer"), data=named)


def test_the_database_says_so_too(till: Till) -> None:
    """Even when two slips are drafted at the same moment: the second row is refused by its constraint."""
    receipt = till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    again = {"document_id": slip.document_id, "receipt_id": receipt.document_id, "position": 9}
    with pytest.raises(IntegrityError) as failed, transaction.atomic():
        RemittedReceipt.objects.create(**again)
    refusal = refusals.translate(failed.value)
    assert refusal is not None
    assert refusal.code == "receipt_already_remitted"
