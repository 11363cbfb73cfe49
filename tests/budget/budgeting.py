"""A budget for tests: an ordinance carried through by the people of the office, and what is left on its lines."""

from typing import Any

from khlang.office.budget import commands, queries
from khlang.office.budget.models import BudgetLine
from khlang.platform.commands import Outcome
from tests.office import Office

YEAR = 2568
LINES = (
    {"code": "L05", "work_code": "00411", "item_code": "111000", "name_th": "สำรองจ่าย", "amount": "350,000"},
    {"code": "L18", "work_code": "00111", "item_code": "330100", "name_th": "วัสดุสำนักงาน", "amount": "120,000"},
    {"code": "L23", "work_code": "00111", "item_code": "410100", "name_th": "ครุภัณฑ์สำนักงาน", "amount": "40,000"},
)
ESTIMATES = (
    {"item_code": "41100003", "amount": "210,000"},
    {"item_code": "421000", "amount": "300,000"},
)
APPROVAL = {
    "council_reference": "สมัยประชุมสามัญ สมัยที่ 3/2567",
    "council_date": "2024-10-01",
    "approver": "นายอำเภอเมือง",
    "approver_reference": "ตย 0023/1234",
    "approver_date": "2024-10-01",
}


def draft(**changes: Any) -> dict[str, Any]:
    """The input of `ordinance.prepare`."""
    return {
        "fiscal_year": YEAR,
        "title": "ข้อบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2568",
        "document_date": "2024-10-01",
        "appropriations": LINES,
        "estimates": ESTIMATES,
        **changes,
    }


def carried_through(office: Office, outcome: Outcome, kind: str = "ordinance") -> Outcome:
    """Submit, approve and promulgate a draft, each by who does it."""
    document = {"document_id": outcome.document_id}
    submit, approve, promulgate = (
        (commands.submit_ordinance, commands.approve_ordinance, commands.promulgate_ordinance)
        if kind == "ordinance"
        else (commands.submit_supplementary, commands.approve_supplementary, commands.promulgate_supplementary)
    )
    submit(envelope=office.envelope("budget_officer"), data=document)
    approve(envelope=office.envelope("clerk"), data={**document, **APPROVAL})
    data = {**document, "ordinance_reference": "1/2568", "promulgated_date": "2024-10-01"}
    return promulgate(envelope=office.envelope("executive"), data=data)


def ordinance_in_force(office: Office, **changes: Any) -> Outcome:
    """An ordinance promulgated on the first day of the year."""
    outcome = commands.prepare_ordinance(envelope=office.envelope("budget_officer"), data=draft(**changes))
    return carried_through(office, outcome)


def line(code: str) -> BudgetLine:
    """A line in force by its short name."""
    return queries.line_by_code(fiscal_year=YEAR, code=code)


def left(code: str) -> int:
    """What is left on a line, in satang."""
    found = line(code)
    return queries.balances_of(line_ids=[found.id])[found.id].remaining


def transfer(source: str, target: str, amount: str, **changes: Any) -> dict[str, Any]:
    """The input of `budget_transfer.prepare` for one item between lines in force."""
    item = {"from_line_id": line(source).id, "to_line_id": line(target).id, "amount": amount, **changes}
    return {"fiscal_year": YEAR, "title": "โอนงบประมาณ ครั้งที่ 1/2568", "document_date": "2024-10-01", "items": [item]}


def submitted(office: Office, data: dict[str, Any]) -> int:
    """A transfer that waits for its decision; its document."""
    outcome = commands.prepare_transfer(envelope=office.envelope("budget_officer"), data=data)
    commands.submit_transfer(envelope=office.envelope("budget_officer"), data={"document_id": outcome.document_id})
    return outcome.document_id


def decision(document_id: int) -> dict[str, Any]:
    """The input of a decision on paper."""
    return {"document_id": document_id, "reference": "บันทึกข้อความ ที่ 12/2567", "decided_date": "2024-10-01"}
