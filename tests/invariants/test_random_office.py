"""Random commands by random people in two organisations: the books stay whole, whatever they try.

`KHLANG_TEST_PROFILE=nightly` draws many more, and anew each time; the usual profile draws the same each time.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from khlang import standards
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS
from khlang.spine.documents.models import Document
from tests.budget import budgeting
from tests.invariants.world import World, found_offices
from tests.office import Office

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
PROFILES = {
    "ci": settings(
        max_examples=22,
        stateful_step_count=40,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=QUIET,
    ),
    "nightly": settings(
        max_examples=1_500, stateful_step_count=80, deadline=None, suppress_health_check=QUIET, print_blob=True
    ),
}
EVERY = 6  # steps between two full looks at the books

places = st.sampled_from((0, 1))
well_typed = st.one_of(
    st.sampled_from(("100", "250.50", "๑,๒๓๔.๕๐", "0.01", "9,999")),
    st.integers(1, 900_000).map(lambda satang: f"{satang // 100}.{satang % 100:02d}"),
)
badly_typed = st.sampled_from(("0", "-5", "1.005", "สิบบาท", "99999999999999"))
seldom = st.sampled_from((False,) * 7 + (True,))
amounts = seldom.flatmap(lambda bad: badly_typed if bad else well_typed)
items = st.sampled_from(("41210008", "41239001", "91100008", "42100002", "91200002") * 3 + ("40000000",))
banks = st.sampled_from(("KTB-S", "BAAC-S", "KTB-C", "GSB-F") * 3 + ("NOWHERE",))
roles = st.sampled_from([role.code for role in standards.duties().roles])
picks = st.integers(0, 10_000)
ACCOUNTS = ("1101010101.001", "1102010102.001", "5103010199.001", "4401030106.001", "1101030102.001")
HEADING = "1101010000.000"
BACKWARDS = ("cancel", "return", "void", "take_back")


class RandomOffice(RuleBasedStateMachine):
    """One run: it starts from the same two offices and is rolled back at its end."""

    offices: tuple[Office, Office]

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world = World(self.offices)
        self.steps = 0

    def teardown(self) -> None:
        """A last look, then everything is undone."""
        try:
            self.world.check()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    @invariant()
    def the_books_are_whole(self) -> None:
        """Looked at every few steps."""
        self.steps += 1
        if self.steps % EVERY == 0:
            self.world.check()

    def at(self, place: int) -> Office:
        """One of the two offices."""
        return self.offices[place]

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

    @rule(
        place=places,
        source=st.sampled_from(("L05", "L18", "L23")),
        into=st.sampled_from(("L05", "L18", "L23")),
        amount=st.one_of(amounts, st.sampled_from(("20,000", "40,000", "120,000"))),
        nature=seldom,
    )
    def transfer_budget(self, place: int, source: str, into: str, amount: str, nature: bool) -> None:
        """From line to line; whether the line can afford it shows at the approval."""
        with tenancy.scope(self.at(place).org):
            data = budgeting.transfer(source, into, amount, changes_nature=nature)
        made = self.world.attempt(self.at(place), "budget_transfer.prepare", data, "budget_officer")
        if made is not None:
            self.world.attempt(
                self.at(place), "budget_transfer.submit", {"document_id": made.document_id}, "budget_officer"
            )

    @rule(place=places, more=st.booleans(), amount=amounts)
    def another_ordinance(self, place: int, more: bool, amount: str) -> None:
        """A second ordinance (never in force) or a supplementary budget with a new line."""
        line = {"work_code": "00111", "item_code": "330800", "name_th": f"วัสดุ {amount}", "amount": amount}
        data = budgeting.draft(appropriations=[line], estimates=[{"item_code": "41229001", "amount": amount}])
        kind = "supplementary" if more else "ordinance"
        self.world.attempt(self.at(place), f"{kind}.prepare", data, "budget_officer")

    @rule(
        place=places,
        pick=picks,
        which=picks,
        wrong=st.sampled_from((None, None, None, None, "person", "version", "dry")),
        role=roles,
        newest=st.booleans(),
    )
    def go_on(self, place: int, pick: int, which: int, wrong: str | None, role: str, newest: bool) -> None:
        """The next move of a document, by somebody who may or by somebody who may not, on a fresh or a stale page."""
        office = self.at(place)
        waiting = [(document, self.world.moves_of(document)) for document in self.world.documents(office)]
        waiting = [pair for pair in waiting if pair[1]]
        if not waiting:
            return
        document, moves = waiting[-1 - pick % min(3, len(waiting))] if newest else waiting[pick % len(waiting)]
        command, duty = moves[which % len(moves)]
        holders = [found.code for found in standards.duties().holders(duty)]
        who = role if wrong == "person" else holders[pick % len(holders)]
        version = document.version + (1 if wrong == "version" else 0) if which % 2 or wrong == "version" else None
        data = self.world.input_of(command, document)
        outcome = self.world.attempt(office, command, data, who, version=version, dry_run=wrong == "dry")
        assert outcome is None or wrong != "version"

    @rule(place=places, pick=picks)
    def carry_through(self, place: int, pick: int) -> None:
        """A document that waits goes its way to the end, each move by somebody whose duty it is."""
        waiting = [found for found in self.world.documents(self.at(place)) if self.forward(found)]
        if waiting:
            self.bring_to_its_end(self.at(place), waiting[-1 - pick % min(5, len(waiting))].id, pick)

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

    def bring_to_its_end(self, office: Office, document_id: int, pick: int) -> None:
        """Up to four moves forward; a refused one ends the way."""
        for _ in range(4):
            (document,) = [found for found in self.world.documents(office) if found.id == document_id]
            moves = self.forward(document)
            if not moves:
                return
            command, duty = moves[pick % len(moves)]
            holders = standards.duties().holders(duty)
            who = holders[pick % len(holders)].code
            if self.world.attempt(office, command, self.world.input_of(command, document), who) is None:
                return

    def forward(self, document: Document) -> list[tuple[str, str]]:
        """The moves that bring a document further on its way."""
        return [pair for pair in self.world.moves_of(document) if pair[0].partition(".")[2] not in BACKWARDS]

    @rule(place=places, pick=picks, which=picks)
    def reach_over_the_wall(self, place: int, pick: int, which: int) -> None:
        """Any command on a document of the other organisation, by somebody who holds every duty."""
        theirs = self.world.documents(self.at(1 - place))
        document = theirs[pick % len(theirs)]
        named = sorted(
            n for n, c in COMMANDS.items() if c.document == document.kind and "document_id" in c.schema.model_fields
        )
        command = named[which % len(named)]
        assert self.world.attempt(self.at(place), command, self.world.input_of(command, document), "all") is None

    @precondition(lambda self: self.world.done)
    @rule(pick=picks, otherwise=st.booleans())
    def send_again(self, pick: int, otherwise: bool) -> None:
        """A command that was carried out is sent once more, the same or with something else in it."""
        done = self.world.done[pick % len(self.world.done)]
        if not otherwise:
            self.world.send_again(done)
        elif "document_id" in done.data:
            self.world.send_again(done, {**done.data, "document_id": 1})

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        """Morning comes."""
        self.world.next_day(days)

    @rule(place=places, back=st.sampled_from((0, 1, 2, 5, 20, 60)))
    def close_days(self, place: int, back: int) -> None:
        """The head of treasury closes the books up to some day."""
        day = self.at(place).today.toordinal() - back
        data = {"fiscal_year": 2568, "day": type(self.at(place).today).fromordinal(day)}
        self.world.attempt(self.at(place), "period.close_through", data, "treasury_head")


@pytest.fixture
def offices(db: None) -> Iterator[tuple[Office, Office]]:
    """Two offices that every run starts from."""
    yield found_offices()


def test_the_books_stay_whole(offices: tuple[Office, Office]) -> None:
    """As many random runs as the profile asks for."""
    machine = type("Machine", (RandomOffice,), {"offices": offices})
    run_state_machine_as_test(machine, settings=PROFILES[os.environ.get("KHLANG_TEST_PROFILE", "ci")])
