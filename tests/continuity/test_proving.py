"""A spell is proved complete: every number accounted for, register, documents, reports and money the same (LAO-7, LAO-8)."""

from datetime import date

import pytest

from khlang.bridges.continuity import queries
from khlang.bridges.continuity.lifecycle import first_official_day
from khlang.bridges.continuity.models import ManualNumber, Outage
from khlang.platform.clock import day_of
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.continuity.spell import MONDAY, TUESDAY, Spell


def test_a_day_by_hand_is_certified(spell: Spell) -> None:
    """Everything is in: figures are frozen under a digest, the gate opens, the system's own reports begin the next day."""
    spell.whole_day()
    assert queries.lacks(outage_id=spell.id, on=TUESDAY) == ()
    spell.step("certify", by="treasury_head", note="ครบถ้วน ถูกต้อง")
    row = Outage.objects.get(document_id=spell.id)
    assert (row.certified_on, row.document.state) == (TUESDAY, "certified")
    assert queries.certificate_digest(row.figures) == row.certificate
    receipts = next(each for each in row.figures["papers"] if each["paper"] == "receipt")
    assert (receipts["issued"], receipts["returned"], receipts["amount"]) == (3, 2, 30_000)
    assert row.figures["places"] == [{"place": "cash", "day": MONDAY.isoformat(), "closing": 30_000}]
    assert ledger.gates() == []
    assert first_official_day(certified_on=TUESDAY) == date(2024, 10, 9)
    assert verification.verify() == []
