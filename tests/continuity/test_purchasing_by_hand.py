"""Purchases made by hand and entered afterwards (LAO-4, LAO-5, UNIT-3; tests L4 and L5 of continuity A.1)."""

from datetime import date

import pytest

from khlang.core.posting import Line
from khlang.office.assets import queries as assets
from khlang.office.procurement import commands, queries
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as party_queries
from tests.continuity.buying_by_hand import NUMBER, SHOP, Buying
from tests.continuity.by_hand import BACK
from tests.office import Office
from tests.procurement.accepting import item, ordered, post
from tests.procurement.purchasing import buckets
from tests.refusals.attempt import refused
from tests.till import Till


@pytest.fixture
def buying(till: Till) -> Buying:
    """The system is back, the papers wait."""
    return Buying(till)


def test_a_purchase_from_requisition_to_acceptance(buying: Buying) -> None:
    """Captured the wrong way round, entered the right one: each with the day of its paper, posted on the day of entry."""
    buying.came()
    buying.ordered()
    buying.asked()
    buying.all_entered()
    asked, order, voucher = (buying.made(paper=paper) for paper in ("requisition", "purchase_order", "payable_voucher"))
    assert [(each.number, each.state) for each in (asked, order, voucher)] == [
        ("PR68-00001/2568", "ordered"), ("PO68-00001/2568", "signed"), (voucher.number, "accepted"),
    ]  # fmt: skip
    assert [each.document_date for each in (asked, order, voucher)] == [
        date(2024, 11, 1), date(2024, 11, 4), date(2024, 11, 6),
    ]  # fmt: skip
    assert {each.posting_date for each in (asked, order, voucher)} == {BACK}
    assert buckets("L24") == {"committed": 30_000, "remaining": 270_000}
    posted = ledger.vouchers_of(document_id=voucher.id)
    assert [(each.kind, each.posting_date) for each in posted] == [("payable", BACK)]
    assert verification.verify() == []


def test_an_asset_is_acquired_on_the_day_of_inspection(buying: Buying) -> None:
    """L5: its card begins on the day that the committee accepted it, one card for each."""
    buying.asked(quantity="2")
    buying.ordered()
    buying.came()
    buying.all_entered()
    cards = assets.of_document(document_id=buying.made(paper="payable_voucher").id)
    assert [(card.acquired_date, card.cost) for card in cards] == [(date(2024, 11, 5), 3_000_000)] * 2
    assert verification.verify() == []


def test_who_signed_stands_in_the_trail(buying: Buying) -> None:
    """The people of the paper, whoever entered it."""
    buying.asked()
    buying.ordered()
    buying.all_entered()
    steps = documents.trail(document_id=buying.made(paper="purchase_order").id)
    assert [(step.move, step.reason) for step in steps] == [("record", "ผู้ลงนามในเอกสารที่ทำด้วยมือ: นายสมศักดิ์ ใจมั่น")]
    committee = queries.requisition(document_id=buying.made(paper="requisition").id).members
    assert [(each.role, each.position, each.name) for each in committee][:2] == [
        ("inspect", "chair", "นายสมชาย ใจดี"), ("inspect", "member", "นางมาลี สุขสม"),
    ]  # fmt: skip


def test_a_paper_waits_for_the_one_it_names(buying: Buying) -> None:
    """PREDECESSOR_MISSING names the order, then the requisition; when that comes one go enters the whole chain."""
    buying.came()
    told = buying.enter()
    waiting = buying.only(paper="payable_voucher")
    assert (told["waiting"], waiting.problem, waiting.refusal["missing"]) == (
        1, "PREDECESSOR_MISSING", ["purchase_order  1"],
    )  # fmt: skip
    buying.ordered()
    buying.enter()
    assert [row.problem for row in buying.unsettled()] == ["PREDECESSOR_MISSING"] * 2
    buying.asked()
    buying.all_entered()
    assert buying.made(paper="payable_voucher").state == "accepted"


def test_a_requisition_of_the_system_ordered_by_hand(till: Till) -> None:
    """LAO-4 when the system stopped between the two: the order names the number of the system."""
    buying = Buying(till, before=approved_in_the_system)
    number = documents.get(document_id=buying.earlier).number
    buying.ordered(requisition_number=None, requisition=number)
    buying.all_entered()
    asked = documents.get(document_id=buying.earlier)
    assert (asked.state, asked.paper_number, asked.origin) == ("ordered", "", "online")
    assert buying.owed().requisition_id == buying.earlier
    assert verification.verify() == []


