"""The gate of an outage and the order of years: gate_closed, outage_not_running, paper_required, gate_fixed, year_not_closed,
daily_status_by_hand."""

from dataclasses import replace
from datetime import date

from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.spine.ledger import commands as ledger
from khlang.spine.ledger import gates
from khlang.spine.organisations import commands as organisations
from tests.refusals.attempt import refused
from tests.standstill import Standstill
from tests.till import WASTE_FEE, Till

FEE = {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": WASTE_FEE, "amount": "240"}]}


def test_ordinary_work_while_papers_wait(till: Till) -> None:
    """gate_closed says which outage holds the gate, and how many papers are left."""
    spell = Standstill(till.office).backlog(left=7)
    with refused("gate_closed", number=spell.number, left=7):
        revenue.issue(envelope=till.office.envelope("revenue_officer"), data=FEE)


def test_a_paper_without_an_outage(till: Till) -> None:
    """outage_not_running: none at all, one that somebody made up, one that is over."""
    for outage in (None, 4711):
        envelope = replace(till.office.envelope("revenue_officer"), origin="back_entry", outage=outage)
        with refused("outage_not_running"):
            revenue.issue(envelope=envelope, data=FEE)
    spell = Standstill(till.office).backlog()
    spell.certified()
    with refused("outage_not_running"):
        revenue.issue(envelope=spell.envelope("revenue_officer"), data=FEE)


def test_a_gate_is_neither_opened_early_nor_begun_without_an_outage(till: Till) -> None:
    """gate_fixed."""
    spell = Standstill(till.office).backlog()
    with refused("gate_fixed"):
        gates.certified(outage=spell.id, certified_on=till.office.today)
    with refused("gate_fixed"):
        gates.direct(outage=spell.id, until=date(2024, 12, 31))
    with refused("gate_fixed"):
        gates.start(outage=4711, number="OE-9", started_on=till.office.today)


def test_opening_a_year_before_the_one_before_it_is_closed(till: Till) -> None:
    """year_not_closed, only where the office wants it so."""
    organisations.change_settings(envelope=till.office.envelope(), data={"year_order": "close_first"})
    with refused("year_not_closed", field="fiscal_year", fiscal_year=2568):
        ledger.open_year(envelope=till.office.envelope(day=date(2025, 10, 1)), data={"fiscal_year": 2569})


def test_closing_a_year_that_is_not_over(till: Till) -> None:
    """Nor one that was never opened, nor one twice."""
    after = till.office.envelope(day=date(2025, 10, 1))
    with refused("date_in_future", field="fiscal_year"):
        ledger.close_preliminarily(envelope=till.office.envelope(), data={"fiscal_year": 2568})
    with refused("period_missing", field="fiscal_year"):
        ledger.close_preliminarily(envelope=after, data={"fiscal_year": 2560})
    ledger.close_preliminarily(envelope=after, data={"fiscal_year": 2568})
    with refused("period_closed", field="fiscal_year"):
        ledger.close_preliminarily(envelope=till.office.envelope(day=date(2025, 10, 2)), data={"fiscal_year": 2568})


def test_the_daily_status_of_a_day_of_the_spell(till: Till) -> None:
    """daily_status_by_hand: through the day on which everything was certified (D); D + 1 is the system's again."""
    spell = Standstill(till.office).by_hand()
    with refused("daily_status_by_hand", field="day", date="1 ต.ค. 2567", number=spell.number):
        treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    spell.backlog().certified()
    for day in (date(2024, 10, 1), date(2024, 10, 2)):
        envelope = till.office.envelope("finance_officer", day=day)
        if day == till.office.today:
            with refused("daily_status_by_hand", field="day", date="1 ต.ค. 2567", number=spell.number):
                treasury.prepare_status(envelope=envelope, data={})
        else:
            assert treasury.prepare_status(envelope=envelope, data={}).state == "prepared"
