"""spending_plan_above_budget: the quarters of a line add up to more than its net budget."""

from khlang.office.budget import commands
from tests.budget.budgeting import ordinance_in_force
from tests.budget.plans import plan
from tests.refusals.attempt import refused


def test_more_than_the_line_has(office):
    ordinance_in_force(office)
    data = plan(L18=("120,000", "0", "0", "0.01"))
    with refused(
        "spending_plan_above_budget", field="entries.0.quarter_4", line="L18", name="วัสดุสำนักงาน",
        planned="120,000.01", net="120,000.00",
    ):  # fmt: skip
        commands.prepare_plan(envelope=office.envelope("budget_officer"), data=data)
