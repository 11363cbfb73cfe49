"""An account reconciled month by month: matched, explained, approved by another, frozen."""

from datetime import date

import pytest

from khlang.office.reconciliation import commands, queries
from khlang.office.reconciliation.models import Match, Reconciliation, StatementLine
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from tests.reconciliation.bank import LAST, Desk, file

NOVEMBER = date(2024, 11, 30)
OPENING = ("01/10/2567", "ยอดยกมา", "", "", "", "", "500,000.00")


def item(key: str) -> str:
    """The key of the only open item whose description begins so."""
    now = queries.standing(bank=queries.bank_of(code="KTB-C"), on=LAST)
    return next(each.key for each in now.items if each.description.startswith(key))


def line(text: str) -> int:
    """The line of the bank that says so."""
    return int(StatementLine.objects.get(description=text).id)


@pytest.fixture
def october(desk: Desk) -> Desk:
    """Half a million brought in; two payments, a deposit of the last day that the bank books later."""
    desk.post("500000", "เปิดบัญชี", on=date(2024, 10, 1))
    desk.post("-42500", "จ่ายค่าครุภัณฑ์", on=date(2024, 10, 21))
    desk.post("-36000", "จ่ายเงินอุดหนุน", on=date(2024, 10, 21))
    desk.post("1240", "นำฝาก", on=LAST)
    rows = (
        ("01/10/2567", "ฝาก", "", "", "", "500,000.00", "500,000.00"),
        ("25/10/2567", "เช็ค", "0000001", "", "42,500.00", "", "457,500.00"),
        ("31/10/2567", "ค่าธรรมเนียม", "", "", "20.00", "", "457,480.00"),
    )
    desk.bring(file(*rows))
    return desk


def told(document: Outcome) -> list[tuple[str, int]]:
    """The rows of a reconciliation as they are kept."""
    kept = Reconciliation.objects.get(document_id=document.document_id)
    return [(row.item, row.amount) for row in queries.of_document(kept=kept)]


def test_what_is_not_matched_explains_the_difference(october: Desk) -> None:
    made = october.prepare()
    assert (made.number, made.state) == ("RB68-00001/2568", "prepared")
    october.work(commands.match_suggested, made)
    found = told(made)
    assert found[0] == ("ยอดคงเหลือตามบัญชี (book)", 42_274_000)
    assert [amount for text, amount in found if text.startswith("บวก รายการจ่าย")] == [3_600_000]
    assert [amount for text, amount in found if text.startswith("หัก เงินฝากระหว่างทาง")] == [124_000]
    assert ("หัก เงินออกที่ยังไม่ได้อธิบาย: ค่าธรรมเนียม", 2_000) in found
    assert found[-1] == ("ยอดคงเหลือตามใบแจ้งยอดธนาคาร (statement)", 45_748_000)
    assert Reconciliation.objects.get().difference == 0


def test_a_payment_and_its_line_are_matched_by_hand_and_undone(october: Desk) -> None:
    made = october.prepare()
    october.work(commands.make_match, made, lines=[line("เช็ค")], items=[item("จ่ายค่าครุภัณฑ์")])
    assert "จ่ายค่าครุภัณฑ์" not in str(told(made)) and Match.objects.get().how == "manual"
    october.work(commands.undo_match, made, match_id=Match.objects.get().id)
    assert Match.objects.count() == 0 and StatementLine.objects.filter(match__isnull=False).count() == 0


def test_one_line_of_the_bank_for_many_payments(desk: Desk) -> None:
    """A file of transfers is one line at the bank."""
    desk.post("1000", "เปิดบัญชี", on=date(2024, 10, 1))
    for amount in ("-100", "-200", "-300", "-50"):
        desk.post(amount, "เบี้ยยังชีพ", on=date(2024, 10, 10))
    rows = (
        ("01/10/2567", "ฝาก", "", "", "", "1000", "1000"), ("10/10/2567", "โอน", "", "", "650", "", "350"),
    )  # fmt: skip
    desk.bring(file(*rows), through="31/10/2567")
    made = desk.prepare()
    now = queries.standing(bank=queries.bank_of(code="KTB-C"), on=LAST)
    (total,) = [each for each in queries.suggestions(standing=now) if each.why == "day_total"]
    assert len(total.items) == 4 and not total.sure
    desk.work(commands.make_match, made, lines=[int(total.lines[0])], items=list(total.items))
    desk.work(commands.match_suggested, made)
    assert [kind for kind in Reconciliation.objects.get().items if kind["kind"] not in ("book", "statement")] == []
    assert desk.approve(made).state == "approved"


