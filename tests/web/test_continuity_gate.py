"""While papers are entered ordinary work is refused in clear words on every page, and nothing that was typed is lost."""

from uuid import uuid4

import pytest

from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests.web.desk import LINES, TODAY, Desk
from tests.web.spell_of_desk import SpellOfDesk, clerk, money

NOTICE = "กำลังบันทึกย้อนหลังเหตุขัดข้อง OT68-00001/2568"
REFUSAL = "ยังบันทึกรายการปกติไม่ได้"
PAGES = ("/", "/inbox/", "/documents/receipt/", "/receipts/new/", "/documents/remittance/new/", "/reports/", "/vouchers/",
         "/continuity/", "/continuity/kits/", "/lists/party/", "/reports/daily_status/")  # fmt: skip


@pytest.fixture
def office(desk: Desk) -> Desk:
    money(desk)
    clerk(desk)
    return desk


@pytest.fixture
def gated(office: Desk) -> SpellOfDesk:
    office.receipt()
    spell = SpellOfDesk(office).by_hand().step("restore")
    spell.receipt(1)
    return spell


def issue(desk: Desk, **more: str):
    form = {"command_id": str(uuid4()), "act": "issue", "payer_name": "นางคำ ทองดี", "channel": "cash", **LINES, **more}
    return desk.client("somchai").post("/receipts/new/", form)


def receipts(desk: Desk) -> int:
    with tenancy.scope(desk.org):
        return len(list(documents.find(kind="receipt", states=["issued"])))


def test_every_page_says_what_runs_and_what_is_left(gated):
    client = gated.desk.client("pranee")
    for path in PAGES:
        page = client.get(path, follow=True).content.decode()
        assert NOTICE in page, path
        assert "เหลือ 1 ฉบับ" in page, path
        assert f'href="{gated.href}"' in page, path
    own = client.get(gated.href).content.decode()
    assert NOTICE not in own
    assert "ประตูปิดอยู่" in own


def test_while_papers_are_written_every_page_says_so_and_ordinary_work_goes_on_where_it_can(office):
    SpellOfDesk(office).by_hand()
    page = office.client("somchai").get("/").content.decode()
    assert "อยู่ระหว่างเหตุขัดข้อง OT68-00001/2568: ทำงานด้วยมือ" in page
    assert "ไปที่เหตุขัดข้อง" in page


def test_without_an_outage_no_page_says_anything(office):
    assert "เหตุขัดข้อง OT" not in office.client("somchai").get("/").content.decode()


def test_whoever_may_not_see_outages_reads_the_notice_without_a_link(gated):
    clerk(gated.desk, "boonsri", "cash_keeper")
    page = gated.desk.client("boonsri").get("/").content.decode()
    assert NOTICE in page
    assert f'href="{gated.href}"' not in page


def test_a_refused_receipt_stays_on_the_screen_as_it_was_typed(gated):
    before = receipts(gated.desk)
    answer = issue(gated.desk, payer_address="12 หมู่ 4")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert REFUSAL in page
    assert "OT68-00001/2568" in page
    for text in ("นางคำ ทองดี", "12 หมู่ 4", "41210008", "240.00"):
        assert f'value="{text}"' in page
    assert page.index(REFUSAL) < page.index('value="นางคำ ทองดี"')
    assert receipts(gated.desk) == before


def test_a_refused_move_says_so_in_its_dialog(gated):
    with tenancy.scope(gated.desk.org):
        (receipt,) = documents.find(kind="receipt", states=["issued"])
    answer = gated.desk.client("pranee").post(
        f"/documents/receipt/{receipt.id}/void/", {"reason": "พิมพ์ผิด", "expected_version": str(receipt.version)},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    assert REFUSAL in page
    assert "พิมพ์ผิด" in page
    assert receipts(gated.desk) == 1


def test_a_refused_form_of_any_document_keeps_what_was_typed(gated):
    form = {
        "command_id": str(uuid4()),
        "title": "ปรับปรุงรายการ",
        "lines-0-account": "1101010101.001",
        "lines-0-debit": "5",
    }
    answer = gated.desk.client("anan").post("/documents/general_voucher/new/", form)
    assert answer.status_code == 422
    assert 'value="ปรับปรุงรายการ"' in answer.content.decode()


def test_a_letter_of_two_people_opens_the_gate_for_what_it_names(gated):
    desk = gated.desk
    form = {
        "letter_number": "มท 0808/123",
        "letter_date": "01/10/2567",
        "in_force_through": "31/10/2567",
        "areas": "receiving",
    }
    answer = desk.client("pranee").post(f"{gated.href}do/directive/", form)
    assert answer.status_code == 302, answer.content.decode()
    assert issue(desk).status_code == 422
    with tenancy.scope(desk.org):
        (letter,) = documents.find(kind="gate_directive")
    confirmed = desk.client("surachai").post(f"/documents/gate_directive/{letter.id}/confirm/", {})
    assert confirmed.status_code == 302, confirmed.content.decode()
    before = receipts(desk)
    assert issue(desk).status_code == 302
    assert receipts(desk) == before + 1
    page = desk.client("pranee").get(gated.href).content.decode()
    assert "หนังสือสั่งการ มท 0808/123" in page


def test_a_report_of_the_days_of_a_spell_says_so_beneath_its_figures(gated):
    page = gated.desk.client("pranee").get("/reports/trial_balance/", {"on": "01/10/2567"}).content.decode()
    assert "งานที่ทำด้วยมือ เหตุขัดข้อง OT68-00001/2568" in page
    assert "ยังไม่รับรอง" in page
    assert "ของเดือนตุลาคม 2567 1 ฉบับ (รับ 100.00 บาท จ่าย 0.00 บาท)" in page


def test_a_report_of_other_days_says_nothing(gated):
    page = gated.desk.client("pranee").get("/reports/trial_balance/", {"on": "30/09/2567"}).content.decode()
    assert "งานที่ทำด้วยมือ เหตุขัดข้อง" not in page


def test_when_all_is_certified_ordinary_work_goes_on(office):
    SpellOfDesk(office).sealed()
    assert issue(office).status_code == 302
    assert NOTICE not in office.client("pranee").get("/").content.decode()
    assert TODAY.isoformat()