def approved_in_the_system(office: Office, *, code: str = "L18", price: str = "20,000", day: date | None = None) -> int:
    """A requisition that the office approved before the system stopped."""
    data = {
        "title": "ขอซื้อวัสดุสำนักงาน", "method": "specific", "lines": [item(code, "วัสดุสำนักงาน", price)],
        "members": [{"name": f"กรรมการ {n}", "position": "chair" if n == 1 else "member"} for n in (1, 2, 3)],
    }  # fmt: skip
    made = commands.save_requisition(envelope=office.envelope("supply_officer", day=day), data=data).document_id or 0
    named = {"document_id": made}
    commands.submit_requisition(envelope=office.envelope("supply_officer", day=day), data=named)
    commands.check_requisition(envelope=office.envelope("treasury_head", day=day), data=named)
    commands.approve_requisition(envelope=office.envelope("executive", day=day), data=named)
    return made


def test_a_contract_above_the_limit_needs_its_numbers_of_the_e_gp(buying: Buying) -> None:
    """L4: it waits as an exception, and so the spell is not certified; with the numbers it is entered."""
    works = {"category": "works", "method": "e_bidding", "procurers": "นางก, นายข, นายค", "fine_rate": None}
    works.pop("fine_rate")
    buying.asked(code="L42", item="ถนน คสล.", price="800,000", **works)
    buying.ordered(kind="contract")
    buying.enter()
    assert buying.problem(paper="contract") == (
        "REFUSED", [("egp_required", "egp_project"), ("egp_required", "egp_contract")],
    )  # fmt: skip
    buying.solve(
        "amend", buying.only(paper="contract"), envelope="0192f0a0-0000-7000-8000-000000000001", number=1,
        paper_date="4 พ.ย. 67",
        payload={
            "requisition_number": 1, "vendor_name": SHOP, "delivery_date": "6 พ.ย. 67", "signed_by": "นายสมศักดิ์ ใจมั่น",
            "egp_project": "67119012345", "egp_contract": "671101000123",
        },
    )  # fmt: skip
    buying.all_entered()
    owed = buying.owed(paper="contract")
    assert (owed.egp_project, owed.egp_contract, owed.amount) == ("67119012345", "671101000123", 80_000_000)
    assert buckets("L42") == {"committed": 800_000, "remaining": 100_000}


def test_a_contract_amended_twice_by_hand(buying: Buying) -> None:
    """L4: two papers, one contract; each changes what the one before left, and the commitment is what is agreed at last."""
    buying.asked()
    buying.ordered(kind="contract", total="30,000")
    for number, day, amount, delivery in (
        (2, "6 พ.ย. 67", "32,500", "20 พ.ย. 67"),
        (1, "5 พ.ย. 67", "35,000", "15 พ.ย. 67"),
    ):
        lines = [{"line_no": 1, "amount": amount}]
        payload = {
            "order_kind": "สัญญา", "order_number": 1, "explanation": "ปรับปริมาณงาน", "delivery_date": delivery,
            "approved_by": "นายสมศักดิ์ ใจมั่น", "total": amount, "lines": lines,
        }  # fmt: skip
        buying.written("contract_amendment", number, payload, day=day)
    buying.all_entered()
    owed = buying.owed(paper="contract")
    assert (owed.amount, owed.delivery_date) == (3_250_000, date(2024, 11, 20))
    assert buckets("L24") == {"committed": 32_500, "remaining": 267_500}
    moves = [step.move for step in documents.trail(document_id=owed.id)]
    assert moves == ["record", "record_amendment", "record_amendment"]
    assert verification.verify() == []


def test_deliveries_in_parts(buying: Buying) -> None:
    """L5: one to three by hand; fine and retention stand as the papers have them."""
    buying.asked(quantity="3")
    buying.ordered(retention_rate="5")
    for number, day in ((1, "5 พ.ย. 67"), (2, "6 พ.ย. 67"), (3, "7 พ.ย. 67")):
        buying.came(
            number, day=day, delivered_date=day, inspected_date=day, lines=[{"line_no": 1, "quantity": "1"}],
            total="30,000", fine="55.50" if number == 3 else "0", retention="1,500",
        )  # fmt: skip
    buying.all_entered()
    seen = [queries.acceptance(document_id=buying.made(n, paper="payable_voucher").id) for n in (1, 2, 3)]
    assert [(each.gross, each.fine, each.retention) for each in seen] == [
        (3_000_000, 0, 150_000), (3_000_000, 0, 150_000), (3_000_000, 5_550, 150_000),
    ]  # fmt: skip
    assert [each.completes for each in seen] == [False, False, True]
    assert buying.owed().remaining == 0
    assert verification.verify() == []