def test_an_approved_month_is_frozen_and_carries_on_what_is_open(october: Desk) -> None:
    made = october.prepare()
    october.work(commands.match_suggested, made)
    october.work(commands.explain_line, made, line_id=line("ค่าธรรมเนียม"), finding="bank_charge")
    assert october.approve(made).state == "approved"
    assert not StatementLine.objects.filter(frozen=False).exists() and not Match.objects.filter(frozen=False).exists()
    steps = [step.move for step in documents.trail(document_id=made.document_id or 0)]
    assert steps == ["prepare", "match_suggested", "explain", "approve"]

    on = date(2024, 11, 30)
    october.post("-20", "ค่าธรรมเนียมธนาคาร", on=date(2024, 11, 1))
    rows = (
        ("01/11/2567", "ฝากเงินสด", "", "", "", "1,240.00", "458,720.00"),
        ("04/11/2567", "เช็คขึ้นเงิน", "0000002", "", "36,000.00", "", "422,720.00"),
    )
    october.bring(file(*rows), name="november.csv", on=on, through="30/11/2567")
    november = october.prepare(on=on)
    october.work(commands.match_suggested, november, on=on)
    left = queries.standing(bank=queries.bank_of(code="KTB-C"), on=on)
    october.work(
        commands.make_match, november, on=on, lines=[each.id for each in left.lines],
        items=[each.key for each in left.items],
    )  # fmt: skip
    assert [row["kind"] for row in Reconciliation.objects.get(day=on).items] == ["book", "statement"]
    assert october.approve(november, on=on).state == "approved"
    assert told(made)[-1][1] == 45_748_000, "October is told as it was approved"
    assert queries.report(bank="KTB-C", on=LAST)[-1].amount == 45_748_000


def test_cheques_from_before_the_first_statement_are_brought_forward(desk: Desk) -> None:
    """The books begin with 900 because a cheque of 100 was out; the bank still has 1,000 and pays it in October."""
    desk.post("900", "ยอดในบัญชี", on=date(2024, 10, 1))
    rows = (
        ("02/10/2567", "ยอดยกมา", "", "", "", "", "1000"), ("09/10/2567", "เช็ค", "77", "", "100", "", "900"),
    )  # fmt: skip
    desk.bring(file(*rows), since="2/10/2567", through="31/10/2567")
    made = desk.prepare()
    assert Reconciliation.objects.get().difference == 10_000
    desk.work(
        commands.bring_forward, made, day="20/9/2567", direction="paid", amount="100", number="0000077",
        description="เช็คเดิม",
    )  # fmt: skip
    assert Reconciliation.objects.get().difference == 0
    desk.work(commands.match_suggested, made)
    assert [row["kind"] for row in Reconciliation.objects.get().items] == ["book", "statement"]
    desk.approve(made)


def test_a_reconciliation_given_up_leaves_its_lines_open(october: Desk) -> None:
    made = october.prepare()
    october.work(commands.match_suggested, made)
    october.work(commands.cancel_reconciliation, made)
    assert Match.objects.count() == 0
    again = october.prepare()
    assert again.number == "RB68-00002/2568"


def test_giving_up_takes_back_what_was_brought_forward(october: Desk) -> None:
    made = october.prepare()
    october.work(
        commands.bring_forward, made, day="20/9/2567", direction="received", amount="5", description="ฝากระหว่างทาง"
    )
    assert Reconciliation.objects.get().difference == 500
    october.work(commands.cancel_reconciliation, made)
    october.prepare()
    assert Reconciliation.objects.get(live=True).difference == 0


def test_a_later_month_given_up_keeps_what_an_earlier_one_froze(october: Desk) -> None:
    """Both months are worked on at once: a cheque of October matched with its line of November, then October approved."""
    on = date(2024, 11, 30)
    first = october.prepare()
    october.work(commands.match_suggested, first)
    october.work(commands.explain_line, first, line_id=line("ค่าธรรมเนียม"), finding="bank_charge")
    cheque = ("04/11/2567", "เช็คขึ้นเงิน", "0000002", "", "36,000.00", "", "421,480.00")
    october.bring(file(cheque), name="november.csv", on=on, through="30/11/2567")
    second = october.prepare(on=on)
    october.work(
        commands.make_match, second, on=on, lines=[line("เช็คขึ้นเงิน")], items=[item("จ่ายเงินอุดหนุน")]
    )  # fmt: skip
    october.work(commands.refresh_reconciliation, first)
    assert ("บวก ส่วนที่ธนาคารยังไม่หักบัญชี" in str(told(first))) and october.approve(first).state == "approved"
    october.work(commands.cancel_reconciliation, second, on=on)
    again = october.prepare(on=on)
    assert "เช็คขึ้นเงิน" not in str(told(again)) and Reconciliation.objects.get(live=True, day=on).difference == 0


def test_what_is_posted_after_preparing_is_computed_anew(october: Desk) -> None:
    made = october.prepare()
    october.post("10", "รับเพิ่ม", on=LAST)
    before = Reconciliation.objects.get().book
    october.work(commands.refresh_reconciliation, made)
    assert Reconciliation.objects.get().book == before + 1_000
