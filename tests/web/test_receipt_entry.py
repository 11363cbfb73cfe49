"""Receipt entry: what is typed is issued once; what is refused stays on the screen with the reason at its field."""

import json
import re
from uuid import uuid4

import pytest

from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.web.desk import LINES, Desk

PATH = "/receipts/new/"


def typed(**more: str) -> dict[str, str]:
    return {"command_id": str(uuid4()), "act": "issue", "payer_name": "นางคำ ทองดี", "channel": "cash", **LINES, **more}


def issued(desk: Desk) -> list:
    with tenancy.scope(desk.org):
        return list(documents.find(kind="receipt", states=["issued"]))


def problem_at(page: str, name: str) -> str:
    found = re.search(rf'id="id-{name}-error">([^<]+)<', page)
    return found.group(1) if found else ""


def test_an_issued_receipt_is_offered_for_printing(desk):
    answer = desk.client("somchai").post(PATH, typed(), follow=True)
    page = answer.content.decode()
    assert "ออกใบเสร็จเลขที่ RC68-00001/2568 จำนวน 240.00 บาท" in page
    assert "/print/receipt/" in page


def test_sending_the_same_form_twice_issues_one_receipt(desk):
    client, form = desk.client("somchai"), typed()
    client.post(PATH, form)
    client.post(PATH, form)
    assert len(issued(desk)) == 1


def test_thai_digits_and_commas_are_money(desk):
    desk.client("somchai").post(PATH, typed(**{"lines-0-amount": "๑,๒๕๐.๗๕"}))
    assert issued(desk)[0].amount == 125_075


def test_refusals_stand_at_their_fields_and_nothing_typed_is_lost(desk):
    form = typed(**{
        "payer_number": "1101700230707", "lines-0-amount": "12.345",
        "lines-3-item": "99999999", "lines-3-amount": "10", "lines-3-description": "ค่าอะไรสักอย่าง",
    })  # fmt: skip
    answer = desk.client("somchai").post(PATH, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ทศนิยมเกินสองตำแหน่ง" in problem_at(page, "lines-0-amount")
    assert problem_at(page, "payer_number")
    for text in ("1101700230707", "12.345", "99999999", "ค่าอะไรสักอย่าง", "นางคำ ทองดี"):
        assert f'value="{text}"' in page
    assert issued(desk) == []


def test_an_unknown_item_is_refused_at_its_line_though_empty_lines_stand_before(desk):
    form = typed(**{"lines-1-item": "", "lines-1-amount": "", "lines-2-item": "99999999", "lines-2-amount": "10"})
    page = desk.client("somchai").post(PATH, form).content.decode()
    assert problem_at(page, "lines-1-item")


def test_a_receipt_without_lines_is_told_so(desk):
    form = typed(**{"lines-0-item": "", "lines-0-amount": ""})
    answer = desk.client("somchai").post(PATH, form)
    assert answer.status_code == 422
    assert 'class="problem" role="alert"' in answer.content.decode()


def test_a_draft_can_be_continued_and_issued(desk):
    client = desk.client("somchai")
    answer = client.post(PATH, typed(act="draft"))
    href = f"/receipts/{answer['Location'].rstrip('/').rpartition('/')[2]}/"
    assert 'value="240.00"' in client.get(href).content.decode()
    client.post(href, typed(**{"lines-0-amount": "360"}))
    assert [document.amount for document in issued(desk)] == [36_000]


@pytest.mark.parametrize(("text", "code"), [("4121", "41210008"), ("ขนขยะ", "41210008"), ("๔๑๒๑๐๐๐๘", "41210008")])
def test_items_are_found_by_number_and_by_thai_name(desk, text, code):
    answer = desk.client("somchai").get("/suggest/receipt/lines.item/", {"q": text})
    assert code in [choice["value"] for choice in json.loads(answer.content)["choices"]]


def test_payers_are_found_without_showing_their_numbers(desk):
    desk.do("party.save", {"name": "นางสาวสมหญิง ใจดี", "national_number": "1101700230708", "address": "99/1"})
    answer = desk.client("somchai").get("/suggest/receipt/payer_name/", {"q": "สมหญิง"})
    (choice,) = json.loads(answer.content)["choices"]
    assert choice["value"] == "นางสาวสมหญิง ใจดี"
    assert choice["fills"]["payer_address"] == "99/1"
    assert "1101700230708" not in answer.content.decode()
