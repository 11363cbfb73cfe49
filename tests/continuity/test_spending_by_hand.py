"""Money spent by hand and entered afterwards (LAO-3.1, 3.2, UNIT-2; continuity C-17, C-18, C-21, C-26)."""

from datetime import date, timedelta
from typing import Any
from unicodedata import is_normalized

import pytest

from khlang.bridges.continuity.queries import grids
from khlang.office.disbursement import commands as disbursement
from khlang.office.disbursement import prints, queries, remarks
from khlang.office.payment import queries as payment
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.commands import open_year
from khlang.spine.organisations.models import Organisation
from khlang.spine.parties import queries as parties
from tests.continuity.by_hand import BACK
from tests.continuity.treasury_by_hand import SIGNERS, Treasury
from tests.disbursement.asking import NUMBERS, buckets
from tests.refusals.attempt import refused
from tests.till import Till

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
    "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
REMARK = "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 พฤศจิกายน 2567"


@pytest.fixture
def treasury(till: Till) -> Treasury:
    """The system is back, the papers wait."""
    return Treasury(till)


def test_a_dika_made_by_hand(treasury: Treasury) -> None:
    """LAO-3.1: both numbers of the day of entry, the budget spent, the remark of the letter, the day of the paper."""
    treasury.dika(7, remark="ตามบันทึกกองคลัง")
    treasury.entered()
    paper = treasury.made(7)
    view = queries.dika(document_id=paper.id)
    assert (paper.state, paper.number, paper.request_number) == ("made_by_hand", "DK68-00001/2568", "01-0001/2568")
    assert (paper.document_date, paper.posting_date, paper.paper_number) == (date(2024, 11, 1), BACK, "7")
    assert view.remark == f"{REMARK}\nตามบันทึกกองคลัง"
    assert prints.dika(paper.id)["remark"] == view.remark
    assert buckets("L20") == {"expended": 100_000, "available": 29_900_000}
    assert (view.approved_by, view.payee_name) == ("นายประสิทธิ์ ทองดี", "หจก. เครื่องเขียนทุ่งทอง")
    assert verification.verify() == []


def test_the_remark_of_four_hundred_days() -> None:
    """C-26: byte for byte, Thai long date, Arabic digits, NFC; what the office adds cannot alter it."""
    for shift in range(400):
        day = date(2024, 9, 1) + timedelta(days=shift)
        wanted = f"จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ {day.day} {MONTHS[day.month - 1]} {day.year + 543}"
        said = remarks.by_hand(day=day)
        assert said.encode() == wanted.encode() and is_normalized("NFC", said)
        assert remarks.by_hand(day=day, own="จ่ายแล้ว").split("\n") == [wanted, "จ่ายแล้ว"]


def test_no_ordinary_command_pays_it(treasury: Treasury) -> None:
    """Not even while a letter lets ordinary work go on: refused by its state, with the number of its paper."""
    treasury.dika()
    treasury.entered()
    treasury.directed()
    dika = treasury.made()
    facts = {"dika": "DK68-00001/2568", "paper": "1"}
    with refused("dika_made_by_hand", field="dikas.0", **facts):
        treasury.cashier.prepared(dika_outcome(dika.id), on=BACK)
    assert queries.ready(limit=10).count == 0
    available = documents.available_moves(document=dika, actor=treasury.office.person("all"))
    assert [move.name for move in available] == ["release_unpaid"]


def dika_outcome(document_id: int) -> Outcome:
    """A dika as the counter is handed it."""
    return Outcome(document_id=document_id)


def test_one_that_was_not_paid_is_released_by_another(treasury: Treasury) -> None:
    """Declared by somebody who did not record it, it is paid in the ordinary way."""
    treasury.dika()
    treasury.entered()
    dika = treasury.made()
    data = {"document_id": dika.id, "reason": "ผู้ขายขอรับภายหลัง ยังไม่ได้เขียนเช็ค"}
    with refused("own_approval", document="dika", move="release_unpaid", earlier_move="record"):
        disbursement.release_unpaid(envelope=treasury.office.envelope(treasury.clerk("somsri"), day=BACK), data=data)
    envelope = treasury.office.envelope(treasury.clerk("prasit"), day=BACK)
    assert disbursement.release_unpaid(envelope=envelope, data=data).state == "approved"
    treasury.directed()
    assert treasury.cashier.paid(dika_outcome(dika.id), on=BACK)[0].state == "paid"
    assert verification.verify() == []


