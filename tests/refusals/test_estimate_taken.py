"""Two supplementary budgets bring the same new revenue item; the second meets it at its promulgation."""

import pytest

from khlang.office.budget import commands
from tests.budget.budgeting import APPROVAL, draft, ordinance_in_force
from tests.office import Office
from tests.refusals.attempt import refused


@pytest.fixture
def drafts(office: Office) -> list[int | None]:
    """Both drawn up while the item was in no estimate, and approved."""
    ordinance_in_force(office)
    made = []
    for number in ("L51", "L52"):
        line = {"code": number, "work_code": "00111", "item_code": "330800", "name_th": f"น้ำมัน {number}", "amount": "1"}
        data = draft(appropriations=[line], estimates=[{"item_code": "41229001", "amount": "1"}])
        made.append(commands.prepare_supplementary(envelope=office.envelope("budget_officer"), data=data).document_id)
        named = {"document_id": made[-1]}
        commands.submit_supplementary(envelope=office.envelope("budget_officer"), data=named)
        commands.approve_supplementary(envelope=office.envelope("clerk"), data={**named, **APPROVAL})
    return made


def test_the_second_is_told_by_name(office: Office, drafts: list[int | None]) -> None:
    """Code and name of the revenue item that somebody else brought in the meantime."""
    first, second = (
        {"document_id": made, "ordinance_reference": "2/2568", "promulgated_date": "2024-10-01"} for made in drafts
    )
    commands.promulgate_supplementary(envelope=office.envelope("executive"), data=first)
    with refused("estimate_taken", code="41229001"):
        commands.promulgate_supplementary(envelope=office.envelope("executive"), data=second)
