"""Local taxes at the receipt page: typing the taxpayer's name offers what is owed today, and the receipt pays it."""

import json
from uuid import uuid4

from khlang.office.taxpayers import queries
from khlang.platform import tenancy
from khlang.spine.parties import queries as parties

PATH = "/receipts/new/"


def owed(desk, **more):
    """An assessment of somebody, due on 30 April 2567: five months late on the day of these tests."""
    with tenancy.scope(desk.org):
        known = parties.find(text="สมชาย ใจดี")
    if not known:
        desk.do("party.save", {"name": "นายสมชาย ใจดี"})
        with tenancy.scope(desk.org):
            known = parties.find(text="สมชาย ใจดี")
    payer = known[0].id
    data = {
        "party_id": payer, "tax": "land_building", "tax_year": 2567, "reference": "โฉนด 77", "amount": "1,000", **more,
    }  # fmt: skip
    return desk.do("assessment.save", data, "somchai").data["id"]


def offered(desk, text):
    answer = desk.client("somchai").get("/suggest/receipt/lines.item/", {"q": text})
    return json.loads(answer.content)["choices"]


def test_the_name_of_the_taxpayer_offers_tax_and_penalty(desk):
    """Of an earlier fiscal year: the item of arrears; 10 % of fine and six months of 1 %."""
    assessment = owed(desk)
    tax, penalty = offered(desk, "สมชาย")
    assert (tax["value"], tax["fills"]["amount"], tax["fills"]["assessment"]) == (
        "91100008",
        "1,000.00",
        str(assessment),
    )
    assert (penalty["value"], penalty["fills"]["amount"]) == ("41229004", "160.00")
    assert "LB67-00001 นายสมชาย ใจดี" in tax["label"]


def test_an_item_forgets_the_tax_that_was_chosen_before(desk):
    """Otherwise the line would pay a tax with the money of something else."""
    assert offered(desk, "ขนขยะ")[0]["fills"]["assessment"] == ""


def test_the_receipt_pays_the_tax(desk):
    """As the browser sends it: the tax stands hidden in the line."""
    assessment = owed(desk)
    form = {
        "command_id": str(uuid4()), "act": "issue", "payer_name": "นายสมชาย ใจดี", "channel": "cash",
        "lines-0-assessment": str(assessment), "lines-0-item": "91100008", "lines-0-amount": "1,000.00",
        "lines-1-assessment": str(assessment), "lines-1-item": "41229004", "lines-1-amount": "160.00",
    }  # fmt: skip
    page = desk.client("somchai").post(PATH, form, follow=True).content.decode()
    assert "จำนวน 1,160.00 บาท" in page
    with tenancy.scope(desk.org):
        assert queries.assessment(assessment_id=assessment).state == "paid"


def test_a_tax_that_is_paid_is_said_above_the_form(desk):
    """What is refused at a hidden box is not lost."""
    assessment = owed(desk)
    form = {
        "command_id": str(uuid4()), "act": "issue", "payer_name": "นายสมชาย ใจดี", "channel": "cash",
        "lines-0-assessment": str(assessment), "lines-0-item": "91100008", "lines-0-amount": "1,000.00",
        "lines-1-assessment": str(assessment), "lines-1-item": "41229004", "lines-1-amount": "160.00",
    }  # fmt: skip
    desk.client("somchai").post(PATH, form)
    answer = desk.client("somchai").post(PATH, {**form, "command_id": str(uuid4())})
    assert answer.status_code == 422
    assert "ชำระครบแล้ว" in answer.content.decode()


def test_pages_of_the_register(desk):
    """Every list, the form of an entry and the form of a new one."""
    assessment, client = owed(desk), desk.client("somchai")
    for key in (
        "tax_assessment",
        "tax_arrears",
        "tax_payment",
        "tax_import",
        "tax_cancelled",
        "tax_superseded",
        "tax_change",
    ):
        assert client.get(f"/lists/{key}/").status_code == 200, key
    for key in ("tax_assessment", "tax_import", "tax_cancelled", "tax_superseded"):
        assert client.get(f"/lists/{key}/new/").status_code == 200, key
    page = client.get(f"/lists/tax_assessment/{assessment}/").content.decode()
    assert "โฉนด 77" in page


def test_an_assessment_is_cancelled_and_replaced_on_its_page(desk):
    """With the reason; the list says by which it was replaced."""
    first, client = owed(desk), desk.client("somchai")
    second = owed(desk, reference="โฉนด 78")
    form = {"command_id": str(uuid4()), "assessment": str(first), "reason": "ประเมินซ้ำ"}
    client.post("/lists/tax_cancelled/new/", form)
    assert "ประเมินซ้ำ" in client.get("/lists/tax_cancelled/").content.decode()
    with tenancy.scope(desk.org):
        payer = queries.assessment(assessment_id=second).party_id
    form = {
        "command_id": str(uuid4()), "assessments-0-assessment": str(second), "reason": "แบ่งแยกโฉนด",
        "replacements-0-party_id": str(payer), "replacements-0-tax": "land_building", "replacements-0-tax_year": "2567",
        "replacements-0-reference": "โฉนด 78/1", "replacements-0-amount": "600",
    }  # fmt: skip
    client.post("/lists/tax_superseded/new/", form)
    assert "LB67-00003" in client.get("/lists/tax_superseded/").content.decode()
