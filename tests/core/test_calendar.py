"""Dates in the Buddhist era, and the fiscal year from 1 October to 30 September."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khlang.core.calendar import (
    BUDDHIST_ERA,
    buddhist_year,
    fiscal_year,
    fiscal_year_end,
    fiscal_year_start,
    format_date,
    parse_date,
    parse_date_of_other_era,
)
from khlang.core.refusal import Refusal

TODAY = date(2025, 3, 31)
THE_27TH = date(2025, 3, 27)
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2050, 12, 31))
near_days = st.dates(min_value=date(2022, 1, 1), max_value=date(2028, 12, 31))

TYPED = [
    ("27/3/2568", THE_27TH),
    ("27/03/2568", THE_27TH),
    ("27-3-68", THE_27TH),
    ("27.3.68", THE_27TH),
    ("27 มี.ค. 68", THE_27TH),
    ("27 มี.ค. 2568", THE_27TH),
    ("27 มีนาคม 2568", THE_27TH),
    ("27มีค68", THE_27TH),
    ("๒๗ มี.ค. ๒๕๖๘", THE_27TH),
    ("๒๗/๓/๖๘", THE_27TH),
    ("วันที่ ๒๗ มีนาคม พ.ศ. ๒๕๖๘", THE_27TH),
    ("  27   มีนาคม   2568 ", THE_27TH),
    ("2025-03-27", THE_27TH),
    ("27 Mar 2025", THE_27TH),
    ("27 march 2025", THE_27TH),
    ("29/2/2567", date(2024, 2, 29)),
    ("29 ก.พ. 67", date(2024, 2, 29)),
    ("31 ธ.ค. 2571", date(2028, 12, 31)),
]

REFUSED = [
    ("", "date_malformed"),
    ("เมื่อวาน", "date_malformed"),
    ("27/3", "date_malformed"),
    ("27/3/568", "date_malformed"),
    ("27/3-2568", "date_malformed"),
    ("2568/3/27", "date_malformed"),
    ("27 มีนา 2568", "date_malformed"),
    ("27 Mar 25", "date_malformed"),
    ("2025-03-27T00:00", "date_malformed"),
    ("45743", "date_malformed"),
    ("29/2/2568", "date_not_in_calendar"),
    ("2025-02-29", "date_not_in_calendar"),
    ("31 เม.ย. 68", "date_not_in_calendar"),
    ("0/3/2568", "date_not_in_calendar"),
    ("27/13/2568", "date_not_in_calendar"),
    ("27/3/2025", "date_era_implausible"),
    ("27 มี.ค. 2025", "date_era_implausible"),
    ("2568-03-27", "date_era_implausible"),
    ("27 Mar 2568", "date_era_implausible"),
    ("27/3/25", "date_era_implausible"),
    ("27/3/2658", "date_era_implausible"),
    ("0000-01-01", "date_era_implausible"),
    ("1/1/0001", "date_era_implausible"),
]


@pytest.mark.parametrize("typed, day", TYPED)
def test_a_date_is_read_as_it_is_written_in_an_office(typed, day):
    """Numbers, Thai months short and long, Thai digits, two digits of year: all in the Buddhist era."""
    assert parse_date(typed, today=TODAY) == day


@pytest.mark.parametrize("typed, code", REFUSED)
def test_an_unclear_date_is_refused_and_never_guessed(typed, code):
    """A year of the wrong era is not converted: the person is asked."""
    with pytest.raises(Refusal) as refused:
        parse_date(typed, today=TODAY, field="document_date")
    assert (refused.value.code, refused.value.field) == (code, "document_date")


@given(near_days, st.sampled_from(["short", "long", "numeric"]), st.booleans(), st.booleans())
def test_what_is_printed_can_be_typed_back(day, style, thai_digits, english):
    """Every printed form of a day is understood as that day."""
    printed = format_date(day, style=style, thai_digits=thai_digits, english=english)
    assert parse_date(printed, today=TODAY) == day


@given(near_days)
def test_no_year_is_plausible_in_both_eras(day):
    """A year of the common era in Buddhist place, or the reverse, is always noticed."""
    for typed in (f"{day.day}/{day.month}/{day.year}", f"{day.year + BUDDHIST_ERA}-{day.month:02d}-{day.day:02d}"):
        with pytest.raises(Refusal, match="date_era_implausible"):
            parse_date(typed, today=TODAY)


@given(near_days)
def test_the_year_of_the_other_era_is_proposed(day):
    """Where the year was noticed, the same day in the other era is what a person is asked to confirm."""
    in_both = (f"{day.day}/{day.month}/{day.year}", f"{day.year + BUDDHIST_ERA}-{day.month:02d}-{day.day:02d}")
    for typed in in_both:
        assert parse_date_of_other_era(typed, today=TODAY) == day


@pytest.mark.parametrize("typed", ["27/3/25", "27 มี.ค. 25", "27 Mar 2568"])
def test_two_digits_and_english_months_in_the_other_era(typed):
    """Two digits may be those of the common era; English months may bear a Buddhist year."""
    assert parse_date_of_other_era(typed, today=TODAY) == THE_27TH


@given(st.text(max_size=40), days)
def test_any_text_is_a_date_of_the_other_era_or_a_named_refusal(text, today):
    """Nothing that is typed can break the program here either."""
    try:
        parse_date_of_other_era(text, today=today)
    except Refusal as refused:
        assert refused.code.startswith("date_")


@pytest.mark.parametrize("typed", ["0000-01-01", "1/1/0001", "27/3/1970", "27/3/68"])
def test_a_year_of_neither_era(typed):
    """Nothing is proposed."""
    with pytest.raises(Refusal, match="date_"):
        parse_date_of_other_era(typed, today=TODAY)


@given(st.text(max_size=40), days)
def test_any_text_is_either_a_date_or_a_named_refusal(text, today):
    """Nothing that is typed can break the program."""
    try:
        day = parse_date(text, today=today)
    except Refusal as refused:
        assert refused.code.startswith("date_")
    else:
        assert abs(day.year - today.year) <= 3


def test_old_documents_are_read_when_the_form_allows_more_years():
    """A contract of 2550 is refused on a receipt and accepted where older years are expected."""
    assert parse_date("1/10/2550", today=TODAY, within_years=30) == date(2007, 10, 1)
    with pytest.raises(Refusal, match="date_era_implausible"):
        parse_date("1/10/2550", today=TODAY)


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2024, 9, 30), 2567),
        (date(2024, 10, 1), 2568),
        (date(2024, 12, 31), 2568),
        (date(2025, 1, 1), 2568),
        (date(2025, 9, 30), 2568),
        (date(2025, 10, 1), 2569),
    ],
)
def test_the_fiscal_year_is_named_by_the_year_in_which_it_ends(day, year):
    """1 October 2567 opens fiscal year 2568."""
    assert fiscal_year(day) == year


@given(days)
def test_every_day_lies_in_one_fiscal_year(day):
    """Years follow each other without gap."""
    year = fiscal_year(day)
    assert fiscal_year_start(year) <= day <= fiscal_year_end(year)
    assert fiscal_year_end(year) + timedelta(days=1) == fiscal_year_start(year + 1)


@pytest.mark.parametrize(
    "options, printed",
    [
        ({}, "1 ต.ค. 2567"),
        ({"style": "long"}, "1 ตุลาคม 2567"),
        ({"style": "numeric"}, "01/10/2567"),
        ({"style": "month"}, "ตุลาคม 2567"),
        ({"style": "long", "thai_digits": True}, "๑ ตุลาคม ๒๕๖๗"),
        ({"english": True}, "1 Oct 2024"),
        ({"english": True, "style": "long"}, "1 October 2024"),
        ({"english": True, "style": "numeric"}, "2024-10-01"),
        ({"english": True, "style": "month"}, "October 2024"),
    ],
)
def test_a_day_is_printed_in_the_buddhist_era_and_in_english_in_the_common_era(options, printed):
    """1 October 2567 = 1 October 2024."""
    assert format_date(date(2024, 10, 1), **options) == printed
    assert buddhist_year(date(2024, 10, 1)) == 2567
