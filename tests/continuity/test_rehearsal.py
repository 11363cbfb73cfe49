"""A rehearsal: a practice copy of the office that counts nowhere, and a score that says what was done (continuity A.2, C-43)."""

from dataclasses import replace

from khlang.bridges.continuity import commands, queries
from khlang.bridges.continuity.queries import drills
from khlang.platform import tenancy
from khlang.spine.access import queries as access
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations
from tests.continuity.spell import Spell
from tests.household import hire
from tests.till import VAT, Till


def money(org: int) -> dict[tuple[str, str], int]:
    """What the accounts of money hold in an organisation."""
    with tenancy.scope(org):
        return {(row.account, row.sub): row.after for row in ledger.balances(accounts=("1101",)) if row.after}


def rehearsed(till: Till) -> int:
    """Begin a rehearsal in an office that has money; returns its practice copy."""
    till.bank_in(VAT, "250000")
    till.office.people["finance_officer"] = hire(till.office.org, "wipa", "finance_officer").id
    outcome = commands.rehearse(envelope=till.office.envelope("finance_officer"))
    return int(outcome.data["practice_org"])


def test_the_copy_has_the_money_and_the_people_of_today(till: Till) -> None:
    """As much in the bank as the office has, everybody in the same roles, and books that prove sound."""
    copy = rehearsed(till)
    assert money(copy) == money(till.office.org) != {}
    with tenancy.scope(till.office.org):
        people = {(row.person_id, row.role) for row in access.assignments(on=till.office.today)}
    with tenancy.scope(copy):
        assert {(row.person_id, row.role) for row in access.assignments(on=till.office.today)} == people
        assert list(verification.verify()) == []


def test_the_copy_stands_in_no_list(till: Till) -> None:
    """Neither among the offices of the country nor among those below another; it is found only by who works in it."""
    copy = rehearsed(till)
    assert copy not in {each.id for each in organisations.everyone()}
    assert organisations.by_id(org_id=copy).practice_of_id == till.office.org
    assert queries.overseen(org_id=till.office.org, on=till.office.today) == ()


def test_a_rehearsal_given_up_at_once_has_no_points(till: Till) -> None:
    """Every point is named, none is given; the copy is nobody's any more, and what it holds stays."""
    copy = rehearsed(till)
    with tenancy.scope(till.office.org):
        (running,) = drills.drills()
    outcome = commands.conclude(envelope=till.office.envelope("finance_officer"), drill_id=running.id)
    assert outcome.data["score"] == 0
    with tenancy.scope(till.office.org):
        (over,) = drills.drills()
    assert sum(each["of"] for each in over.findings) == 100
    assert {each["points"] for each in over.findings} == {0}
    assert organisations.worked_in(org_ids=[copy]) == ()
    assert money(copy) == money(till.office.org)


def test_nothing_of_the_rehearsal_reaches_the_office(till: Till) -> None:
    """An outage of the copy neither runs in the office nor closes its gate."""
    copy = rehearsed(till)
    there = replace(till.office, organisation=organisations.by_id(org_id=copy))
    Spell(there, begins=till.office.today).by_hand()
    with tenancy.scope(copy):
        assert len(queries.running()) == 1
    with tenancy.scope(till.office.org):
        assert queries.running() == []
    assert till.bank_in(VAT, "100").voucher_number
