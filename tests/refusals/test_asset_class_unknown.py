"""A class of assets that the standard table does not have."""

import pytest

from khlang.core.refusal import Refusal
from khlang.standards import asset_class
from tests.refusals.wording import check_refusal


def test_a_class_of_nothing() -> None:
    """At the field that named it."""
    with pytest.raises(Refusal) as refused:
        asset_class("999", field="lines.0.asset_class")
    check_refusal(refused.value, "asset_class_unknown", field="lines.0.asset_class", code="999")
