"""What is refused about the accounts into which payees are paid (reliability F-1, F-2)."""

from typing import Any

import pytest

from khlang.platform.commands import Outcome
from khlang.spine.parties import commands
from tests.office import Office
from tests.refusals.attempt import refused


class Payees:
    """Two payees, the first of whom has a confirmed account."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.first, self.second = (self.register(name) for name in ("นายสมชาย มีสุข", "นางสมศรี มีสุข"))
        self.confirm(self.propose(self.first))

    def register(self, name: str) -> int:
        """A payee on the register."""
        made = commands.save_party(envelope=self.office.envelope("finance_officer"), data={"name": name})
        return made.document_id or 0

    def line(self, party: int, number: str = "1234567890", **more: Any) -> dict[str, Any]:
        """An account as it is typed."""
        return {"party_id": party, "bank": "006", "account_no": number, "account_name": "สมชาย มีสุข", **more}

    def propose(self, party: int, number: str = "1234567890", by: str = "finance_officer", **more: Any) -> Outcome:
        """Somebody proposes an account."""
        return commands.propose_account(envelope=self.office.envelope(by), data=self.line(party, number, **more))

    def propose_all(self, *lines: dict[str, Any]) -> Outcome:
        """Many at once."""
        return commands.propose_accounts(envelope=self.office.envelope("finance_officer"), data={"lines": lines})

    def confirm(self, proposed: Outcome, by: str = "accountant") -> Outcome:
        """A second person confirms."""
        return commands.confirm_account(envelope=self.office.envelope(by), data={"document_id": proposed.document_id})


@pytest.fixture
def payees(office: Office) -> Payees:
    return Payees(office)


def test_a_bank_that_nobody_knows(payees: Payees) -> None:
    with refused("bank_unknown", field="bank", bank="ธนาคารทดสอบ"):
        payees.propose(payees.second, bank="ธนาคารทดสอบ")


@pytest.mark.parametrize("number", ["123", "12345678901234", "12345678ก0"])
def test_a_number_that_the_bank_cannot_have(payees: Payees, number: str) -> None:
    with refused("account_no_malformed", field="account_no", account_no=number, digits="10"):
        payees.propose(payees.second, number)


def test_the_same_account_again(payees: Payees) -> None:
    with refused("payee_account_unchanged", field="account_no", account_no="1234567890", name="นายสมชาย มีสุข"):
        payees.propose(payees.first)


def test_a_second_proposal_while_one_waits(payees: Payees) -> None:
    payees.propose(payees.second, "1111111111")
    with refused("payee_account_pending", field="party_id"):
        payees.propose(payees.second, "2222222222")


def test_a_change_without_calling_back(payees: Payees) -> None:
    """F-2: who asks for the change may not be the payee."""
    with refused("payee_callback_required", field="callback", name="นายสมชาย มีสุข"):
        payees.propose(payees.first, "2222222222", callback="  ")


def test_the_account_of_another_payee_unexplained(payees: Payees) -> None:
    """F-1."""
    with refused("payee_account_shared", field="explanation", account_no="1234567890", others="นายสมชาย มีสุข"):
        payees.propose(payees.second)


def test_two_payees_of_one_list_with_one_account(payees: Payees) -> None:
    """Each of the two lines is named; nothing of the list is kept."""
    third = payees.register("นายสาม")
    lines = payees.line(payees.second, "3333333333"), payees.line(third, "3333333333")
    with refused("payee_account_shared", field="lines.1.explanation", others="นางสมศรี มีสุข"):
        payees.propose_all(*lines)


def test_one_payee_twice_in_a_list(payees: Payees) -> None:
    lines = payees.line(payees.second, "3333333333"), payees.line(payees.second, "4444444444")
    with refused("payee_account_twice", field="lines.1.party_id", name="นางสมศรี มีสุข"):
        payees.propose_all(*lines)


def test_every_bad_line_of_a_list_at_once(payees: Payees) -> None:
    lines = payees.line(payees.second, "1"), payees.line(5, "3333333333"), payees.line(payees.first, "2222222222")
    for code, field in (
        ("account_no_malformed", "lines.0.account_no"), ("party_not_found", "lines.1.party_id"),
        ("payee_callback_required", "lines.2.callback"),
    ):  # fmt: skip
        with refused(code, field=field):
            payees.propose_all(*lines)


def test_an_account_that_became_shared_while_it_waited(payees: Payees) -> None:
    """Both were proposed when nobody had it; the second confirmation is refused until it is explained."""
    third = payees.register("นายสาม")
    waiting = payees.propose(payees.second, "3333333333")
    other = payees.propose(third, "3333333333")
    payees.confirm(waiting)
    with refused("payee_account_shared", field="document_id", name="นายสาม", others="นางสมศรี มีสุข"):
        payees.confirm(other)


def test_two_waiting_proposals_of_one_account_confirmed_together(payees: Payees) -> None:
    third = payees.register("นายสาม")
    made = [payees.propose(party, "3333333333") for party in (payees.second, third)]
    with refused("payee_account_shared", field="document_id"):
        commands.confirm_accounts(
            envelope=payees.office.envelope("accountant"),
            data={"document_ids": [each.document_id for each in made]},
        )


def test_nobody_confirms_what_they_proposed(payees: Payees) -> None:
    """Even with both duties; neither alone nor in a list."""
    proposed = payees.propose(payees.second, "2222222222", by="all")
    with refused("own_approval"):
        payees.confirm(proposed, by="all")
    with refused("own_approval"):
        commands.confirm_accounts(envelope=payees.office.envelope("all"), data={"document_ids": [proposed.document_id]})


def test_nobody_confirms_without_the_duty(payees: Payees) -> None:
    proposed = payees.propose(payees.second, "2222222222")
    with refused("duty_missing"):
        payees.confirm(proposed, by="revenue_officer")


def test_a_document_of_another_kind_is_not_confirmed(payees: Payees) -> None:
    with refused("document_not_found", field="document_ids"):
        commands.confirm_accounts(envelope=payees.office.envelope("accountant"), data={"document_ids": [7]})


def test_rejecting_needs_a_reason(payees: Payees) -> None:
    proposed = payees.propose(payees.second, "2222222222")
    with refused("reason_required", field="reason"):
        commands.reject_account(
            envelope=payees.office.envelope("accountant"), data={"document_id": proposed.document_id}
        )
