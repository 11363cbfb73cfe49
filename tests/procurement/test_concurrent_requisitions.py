"""Many at the same moment: requisitions of one line, signatures under one order. Exactly what there is money for counts."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from khlang.office.procurement import commands
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.office import open_office
from tests.procurement.purchasing import Purchasing, buckets
from tests.together import at_once, said

REQUISITIONS = 40
EACH = "3,000"  # the line holds 40,000: thirteen fit


@pytest.fixture
def buying(transactional_db: None) -> Iterator[Purchasing]:
    """An office whose requisitions are really committed."""
    opened = open_office()
    with tenancy.scope(opened.org):
        yield Purchasing(opened)


def test_forty_requisitions_of_one_line(buying: Purchasing) -> None:
    """Each in a connection of its own, all let go at once; the numbers have no gap."""
    waiting = [buying.asked("L23", EACH) for _ in range(REQUISITIONS)]
    answers = said(at_once(buying.office, [partial(buying.submit, each) for each in waiting]))
    assert answers == {"submitted": 13, "budget_insufficient": 27}
    assert buckets("L23") == {"reserved": 39_000, "remaining": 1_000}
    numbers = sorted(row.number for row in documents.get_many(document_ids=waiting).values() if row.number)
    assert numbers == [f"PR68-{run:05d}/2568" for run in range(1, 14)]


def test_one_order_signed_once(buying: Purchasing) -> None:
    """Ten signatures under one order at the same moment: one of them counts, one number is drawn, one commitment made."""
    order = buying.drafted(buying.approved("L18", "28,890"))
    data = {"document_id": order}
    commands.submit_purchase_order(envelope=buying.office.envelope("supply_officer"), data=data)

    def sign() -> Any:
        return commands.sign_purchase_order(envelope=buying.office.envelope("executive"), data=data)

    answers = said(at_once(buying.office, [sign] * 10))
    assert answers.pop("signed") == 1
    assert set(answers) <= {"stale_version", "move_not_allowed", "requisition_not_approved"}
    assert buckets("L18") == {"committed": 28_890, "remaining": 91_110}
    assert documents.get(document_id=order).number == "PO68-00001/2568"
