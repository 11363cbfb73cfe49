"""Quantities: up to three decimals, never below one thousandth; a price is rounded half up to the satang."""

import pytest

from khlang.core.refusal import Refusal
from khlang.office.procurement.quantities import format_quantity, parse_quantity, price


@pytest.mark.parametrize(
    ("typed", "thousandths", "written"),
    [("1", 1000, "1"), ("๑,๕๐๐.๒๕", 1_500_250, "1,500.25"), ("0.001", 1, "0.001"), ("12.500", 12_500, "12.5")],
)
def test_as_typed_and_as_written(typed: str, thousandths: int, written: str) -> None:
    assert parse_quantity(typed) == thousandths
    assert (format_quantity(thousandths), parse_quantity(written)) == (written, thousandths)


@pytest.mark.parametrize("typed", ["", "0", "0.000", "-1", "1.2345", "1e3", "๑๐ รีม"])
def test_what_is_no_quantity(typed: str) -> None:
    with pytest.raises(Refusal, match="quantity_malformed"):
        parse_quantity(typed)


def test_price_of_a_part() -> None:
    """611.428 litres at 35.00 baht; half a satang is rounded up."""
    assert price(quantity=611_428, unit_price=35_00) == 21_399_98
    assert price(quantity=500, unit_price=1) == 1
