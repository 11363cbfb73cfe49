"""Classes of assets: every account exists, every code is of three digits, the threshold is the one of the day."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.standards import asset_class, asset_classes, capitalisation_threshold, chart, class_of_account


def test_every_account_of_a_class_takes_entries() -> None:
    for found in asset_classes():
        assert len(found.code) == 3 and found.code.isdigit()
        assert found.name_th and found.name_en and found.source
        accounts = (found.account, found.waiting_account, found.accumulated_account, found.expense_account)
        assert all(chart().posting(code) for code in accounts if code)
        assert bool(found.life_years) == bool(found.accumulated_account)


def test_codes_are_given_once() -> None:
    codes = [found.code for found in asset_classes()]
    assert len(codes) == len(set(codes))


def test_what_waits_for_a_computer_is_the_staging_account_of_computers() -> None:
    computers = class_of_account("1206100101.001")
    assert computers is not None
    assert (computers.name_th, computers.waiting_account) == ("ครุภัณฑ์คอมพิวเตอร์", "1206100102.001")
    assert chart().account(computers.waiting_account).name_th == "พักครุภัณฑ์คอมพิวเตอร์"
    assert class_of_account("5104010104.001") is None


@pytest.mark.parametrize(
    ("day", "satang"),
    [(date(2016, 9, 30), 500_000), (date(2016, 10, 1), 1_000_000), (date(2024, 10, 25), 1_000_000)],
)
def test_the_threshold_is_that_of_the_day(day: date, satang: int) -> None:
    assert capitalisation_threshold(on=day) == satang


def test_an_unknown_class_is_refused_at_its_field() -> None:
    with pytest.raises(Refusal) as refused:
        asset_class("999", field="class_code")
    assert (refused.value.code, refused.value.field) == ("asset_class_unknown", "class_code")
