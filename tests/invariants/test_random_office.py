"""Random commands by random people in two organisations: the books stay whole, whatever they try. The revenue side.

`KHLANG_TEST_PROFILE=nightly` draws many more, and anew each time; the usual profile draws the same each time.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.budget import budgeting
from tests.invariants.machine import AnyOffice, amounts, banks, picks, places, profile, seldom
from tests.invariants.world import found_offices
from tests.office import Office

items = st.sampled_from(("41210008", "41239001", "91100008", "42100002", "91200002") * 3 + ("40000000",))
ACCOUNTS = ("1101010101.001", "1102010102.001", "5103010199.001", "4401030106.001", "1101030102.001")
HEADING = "1101010000.000"


class RandomOffice(AnyOffice):
    """An office that collects, banks, corrects and changes its budget."""

    @rule(
        place=places,
        lines=st.lists(st.tuples(items, amounts), min_size=1, max_size=3),
        bank=banks,
        draft=seldom,
        channel=st.sampled_from(("cash", "cheque", "transfer", "qr") * 3 + ("gold",)),
        by=st.sampled_from(("", "", "#2", "#2", "!")),
    )
    def collect(self, place: int, lines: Any, bank: str, draft: bool, channel: str, by: str) -> None:
        """A receipt by any channel, as a draft or issued at once, by one of two collectors or by somebody else."""
        data = {
            "payer_name": "นางบุญมี", "channel": channel, "lines": [{"item": i, "amount": a} for i, a in lines],
            "bank_account": bank, "reference": "R1", "cheque_number": "1", "cheque_bank": "KTB", "cheque_date": "2024-10-01",
        }  # fmt: skip
        role = "auditor" if by == "!" else f"revenue_officer{by}"
        self.world.attempt(self.at(place), "receipt.save" if draft else "receipt.issue", data, role)

    @rule(place=places, item=items, amount=amounts, bank=banks, dry=seldom)
    def receive_transfer(self, place: int, item: str, amount: str, bank: str, dry: bool) -> None:
        """Money that is already in a bank; sometimes only looked at."""
        data = {
            "payer_name": "กรม",
            "bank_account": bank,
            "reference": "R",
            "lines": [{"item": item, "amount": amount}],
        }
        self.world.attempt(self.at(place), "receipt.receive_transfer", data, "finance_officer", dry_run=dry)

    @rule(place=places, by=st.sampled_from(("revenue_officer", "revenue_officer#2", "clerk")))
    def draw_up_a_slip(self, place: int, by: str) -> None:
        """Everything that a collector holds."""
        self.world.attempt(self.at(place), "remittance.create", {}, by)

    @rule(place=places)
    def sum_up(self, place: int) -> None:
        """Every slip that finance has received."""
        self.world.attempt(self.at(place), "remittance_summary.create", {}, "finance_officer")

    @rule(place=places, cash=amounts, bank=banks)
    def deposit(self, place: int, cash: str, bank: str) -> None:
        """Cash to a bank, more than there is included."""
        self.world.attempt(
            self.at(place), "cash_deposit.create", {"bank_account": bank, "cash": cash}, "finance_officer"
        )

    @rule(place=places, source=banks, into=banks, amount=amounts)
    def between_banks(self, place: int, source: str, into: str, amount: str) -> None:
        """From bank to bank."""
        data = {"from_account": source, "to_account": into, "amount": amount}
        self.world.attempt(self.at(place), "bank_transfer.create", data, "finance_officer")

    @rule(
        place=places,
        debit=st.sampled_from((*ACCOUNTS, *ACCOUNTS, HEADING)),
        credit=st.sampled_from(ACCOUNTS),
        amount=amounts,
        other=amounts,
        balanced=st.sampled_from((True, True, True, False)),
    )
    def write_entry(self, place: int, debit: str, credit: str, amount: str, other: str, balanced: bool) -> None:
        """A general voucher, now and then one that does not balance."""
        sides = ((debit, amount, "0"), (credit, "0", amount if balanced else other))
        lines = [
            {"account": account, "debit": d, "credit": c, "sub": "KTB-S" if account == "1101030102.001" else ""}
            for account, d, c in sides
        ]
        self.world.attempt(self.at(place), "general_voucher.save", {"title": "ปรับปรุง", "lines": lines}, "accountant")

    @rule(place=places, pick=picks, elsewhere=seldom)
    def ask_for_a_reversal(self, place: int, pick: int, elsewhere: bool) -> None:
        """Of any receipt, sometimes the other organisation's."""
        receipts = self.world.documents(self.at(1 - place if elsewhere else place), "receipt")
        data = {"receipt_id": receipts[pick % len(receipts)].id, "reason": "ผิดรายการ", "bank_account": "KTB-S"}
        outcome = self.world.attempt(self.at(place), "receipt_reversal.create", data, "finance_officer")
        assert outcome is None or not elsewhere

    @rule(place=places, more=st.booleans(), amount=amounts)
    def another_ordinance(self, place: int, more: bool, amount: str) -> None:
        """A second ordinance (never in force) or a supplementary budget with a new line."""
        line = {"work_code": "00111", "item_code": "330800", "name_th": f"วัสดุ {amount}", "amount": amount}
        data = budgeting.draft(appropriations=[line], estimates=[{"item_code": "41229001", "amount": amount}])
        kind = "supplementary" if more else "ordinance"
        self.world.attempt(self.at(place), f"{kind}.prepare", data, "budget_officer")

    @rule(
        place=places,
        takings=st.lists(amounts, min_size=1, max_size=3),
        channel=st.sampled_from(("cash", "cheque", "qr")),
        half_done=seldom,
    )
    def day_of_receiving(self, place: int, takings: list[str], channel: str, half_done: bool) -> None:
        """Receipts, slip, count, summary, voucher: the round of a day, at times left half done."""
        for amount in takings:
            self.collect(place, [("41210008", amount)], "KTB-S", False, channel, "")
        rounds = (("remittance.create", "revenue_officer"), ("remittance_summary.create", "finance_officer"))
        for command, role in rounds:
            made = self.world.attempt(self.at(place), command, {}, role)
            if made is None or half_done:
                return
            self.bring_to_its_end(self.at(place), made.document_id or 0, 0)


@pytest.fixture
def offices(db: None) -> Iterator[tuple[Office, Office]]:
    """Two offices that every run starts from."""
    yield found_offices()


def test_the_books_stay_whole(offices: tuple[Office, Office]) -> None:
    """As many random runs as the profile asks for."""
    machine = type("Machine", (RandomOffice,), {"offices": offices})
    run_state_machine_as_test(machine, settings=profile(examples=9, steps=40))
