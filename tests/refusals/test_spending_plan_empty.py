"""spending_plan_empty: lines without any amount plan nothing."""

from khlang.office.budget import commands
from tests.budget.budgeting import ordinance_in_force
from tests.budget.plans import plan
from tests.refusals.attempt import refused


def test_a_plan_of_nothing(office):
    ordinance_in_force(office)
    with refused("spending_plan_empty", field="entries"):
        commands.prepare_plan(envelope=office.envelope("budget_officer"), data=plan(L18=("0", "0", "0", "0")))


def test_a_line_twice_an_unknown_line_a_negative_amount(office):
    ordinance_in_force(office)
    twice = plan(L18=("1", "0", "0", "0"))
    twice["entries"] = [*twice["entries"], *twice["entries"]]
    with refused("line_duplicate", field="entries.1.line", first=1):
        commands.prepare_plan(envelope=office.envelope("budget_officer"), data=twice)
    with refused("budget_line_unknown", field="entries.0.line"):
        commands.prepare_plan(envelope=office.envelope("budget_officer"), data=plan(L99=("1", "0", "0", "0")))
    with refused("amount_negative", field="entries.0.quarter_2", amount="-1.00"):
        commands.prepare_plan(envelope=office.envelope("budget_officer"), data=plan(L18=("1", "-1", "0", "0")))


def test_no_ordinance_no_plan(office):
    with refused("ordinance_not_in_force", field="fiscal_year", year=2568):
        commands.prepare_plan(envelope=office.envelope("budget_officer"), data=plan(L18=("1", "0", "0", "0")))
