"""Paper stock, kits, prints, the rehearsal, closing a year: what is prepared before and proved after an outage."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from khlang.office.revenue.queries import genuine
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import queries as organisations
from tests.web.desk import Desk
from tests.web.spell_of_desk import SpellOfDesk, clerk, money


@pytest.fixture
def office(desk: Desk, settings, tmp_path) -> Desk:
    settings.MEDIA_ROOT = str(tmp_path)
    money(desk)
    clerk(desk)
    return desk


def lease(desk: Desk, **more: str):
    form = {"command_id": str(uuid4()), "paper": "receipt", "book_no": "12", "first": "1", "last": "50", "source": "printed",
            "custodian": str(desk.people["somchai"].id), **more}  # fmt: skip
    return desk.client("pranee").post("/continuity/stock/new/", form)


def test_a_book_is_handed_out_looked_into_and_taken_back(office):
    assert lease(office).status_code == 302
    client = office.client("pranee")
    page = client.get("/continuity/stock/").content.decode()
    assert "คุณsomchai" in page
    href = re.search(r'href="(/continuity/stock/\d+/)"', page)
    assert href
    assert "50" in client.get(href.group(1)).content.decode()
    done = client.post(f"{href.group(1)}close/", {"command_id": str(uuid4())}, follow=True)
    assert "รับคืนเล่มแล้ว" in done.content.decode()


def test_a_book_that_overlaps_another_is_refused_and_the_form_keeps_what_was_typed(office):
    lease(office)
    answer = lease(office, first="40", last="90")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="90"' in page
    assert "alert" in page


def test_only_who_manages_books_is_offered_to_hand_them_out(office):
    assert "/continuity/stock/new/" not in office.client("somchai").get("/continuity/stock/").content.decode()
    assert "/continuity/stock/new/" in office.client("pranee").get("/continuity/stock/").content.decode()


def test_a_kit_is_made_and_printed(office):
    client = office.client("pranee")
    assert "ยังไม่เคยทำชุดเอกสารสำรอง" in client.get("/continuity/kits/").content.decode()
    page = client.post("/continuity/kits/make/", {"command_id": str(uuid4())}, follow=True).content.decode()
    assert "KT68-00001/2568" in page
    href = re.search(r'href="(/continuity/kits/\d+/print/)"', page)
    assert href
    answer = client.get(href.group(1))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    workbook = re.search(r'href="(/attachments/\d+/)"', page)
    assert workbook
    assert client.get(workbook.group(1)).status_code == 200


def test_the_prints_and_the_bundle_of_a_certified_outage(office):
    spell = SpellOfDesk(office).sealed()
    client = office.client("anan")
    page = client.get(f"{spell.href}register/receipt/").content.decode()
    forms = re.findall(rf'href="({spell.href}print/[a-z_]+/)"', page + client.get(spell.href).content.decode())
    assert len(set(forms)) >= 3
    for form in set(forms):
        assert client.get(form).content.startswith(b"%PDF"), form
    answer = client.post(f"{spell.href}bundle/", {"command_id": str(uuid4()), "paper": "receipt"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/attachments/")
    assert client.get(f"{spell.href}print/nothing/").status_code in (404, 422)


def test_a_rehearsal_is_begun_lived_through_and_scored(office):
    client = office.client("wipa")
    quiet = office.client("pranee").get("/continuity/practice/").content.decode()
    assert "ผู้ดำเนินการได้" in quiet
    page = client.post("/continuity/practice/start/", {"command_id": str(uuid4())}, follow=True).content.decode()
    assert "ท่านอยู่ในสำนักงานจำลอง" in page
    assert "นางสาวพิมพ์ใจ ซ้อมดี" in page
    done = client.post("/continuity/practice/finish/", {"command_id": str(uuid4())}, follow=True).content.decode()
    assert "จบการซ้อม ได้ 0 คะแนน" in done
    assert "0/100" in done


def test_a_second_rehearsal_waits_for_the_first(office):
    office.client("wipa").post("/continuity/practice/start/", {"command_id": str(uuid4())})
    other = office.client("anan")
    assert "สลับไปที่หน่วยงาน" in other.get("/continuity/practice/").content.decode()
    assert other.post("/continuity/practice/start/", {"command_id": str(uuid4())}).status_code == 422


def test_the_public_check_of_a_proof_names_the_handwritten_receipt(office):
    spell = SpellOfDesk(office).by_hand().step("restore")
    spell.receipt(1, payer="นางบุญมี ทองสุข")
    spell.enter()
    with tenancy.scope(office.org):
        (proof,) = documents.find(kind="proof_of_receipt")
        token = genuine.token(document=proof)
    page = Client().get(f"/v/{token}/").content.decode()
    for said in ("หลักฐานการรับเงิน", "RP68-00001/2568", "เล่มที่ 12 เลขที่ 1", "บันทึกแล้ว รอนำส่ง"):
        assert said in page
    assert "นางบุญมี" not in page


def test_the_office_decides_in_which_order_years_are_opened(office):
    page = office.client("admin").get("/office/").content.decode()
    assert "ต้องปิดบัญชีขั้นต้นของปีเดิมก่อน" in page
    assert "ตัดงบประมาณของปีตามเอกสาร" in page
    version = re.search(
        r'value="settings"><input[^>]*><input type="hidden" name="expected_version" value="(\d+)"', page
    )
    form = {"act": "settings", "command_id": str(uuid4()), "year_order": "close_first", "old_year_dika": "year_of_paper",
            "expected_version": version.group(1) if version else ""}  # fmt: skip
    answer = office.client("admin").post("/office/", form)
    assert answer.status_code == 302, answer.content.decode()
    kept = organisations.settings(org_id=office.org)
    assert (kept.year_order, kept.old_year_dika) == ("close_first", "year_of_paper")


def test_a_year_that_is_over_is_closed_preliminarily(office, settings):
    settings.BUSINESS_DATE = "2025-10-01"
    client = office.client("pranee")
    assert "ปิดบัญชีขั้นต้น" in client.get("/years/").content.decode()
    early = client.post("/years/", {"act": "close_preliminarily", "fiscal_year": "2569", "command_id": str(uuid4())})
    assert early.status_code == 422
    done = client.post(
        "/years/", {"act": "close_preliminarily", "fiscal_year": "2568", "command_id": str(uuid4())}, follow=True
    )
    assert "ปิดบัญชีขั้นต้นแล้ว" in done.content.decode()
    with tenancy.scope(office.org):
        assert ledger.period(fiscal_year=2568).state == "preliminary_closed"
