"""A voucher without lines."""

import pytest

from khlang.core.posting import Facts, Rule, RuleLine, expand
from khlang.core.refusal import Refusal
from tests.refusals.wording import check_refusal

RULE = Rule("e", "general", "s", "n", (RuleLine("debit", "1", "amount"), RuleLine("credit", "2", "amount")))


def test_a_document_whose_amounts_are_all_zero():
    """Nothing is posted, and no voucher number is used up."""
    with pytest.raises(Refusal) as refused:
        expand(RULE, Facts({"amount": 0}))
    check_refusal(refused.value, "voucher_empty")
