"""A step that belongs to somebody else's duties."""

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


def test_voiding_without_the_duty():
    """Who issues receipts may not void them; the duty is named."""
    with pytest.raises(Refusal) as refused:
        decide(
            lifecycle=RECEIPT,
            state="issued",
            move="void",
            actor_id=PRANEE,
            duties=frozenset({"receipt.issue"}),
            history=[Step("create", SOMCHAI), Step("issue", SOMCHAI)],
            reason="พิมพ์ผิด",
        )
    check_refusal(refused.value, "duty_missing", duty="receipt.void")