def test_dika_report_and_payment_by_hand(treasury: Treasury) -> None:
    """LAO-3.2(1), (3): captured in any order; the cheque is used, the money posted on the day of entry."""
    treasury.voucher(cheque_report_number=1, amount="1,000")
    treasury.report(total="1,000")
    treasury.dika()
    treasury.entered()
    report, paid = treasury.made(paper="cheque_report"), treasury.made(paper="payment_voucher")
    assert (report.state, paid.state, treasury.made().state) == ("paid", "paid", "paid")
    view = payment.payment(document_id=paid.id)
    assert (view.form_number, view.form_date, view.paid_date) == ("0000001", date(2024, 11, 4), BACK)
    assert (view.collected_date, view.collected_by) == (date(2024, 11, 5), "หจก. เครื่องเขียนทุ่งทอง")
    assert (paid.paper_number, paid.paper_date) == ("1", date(2024, 11, 5))
    voucher = ledger.vouchers(kind="payment").get()
    assert (voucher.posting_date, voucher.document_id) == (BACK, treasury.made().id)
    assert [each.name for each in payment.report(document_id=report.id).signatures] == SIGNERS
    assert verification.verify() == []


def test_a_payee_who_changed_meanwhile(treasury: Treasury) -> None:
    """C-18: both versions side by side; once decided the document says what the paper says, the register what it says now."""
    treasury.cashier.account(treasury.desk.payee, "9876543210", on=date(2024, 11, 1))
    told = {"payee_name": "หจก. เครื่องเขียนทุ่งทอง (สาขาเดิม)", "bank": "006", "account_no": "1234567890"}
    treasury.dika(**told)
    treasury.enter()
    capture = treasury.only(paper="dika")
    (finding,) = capture.refusal["findings"]
    assert (capture.state, finding["problem"]) == ("exception", "PAYEE_CHANGED")
    assert finding["paper"] == {"payee_name": told["payee_name"], "account_no": "006 1234567890"}
    assert finding["system"] == {"payee_name": "หจก. เครื่องเขียนทุ่งทอง", "account_no": "006 9876543210"}
    treasury.solve("accept", capture, problem="PAYEE_CHANGED")
    treasury.entered()
    view = queries.dika(document_id=treasury.made().id)
    assert (view.payee_name, view.account_no) == (told["payee_name"], "1234567890")
    assert prints.dika(view.id)["payee"]["name"] == told["payee_name"]
    assert parties.get(party_id=treasury.desk.payee).name == "หจก. เครื่องเขียนทุ่งทอง"
    assert (
        parties.payee_accounts(party_ids=[treasury.desk.payee], on=BACK)[treasury.desk.payee].account_no == "9876543210"
    )


def test_budget_that_does_not_suffice(treasury: Treasury) -> None:
    """C-17: never silently negative; the line that lacks the money is named."""
    treasury.dika(lines=[{"budget_line": "L20", "amount": "300,001"}])
    treasury.enter()
    assert treasury.problem() == ("BUDGET_SHORT", ["budget_insufficient"])
    (error,) = treasury.only(paper="dika").refusal["errors"]
    assert (error["field"], error["facts"]["line"]) == ("lines.0.amount", "L20")


def test_a_dika_of_the_old_year(treasury: Treasury) -> None:
    """Paid before 30 September, entered after it: somebody decides, then the budget of the paper's own year is spent."""
    treasury.dika()
    treasury.today = date(2025, 10, 3)
    open_year(envelope=treasury.office.envelope(day=treasury.today), data={"fiscal_year": 2569})
    treasury.enter()
    capture = treasury.only(paper="dika")
    assert capture.problem == "DATE_SUSPECT"
    assert [each["system"] for each in capture.refusal["findings"]] == [{"fiscal_year": "2569"}]
    treasury.solve("accept", capture, problem="DATE_SUSPECT")
    treasury.enter()
    paper = treasury.made()
    assert (paper.number, paper.posting_date, paper.fiscal_year) == ("DK69-00001/2569", date(2025, 10, 3), 2569)
    assert buckets("L20")["expended"] == 100_000
    Organisation.objects.filter(id=treasury.office.org).update(settings={"old_year_dika": "year_of_paper"})
    treasury.dika(2)
    treasury.entered()
    assert buckets("L20")["expended"] == 200_000
    assert verification.verify() == []


def test_a_dika_of_a_purchase_by_hand_waits_for_its_paper(treasury: Treasury) -> None:
    """PREDECESSOR_MISSING: the payable voucher that it pays has not come yet."""
    treasury.lease("payable_voucher", "", 1, 50)
    treasury.dika(dika_kind="acceptance", lines=[], payable_voucher_number=4)
    told = treasury.enter()
    assert (told["waiting"], treasury.problem()[0]) == (1, "PREDECESSOR_MISSING")


