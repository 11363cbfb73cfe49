"""Amounts as a treasurer types them, and as the books keep them: whole satang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khlang.core.money import MAX_SATANG, format_baht, parse_baht, plain_baht, positive
from khlang.core.refusal import Refusal
from khlang.core.thai import to_thai_digits

satang = st.integers(min_value=-MAX_SATANG, max_value=MAX_SATANG)

TYPED = [
    ("1250", 125_000),
    ("1,250.50", 125_050),
    ("1,250.5", 125_050),
    ("๑,๒๕๐.๕๐", 125_050),
    (" 1 250 000.00 ", 125_000_000),
    ("฿1,250", 125_000),
    ("1,250 บาท", 125_000),
    ("1,250 บาทถ้วน", 125_000),
    ("1,250.-", 125_000),
    ("1,250.- บาท", 125_000),
    (".25", 25),
    ("0", 0),
    ("-20", -2_000),
    ("\u2212" + "20.05", -2_005),
    ("1\u00a0250", 125_000),
    ("10,000,000,000,000", MAX_SATANG),
]

REFUSED = [
    ("", "amount_malformed"),
    ("   ", "amount_malformed"),
    (".", "amount_malformed"),
    ("-", "amount_malformed"),
    ("12.", "amount_malformed"),
    ("12,50", "amount_malformed"),
    ("1,2500", "amount_malformed"),
    ("1.250,00", "amount_malformed"),
    ("1e3", "amount_malformed"),
    ("+20", "amount_malformed"),
    ("20%", "amount_malformed"),
    ("ห้าสิบ", "amount_malformed"),
    ("=SUM(A1)", "amount_malformed"),
    ("\u0661\u0662", "amount_malformed"),
    ("9" * 100, "amount_malformed"),
    ("1.234", "amount_three_decimals"),
    ("1.000", "amount_three_decimals"),
    ("๑.๒๓๔", "amount_three_decimals"),
    ("10,000,000,000,000.01", "amount_too_large"),
    ("-99999999999999", "amount_too_large"),
]


@pytest.mark.parametrize("typed, amount", TYPED)
def test_an_amount_is_read_as_it_is_written_in_an_office(typed, amount):
    """Commas, Thai digits, the baht sign, ".-" and a minus sign are understood."""
    assert parse_baht(typed) == amount


@pytest.mark.parametrize("typed, code", REFUSED)
def test_an_unclear_amount_is_refused_and_never_guessed(typed, code):
    """12,50 may mean 12.50 or 1,250: the person who typed it decides, not the program."""
    with pytest.raises(Refusal) as refused:
        parse_baht(typed, field="amount")
    assert (refused.value.code, refused.value.field) == (code, "amount")


@given(satang)
def test_what_is_printed_can_be_typed_back(amount):
    """For people, for machines, in Thai digits: the same satang return."""
    assert parse_baht(format_baht(amount)) == amount
    assert parse_baht(plain_baht(amount)) == amount
    assert parse_baht(to_thai_digits(format_baht(amount))) == amount


@given(st.text(max_size=70))
def test_any_text_is_either_an_amount_or_a_named_refusal(text):
    """Nothing that is typed can break the program."""
    try:
        amount = parse_baht(text)
    except Refusal as refused:
        assert refused.code.startswith("amount_")
    else:
        assert abs(amount) <= MAX_SATANG


@pytest.mark.parametrize(
    "amount, printed, plain",
    [
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (123_450, "1,234.50", "1234.50"),
        (-123_450, "-1,234.50", "-1234.50"),
        (5_740_559_098, "57,405,590.98", "57405590.98"),
    ],
)
def test_amounts_are_printed_with_two_decimals(amount, printed, plain):
    """Commas for people, none for spreadsheets."""
    assert (format_baht(amount), plain_baht(amount)) == (printed, plain)


def test_money_that_is_received_or_paid_is_more_than_zero():
    """Nothing and less than nothing cannot be receipted."""
    assert positive(1) == 1
    for amount in (0, -1):
        with pytest.raises(Refusal, match="amount_not_positive"):
            positive(amount)
    with pytest.raises(Refusal, match="amount_too_large"):
        positive(MAX_SATANG + 1)