def test_fine_and_retention_are_worked_out_where_the_paper_is_silent(buying: Buying) -> None:
    """One day late at 0.20 per cent of 30,000 is 60 baht."""
    buying.asked()
    buying.ordered()
    buying.came(day="7 พ.ย. 67", delivered_date="7 พ.ย. 67", inspected_date="7 พ.ย. 67")
    buying.all_entered()
    seen = queries.acceptance(document_id=buying.made(paper="payable_voucher").id)
    assert (seen.late_days, seen.fine) == (1, 6_000)


def ordered_in_the_system(office: Office) -> str:
    """An order of three chairs signed before the system stopped; its number."""
    return ordered(office, item("L23", "เก้าอี้", "2,500", "3"), on=date(2024, 10, 25), delivery_date="2024-11-05").number


def test_a_delivery_under_an_order_of_the_system(till: Till) -> None:
    """LAO-5, UNIT-3: the payable voucher by hand names the number of the system; what is below the threshold is expense."""
    buying = Buying(till, before=ordered_in_the_system)
    buying.came(order_number=None, order=buying.earlier, lines=[{"quantity": "2"}], total="5,000")
    buying.all_entered()
    made = buying.made(paper="payable_voucher")
    assert (made.state, made.amount, assets.of_document(document_id=made.id)) == ("accepted", 500_000, ())
    assert buckets("L23") == {"committed": 7_500, "remaining": 62_500}
    assert verification.verify() == []


def granted(office: Office) -> None:
    """A grant of 150,000 received for a purpose, before the system stopped."""
    lines = (
        Line("accrual", "1105010105.001", "", 15_000_000, 0),
        Line("accrual", "2103010102.001", "", 0, 15_000_000),
    )
    post(office, "รับเงินอุดหนุนเฉพาะกิจ", lines)


def test_a_delivery_paid_from_a_grant(till: Till) -> None:
    """As much of the grant becomes revenue by a general voucher of its own, on the day of entry."""
    buying = Buying(till, before=granted)
    field = {"description": "ครุภัณฑ์สนาม", "unit_price": "148,000", "account": "1206150101.001"}
    buying.asked(fund="เงินอุดหนุนเฉพาะกิจที่ได้รับแล้ว", lines=[field])
    buying.ordered()
    buying.came()
    buying.all_entered()
    made = buying.made(paper="payable_voucher")
    posted = [(each.kind, each.posting_date) for each in ledger.vouchers_of(document_id=made.id)]
    assert sorted(posted) == [("general", BACK), ("payable", BACK)]
    assert [step.move for step in documents.trail(document_id=made.id)] == ["record_grant", "record"]
    assert (made.state, queries.grant_left()) == ("accepted", 200_000)
    assert verification.verify() == []


def test_an_instalment_accepted_by_hand(buying: Buying) -> None:
    """The instalments of a contract by hand stand among its lines; one that was accepted is done."""
    parts = [
        {"row": "งวดงาน", "description": "งวดที่ 1", "due_date": "6 พ.ย. 67", "amount": "10,000"},
        {"row": "งวดงาน", "description": "งวดที่ 2", "due_date": "30 พ.ย. 67", "amount": "20,000"},
    ]
    buying.asked(code="L15", item="จ้างทำความสะอาด", category="จ้างบริการ")
    buying.ordered(kind="contract", lines=parts)
    buying.came(order_kind="contract", instalment=1, total="10,000")
    buying.all_entered()
    owed = buying.owed(paper="contract")
    assert [(part.description, part.amount, part.accepted) for part in owed.instalments] == [
        ("งวดที่ 1", 1_000_000, True),
        ("งวดที่ 2", 2_000_000, False),
    ]
    assert (owed.accepted, buckets("L15")) == (1_000_000, {"committed": 30_000, "remaining": 170_000})
    assert verification.verify() == []


