"""What is refused of bank statements, matching and reconciliations."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.core.refusal import Refusal
from khlang.office.reconciliation import commands, queries
from khlang.office.reconciliation.models import Match, MatchedItem, OutstandingItem, Reconciliation, StatementLine
from khlang.platform.commands import Outcome
from khlang.platform.db import refusals
from tests.operators import operator
from tests.reconciliation.bank import LAST, Desk, file
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.till import Till
from tests.untouched import nothing_written

NOVEMBER = date(2024, 11, 30)
OPENING = ("01/10/2567", "ยอดยกมา", "", "", "", "", "1000")
IN = ("02/10/2567", "ฝาก", "", "", "", "100", "1100")
OUT = ("03/10/2567", "ถอน", "", "", "40", "", "1060")
MARKED = ("วันที่", "รายการ", "D/C", "จำนวนเงิน", "คงเหลือ")


@pytest.fixture
def desk(till: Till) -> Desk:
    return Desk(till)


@pytest.fixture
def books(desk: Desk) -> Desk:
    """Books and bank that agree but for a charge of 40 that nobody has posted."""
    desk.post("1000", "เปิดบัญชี", on=date(2024, 10, 1))
    desk.post("100", "รับเงิน", on=date(2024, 10, 2))
    desk.bring(file(("01/10/2567", "เปิดบัญชี", "", "", "", "1000", "1000"), IN, OUT), through="31/10/2567")
    return desk


def line(text: str) -> int:
    """The line of the bank that says so."""
    return int(StatementLine.objects.get(description=text).id)


def items(desk: Desk) -> list[str]:
    """The open items of the books, oldest first."""
    now = queries.standing(bank=queries.bank_of(code="KTB-C"), on=LAST)
    return [each.key for each in now.items]


def ready(desk: Desk) -> Outcome:
    """A reconciliation in which everything is matched or explained."""
    made = desk.prepare()
    desk.work(commands.match_suggested, made)
    desk.work(commands.explain_line, made, line_id=line("ถอน"), finding="bank_charge")
    return made


@pytest.mark.parametrize(
    ("code", "row", "key", "head"),
    [
        ("statement_both_sides", ("02/10/2567", "", "", "", "5", "100", "1100"), "withdrawal", None),
        ("statement_amount_negative", ("02/10/2567", "", "", "", "", "-100", "900"), "deposit", None),
        ("statement_day_missing", ("", "ฝาก", "", "", "", "100", "1100"), "day", None),
        ("statement_balance_differs", ("02/10/2567", "ฝาก", "", "", "", "100", "1101"), "balance", None),
        ("statement_direction_unknown", ("02/10/2567", "ฝาก", "?", "100", "1100"), "direction", MARKED),
        ("amount_malformed", ("02/10/2567", "ฝาก", "", "", "", "สิบ", "1100"), "deposit", None),
        ("date_malformed", ("เมื่อวาน", "ฝาก", "", "", "", "100", "1100"), "day", None),
        ("date_era_implausible", ("02/10/2767", "ฝาก", "", "", "", "100", "1100"), "day", None),
        ("date_in_future", ("01/11/2567", "ฝาก", "", "", "", "100", "1100"), "day", None),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be(desk: Desk, code: str, row: Any, key: str, head: Any) -> None:
    """The row of the file is named: the third."""
    first = ("01/10/2567", "ยอดยกมา", "", "", "1000") if head else OPENING
    content = file(first, row, head=head) if head else file(first, row)
    says = {"row": 3} if code.startswith("statement_") else {}
    with refused(code, field=f"content..3.{key}", **says):
        desk.bring(content)


def test_days_that_are_not_in_order(desk: Desk) -> None:
    early = ("01/10/2567", "ฝาก", "", "", "", "1", "1101")
    with refused("statement_days_mixed", field="content..4.day", row=4):
        desk.bring(file(OPENING, IN, early, ("03/10/2567", "ถอน", "", "", "1", "", "1100")))


def test_a_file_of_no_known_layout(desk: Desk) -> None:
    with refused("statement_layout_unknown", field="content"):
        desk.bring(file(("1", "2"), head=("ก", "ข")))


def test_a_file_without_any_balance(desk: Desk) -> None:
    with refused("statement_balance_missing", field="content"):
        desk.bring(file(("02/10/2567", "ฝาก", "", "", "", "100", "")))


def test_the_same_file_again(desk: Desk) -> None:
    desk.bring(file(OPENING, IN))
    with refused("statement_imported_before", field="content", filename="october.csv"):
        desk.bring(file(OPENING, IN))


def test_another_file_of_the_same_lines(desk: Desk) -> None:
    desk.bring(file(OPENING, IN))
    with refused("statement_imported_before", field="content", filename="again.csv"):
        desk.bring(file(IN), name="again.csv")


def test_lines_that_do_not_follow_on(desk: Desk) -> None:
    """A day is missing between the files."""
    desk.bring(file(OPENING, IN))
    later = file(("05/10/2567", "ฝาก", "", "", "", "1", "1061"))
    with refused("statement_gap", field="content", expected="1,100.00", found="1,060.00"):
        desk.bring(later, name="later.csv")


def test_lines_before_known_ones_that_do_not_lead_to_them(desk: Desk) -> None:
    desk.bring(file(OPENING, IN))
    earlier = file(("30/9/2567", "ฝาก", "", "", "", "1", "7"))
    with refused("statement_gap", field="content"):
        desk.bring(earlier, name="earlier.csv")


def test_an_end_before_the_last_line(desk: Desk) -> None:
    with refused("statement_through_before", field="through"):
        desk.bring(file(OPENING, IN), through="1/10/2567")


def test_an_end_that_has_not_come(desk: Desk) -> None:
    with refused("date_in_future", field="through"):
        desk.bring(file(OPENING, IN), through="1/11/2567")


def test_a_statement_without_lines_and_without_an_end(desk: Desk) -> None:
    with refused("field_required", field="through"):
        desk.bring(file(OPENING))


def test_an_account_that_is_not_ours(desk: Desk) -> None:
    with refused("bank_account_unknown", field="bank_account", code="X"):
        desk.bring(file(OPENING, IN), bank="X")


def test_importing_without_the_duty(desk: Desk) -> None:
    data = {"bank_account": "KTB-C", "name": "a.csv", "content": file(OPENING, IN)}
    with refused("duty_missing"):
        commands.import_statement(envelope=desk.till.office.envelope("revenue_officer", day=LAST), data=data)


def test_lines_of_a_month_that_is_approved(books: Desk) -> None:
    books.approve(ready(books))
    with refused("statement_period_frozen", field="content..2.day", row=2):
        books.bring(file(("31/10/2567", "ฝาก", "", "", "", "1", "1061")), name="late.csv")


def test_taking_out_what_is_matched_or_followed(books: Desk) -> None:
    kept = StatementLine.objects.values_list("document_id", flat=True)[0]
    books.work(commands.match_suggested, books.prepare())
    with refused("statement_in_use"):
        commands.discard_statement(
            envelope=books.till.office.envelope("accountant", day=LAST), data={"document_id": kept, "reason": "ผิด"}
        )


def test_taking_out_what_is_being_reconciled(books: Desk) -> None:
    """Nothing is matched yet, but the figures were drawn from it."""
    kept = StatementLine.objects.values_list("document_id", flat=True)[0]
    books.prepare()
    with refused("statement_reconciled", number="BS68-00001/2568"):
        commands.discard_statement(
            envelope=books.till.office.envelope("accountant", day=LAST), data={"document_id": kept, "reason": "ผิด"}
        )


def test_taking_out_a_file_that_another_follows(desk: Desk) -> None:
    first = desk.bring(file(OPENING, IN))
    desk.bring(file(OUT), name="more.csv")
    with refused("statement_followed"):
        desk.work(commands.discard_statement, first, reason="ผิด")


def test_a_month_without_its_statement(desk: Desk) -> None:
    with refused("statement_missing", field="bank_account", code="KTB-C"):
        desk.prepare()
    with refused("statement_missing", field="bank_account", code="KTB-C"):
        queries.report(bank="KTB-C", on=LAST)


def test_a_month_that_is_not_over(books: Desk) -> None:
    with refused("date_in_future", field="month"):
        books.prepare(month="5/11/2567")


def test_a_month_twice(books: Desk) -> None:
    books.prepare()
    with refused("reconciliation_prepared_before", field="month"):
        books.prepare()


def test_sides_that_are_not_the_same_amount(books: Desk) -> None:
    made = books.prepare()
    with refused("match_amounts_differ", field="lines", lines="-40.00", items="1,000.00", difference="-1,040.00"):
        books.work(commands.make_match, made, lines=[line("ถอน")], items=items(books)[:1])


def test_one_alone_is_no_match(books: Desk) -> None:
    made = books.prepare()
    with refused("match_empty", field="lines"):
        books.work(commands.make_match, made, lines=[line("ถอน")])


def test_what_is_matched_is_not_matched_again(books: Desk) -> None:
    made = books.prepare()
    chosen = items(books)
    books.work(commands.match_suggested, made)
    with refused("match_side_unknown", field="lines"):
        books.work(commands.make_match, made, lines=[line("ฝาก")], items=chosen[1:])
    with refused("match_side_unknown", field="items"):
        books.work(commands.make_match, made, lines=[line("ถอน")], items=chosen[1:])
    with refused("match_side_unknown", field="line_id"):
        books.work(commands.explain_line, made, line_id=line("ฝาก"), finding="bank_charge")


def test_nothing_sure_to_match(books: Desk) -> None:
    made = ready(books)
    with refused("suggestions_none"):
        books.work(commands.match_suggested, made)


def test_a_match_that_is_not_there(books: Desk) -> None:
    made = books.prepare()
    with refused("match_unknown", field="match_id"):
        books.work(commands.undo_match, made, match_id=7)


def test_an_explanation_without_words(books: Desk) -> None:
    made = books.prepare()
    with refused("explanation_missing", field="note"):
        books.work(commands.explain_line, made, line_id=line("ถอน"), finding="bank_error")


def test_approving_what_is_not_explained(books: Desk) -> None:
    made = books.prepare()
    books.work(commands.match_suggested, made)
    with refused("reconciliation_unexplained", count=1):
        books.approve(made)


def test_approving_a_difference(desk: Desk) -> None:
    """The bank began with a hundred more than the books and nothing says why."""
    desk.post("900", "เปิดบัญชี", on=date(2024, 10, 1))
    desk.bring(file(("02/10/2567", "ยอดยกมา", "", "", "", "", "1000")), since="2/10/2567", through="31/10/2567")
    made = desk.prepare()
    assert Reconciliation.objects.get().difference == 10_000
    with refused("reconciliation_differs", difference="100.00"):
        desk.approve(made)


def test_approving_what_has_changed_since(books: Desk) -> None:
    made = ready(books)
    books.post("5", "รับเพิ่ม", on=LAST)
    with refused("reconciliation_changed", code="KTB-C"):
        books.approve(made)


def test_approving_ones_own_work(books: Desk) -> None:
    """Also when all that one did was to explain a line."""
    made = books.prepare()
    books.work(commands.match_suggested, made)
    books.work(commands.explain_line, made, by="all", line_id=line("ถอน"), finding="bank_charge")
    with refused("own_approval"):
        books.approve(made, by="all")


def test_approving_before_the_month_before(books: Desk) -> None:
    books.prepare()
    books.bring(file(("04/11/2567", "ฝาก", "", "", "", "1", "1061")), name="n.csv", on=NOVEMBER, through="30/11/2567")
    later = books.prepare(on=NOVEMBER)
    with refused("reconciliation_earlier_open", code="KTB-C"):
        books.approve(later, on=NOVEMBER)


def test_changing_what_is_frozen(books: Desk) -> None:
    """By a command of the next month."""
    made = ready(books)
    books.approve(made)
    books.bring(file(("04/11/2567", "ฝาก", "", "", "", "1", "1061")), name="n.csv", on=NOVEMBER, through="30/11/2567")
    november = books.prepare(on=NOVEMBER)
    frozen = Match.objects.filter(frozen=True)[0].id
    with refused("reconciliation_frozen", field="match_id"):
        books.work(commands.undo_match, november, on=NOVEMBER, match_id=frozen)
    with refused("reconciliation_frozen", field="line_id"):
        books.work(commands.explain_line, november, on=NOVEMBER, line_id=line("ถอน"), finding="bank_interest")
    with refused("move_not_allowed"):
        books.work(commands.refresh_reconciliation, made)


def run(statement: str) -> None:
    """A statement that no model stands before."""
    with operator(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda: StatementLine.objects.filter(frozen=True).update(amount=1),
        lambda: StatementLine.objects.filter(frozen=True, match__isnull=False).update(match=None),
        lambda: run("DELETE FROM reconciliation_statement_line WHERE frozen AND match_id IS NOT NULL"),
        lambda: Match.objects.filter(frozen=True).update(frozen=False),
        lambda: MatchedItem.objects.filter(match__frozen=True).delete(),
        lambda: Reconciliation.objects.filter(approved=True).update(book=1),
        lambda: OutstandingItem.objects.all().delete(),
    ],
    ids=["amount", "match", "line", "thawed", "item", "figures", "carried"],
)
def test_the_database_keeps_what_is_frozen(books: Desk, change: Callable[[], Any]) -> None:
    """Whoever changes a frozen row behind the program's back is refused by the database itself."""
    books.approve(ready(books))
    with nothing_written(), pytest.raises(DatabaseError) as caught, transaction.atomic():
        change()
    check_refusal(refusals.translate(caught.value) or Refusal(""), "reconciliation_frozen")


def test_bringing_forward_too_late(books: Desk) -> None:
    made = books.prepare()
    item = {"direction": "paid", "amount": "5", "description": "เช็คเดิม"}
    with refused("carried_too_late", field="day"):
        books.work(commands.bring_forward, made, day="2/10/2567", **item)
    with refused("amount_not_positive", field="amount"):
        books.work(commands.bring_forward, made, day="2/9/2567", **{**item, "amount": "0"})
