"""What pages, registers and the payment read of dika; what is told and what `khlang verify` asks."""

from datetime import date
from typing import Any

import pytest

from khlang.core.refusal import Refusal
from khlang.office.budget import queries as budget
from khlang.office.disbursement import acts, commands, queries, verification
from khlang.office.disbursement.models import Dika
from khlang.office.procurement import commands as guarantees
from khlang.spine.documents import spine
from khlang.spine.documents import verification as everything
from khlang.spine.parties import commands as parties
from tests.budget.plans import approved
from tests.disbursement.asking import POWER_DUE, SECURITY, Desk
from tests.refusals.attempt import refused
from tests.untouched import nothing_written

FIRST = date(2024, 10, 1)
GUARANTEES = "2112010101.001"


def test_the_register_of_dika(desk: Desk) -> None:
    """Those that the treasury received, by its number, with the days of their steps."""
    desk.fund()
    kept = [{"kind": "withholding", "form": "pnd3", "amount": "10"}, {"kind": "other", "amount": "5"}]
    paid = desk.paid(title="จ่ายค่าไฟฟ้า", deductions=kept)
    desk.carried(desk.draft(title="รอตรวจ"), "receive")
    desk.draft(title="ร่าง")
    page = queries.register(since=FIRST, through=FIRST)
    assert (page.count, page.gross, page.deducted, page.net) == (2, 200_000, 1_500, 198_500)
    first, second = page.rows
    assert (first.document_id, first.number, first.request_number) == (
        paid.document_id, "DK68-00001/2568", "01-0001/2568",
    )  # fmt: skip
    assert (first.lines, first.gross, first.withholding, first.other, first.net) == ("L20", 100_000, 1_000, 500, 98_500)
    assert (first.examined_on, first.approved_on, first.paid_on) == (FIRST, FIRST, FIRST)
    assert (second.title, second.examined_on, second.paid_on) == ("รอตรวจ", None, None)
    assert queries.register(search="รอตรวจ").count == 1
    assert queries.register(kind="deposit").count == 0


def test_ready_for_payment(desk: Desk, django_assert_max_num_queries: Any) -> None:
    """Approved ones alone; the number of queries does not grow with them."""
    for _ in range(3):
        desk.approved()
    desk.carried(desk.draft(), "endorse")
    with django_assert_max_num_queries(8):
        page = queries.ready()
    assert (page.count, page.net, len(page.rows)) == (3, 300_000, 3)
    assert [row.number for row in page.rows] == [f"DK68-{run:05d}/2568" for run in (1, 2, 3)]
    assert queries.ready(kinds=["deposit"]).count == 0


def test_a_payment_taken_back_before_it_is_made(desk: Desk) -> None:
    """Prepared and released: approved again, and free to be prepared again."""
    desk.fund()
    dika = desk.approved()
    envelope = desk.office.envelope("all")
    act = acts.prepare(envelope=envelope, dikas=[queries.dika(document_id=dika.document_id or 0)])[0]
    assert spine.write(envelope=envelope, acts=[act], rows=())[0].state == "prepared"
    with nothing_written(), pytest.raises(Refusal, match="move_not_allowed"):
        acts.prepare(envelope=envelope, dikas=[queries.dika(document_id=dika.document_id or 0)])
    released = acts.release(envelope=envelope, dika_ids=[dika.document_id or 0], reason="เช็คชำรุด")[0]
    assert spine.write(envelope=envelope, acts=[released], rows=())[0].state == "approved"
    assert desk.pay(dika).state == "paid"
    with nothing_written(), pytest.raises(Refusal, match="move_not_allowed"):
        desk.pay(dika)


def test_a_dika_whose_bank_cannot_pay_it(desk: Desk) -> None:
    """The database refuses to go below what the bank holds; the dika stays prepared."""
    dika = desk.approved()
    with pytest.raises(Refusal, match="bank_insufficient"):
        desk.pay(dika)
    assert queries.dika(document_id=dika.document_id or 0).state == "prepared"


def test_what_is_left_of_what_is_owed(desk: Desk) -> None:
    """Unpaid dika take from it until they are paid or given up."""
    desk.fund()
    desk.owe(SECURITY, "100")
    first = desk.carried(desk.draft("deposit", lines=[desk.owed(SECURITY, "60")]))
    assert queries.owed(accounts=[SECURITY]) == {(SECURITY, ""): 4_000}
    assert queries.unpaid_claims(accounts=["2111"]) == {(SECURITY, ""): 6_000}
    desk.pay(first)
    assert queries.owed(accounts=[SECURITY]) == {(SECURITY, ""): 4_000}
    assert queries.unpaid_claims(accounts=["2111"]) == {}


