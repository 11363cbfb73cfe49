"""Budget made by hand and entered afterwards (LAO-1; tests L1 and C-17 of continuity A.1, A.9)."""

from datetime import date
from typing import Any

import pytest

from khlang.bridges.reporting import queries as reports
from khlang.office.budget import commands, queries
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from tests.budget.budgeting import line
from tests.continuity.buying_by_hand import Buying
from tests.continuity.by_hand import BACK
from tests.continuity.treasury_by_hand import Treasury
from tests.disbursement.asking import buckets
from tests.refusals.attempt import refused
from tests.till import Till

APPROVED = {"approved_by": "นายสมศักดิ์ ใจมั่น", "approval_number": "บันทึกข้อความ ที่ 12/2567", "approval_date": "4 พ.ย. 67"}
PROMULGATED = {
    "council_reference": "สมัยประชุมสามัญ สมัยที่ 4/2567", "council_date": "28 ต.ค. 67", "approved_by": "นายอำเภอเมือง",
    "approval_number": "ตย 0023/1234", "approval_date": "31 ต.ค. 67", "ordinance_reference": "1/2568",
    "promulgated_date": "4 พ.ย. 67",
}  # fmt: skip
MEMO = {
    "amount": "10,000", "memo_number": "ตย 72001/88", "memo_date": "4 พ.ย. 67", "ordered_by": "นายสมศักดิ์ ใจมั่น",
    "reason": "ค่าไฟฟ้าที่จ่ายไปแล้วระหว่างระบบขัดข้อง", "paper_reference": "ฎีกา เลขที่ 1",
}  # fmt: skip
SPENT = {"expended": 31_000_000}


@pytest.fixture
def buying(till: Till) -> Buying:
    """An office with a budget; the system is back, the papers wait."""
    return Buying(till)


@pytest.fixture
def treasury(till: Till) -> Treasury:
    """The same with people who write dika; L20 has 300,000 baht."""
    made = Treasury(till)
    made.lease("budget_transfer", "", 1, 20)
    return made


def transfer(
    desk: Any, number: int = 1, *, source: str = "L15", target: str = "L20", amount: str = "20,000", **more: Any
) -> None:
    """A transfer by hand, approved on 4 November."""
    lines = [{"from_line": source, "to_line": target, "amount": amount}]
    payload = {"fiscal_year": "2568", "title": "โอนงบประมาณ", "lines": lines, **APPROVED, **more}
    desk.written("budget_transfer", number, payload, day="4 พ.ย. 67")


def short(treasury: Treasury) -> None:
    """A dika by hand of 310,000 out of 300,000."""
    treasury.dika(1, day="5 พ.ย. 67", lines=[{"budget_line": "L20", "amount": "310,000"}])


def test_a_transfer_by_hand_funds_a_dika_by_hand(treasury: Treasury) -> None:
    """L1-a, C-17 (a): keyed in the wrong order, posted budget first; the money moves on the day of entry."""
    short(treasury)
    transfer(treasury)
    treasury.entered()
    moved = treasury.made(paper="budget_transfer")
    assert (moved.state, moved.number, moved.document_date) == ("approved", "TR68-00001/2568", date(2024, 11, 4))
    assert [voucher.posting_date for voucher in ledger.vouchers_of(document_id=moved.id)] == [BACK]
    assert buckets("L20") == {**SPENT, "available": 1_000_000}
    assert verification.verify() == []


def test_a_dika_that_finds_too_little_waits(treasury: Treasury) -> None:
    """C-17: never silently negative; a transfer written afterwards solves it (C-17 (b))."""
    short(treasury)
    treasury.enter()
    assert treasury.problem() == ("BUDGET_SHORT", ["budget_insufficient"])
    assert buckets("L20") == {"available": 30_000_000}
    transfer(treasury)
    treasury.entered()
    assert buckets("L20") == {**SPENT, "available": 1_000_000}
    assert verification.verify() == []


def asked(treasury: Treasury, **changes: Any) -> dict[str, Any]:
    """A request of the finance officer to pay 10,000 beyond L20, handed over."""
    officer = treasury.office.envelope("finance_officer", day=BACK)
    data = {"line_id": line("L20").id, **MEMO, **changes}
    document = {"document_id": commands.prepare_overrun(envelope=officer, data=data).document_id}
    commands.submit_overrun(envelope=treasury.office.envelope("finance_officer", day=BACK), data=document)
    return document


