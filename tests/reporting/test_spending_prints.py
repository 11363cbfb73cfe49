"""The papers of spending are what their documents say: money of the budget line, who decided, what is still open."""

from datetime import date
from typing import Any

import pytest

from khlang.office.advances import commands as advances
from khlang.office.budget import prints as budget_on_paper
from tests.advances.lending import TRAINING_COST, Lending
from tests.budget import plans
from tests.budget.budgeting import line, ordinance_in_force
from tests.parties.test_payee_accounts import confirm, payee, propose
from tests.reporting.test_prints import check_says, printed
from tests.till import Till

FIRST, LATER = date(2024, 10, 3), date(2024, 10, 21)


class Paper:
    """A document to be printed, named by its id."""

    def __init__(self, document_id: int | None) -> None:
        self.document_id = document_id or 0


@pytest.fixture
def lending(till: Till) -> Lending:
    """An office with a budget line of 80,000 baht for trainings."""
    return Lending(till)


def test_the_contract_of_an_advance_says_what_it_takes_of_the_line(lending: Lending) -> None:
    named = lending.checked(on=FIRST, position="นักพัฒนาชุมชน")
    draft = printed(Paper(named["document_id"]))
    check_says(draft, "ตัวอย่าง", "สัญญาการยืมเงิน", "80,000.00", "50,000.00", "treasury_head")
    lending.approve(named, on=FIRST)
    pdf = printed(Paper(named["document_id"]))
    check_says(
        pdf, "BR68-00001/2568", "นางสาวมาลี ใจดี", "นักพัฒนาชุมชน", "L39 โครงการฝึกอบรมอาชีพ", "30,000.00", "สามหมื่นบาทถ้วน",
        "80,000.00", "50,000.00", "treasury_head", "executive", "รายการส่งใช้เงินยืม",
    )  # fmt: skip


def test_what_cleared_an_advance_is_at_its_back_and_on_its_own_paper(lending: Lending) -> None:
    advance = lending.lent(on=FIRST)
    receipt = lending.money_back("2,550", on=LATER)
    cleared = lending.clear(advance, (TRAINING_COST, "27,450"), returned="2,550", receipt_number=receipt, on=LATER)
    text = check_says(
        printed(cleared), "ใบส่งใช้เงินยืม", "AC68-00001/2568", "BR68-00001/2568", TRAINING_COST, "27,450.00", receipt, "52,550.00",
        "80,000.00", "JV68-",
    )  # fmt: skip
    assert "คงค้าง0.00" in text
    check_says(printed(Paper(advance)), "AC68-00001/2568", receipt, "27,450.00", "2,550.00", "21 ต.ค. 2567")


def test_a_contract_sent_back_bears_nobodys_consent(lending: Lending) -> None:
    named = lending.checked(on=FIRST)
    data = {**named, "reason": "แก้จำนวนเงิน"}
    advances.send_back_advance(envelope=lending.office.envelope("executive", day=FIRST), data=data)
    data = budget_on_paper.taken(
        document_id=named["document_id"], amounts={line("L39").id: 3_000_000}, bucket="advanced"
    )
    assert [(row.before, row.after) for row in data] == [(8_000_000, 5_000_000)]
    assert "treasury_head" not in check_says(printed(Paper(named["document_id"])), "สัญญาการยืมเงิน")


def test_a_paper_keeps_saying_what_was_left_when_it_was_posted(lending: Lending) -> None:
    first = lending.lent("30,000", on=FIRST)
    lending.borrower = lending.person("นายสมปอง รักงาน")
    second = lending.lent("10,000", on=LATER)
    amounts: Any = {line("L39").id: 3_000_000}
    assert [row.after for row in budget_on_paper.taken(document_id=first, amounts=amounts, bucket="advanced")] == [
        5_000_000
    ]
    amounts = {line("L39").id: 1_000_000}
    rows = budget_on_paper.taken(document_id=second, amounts=amounts, bucket="advanced")
    assert [(row.held, row.before, row.after) for row in rows] == [(3_000_000, 5_000_000, 4_000_000)]


def test_the_spending_plan_by_quarter(till: Till) -> None:
    ordinance_in_force(till.office)
    approved = plans.approved(till.office, L18=("30,000", "30,000", "30,000", "30,000"))
    check_says(
        printed(approved), "แผนการใช้จ่ายเงิน", "SP68-00001/2568", "ไตรมาส 4", "30,000.00", "120,000.00", "executive"
    )


def test_the_account_of_a_payee_beside_the_one_before(till: Till) -> None:
    party = payee(till.office)
    confirm(till.office, propose(till.office, party))
    changed = propose(till.office, party, "987-6-54321-0", callback="โทรถึงเจ้าของบัญชี 1 ต.ค. 2567")
    confirm(till.office, changed)
    check_says(
        printed(changed), "บัญชีที่แจ้งใหม่", "1234567890", "9876543210", "โทรถึงเจ้าของบัญชี", "นางสมศรี มีสุข", "accountant"
    )
