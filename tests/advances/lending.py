"""An office that lends: a budget in force, an officer who borrows, money paid and brought back by those who do it."""

from datetime import date
from typing import Any

from khlang.office.advances import acts, commands, queries
from khlang.platform.commands import Outcome
from khlang.spine.documents import spine
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import commands as parties
from tests.budget.budgeting import line, ordinance_in_force
from tests.till import Till

TRAINING = {
    "code": "L39", "work_code": "00252", "item_code": "320300", "name_th": "โครงการฝึกอบรมอาชีพ", "amount": "80,000"
}  # fmt: skip
ESTIMATE = ({"item_code": "421000", "amount": "80,000"},)
TRAINING_COST, TRAVEL_COST = "5102030199.001", "5103010199.001"
RETURNED_MONEY, RETURNED_SURPLUS = "91400001", "91400002"
DEBT, SURPLUS_DEBT, BANK = "1102010102.001", "1102010102.002", "1101030102.001"


class Lending:
    """Amounts are typed in baht; every step is done by the officer whose step it is."""

    def __init__(self, till: Till, *, with_budget: bool = True) -> None:
        self.till = till
        self.office = till.office
        if with_budget:
            ordinance_in_force(till.office, appropriations=(TRAINING,), estimates=ESTIMATE)
        self.borrower = self.person("นางสาวมาลี ใจดี")

    def person(self, name: str, **more: Any) -> int:
        """Somebody in the register of parties."""
        envelope = self.office.envelope("finance_officer")
        return parties.save_party(envelope=envelope, data={"name": name, **more}).document_id or 0

    def contract(self, baht: str = "30,000", **more: Any) -> dict[str, Any]:
        """The input of `advance.save`."""
        data = {
            "borrower_id": self.borrower, "title": "เงินยืมโครงการฝึกอบรมอาชีพ", "budget_line_id": line("L39").id,
            "amount": baht, **more,
        }  # fmt: skip
        return {key: value for key, value in data.items() if value is not None}

    def save(self, baht: str = "30,000", *, on: date | None = None, **more: Any) -> dict[str, Any]:
        """A contract drafted; what names it in the next command."""
        envelope = self.office.envelope("finance_officer", day=on)
        return {"document_id": commands.save_advance(envelope=envelope, data=self.contract(baht, **more)).document_id}

    def checked(self, baht: str = "30,000", *, on: date | None = None, **more: Any) -> dict[str, Any]:
        """A contract that waits for the executive."""
        named = self.save(baht, on=on, **more)
        commands.submit_advance(envelope=self.office.envelope("finance_officer", day=on), data=named)
        commands.check_advance(envelope=self.office.envelope("treasury_head", day=on), data=named)
        return named

    def approve(self, named: dict[str, Any], *, on: date | None = None) -> Outcome:
        """The executive approves."""
        return commands.approve_advance(envelope=self.office.envelope("executive", day=on), data=named)

    def pay(self, named: dict[str, Any], *, on: date | None = None) -> None:
        """The money leaves the bank, as a dika would have it: the accountant's entry, and the move of the advance."""
        view = queries.advance(document_id=named["document_id"])
        baht = f"{view.amount // 100}"
        self.till.write_entry("จ่ายเงินยืม", (view.account, baht, "0"), (BANK, "0", baht, "KTB-S"), on=on)
        envelope = self.office.envelope("all", day=on)
        spine.write(envelope=envelope, acts=(acts.pay(envelope=envelope, advance_id=view.id),), rows=())

    def lent(self, baht: str = "30,000", *, on: date | None = None, **more: Any) -> int:
        """An advance approved and paid; its document."""
        named = self.checked(baht, on=on, **more)
        self.approve(named, on=on)
        self.fund(on=on)
        self.pay(named, on=on)
        return int(named["document_id"])

    def fund(self, *, on: date | None = None) -> None:
        """Money in the bank to lend out."""
        self.till.bank_in("42100002", "500,000", on=on)

    def opened_with(self, baht: str, *, account: str = DEBT) -> None:
        """A debt of earlier years in the books, nobody's by name yet."""
        self.till.write_entry("ยอดยกมา", (account, baht, "0"), ("3102010101.001", "0", baht))

    def brought_forward(self, baht: str = "15,000", **more: Any) -> int:
        """An advance of the year before, named by the head of treasury."""
        outcome = commands.bring_forward(
            envelope=self.office.envelope("treasury_head"), data=self.old_contract(baht, **more)
        )
        return outcome.document_id or 0

    def old_contract(self, baht: str = "15,000", **more: Any) -> dict[str, Any]:
        """The input of `advance.bring_forward`."""
        return {
            "borrower_id": self.borrower, "title": "ยืมเดินทางไปราชการ ปี 2567", "original_number": "BR67-00031/2567",
            "amount": baht, "kind": "travel", "paid_on": "2024-09-10", "due_date": "2024-10-05", **more,
        }  # fmt: skip

    def money_back(self, baht: str, *, item: str = RETURNED_MONEY, on: date | None = None) -> str:
        """Money brought back in cash, posted; the number of its receipt."""
        receipt = self.till.collect((item, baht), on=on, payer_id=self.borrower)
        slip = self.till.hand_over(on=on)
        self.till.take_over(slip, baht, on=on)
        self.till.post(self.till.sum_up(on=on), on=on)
        return receipt.number or ""

    def clearing(self, advance_id: int, *vouchers: tuple[str, str], **more: Any) -> dict[str, Any]:
        """The input of `advance_clearing.save`: vouchers of (account, baht)."""
        lines = [{"account": account, "amount": baht, "description": "ใบสำคัญ"} for account, baht in vouchers]
        return {"advance_id": advance_id, "lines": lines, **more}

    def submitted(
        self, advance_id: int, *vouchers: tuple[str, str], on: date | None = None, **more: Any
    ) -> dict[str, Any]:
        """A clearing that waits for the head of treasury."""
        envelope = self.office.envelope("finance_officer", day=on)
        saved = commands.save_clearing(envelope=envelope, data=self.clearing(advance_id, *vouchers, **more))
        named = {"document_id": saved.document_id}
        commands.submit_clearing(envelope=self.office.envelope("finance_officer", day=on), data=named)
        return named

    def clear(self, advance_id: int, *vouchers: tuple[str, str], on: date | None = None, **more: Any) -> Outcome:
        """A clearing handed in and approved."""
        named = self.submitted(advance_id, *vouchers, on=on, **more)
        return commands.approve_clearing(envelope=self.office.envelope("treasury_head", day=on), data=named)


def balance(account: str) -> int:
    """What an account has now, satang, debit-positive."""
    return sum(moved.after for moved in ledger.balances(through=date(9999, 12, 30), accounts=(account,)))
