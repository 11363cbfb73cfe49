"""Sentences about the budget: what somebody proposes, and what the lines have left."""

from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.money import format_baht, plain_baht
from khlang.office.budget import queries as budget
from tests.stories.language import says
from tests.stories.stage_steps import APPROVES, PREPARES, decide_ordinance
from tests.stories.world import World, records

Table = list[list[str]]


def _line(world: World, code: str) -> Any:
    """A budget line of the fiscal year of today."""
    return budget.line_by_code(fiscal_year=fiscal_year(world.office.today), code=code)


def _propose(world: World, who: str, kind: str, new: str, **more: Any) -> None:
    """A document of the fiscal year of today, written and submitted."""
    head = {"fiscal_year": fiscal_year(world.office.today), "title": new, "document_date": world.office.today}
    if world.act(who, f"{kind}.prepare", {**head, **more}, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> ขอโอนงบประมาณ "<เอกสารใหม่>" จากรายการ "<รายการ>" ไปรายการ "<ไปรายการ>" <จำนวน> บาท')
def transfer(world: World, who: str, new: str, line: str, target: str, amount: int) -> None:
    """Between two lines that are there, submitted."""
    item = {"from_line_id": _line(world, line).id, "to_line_id": _line(world, target).id, "amount": plain_baht(amount)}
    _propose(world, who, "budget_transfer", new, items=[item])


@says('<ใคร> ขอโอนงบประมาณ "<เอกสารใหม่>" จากรายการ "<รายการ>" ไปตั้งรายการใหม่ <จำนวน> บาท')
def transfer_to_new(world: World, who: str, new: str, line: str, amount: int, datatable: Table) -> None:
    """รหัส, งาน, ประเภท, ชื่อ: one line that is not there yet, submitted."""
    (row,) = records(datatable)
    item = {
        "from_line_id": _line(world, line).id, "amount": plain_baht(amount), "code": row["รหัส"],
        "work_code": row["งาน"], "item_code": row["ประเภท"], "name_th": row["ชื่อ"],
    }  # fmt: skip
    _propose(world, who, "budget_transfer", new, new_items=[item])


@says('<ใคร> ขอแก้ไขคำชี้แจง "<เอกสารใหม่>" ของรายการ "<รายการ>" เป็น "<ข้อความ>"')
def amend(world: World, who: str, new: str, line: str, text: str) -> None:
    """A new explanation of a line of expenditure, submitted; no money moves."""
    _propose(world, who, "explanation_amendment", new, items=[{"line_id": _line(world, line).id, "text": text}])


@says('<ใคร> เสนอแผนการใช้จ่ายเงิน "<เอกสารใหม่>" ดังนี้')
def plan(world: World, who: str, new: str, datatable: Table) -> None:
    """รายการ, ไตรมาส 1, ไตรมาส 2, ไตรมาส 3, ไตรมาส 4: what each line is to spend, submitted."""
    entries = [
        {"line": row["รายการ"], **{f"quarter_{number}": row[f"ไตรมาส {number}"] for number in (1, 2, 3, 4)}}
        for row in records(datatable)
    ]
    _propose(world, who, "spending_plan", new, entries=entries)


@says("งบประมาณเพิ่มเติมประกาศใช้แล้วดังนี้")
def supplement(world: World, datatable: Table) -> None:
    """รายการ, รายรับที่นำมาตั้ง, จำนวนเงิน: more for lines that are there, out of more revenue."""
    rows = records(datatable)
    year, day = fiscal_year(world.office.today), world.office.today
    draft = {
        "fiscal_year": year, "title": f"งบประมาณรายจ่ายเพิ่มเติม {year}", "document_date": day,
        "appropriations": [{"line_id": _line(world, row["รายการ"]).id, "amount": row["จำนวนเงิน"]} for row in rows],
        "estimates": [{"item_code": row["รายรับที่นำมาตั้ง"], "amount": row["จำนวนเงิน"]} for row in rows],
    }  # fmt: skip
    made = world.arrange(PREPARES, "supplementary.prepare", draft)
    world.arrange(PREPARES, "supplementary.submit", {"document_id": made.document_id})
    decide_ordinance(world, APPROVES, "supplementary", made.document_id or 0, day)


@says('รายการงบประมาณ "<รายการ>" คงเหลือ <จำนวน> บาท')
def line_left(world: World, line: str, amount: int) -> None:
    """What may still be spent of a budget line."""
    world.settle()
    found = _line(world, line)
    left = budget.balances_of(line_ids=[found.id])[found.id].remaining
    assert format_baht(left) == format_baht(amount)


@says('คำชี้แจงของรายการ "<รายการ>" คือ "<ข้อความ>"')
def explained(world: World, line: str, text: str) -> None:
    """The explanation of a budget line that is in force."""
    world.settle()
    assert _line(world, line).explanation == text


@says('แผนการใช้จ่ายของรายการ "<รายการ>" ถึงไตรมาสของวันที่ <วันที่> คือ <จำนวน> บาท')
def planned(world: World, line: str, day: str, amount: int) -> None:
    """What the plan in force allows to have spent of a line by the end of the quarter of a day."""
    world.settle()
    found = budget.planned_through(line_id=_line(world, line).id, day=world.date_of(day))
    assert found is not None
    assert format_baht(found) == format_baht(amount)


@says("ประมาณการรายรับรวม <จำนวน> บาท")
def estimated(world: World, amount: int) -> None:
    """The revenue estimate of the year, supplementary budgets included."""
    world.settle()
    found = sum(budget.estimated_by_code(fiscal_year=fiscal_year(world.office.today)).values())
    assert format_baht(found) == format_baht(amount)
