"""Searches refused: a national number in an address, a search whose time is over."""

from typing import Any

import pytest

from khlang.core.refusal import Refusal
from tests.api.program import Bureau
from tests.household import TODAY
from tests.privacy.province import NUMBER
from tests.refusals.wording import check_refusal


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/lists/party?search=", "/documents/receipt?search=", "/reports/trial-balance?on="])
def test_number_in_address(path: str, settings: Any) -> None:
    settings.BUSINESS_DATE = TODAY.isoformat()
    answer = Bureau().program("finance_officer").get(f"{path}{NUMBER}")
    (error,) = answer.json()["errors"]
    assert answer.status_code == 422 and error["code"] == "number_in_address" and NUMBER not in answer.content.decode()
    check_refusal(Refusal("number_in_address"), "number_in_address")


def test_search_over() -> None:
    """What it does stands in tests/privacy/test_searching.py."""
    check_refusal(Refusal("search_over"), "search_over")
