"""Nobody approves what they did themselves."""

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


def test_voiding_ones_own_receipt():
    """Holding both duties does not help; the earlier step is named."""
    with pytest.raises(Refusal) as refused:
        decide(
            lifecycle=RECEIPT,
            state="issued",
            move="void",
            actor_id=SOMCHAI,
            duties=frozenset({"receipt.issue", "receipt.void"}),
            history=[Step("create", SOMCHAI), Step("issue", SOMCHAI)],
            reason="พิมพ์ผิด",
        )
    check_refusal(refused.value, "own_approval", document="receipt", move="void", earlier_move="issue")
