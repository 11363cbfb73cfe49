"""The kinds of dika fit the chart, the words and the tables that they name."""

import pytest

from khlang.core.refusal import Refusal
from khlang.office.disbursement.models import DEDUCTIONS
from khlang.office.disbursement.models import SOURCES as KEPT_SOURCES
from khlang.standards import budget_classification, chart, message_exists
from khlang.standards.dika_kinds import (
    SOURCES,
    deduction_kinds,
    dika_kind,
    dika_kinds,
    evidence_codes,
    procured_categories,
)


def test_accounts_take_entries() -> None:
    """Those of deductions, of kinds, and of grants that become revenue."""
    accounts = [row.account for row in deduction_kinds().values() if row.account]
    for kind in dika_kinds().values():
        accounts += [account for account in (kind.account, kind.funded_by, kind.recognised) if account]
    assert [account for account in accounts if not chart().posting(account).posting] == []


def test_every_kind_source_deduction_and_paper_has_words() -> None:
    """In both languages, the same as in the table."""
    keys = [f"dika_kind.{code}" for code in dika_kinds()]
    keys += [f"dika_source.{source}" for source in SOURCES]
    keys += [f"deduction.{code}" for code in deduction_kinds()]
    keys += [f"evidence.{code}" for code in evidence_codes()]
    assert [key for key in keys for lang in ("th", "en") if not message_exists(key, lang)] == []


def test_the_tables_know_what_the_database_knows() -> None:
    """A source or a deduction that the database would refuse cannot be written in the table."""
    assert set(SOURCES) == set(KEPT_SOURCES)
    assert set(deduction_kinds()) == set(DEDUCTIONS)


def test_what_is_bought_is_paid_on_an_acceptance() -> None:
    """Materials, equipment, land and structures; only kinds that cite no acceptance ask."""
    for code in procured_categories():
        assert budget_classification().find(code, "category").code == code
    assert "acceptance" in dika_kind("acceptance").needs
    with pytest.raises(Refusal, match="choice_unknown"):
        dika_kind("gift")