def test_a_memo_of_the_executive_by_two_people(treasury: Treasury) -> None:
    """C-17 (c): behind the closed gate, asked by one and approved by another; it stands apart in the reports."""
    short(treasury)
    treasury.enter()
    document = asked(treasury)
    approve = commands.approve_overrun
    with refused("duty_missing"):
        approve(envelope=treasury.office.envelope("finance_officer", day=BACK), data=document)
    made = approve(envelope=treasury.office.envelope("executive", day=BACK), data=document)
    assert (made.state, made.number) == ("approved", "OV68-00001/2568")
    assert buckets("L20") == {"available": 31_000_000}
    treasury.entered()
    row = next(row for row in queries.line_balances(fiscal_year=2568) if row.line.code == "L20")
    assert (row.net, row.overrun, row.expended, row.remaining) == (30_000_000, 1_000_000, 31_000_000, 0)
    told = reports.run(name="budget_status", parameters={"on": BACK, "fiscal_year": "2568"}, today=BACK)
    assert told.notes == ("จ่ายเกินงบประมาณตามบันทึกสั่งการ และยังไม่มีงบรองรับ 10,000.00 บาท (L20 10,000.00) รวมอยู่ในยอดคงเหลือ",)
    steps = [(each.step.kind, each.step.amount) for each in queries.line_register(line_id=line("L20").id)]
    assert steps == [("approved", 30_000_000), ("overrun", 1_000_000), ("spend", 31_000_000)]
    assert verification.verify() == []


def test_a_memo_is_covered_by_a_transfer(treasury: Treasury) -> None:
    """What came in settles what was paid beyond; before it came the line has nothing to settle with."""
    short(treasury)
    document = asked(treasury)
    commands.approve_overrun(envelope=treasury.office.envelope("executive", day=BACK), data=document)
    treasury.entered()
    cover = {**document, "covered_by": "TR68-00001/2568"}
    with refused("budget_insufficient", field="amount", line="L20"):
        commands.cover_overrun(envelope=treasury.office.envelope("clerk", day=BACK), data=cover)
    transfer(treasury, amount="10,000")
    treasury.entered()
    made = commands.cover_overrun(envelope=treasury.office.envelope("clerk", day=BACK), data=cover)
    row = next(row for row in queries.line_balances(fiscal_year=2568) if row.line.code == "L20")
    assert (made.state, row.net, row.overrun, row.remaining) == ("covered", 31_000_000, 0, 0)
    steps = [each.step.kind for each in queries.line_register(line_id=line("L20").id)]
    assert steps == ["approved", "overrun", "spend", "transfer_in", "overrun_covered"]
    assert verification.verify() == []


def test_whoever_asks_does_not_approve(treasury: Treasury) -> None:
    """Two persons, also where one holds both duties."""
    everybody = treasury.office.envelope("all", day=BACK)
    data = {"line_id": line("L20").id, **MEMO}
    document = {"document_id": commands.prepare_overrun(envelope=everybody, data=data).document_id}
    commands.submit_overrun(envelope=treasury.office.envelope("all", day=BACK), data=document)
    with refused("own_approval"):
        commands.approve_overrun(envelope=treasury.office.envelope("all", day=BACK), data=document)


def test_a_draft_of_a_memo_is_written_anew(treasury: Treasury) -> None:
    """Returned with a reason, corrected, approved with the new amount."""
    document = asked(treasury)
    back = {**document, "reason": "จำนวนเงินไม่ตรงกับฎีกา"}
    commands.return_overrun(envelope=treasury.office.envelope("executive", day=BACK), data=back)
    officer = treasury.office.envelope("finance_officer", day=BACK)
    commands.revise_overrun(envelope=officer, data={"line_id": line("L20").id, **MEMO, **document, "amount": "9,000"})
    commands.submit_overrun(envelope=treasury.office.envelope("finance_officer", day=BACK), data=document)
    commands.approve_overrun(envelope=treasury.office.envelope("executive", day=BACK), data=document)
    assert buckets("L20") == {"available": 30_900_000}


def test_a_transfer_beyond_what_the_line_has(treasury: Treasury) -> None:
    """L1-b: as written it is kept, and waits with the line and what is left of it."""
    transfer(treasury, amount="200,000.01")
    treasury.enter()
    waiting = treasury.only(paper="budget_transfer")
    facts = waiting.refusal["errors"][0]["facts"]
    assert (waiting.problem, facts["line"], facts["remaining"]) == ("BUDGET_SHORT", "L15", "200,000.00")


def test_a_budget_promulgated_by_hand(till: Till) -> None:
    """L1-c: the annual budget was passed while the system stood still; a purchase of it was made by hand as well."""
    buying = Buying(till, budget=False)
    buying.written("ordinance", 1, ordinance())
    buying.asked(price="10,000")
    buying.all_entered()
    made = buying.made(paper="ordinance")
    assert (made.state, made.number, made.posting_date) == ("promulgated", "BO68-00001/2568", BACK)
    assert buckets("L24") == {"reserved": 1_000_000, "available": 29_000_000}
    assert [row.authorised for row in queries.estimates(fiscal_year=2568)] == [30_000_000]
    assert verification.verify() == []


def ordinance(**changes: Any) -> dict[str, Any]:
    """An annual budget of one line."""
    rows = [
        {"code": "L24", "work_code": "00111", "item_code": "411600", "name_th": "ครุภัณฑ์คอมพิวเตอร์", "amount": "300,000"},
        {"side": "รายรับ", "item_code": "421000", "amount": "300,000"},
    ]
    return {"fiscal_year": "2568", "title": "ข้อบัญญัติงบประมาณ พ.ศ. 2568", "lines": rows, **PROMULGATED, **changes}


