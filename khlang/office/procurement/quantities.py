"""Quantities of things bought: up to three decimals, kept as whole thousandths. Pure."""

import re
from typing import Any

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits

_SHAPE = re.compile(r"(\d{1,12})(?:\.(\d{1,3}))?")


def parse_quantity(text: Any) -> int:
    """Thousandths of a quantity as typed: "12", "1,500.25", "๒.๕". Refusal: quantity_malformed."""
    found = _SHAPE.fullmatch(to_arabic_digits(normalise(str(text))).replace(",", "").replace(" ", ""))
    if found is None:
        raise Refusal("quantity_malformed", text=str(text))
    thousandths = int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))
    if not thousandths:
        raise Refusal("quantity_malformed", text=str(text))
    return thousandths


def format_quantity(thousandths: int) -> str:
    """A quantity as people write it: 12000 is "12", 2500 is "2.5"."""
    whole, rest = divmod(thousandths, 1000)
    return f"{whole:,}" + (f".{rest:03d}".rstrip("0") if rest else "")


def price(*, quantity: int, unit_price: int) -> int:
    """Satang for a quantity (thousandths) at a unit price (satang), half a satang rounded up."""
    return (quantity * unit_price + 500) // 1000
