"""Nobody approves what they did themselves."""

import pytest

from khlang.core.lifecycle import Lifecycle, Move, Step, decide
from khlang.core.refusal import Refusal
from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.till import Till

RECEIPT = Lifecycle(
    "receipt",
    initial="draft",
    final=("voided",),
    moves=(
        Move("issue", ("draft",), "issued", "receipt.issue"),
        Move("void", ("issued",), "voided", "receipt.void", not_by=("issue",), reason_required=True),
    ),
)
SOMCHAI, PRANEE = 1, 2


def test_voiding_ones_own_receipt():
    """Holding both duties does not help; the earlier step is named."""
    with pytest.raises(Refusal) as caught:
        decide(
            lifecycle=RECEIPT,
            state="issued",
            move="void",
            actor_id=SOMCHAI,
            duties=frozenset({"receipt.issue", "receipt.void"}),
            history=[Step("create", SOMCHAI), Step("issue", SOMCHAI)],
            reason="พิมพ์ผิด",
        )
    check_refusal(caught.value, "own_approval", document="receipt", move="void", earlier_move="issue")


ENTRY = [{"account": "1101010101.001", "debit": "5"}, {"account": "3102010101.001", "credit": "5"}]


def test_approving_an_entry_that_one_has_rewritten(till: Till) -> None:
    """Somebody else began it and submitted it; the lines are one's own all the same."""
    written = treasury.save_voucher(
        envelope=till.office.envelope("accountant"), data={"title": "ปรับปรุง", "lines": ENTRY}
    )
    named = {"document_id": written.document_id}
    treasury.save_voucher(envelope=till.office.envelope("all"), data={**named, "title": "ของฉัน", "lines": ENTRY})
    treasury.submit_voucher(envelope=till.office.envelope("accountant"), data=named)
    with refused("own_approval", document="general_voucher", move="approve", earlier_move="edit"):
        treasury.approve_voucher(envelope=till.office.envelope("all"), data=named)
    assert treasury.approve_voucher(envelope=till.office.envelope("treasury_head"), data=named).state == "approved"


def test_acknowledging_a_report_that_one_has_drawn_up_anew(till: Till) -> None:
    """The figures that were certified are one's own."""
    named = {
        "document_id": treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={}).document_id
    }
    treasury.refresh_status(envelope=till.office.envelope("all"), data=named)
    treasury.certify_status(envelope=till.office.envelope("treasury_head"), data=named)
    with refused("own_approval", document="daily_status", move="acknowledge", earlier_move="refresh"):
        treasury.acknowledge_status(envelope=till.office.envelope("all"), data=named)