def test_a_supplementary_budget_by_hand(buying: Buying) -> None:
    """More for a line in force, and a new one."""
    rows = [
        {"line": "l24", "amount": "50,000"},
        {"code": "L60", "work_code": "00111", "item_code": "330800", "name_th": "วัสดุเชื้อเพลิง", "amount": "5,000"},
        {"side": "revenue", "item_code": "41100003", "amount": "55,000"},
    ]
    buying.written("supplementary", 1, ordinance(lines=rows))
    buying.all_entered()
    assert (buckets("L24"), buckets("L60")) == ({"available": 35_000_000}, {"available": 500_000})
    assert buying.made(paper="supplementary").state == "promulgated"
    assert verification.verify() == []


def test_a_second_annual_budget_is_no_annual_budget(buying: Buying) -> None:
    """Somebody promulgated the year's budget in the system before the paper came."""
    buying.written("ordinance", 1, ordinance())
    buying.enter()
    assert buying.problem(paper="ordinance") == ("REFUSED", [("ordinance_exists", None)])


def test_a_transfer_to_a_new_line_is_decided_by_whom_the_law_says(buying: Buying) -> None:
    """A new investment item by hand needs the council's resolution, as in the system."""
    new = {
        "work_code": "00111",
        "item_code": "411600",
        "name_th": "เครื่องพิมพ์",
        "from_line": "L18",
        "amount": "5,000",
        "code": "L70",
    }
    transfer(buying, 1, lines=[new])
    transfer(buying, 2, lines=[{**new, "code": "L71", "name_th": "เครื่องสแกน"}], body="สภาท้องถิ่น")
    buying.enter()
    assert buying.problem(1, paper="budget_transfer") == ("REFUSED", [("transfer_needs_council", None)])
    assert (buying.made(2, paper="budget_transfer").state, buckets("L71")) == ("approved", {"available": 500_000})
    assert queries.line_balances(fiscal_year=2568)[-1].line.code != "L70"


def test_what_is_wrong_with_a_transfer_is_told_at_its_line(buying: Buying) -> None:
    """The approval comes after the paper, the lines are those of the year."""
    good = {"from_line": "L18", "to_line": "L19", "amount": "100"}
    transfer(buying, 1, lines=[good, {**good, "to_line": "L99"}])
    transfer(buying, 2, lines=[good, {**good, "from_line": ""}])
    transfer(buying, 3, lines=[good, {**good, "to_line": "L18"}])
    transfer(buying, 4, lines=[good], approval_date="1 พ.ย. 67")
    buying.enter()
    found = [buying.problem(number, paper="budget_transfer")[1] for number in (1, 2, 3, 4)]
    assert found == [
        [("budget_line_unknown", "lines.1.to_line")], [("field_required", "lines.1.from_line")],
        [("transfer_same_line", "lines.1.to_line")], [("decision_dates_disordered", "approval_date")],
    ]  # fmt: skip
    assert buckets("L18") == {"available": 12_000_000}


def test_explanations_amended_by_hand(buying: Buying) -> None:
    """LAO-1: the new text holds, the old one is kept with its document; no money moves."""
    rows = [
        {"line": "L18", "text": "จัดซื้อกระดาษและหมึกพิมพ์"},
        {"kind": "รายรับ", "line": "421000", "text": "ภาษีจัดสรรตามประมาณการใหม่"},
    ]
    payload = {"fiscal_year": "2568", "title": "แก้ไขคำชี้แจง", "lines": rows, **APPROVED}
    buying.written("explanation", 1, payload, day="4 พ.ย. 67")
    buying.all_entered()
    made = buying.made(paper="explanation")
    assert (made.state, made.kind, line("L18").explanation) == (
        "approved", "explanation_amendment", "จัดซื้อกระดาษและหมึกพิมพ์",
    )  # fmt: skip
    revenue = {row.line.item_code: row.line.explanation for row in queries.estimates(fiscal_year=2568)}
    assert revenue["421000"] == "ภาษีจัดสรรตามประมาณการใหม่"
    assert ledger.vouchers_of(document_id=made.id) == []


def test_the_approval_stands_on_the_document(treasury: Treasury) -> None:
    """Number, day and name of the approval on paper are kept."""
    transfer(treasury)
    treasury.entered()
    from khlang.office.budget import contents

    assert contents.decisions(treasury.made(paper="budget_transfer").id) == [
        {
            "body": "executive", "reference": "บันทึกข้อความ ที่ 12/2567", "decided_date": date(2024, 11, 4),
            "decided_by": "นายสมศักดิ์ ใจมั่น",
        }
    ]  # fmt: skip
    assert documents.get(document_id=treasury.made(paper="budget_transfer").id).paper_series == "budget_transfer"