def test_a_vendor_that_changed_meanwhile(buying: Buying) -> None:
    """L4: both versions wait side by side; accepted, the document says what the paper says and the register keeps its own."""
    renamed = {"party_id": buying.vendor, "kind": "juristic", "name": "บริษัท ทุ่งทองพาณิชย์ใหม่ จำกัด"}
    renamed |= {"national_number": NUMBER}
    parties.save_party(envelope=buying.office.envelope("supply_officer"), data=renamed)
    buying.asked()
    buying.enter()
    waiting = buying.only(paper="requisition")
    assert waiting.problem == "PAYEE_CHANGED"
    assert waiting.refusal["findings"][0]["paper"] == {"payee_name": SHOP}
    assert waiting.refusal["findings"][0]["system"] == {"payee_name": "บริษัท ทุ่งทองพาณิชย์ใหม่ จำกัด"}
    buying.solve("accept", waiting, problem="PAYEE_CHANGED")
    buying.all_entered()
    made = buying.made(paper="requisition")
    assert (made.party_name, made.party_id) == (SHOP, buying.vendor)
    assert party_queries.get(party_id=buying.vendor).name == "บริษัท ทุ่งทองพาณิชย์ใหม่ จำกัด"


def test_a_vendor_that_is_closed(buying: Buying) -> None:
    """L4: somebody decides before the office binds itself to it."""
    closed = {"party_id": buying.vendor, "kind": "juristic", "name": SHOP, "national_number": NUMBER, "active": False}
    parties.save_party(envelope=buying.office.envelope("supply_officer"), data=closed)
    buying.asked()
    buying.enter()
    found = buying.only(paper="requisition")
    assert (found.problem, found.refusal["findings"][-1]["system"]) == (
        "PAYEE_CHANGED", {"vendor_name": "เลิกใช้แล้วในทะเบียน"},
    )  # fmt: skip


def test_a_vendor_that_nobody_knows(buying: Buying) -> None:
    """It is told, and entered once the vendor is in the register."""
    buying.asked(vendor_name="ร้านใหม่ของเมือง", vendor_number="")
    buying.enter()
    assert buying.problem(paper="requisition") == ("PAYEE_CHANGED", [("party_not_found", "vendor_name")])
    data = {"kind": "juristic", "name": "ร้านใหม่ของเมือง"}
    parties.save_party(envelope=buying.office.envelope("supply_officer"), data=data)
    buying.all_entered()


def test_a_split_purchase_is_seen_by_the_days_of_the_papers(till: Till) -> None:
    """F-4: by hand on the thirtieth day after another; the day of entry, the thirty-seventh, would hide it."""

    def before(office: Office) -> int:
        return approved_in_the_system(office, code="L42", price="300,000", day=date(2024, 10, 2))

    buying = Buying(till, before=before)
    buying.asked(1, code="L42", item="ถนน คสล. ช่วงที่ 2", price="300,000", day="1 พ.ย. 67")
    buying.asked(2, code="L42", item="ถนน คสล. ช่วงที่ 3", price="300,000", day="4 พ.ย. 67")
    buying.all_entered()
    first, second = (buying.made(n, paper="requisition").id for n in (1, 2))
    groups = queries.split_purchases(since=date(2024, 10, 1), through=BACK)
    assert [[each.document_id for each in group.purchases] for group in groups if group.by == "item"] == [
        [buying.earlier, first], [first, second],
    ]  # fmt: skip


def test_the_sum_of_the_paper_is_held_against_its_lines(buying: Buying) -> None:
    """A total that is not what the lines come to is an AMOUNT_MISMATCH; nothing is reserved."""
    buying.asked(total="29,999")
    buying.enter()
    assert buying.problem(paper="requisition") == ("AMOUNT_MISMATCH", [("paper_total_differs", "total")])
    assert buckets("L24") == {"remaining": 300_000}


def test_what_is_wrong_is_told_at_the_field_of_the_paper(buying: Buying) -> None:
    """The clerk sees line and field as they were typed, never an identifier."""
    buying.asked(1, code="L99")
    buying.asked(2, price="0")
    buying.asked(3, inspectors="")
    buying.enter()
    assert buying.problem(1, paper="requisition")[1] == [("budget_line_unknown", "lines.0.budget_line")]
    assert buying.problem(2, paper="requisition")[1] == [("amount_not_positive", "lines.0.unit_price")]
    assert buying.problem(3, paper="requisition")[1] == [("committee_too_small", "inspectors")]


def test_nothing_is_recorded_without_a_paper(buying: Buying) -> None:
    """The command is nobody's to call while the system works."""
    data = {
        "title": "ขอซื้อ", "method": "specific", "approved_by": "นายก", "fund": "surplus", "council_reference": "1/2567",
        "council_date": "2024-10-01", "members": [{"name": "นายก"}],
        "lines": [{"item": "วัสดุ", "unit_price": "500", "account": "5104010104.001"}],
    }  # fmt: skip
    with refused("paper_required"):
        commands.record_requisition(envelope=buying.office.envelope("all", day=BACK), data=data)
