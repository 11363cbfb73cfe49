"""Saving and finding payers and payees."""

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.parties import commands, names, queries
from khlang.spine.parties.schemas import SaveParty
from tests.household import envelope, found


def right_check_digit(first_twelve: str) -> str:
    """Completes a number as the rule of the 13-digit number says."""
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(first_twelve))
    return first_twelve + str((11 - total % 11) % 10)


def save(org: int, name: str, number: str = "", **more):
    data = {"name": name, "national_number": number, **more}
    return commands.save_party(envelope=envelope(org), data=data)


@pytest.fixture
def org(db):
    return found()


@pytest.mark.parametrize(
    ("name", "searched"),
    [
        ("นาย สมชาย  ใจดี", "สมชายใจดี"),
        ("นางสาวมาลี สุขใจ", "มาลีสุขใจ"),
        ("บริษัท ทองดี จำกัด", "ทองดีจำกัด"),
        ("Mr. John SMITH", "johnsmith"),
        ("ร้าน ๙๙", "99"),
        ("นาย", "นาย"),
    ],
)
def test_the_searched_form_of_a_name(name, searched):
    assert names.searchable(name) == searched


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0-1055", "01055"),
        ("๐๑๐", "010"),
        ("01", ""),
        ("12ก", ""),
        ("", ""),
        ("1-1017", ""),
        ("1-1017-00203-45-0", "1101700203450"),
    ],
)
def test_what_looks_like_the_beginning_of_a_number(text, digits):
    assert names.number_beginning(text) == digits


def test_a_number_is_shown_masked():
    assert queries.masked_number("1234567890811") == "x-xxxx-xxxxx-81-1"
    assert queries.masked_number("0994000123456") == "0-9940-00123-45-6"  # a juristic person's is public
    assert queries.masked_number("") == ""


def test_a_payer_is_found_by_any_piece_of_the_name(org):
    save(org, "นายสมชาย ใจดี")
    save(org, "นางสาวใจดี มีสุข")
    save(org, "บริษัท อื่น จำกัด", kind="juristic")
    assert [row.name for row in _find(org, "ใจดี")] == ["นางสาวใจดี มีสุข", "นายสมชาย ใจดี"]
    assert [row.name for row in _find(org, "นายสมชาย")] == ["นายสมชาย ใจดี"]
    assert _find(org, "  ") == () and _find(org, "ไม่มี") == ()


def test_a_payer_is_found_by_the_whole_number_and_not_by_guessing_at_it(org):
    number = right_check_digit("110170020345")
    save(org, "สมชาย", number)
    save(org, "มาลี", right_check_digit("310170020345"))
    assert _find(org, "1-1017") == _find(org, number[:12]) == ()
    (row,) = _find(org, number)
    assert (row.name, row.masked_number) == ("สมชาย", f"x-xxxx-xxxxx-{number[10:12]}-{number[12]}")


def test_a_company_is_found_by_the_first_digits_of_its_number(org):
    save(org, "บริษัท อื่น จำกัด", right_check_digit("010553600031"), kind="juristic")
    assert [row.name for row in _find(org, "0-1055")] == ["บริษัท อื่น จำกัด"]


def test_names_come_in_thai_order_and_no_more_than_asked(org):
    for name in ("แก้ว งาม", "กาน งาม", "เก่ง งาม"):
        save(org, name)
    assert [row.name for row in _find(org, "งาม")] == ["กาน งาม", "เก่ง งาม", "แก้ว งาม"]
    assert len(_find(org, "งาม", limit=2)) == 2


def test_a_party_switched_off_is_kept_but_not_offered(org):
    made = save(org, "ร้านปิดแล้ว")
    save(org, "ร้านปิดแล้ว", party_id=made.document_id, active=False)
    assert _find(org, "ปิดแล้ว") == ()
    with tenancy.scope(org):
        assert queries.get(party_id=made.document_id).version == 2
        assert queries.list_parties()[1] == 1
        assert queries.list_parties(active_only=True)[1] == 0


def test_a_walk_in_payer_needs_no_number_and_many_may_have_none(org):
    save(org, "ผู้ชำระค่าขยะ ก")
    save(org, "ผู้ชำระค่าขยะ ข")
    with tenancy.scope(org):
        rows, total = queries.list_parties(text="ค่าขยะ")
    assert total == 2 and all(row.national_number == "" for row in rows)


def test_two_organisations_may_know_the_same_person(org):
    number = right_check_digit("110170020345")
    other = found("OTHER")
    mine, theirs = save(org, "สมชาย", number), save(other, "สมชาย", number)
    assert mine.document_id != theirs.document_id
    assert len(_find(org, "สมชาย")) == 1
    with tenancy.scope(org), pytest.raises(Refusal) as refused:
        queries.get(party_id=theirs.document_id)
    assert refused.value.code == "party_not_found"


def test_the_number_is_in_no_printed_form_of_the_input(org):
    number = right_check_digit("110170020345")
    data = SaveParty.model_validate({"name": "สมชาย", "national_number": number, "phone": "0812345678"})
    assert number not in repr(data) and "0812345678" not in repr(data)


def _find(org: int, text: str, **more):
    with tenancy.scope(org):
        return queries.find(text=text, **more)
