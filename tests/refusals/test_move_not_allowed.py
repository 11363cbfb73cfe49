"""A step that the state of the document does not permit."""

import pytest

from khlang.core.lifecycle import Lifecycle, Move, Step, decide
from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.till import VAT, Till

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


def test_voiding_twice():
    """The receipt was voided in another window."""
    with pytest.raises(Refusal) as caught:
        decide(
            lifecycle=RECEIPT,
            state="voided",
            move="void",
            actor_id=PRANEE,
            duties=frozenset({"receipt.void"}),
            history=[Step("create", SOMCHAI), Step("issue", SOMCHAI)],
            reason="พิมพ์ผิด",
        )
    check_refusal(caught.value, "move_not_allowed", document="receipt", state="voided", move="void")


def test_approving_a_request_that_was_given_up(till: Till) -> None:
    """The receipt stays posted; the window still showed the button."""
    receipt = till.bank_in(VAT, "100")
    request = {"document_id": till.ask_reversal(receipt).document_id}
    revenue.cancel_reversal(envelope=till.office.envelope("finance_officer"), data=request)
    with refused("move_not_allowed", document="receipt_reversal", state="cancelled", move="approve"):
        revenue.approve_reversal(envelope=till.office.envelope("treasury_head"), data=request)
