"""The steps of budget.feature: what each sentence does, through the commands, by the people of the office."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from khlang.core.calendar import parse_date
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.budget import commands, queries
from khlang.standards import message
from tests.budget.budgeting import YEAR, carried_through, draft, left, line
from tests.office import Office

pytestmark = pytest.mark.django_db
scenarios("budget.feature")
APPROVE = {
    "executive": commands.approve_transfer_by_executive,
    "clerk": commands.approve_transfer_by_council,
    "budget_officer": commands.approve_transfer_by_executive,
}


@dataclass
class Story:
    """The office, the document in hand, and the last refusal."""

    office: Office
    document_id: int = 0
    number: str | None = None
    refusal: Refusal | None = None

    def act(self, command: Any, by: str, **data: Any) -> Any:
        """Carry a command out as the office would on the story's day."""
        return command(envelope=self.office.envelope(by), data=data)

    @property
    def today(self) -> str:
        """The story's day as the schemas take it."""
        return self.office.today.isoformat()


@pytest.fixture
def story(office: Office) -> Story:
    return Story(office)


@given(parsers.re(r"วันนี้คือ (?P<text>.+)"))
def _today(story: Story, text: str) -> None:
    story.office.today = parse_date(text, today=date(2024, 10, 1))


@given(parsers.parse("ข้อบัญญัติปี {year:d} ที่ประกาศใช้แล้วมีรายการ"))
def _ordinance(story: Story, year: int, datatable: list[list[str]]) -> None:
    keys = ("code", "work_code", "item_code", "name_th", "amount")
    rows = [dict(zip(keys, row, strict=True)) for row in datatable[1:]]
    outcome = story.act(commands.prepare_ordinance, "budget_officer", **draft(appropriations=rows, fiscal_year=year))
    carried_through(story.office, outcome)


def _ask(story: Story, **data: Any) -> None:
    head = {"fiscal_year": YEAR, "title": "โอนงบประมาณ", "document_date": story.today}
    outcome = story.act(commands.prepare_transfer, "budget_officer", **head, **data)
    story.document_id = outcome.document_id
    story.act(commands.submit_transfer, "budget_officer", document_id=story.document_id)


@when(parsers.re(r"เจ้าหน้าที่งบประมาณขอโอน (?P<amount>\S+) บาท จาก (?P<source>\S+) ไป (?P<target>\S+)$"))
def _transfer(story: Story, amount: str, source: str, target: str) -> None:
    _ask(story, items=[{"from_line_id": line(source).id, "to_line_id": line(target).id, "amount": amount}])


@when(
    parsers.re(
        r"เจ้าหน้าที่งบประมาณขอโอน (?P<amount>\S+) บาท จาก (?P<source>\S+) ไปตั้งรายการใหม่"
        r" (?P<item>\d+) (?P<name>.+) ที่งาน (?P<work>\d+)$"
    )
)
def _transfer_to_new(story: Story, amount: str, source: str, item: str, name: str, work: str) -> None:
    new = {"from_line_id": line(source).id, "amount": amount, "item_code": item, "name_th": name, "work_code": work}
    _ask(story, new_items=[new])


@when("ผู้บริหารอนุมัติการโอน")
def _executive(story: Story) -> None:
    _decide(story, "executive")


@when("ปลัดบันทึกมติสภาอนุมัติการโอน")
def _council(story: Story) -> None:
    _decide(story, "clerk")


@when("เจ้าหน้าที่งบประมาณอนุมัติการโอน")
def _officer(story: Story) -> None:
    _decide(story, "budget_officer")


def _decide(story: Story, by: str) -> None:
    paper = {"document_id": story.document_id, "reference": "1/2567", "decided_date": story.today}
    try:
        story.number = story.act(APPROVE[by], by, **paper).number
    except Refusal as refusal:
        story.refusal = refusal


@when(parsers.re(r"งบประมาณเพิ่มเติม (?P<amount>\S+) บาท ให้ (?P<code>\S+) จากรายรับ (?P<item>\d+) ประกาศใช้แล้ว"))
def _supplementary(story: Story, amount: str, code: str, item: str) -> None:
    data = draft(
        appropriations=[{"line_id": line(code).id, "amount": amount}], estimates=[{"item_code": item, "amount": amount}]
    )
    outcome = story.act(commands.prepare_supplementary, "budget_officer", **data)
    carried_through(story.office, outcome, "supplementary")


@when(parsers.re(r'คำชี้แจงของ (?P<code>\S+) แก้เป็น "(?P<text>.+)" และผู้บริหารอนุมัติแล้ว'))
def _amend(story: Story, code: str, text: str) -> None:
    head = {"fiscal_year": YEAR, "title": "แก้ไขคำชี้แจง", "document_date": story.today}
    item = {"line_id": line(code).id, "text": text}
    document_id = story.act(commands.prepare_amendment, "budget_officer", **head, items=[item]).document_id
    story.act(commands.submit_amendment, "budget_officer", document_id=document_id)
    paper = {"document_id": document_id, "reference": "2/2567", "decided_date": story.today}
    story.act(commands.approve_amendment_by_executive, "executive", **paper)


@then(parsers.re(r"รายการ (?P<code>\S+) คงเหลือ (?P<amount>\S+) บาท"))
def _left(code: str, amount: str) -> None:
    assert format_baht(left(code)) == amount


@then(parsers.re(r"ประมาณการรายรับรวม (?P<amount>\S+) บาท"))
def _estimated(amount: str) -> None:
    assert format_baht(sum(queries.estimated_by_code(fiscal_year=YEAR).values())) == amount


@then(parsers.re(r"การโอนได้เลขที่ (?P<number>\S+)"))
def _numbered(story: Story, number: str) -> None:
    assert story.number == number


@then(parsers.re(r"ระบบปฏิเสธด้วยรหัส (?P<code>\w+)"))
def _refused(story: Story, code: str) -> None:
    assert story.refusal is not None
    assert story.refusal.code == code


@then(parsers.re(r"ระบบปฏิเสธว่า (?P<words>.+)"))
def _told(story: Story, words: str) -> None:
    assert story.refusal is not None
    assert message(f"refusal.{story.refusal.code}", **story.refusal.facts) == words


@then(parsers.re(r'คำชี้แจงของ (?P<code>\S+) คือ "(?P<text>.+)" ฉบับที่ (?P<version>\d+)'))
def _explained(code: str, text: str, version: str) -> None:
    assert (line(code).explanation, line(code).explanation_version) == (text, int(version))
