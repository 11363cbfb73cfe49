"""The pages of an outage: who sees them, what they say in every state, what they lead to."""

import re

import pytest
from django.test import Client

from tests.web.desk import Desk, set_up
from tests.web.spell_of_desk import SpellOfDesk, begun, clerk, money

PAGES = (
    "", "queue/", "register/receipt/", "proof/", "timeline/", "upload/", "papers/receipt/", "papers/daily_status/",
)  # fmt: skip
BESIDE = ("/continuity/", "/continuity/kits/", "/continuity/stock/", "/continuity/practice/", "/continuity/province/")


@pytest.fixture
def office(desk: Desk) -> Desk:
    money(desk)
    clerk(desk)
    return desk


@pytest.fixture
def spell(office: Desk) -> SpellOfDesk:
    return SpellOfDesk(office)


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_the_first_page_tells_the_story_and_what_runs(spell):
    quiet = text(spell.desk.client("wipa"), "/continuity/")
    assert "ระบบล่มเช้านี้" in quiet
    assert "/documents/outage/new/declare/" in quiet
    begun(spell.desk)
    page = text(spell.desk.client("pranee"), "/continuity/")
    assert "OT68-00001/2568" in page
    assert "เอกสารรอบันทึก 3 ฉบับ ต้องตัดสินใจ 2 ฉบับ" in page
    assert "/documents/outage/new/declare/" not in page


@pytest.mark.parametrize("reached", ["declared", "manual", "entering", "reconciling", "certified", "closed"])
def test_an_outage_in_every_state_says_what_is_next_and_who_does_it(spell, reached):
    steps = {
        "declared": spell.declare,
        "manual": spell.by_hand,
        "entering": lambda: spell.by_hand().step("restore"),
        "reconciling": lambda: spell.by_hand().step("restore").step("reconcile"),
        "certified": spell.sealed,
        "closed": lambda: closed(spell),
    }
    steps[reached]()
    assert spell.state == reached
    pages = {name: text(spell.desk.client(name), spell.href) for name in ("pranee", "wipa", "somchai", "surachai")}
    assert all("OT68-00001/2568" in each for each in pages.values())
    page = pages["somchai"]
    assert "papers/receipt/" not in pages["surachai"]
    assert ("ผู้ดำเนินการได้" in page) is (reached != "closed")
    assert ("ประตูปิดอยู่" in page) is (reached in ("entering", "reconciling"))
    assert ("papers/receipt/" in page) is (reached in ("manual", "entering", "reconciling"))
    forms = re.findall(rf"{spell.href}print/([a-z_]+)/", page)
    for form in dict.fromkeys(forms):
        answer = spell.desk.client("pranee").get(f"{spell.href}print/{form}/")
        assert answer.content.startswith(b"%PDF"), form
    if reached == "certified":
        assert {"outage_certificate", "outage_report"} & set(forms) or len(forms) > 2


def closed(spell: SpellOfDesk) -> None:
    spell.sealed()
    data = {"document_id": spell.id, "of": "report", "acknowledged_by": "นายก", "acknowledged_on": "2024-10-01",
            "told_by": "paper"}  # fmt: skip
    for of in ("notice", "report"):
        spell.desk.do("outage.acknowledge", {**data, "of": of}, "surachai")
    spell.step("close")


def test_whoever_may_not_see_outages_is_told_so(spell):
    begun(spell.desk)
    clerk(spell.desk, "boonsri", "cash_keeper")
    client = spell.desk.client("boonsri")
    for path in (*BESIDE, *(spell.href.replace("/0/", "/1/") + each for each in PAGES)):
        assert client.get(path).status_code == 403, path


def test_the_outage_of_another_office_is_a_page_that_does_not_exist(spell):
    theirs = begun(spell.desk)
    other = set_up("OTHER")
    client = other.client("pranee")
    for each in PAGES:
        assert client.get(f"{theirs.href}{each}").status_code == 404, each
    for path in theirs.captures():
        assert client.get(path).status_code == 404, path
    capture = theirs.captures()[0]
    refused = client.post(f"{capture}discard/", {"reason": "ไม่ใช่ของเรา"})
    assert refused.status_code == 404


def test_unknown_outages_kinds_and_acts_are_pages_that_do_not_exist(spell):
    here = begun(spell.desk)
    client = spell.desk.client("wipa")
    for path in ("/continuity/1/", f"{here.href}papers/nothing/", f"{here.href}register/nothing/", f"{here.href}do/nothing/",
                 f"{here.href}captures/1/", "/continuity/stock/1/", "/continuity/kits/1/print/"):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_the_proof_names_what_is_missing_and_where_it_is_put_right(spell):
    here = begun(spell.desk)
    page = text(spell.desk.client("pranee"), f"{here.href}proof/")
    assert "ที่ยังขาด" in page
    assert f"{here.href}captures/" in page
    assert "ทะเบียนคุมเทียบกับเอกสารในระบบ" in page


def test_the_proof_of_a_certified_outage_names_its_day(spell):
    spell.sealed()
    page = text(spell.desk.client("wipa"), f"{spell.href}proof/")
    assert "ครบถ้วน ถูกต้อง: รับรองแล้วเมื่อ 1 ตุลาคม 2567" in page


def test_the_register_shows_every_number_and_leads_only_where_one_may_look(spell):
    here = begun(spell.desk)
    page = text(spell.desk.client("pranee"), f"{here.href}register/receipt/")
    assert page.count("RP68-0000") == 2
    assert "/documents/proof_of_receipt/" in page
    kept = text(spell.desk.client("admin"), f"{here.href}register/receipt/")
    assert "RP68-00001" in kept
    assert "/documents/proof_of_receipt/" not in kept
    only = text(spell.desk.client("pranee"), f"{here.href}register/receipt/?status=issued")
    assert "RP68-00002" in only
    assert spell.desk.client("pranee").get(f"{here.href}register/").status_code == 302


def test_the_timeline_tells_who_did_what_and_how_late(spell):
    spell.sealed()
    page = text(spell.desk.client("pranee"), f"{spell.href}timeline/")
    for said in (
        "แจ้งเหตุขัดข้อง",
        "ยืนยันเหตุขัดข้อง",
        "รับรองว่าครบถ้วน ถูกต้อง",
        "เอกสารตามวันที่บนเอกสาร",
        "คุณsomchai",
        "กรอกในตาราง",
    ):
        assert said in page


def test_the_acts_of_an_outage_are_forms_that_keep_what_was_typed(spell):
    spell.by_hand()
    client = spell.desk.client("wipa")
    typed = {"paper": "receipt", "book_no": "12", "number": "5", "reason": "เขียนชื่อผิด", "witness": ""}
    refused = client.post(f"{spell.href}do/void/", typed)
    assert refused.status_code == 422
    assert "เขียนชื่อผิด" in refused.content.decode()
    person = spell.desk.people["malee"].id
    done = client.post(f"{spell.href}do/void/", {**typed, "witness": str(person), "copies_kept": "on"})
    assert done.status_code == 302, done.content.decode()
    assert "ยกเลิก 1" in text(client, f"{spell.href}register/receipt/")


def test_the_provincial_office_sees_those_below(spell):
    begun(spell.desk)
    page = text(spell.desk.client("pranee"), "/continuity/province/")
    assert "ไม่มีหน่วยงานในกำกับ" in page
