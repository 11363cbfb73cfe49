"""Spending plans for tests: drafted by the budget officer, checked by the chief administrator, approved by the executive."""

from typing import Any

from khlang.office.budget import commands
from khlang.platform.commands import Outcome
from tests.budget.budgeting import YEAR
from tests.office import Office


def plan(**quarters: tuple[str, str, str, str]) -> dict[str, Any]:
    """The input of `spending_plan.prepare`: the four amounts of each line, by its short name."""
    entries = [
        {"line": line, **{f"quarter_{number}": amount for number, amount in enumerate(amounts, start=1)}}
        for line, amounts in quarters.items()
    ]
    title = "แผนการใช้จ่ายเงิน ปีงบประมาณ พ.ศ. 2568"
    return {"fiscal_year": YEAR, "title": title, "document_date": "2024-10-01", "entries": entries}


def drafted(office: Office, **quarters: tuple[str, str, str, str]) -> Outcome:
    """A draft plan."""
    return commands.prepare_plan(envelope=office.envelope("budget_officer"), data=plan(**quarters))


def approved(office: Office, **quarters: tuple[str, str, str, str]) -> Outcome:
    """A plan carried through to its approval."""
    data = {"document_id": drafted(office, **quarters).document_id}
    commands.submit_plan(envelope=office.envelope("budget_officer"), data=data)
    commands.check_plan(envelope=office.envelope("clerk"), data=data)
    return commands.approve_plan(envelope=office.envelope("executive"), data=data)