def test_a_dika_entered_in_few_queries(treasury: Treasury, django_assert_max_num_queries: Any) -> None:
    """Ten more papers cost ten times a few queries, whatever else is kept."""
    treasury.dika()
    treasury.entered()
    for number in range(2, 12):
        treasury.dika(number)
    with django_assert_max_num_queries(10 * 30 + 40):
        treasury.enter()
    assert treasury.made(11).state == "made_by_hand"


def test_a_dika_of_the_system_and_a_report_by_hand(till: Till) -> None:
    """LAO-3.2(2), C-21: approved before the outage; a second preparation in the system is refused afterwards."""
    treasury = Treasury(till, before=lambda at: at.desk.approved())
    treasury.report(1, {"dika": "DK68-00099/2568", "cheque_number": "0000001"})
    told = treasury.enter()
    assert told["exceptions"] == 1 and treasury.problem(paper="cheque_report") == (
        "PREDECESSOR_MISSING",
        ["system_number_unknown"],
    )
    number = documents.get(document_id=treasury.earlier.document_id).number
    treasury.report(2, {"dika": number, "cheque_number": "0000001"})
    treasury.enter()
    report = treasury.made(2, paper="cheque_report")
    assert (report.state, treasury.cashier.state(treasury.earlier.document_id)) == ("signed", "prepared")
    treasury.directed()
    with refused("payment_made_before", field="dikas.0", dika=number, payment="PM68-00001/2568"):
        treasury.cashier.prepared(treasury.earlier, on=BACK)


def test_a_report_by_hand_of_what_was_prepared_meanwhile(till: Till) -> None:
    """C-21: the payment of the system and the dika are both named; nothing is paid twice."""

    def prepared(at: Treasury) -> object:
        dika = at.desk.approved()
        at.cashier.prepared(dika)
        return dika

    treasury = Treasury(till, before=prepared)
    number = documents.get(document_id=treasury.earlier.document_id).number
    treasury.report(1, {"dika": number, "cheque_number": "0000002"})
    treasury.enter()
    capture = treasury.only(paper="cheque_report")
    (error,) = capture.refusal["errors"]
    assert (error["code"], error["field"]) == ("dika_prepared_meanwhile", "lines.0.dika_number")
    assert error["facts"] == {
        "dika": number, "payment": "PM68-00001/2568", "report": "CQ68-00001/2568", "number": "0000001"
    }  # fmt: skip


def test_a_payroll_by_hand_with_its_list(treasury: Treasury) -> None:
    """Many payees: keyed in a grid or filled into the workbook, a row a payee; each with the account and what is kept back."""
    people = [
        {"name": "นายสมชาย ใจดี", "national_number": NUMBERS["person"], "bank": "006", "account_no": "1234567890",
         "gross": "600", "social_security": "30"},
        {"name": "นางมาลี สุขสม", "gross": "400", "social_security": "20", "cooperative": "100"},
    ]  # fmt: skip
    kept = [
        {"deduction": "social_security", "amount": "50"}, {"deduction": "cooperative", "amount": "100"},
    ]  # fmt: skip
    payroll = {
        "dika_kind": "payroll", "title": "ค่าจ้างเดือนพฤศจิกายน", "payee_name": "", "payee_number": "", "deductions": kept,
        "net": "850",
    }  # fmt: skip
    treasury.dika(1, payees=people, **payroll)
    treasury.dika(2, payees=people[:1], **payroll)
    told = treasury.enter()
    assert (told["entered"], told["exceptions"]) == (1, 1)
    assert treasury.problem(2) == ("AMOUNT_MISMATCH", ["payees_total_differs"])
    view = queries.dika(document_id=treasury.made().id)
    assert [(row.name, row.account_no, row.gross, row.net) for row in view.payees] == [
        ("นายสมชาย ใจดี", "1234567890", 60_000, 57_000), ("นางมาลี สุขสม", "", 40_000, 28_000),
    ]  # fmt: skip
    titles = [column.title for column in grids.columns(paper="dika") if column.group == "payees"]
    assert titles[:2] == ["ชื่อผู้รับเงินในรายชื่อ", "เลขประจำตัว 13 หลัก (รายชื่อ)"] and len(titles) == 12
    rows = [
        {
            grids.NUMBER: "1",
            "lines.budget_line": "L20",
            "lines.amount": "1,000",
            "payees.name": "ก",
            "payees.gross": "600",
        },
        {"payees.name": "ข", "payees.gross": "400"},
    ]
    (keyed,) = grids.fold(paper="dika", rows=rows)
    assert keyed.payload["payees"] == [{"name": "ก", "gross": "600"}, {"name": "ข", "gross": "400"}]
