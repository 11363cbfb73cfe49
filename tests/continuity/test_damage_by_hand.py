"""What somebody changes behind Khlang's back about papers and gates, `khlang verify` and `khlang check` name."""

from typing import Any

import pytest
from django.db import connection

from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.faces.cli import check
from khlang.platform.db import guards
from khlang.platform.db.connections import is_postgresql
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document
from tests.continuity.spell import Spell
from tests.operators import operator


@pytest.fixture
def certified(spell: Spell) -> Spell:
    """A day by hand, certified; nothing is wrong, and nothing guards it any more."""
    spell.whole_day()
    spell.step("certify", by="treasury_head")
    assert verification.verify() == []
    connection.check_constraints()  # PostgreSQL changes no table that still has something to check
    guards.drop()
    return spell


def found() -> str:
    """What `khlang verify` says."""
    return "\n".join(verification.verify())


def test_a_paper_that_was_entered_twice(certified: Spell) -> None:
    """Two numbers of the register stand for one document; a reading that was given up has a document."""
    one, two = ManualNumber.objects.filter(paper="receipt", state="issued").order_by("number")[:2]
    ManualNumber.objects.filter(id=two.id).update(document_id=one.document_id)
    assert "papers_once: document RP68-00001/2568 stands for 2 papers of receipt" in found()
    Capture.objects.filter(paper="receipt", number=3).update(state="discarded")
    assert "papers_once: a reading of paper receipt 12 3 is discarded and has a document" in found()


def test_a_number_that_is_open_in_a_certified_spell(certified: Spell) -> None:
    """LAO-7: every number had met its end."""
    ManualNumber.objects.filter(paper="receipt", number=4).update(state="leased")
    words = f"certified_spells: outage {certified.number} is certified, number 4 of receipt book 12 is open"
    assert words in found()


def test_a_document_that_no_register_knows(certified: Spell) -> None:
    """It says that it was made from a paper of the outage."""
    Document.objects.filter(kind="proof_of_receipt", paper_number="2").update(paper_number="77")
    assert "names paper receipt 12 77, the register of its outage does not know it" in found()


def test_check_names_a_missing_guard_of_the_gate(db: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody opened the gate in the database itself."""
    assert guards.missing() == []
    gone = ("khlang_gate", "ledger_voucher") if is_postgresql() else ("khlang_gate_voucher", "ledger_voucher")
    with operator(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {gone[0]} ON {gone[1]}" if is_postgresql() else f"DROP TRIGGER {gone[0]}")
    (missing,) = guards.missing()
    assert gone[0] in missing and gone[1] in missing
    assert list(check.CHECKS["เครื่องป้องกันในฐานข้อมูล · guards"]()) == [f"missing: {missing} (khlang migrate)"]
