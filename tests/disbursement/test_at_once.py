"""Forty dika on one line at the same moment: exactly those that the line can afford are asked for."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from khlang.office.disbursement import commands
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from tests.disbursement.asking import SECURITY, Desk, buckets
from tests.office import open_office
from tests.till import Till
from tests.together import at_once, said

DIKA = 40


@pytest.fixture
def busy(transactional_db: None) -> Iterator[Desk]:
    """An office whose dika are really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        desk = Desk(till)
        for role in ("finance_officer", "division_head"):
            office.person(role)
        yield desk
        assert verification.verify() == []


def asked_at_once(desk: Desk, waiting: list[int]) -> Counter[str]:
    """How many were asked for, and how many were refused and why, when all are let go together."""

    def ask(document_id: int) -> Any:
        envelope = desk.office.envelope("division_head")
        return commands.request_dika(envelope=envelope, data={"document_id": document_id})

    return said(at_once(desk.office, [partial(ask, each) for each in waiting]))


def test_forty_dika_on_one_budget_line(busy: Desk) -> None:
    """The line holds 300,000; each asks for 23,000: thirteen fit, each with its number, none left out."""
    waiting = [busy.draft(lines=[busy.line("L20", "23,000")]).document_id or 0 for _ in range(DIKA)]
    assert asked_at_once(busy, waiting) == {"requested": 13, "budget_insufficient": 27}
    assert buckets("L20") == {"expended": 13 * 2_300_000, "available": 30_000_000 - 13 * 2_300_000}
    numbers = [found.request_number for found in documents.get_many(document_ids=waiting).values()]
    assert sorted(filter(None, numbers)) == [f"01-{run:04d}/2568" for run in range(1, 14)]


def test_forty_dika_on_one_deposit(busy: Desk) -> None:
    """What is held for others is paid out once: 14,850 held, each asks for 1,000."""
    busy.owe(SECURITY, "14,850")
    drafts = [busy.draft("deposit", lines=[busy.owed(SECURITY, "1,000")]).document_id or 0 for _ in range(DIKA)]
    assert asked_at_once(busy, drafts) == {"requested": 14, "liability_insufficient": 26}


def test_one_invoice_written_by_two(busy: Desk) -> None:
    """Two desks enter the same invoice: one of them has it, the other is told."""
    answers = at_once(busy.office, [lambda: busy.draft(invoice_no="INV-1")] * 2)
    assert said(answers) == {"draft": 1, "invoice_duplicate": 1}
