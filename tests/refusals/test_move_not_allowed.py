"""A step that the state of the document does not permit."""

import pytest

from khlang.core.lifecycle import Lifecycle, Move, Step, decide
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal

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
    with pytest.raises(Refusal) as refused:
        decide(
            lifecycle=RECEIPT,
            state="voided",
            move="void",
            actor_id=PRANEE,
            duties=frozenset({"receipt.void"}),
            history=[Step("create", SOMCHAI), Step("issue", SOMCHAI)],
            reason="พิมพ์ผิด",
        )
    check_refusal(refused.value, "move_not_allowed", document="receipt", state="voided", move="void")
