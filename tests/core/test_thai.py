"""Thai text: amounts in words, dictionary order, clean spelling, 13-digit numbers."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th import pin

from khlang.core.refusal import Refusal
from khlang.core.thai import (
    baht_text,
    clean_national_number,
    normalise,
    sort_key,
    to_arabic_digits,
    to_thai_digits,
    valid_national_number,
)

WORDS = [
    (0, "ศูนย์บาทถ้วน"),
    (1, "หนึ่งสตางค์"),
    (11, "สิบเอ็ดสตางค์"),
    (25, "ยี่สิบห้าสตางค์"),
    (100, "หนึ่งบาทถ้วน"),
    (101, "หนึ่งบาทหนึ่งสตางค์"),
    (1_000, "สิบบาทถ้วน"),
    (1_100, "สิบเอ็ดบาทถ้วน"),
    (2_000, "ยี่สิบบาทถ้วน"),
    (2_121, "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์"),
    (10_000, "หนึ่งร้อยบาทถ้วน"),
    (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
    (11_200, "หนึ่งร้อยสิบสองบาทถ้วน"),
    (123_450, "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"),
    (1_005_000, "หนึ่งหมื่นห้าสิบบาทถ้วน"),
    (76_379_295, "เจ็ดแสนหกหมื่นสามพันเจ็ดร้อยเก้าสิบสองบาทเก้าสิบห้าสตางค์"),
    (123_000_000, "หนึ่งล้านสองแสนสามหมื่นบาทถ้วน"),
    (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
    (1_100_000_000, "สิบเอ็ดล้านบาทถ้วน"),
    (2_100_000_000, "ยี่สิบเอ็ดล้านบาทถ้วน"),
    (5_740_559_098, "ห้าสิบเจ็ดล้านสี่แสนห้าพันห้าร้อยเก้าสิบบาทเก้าสิบแปดสตางค์"),
    (100_000_000_000_000, "หนึ่งล้านล้านบาทถ้วน"),
    (100_000_100_000_000, "หนึ่งล้านเอ็ดล้านบาทถ้วน"),
    (-123_450, "ลบหนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"),
]


@pytest.mark.parametrize("amount, words", WORDS)
def test_an_amount_is_written_in_words_as_on_a_receipt(amount, words):
    """เอ็ด for a last one, ยี่สิบ for twenty, สิบ for ten, groups of six digits with ล้าน, ถ้วน for whole baht."""
    assert baht_text(amount) == words


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_words_can_be_read_back_to_the_same_amount(amount):
    """A reader that knows nothing of the writer finds the same satang."""
    assert read_baht(baht_text(amount)) == amount


DIGITS = {
    "ศูนย์": 0, "หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4,
    "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}


def read_baht(words):
    """Read an amount in words, from left to right, as a child learns it."""
    sign = -1 if words.startswith("ลบ") else 1
    match = re.fullmatch(r"(?:ลบ)?(?:(?P<baht>.+)บาท)?(?:ถ้วน|(?P<satang>.+)สตางค์)", words)
    return sign * (read_number(match["baht"] or "") * 100 + read_number(match["satang"] or ""))


def read_number(words):
    """Read a whole number: a place multiplies the digit before it, ล้าน everything before it."""
    total = group = digit = 0
    names = "|".join([*DIGITS, *PLACES, "ล้าน"])
    assert re.fullmatch(f"(?:{names})*", words)
    for word in re.findall(names, words):
        if word in DIGITS:
            digit = DIGITS[word]
        elif word in PLACES:
            group, digit = group + (digit or 1) * PLACES[word], 0
        else:
            total, group, digit = (total + group + digit) * 1_000_000, 0, 0
    return total + group + digit


DICTIONARY = [
    ["กก", "กฎหมาย", "กระทรวง", "กลาง", "กะ", "กา", "การ", "กำหนด", "กิจ", "กีฬา",
     "กึ่ง", "กุ้ง", "กู้", "เก็บ", "แก้", "โกง", "ใกล้", "ไก่"],
    ["กา", "ก่า", "ก้า", "ก๊า", "ก๋า"],
    ["ปา", "ป่า", "ป้า", "ปาก"],
    ["เก", "เก็ง", "เก่ง", "เกณฑ์", "เกม", "แก"],
    ["พราหมณ์", "พฤกษา", "พล"],
    ["ภาษีบำรุงท้องที่", "ภาษีป้าย", "ภาษีโรงเรือน", "ภาษีสุรา"],
    ["ข้อ ๒", "ข้อ 3", "ข้อ ๔"],
    ["Bank", "cash", "เงิน"],
]  # fmt: skip


@pytest.mark.parametrize("words", DICTIONARY, ids=lambda words: words[0])
def test_words_stand_in_the_order_of_the_dictionary(words):
    """Vowels before a consonant count after it; tone marks decide last."""
    shuffled = words[:]
    random.Random(2568).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == words


@given(st.text(alphabet="กขคเแโะาิ่้็์ๆ. 1๑", max_size=12), st.text(alphabet="กขคเแโะาิ่้็์ๆ. 1๑", max_size=12))
def test_the_order_tells_any_two_spellings_apart(one, two):
    """Equal keys mean equal text, so a sorted list is always the same list."""
    assert (sort_key(one) == sort_key(two)) == (normalise(one) == normalise(two))


@pytest.mark.parametrize(
    "typed, clean",
    [
        ("  อบต.\t ทุ่งทอง \n", "อบต. ทุ่งทอง"),
        ("อบต.\u200bทุ่งทอง\ufeff", "อบต.ทุ่งทอง"),
        ("ทุ่งทอง\u00a0\u00a0", "ทุ่งทอง"),
        ("ทําบุญ", "ทำบุญ"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("เเผนงาน", "แผนงาน"),
        ("cafe\u0301", "café"),
        ("ใบ\x00สำคัญ\x7f", "ใบสำคัญ"),
        ("เลขที่\ud800 7", "เลขที่ 7"),
    ],
)
def test_text_is_kept_in_one_spelling(typed, clean):
    """What looks the same is found as the same: invisible characters, split ำ, เ typed twice."""
    assert normalise(typed) == clean


@given(st.text(max_size=30))
def test_cleaning_twice_changes_nothing(text):
    """The stored spelling is final."""
    assert normalise(normalise(text)) == normalise(text)


def test_lines_of_a_long_text_are_kept_when_asked():
    """An explanation may have paragraphs."""
    assert normalise(" ข้อ ๑  จัดซื้อ \r\n ข้อ ๒\n", keep_lines=True) == "ข้อ ๑ จัดซื้อ\nข้อ ๒"


@given(st.text(alphabet="0123456789/ก", max_size=20))
def test_digits_are_the_same_in_both_scripts(text):
    """๐–๙ and 0–9 can be exchanged without loss."""
    assert to_arabic_digits(to_thai_digits(text)) == text
    assert not set(to_thai_digits(text)) & set("0123456789")


@given(st.integers(min_value=10**11, max_value=9 * 10**11 - 1))
def test_exactly_one_check_digit_fits(first_twelve):
    """It is the one that an independent library computes; any other last digit is noticed."""
    valid = [digit for digit in range(10) if valid_national_number(f"{first_twelve}{digit}")]
    assert valid == [int(pin.calc_check_digit(str(first_twelve)))]


def test_a_number_is_read_with_hyphens_spaces_and_thai_digits():
    """1-2345-67890-12-1 is a well-formed number, however it is written."""
    assert clean_national_number("1-2345-67890-12-1") == "1234567890121"
    assert clean_national_number(" 1 2345 67890 12 1 ") == "1234567890121"
    assert clean_national_number("๑๒๓๔๕๖๗๘๙๐๑๒๑") == "1234567890121"


@pytest.mark.parametrize(
    "typed, code",
    [
        ("", "national_number_malformed"),
        ("123456789012", "national_number_malformed"),
        ("12345678901211", "national_number_malformed"),
        ("123456789012X", "national_number_malformed"),
        ("1234567890122", "national_number_check_digit"),
        ("1234657890121", "national_number_check_digit"),
        ("0000000000000", "national_number_check_digit"),
    ],
)
def test_a_wrong_number_is_refused(typed, code):
    """Too short, too long, letters, a wrong last digit, two digits exchanged."""
    with pytest.raises(Refusal) as refused:
        clean_national_number(typed, field="national_number")
    assert (refused.value.code, refused.value.field) == (code, "national_number")