def test_a_cash_guarantee_is_paid_out_after_it_was_released(desk: Desk) -> None:
    """While it is held, its money is nobody's to pay; released, it goes back to its holder."""
    desk.fund()
    desk.owe(GUARANTEES, "500", on=date(2024, 10, 1))
    held = {
        "holder_id": desk.payee, "title": "หลักประกันสัญญาปีก่อน", "amount": "500", "received_date": "2024-09-01",
        "due_date": "2024-10-01",
    }  # fmt: skip
    brought = guarantees.bring_guarantee_forward(envelope=desk.office.envelope("supply_officer"), data=held)
    draft = desk.draft("deposit", lines=[desk.owed(GUARANTEES, "500")])
    with refused("liability_insufficient", field="lines.0.amount", remaining="0.00", wanted="500.00"):
        desk.move(draft, "request")
    release = {"document_id": brought.document_id}
    guarantees.release_guarantee(envelope=desk.office.envelope("treasury_head"), data=release)
    assert desk.pay(desk.carried(draft)).state == "paid"


def test_outside_the_spending_plan_is_told_and_not_refused(desk: Desk) -> None:
    """The plan has 1,500 spent of the line by December; the second dika goes beyond it."""
    approved(desk.office, L20=("1,500", "298,500", "0", "0"))
    first, second = desk.draft(), desk.draft()
    for dika in (first, second):
        desk.move(dika, "request")
    found = [queries.warnings(view=queries.dika(document_id=dika.document_id or 0)) for dika in (first, second)]
    assert [[row.code for row in rows] for rows in found] == [
        ["same_payee_and_amount"], ["out_of_plan", "same_payee_and_amount"],
    ]  # fmt: skip


def test_a_payee_whose_account_changed(desk: Desk) -> None:
    """Told while it is new, and told when the account of the request is no longer in force (reliability F-2)."""

    def account(number: str) -> None:
        data = {
            "party_id": desk.payee, "bank": "006", "account_no": number, "account_name": "หจก. เครื่องเขียน",
            "callback": "โทรสอบถามแล้ว",
        }  # fmt: skip
        proposed = parties.propose_account(envelope=desk.office.envelope("finance_officer"), data=data)
        named = {"document_id": proposed.document_id}
        parties.confirm_account(envelope=desk.office.envelope("accountant"), data=named)

    account("1234567890")
    first = desk.carried(desk.draft(), "request")
    assert queries.warnings(view=queries.dika(document_id=first.document_id or 0)) == []
    account("9876543210")
    second = desk.carried(desk.draft(lines=[desk.line("L20", "7")]), "request")
    views = [queries.dika(document_id=dika.document_id or 0) for dika in (first, second)]
    assert [view.account_no for view in views] == ["1234567890", "9876543210"]
    codes = [[row.code for row in queries.warnings(view=view)] for view in views]
    assert codes == [["account_changed_since"], ["account_recently_changed"]]


def test_verify_finds_a_dika_that_was_tampered_with(desk: Desk) -> None:
    """Nothing is wrong with an office at work; a changed sum is found."""
    desk.fund()
    desk.owe(POWER_DUE, "10")
    desk.paid(lines=[desk.line("L20", "10", account=POWER_DUE), desk.line("L16", "5")])
    returned = desk.carried(desk.draft(), "request")
    data = {"document_id": returned.document_id, "reason": "ไม่ครบ"}
    commands.return_dika(envelope=desk.office.envelope("finance_officer"), data=data)
    desk.approved("deposit", lines=[desk.line("L01", "3")])
    assert everything.verify() == []
    Dika.objects.filter(document_id=returned.document_id).update(gross=100_001, net=100_001)
    assert {finding.split(":")[0] for finding in verification.dika_add_up()} == {f"dika {returned.document_id}"}


def test_the_balance_of_a_line_read_by_itself_is_that_of_the_list(desk: Desk) -> None:
    """Running balances and sums of days tell the same."""
    desk.fund()
    desk.paid(lines=[desk.line("L20", "10"), desk.line("L16", "5")])
    desk.carried(desk.draft(), "request")
    every = budget.line_balances(fiscal_year=2568)
    assert every == [budget.balances_of(line_ids=[row.line.id])[row.line.id] for row in every]
    assert budget.balances_of(line_ids=[]) == {}
