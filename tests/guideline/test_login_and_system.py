"""LOGIN-2 to LOGIN-4 and the statements of what the system is (SYS-1 to SYS-3), as far as they hold today."""

from typing import Any

from django.test import Client, override_settings

from khlang.faces.web import shell
from khlang.faces.web.guide import book, places, walks
from khlang.office.payment import exporting
from khlang.office.payment import queries as payment
from khlang.office.revenue import commands as revenue
from khlang.platform import screens, tenancy
from khlang.spine.access import commands as access
from khlang.spine.access import queries as people
from khlang.spine.organisations import queries as organisations
from khlang.standards import duties, message, message_exists
from tests.byhand import FRIDAY, OfficeByHand
from tests.guideline import papers as by_hand
from tests.household import TODAY, acting, envelope, found, grant, hire
from tests.refusals.attempt import refused

FIRST, OWN = "kx4m-9wqe-tz7r-bn2c", "ม้าลายกินกล้วยสามหวี"


def logged_in(username: str, password: str) -> tuple[Client, str]:
    """Somebody who has come in by the one address, and where it led."""
    client = Client()
    answer = client.post("/login/", {"username": username, "password": password})
    assert answer.status_code == 302, answer.content.decode()[:200]
    return client, answer["Location"]


@override_settings(BUSINESS_DATE=TODAY.isoformat())
def test_login_2_one_address_serves_province_lao_and_unit(db: Any) -> None:
    """ที่อยู่เว็บเดียว ใช้ทั้งจังหวัด อปท. และหน่วยงานภายใต้สังกัด แต่ละคนเห็นหน่วยงานของตน."""
    offices = {"PROVINCE": ("provincial_office", None), "LAO": ("tao", "PROVINCE"), "SCHOOL": ("unit", "LAO")}
    for code, (kind, above) in offices.items():
        org = found(code, kind, parent=above)
        role = "provincial_officer" if kind == "provincial_office" else "treasury_head"
        person = hire(org, f"head.{code.lower()}", role, password=OWN)
        person.must_change_password = False
        person.save(update_fields=["must_change_password"])
    for code in offices:
        client, onward = logged_in(f"head.{code.lower()}", OWN)
        assert onward == "/"
        assert f"อบต.{code}" in client.get("/", follow=True).content.decode()


@override_settings(BUSINESS_DATE=TODAY.isoformat())
def test_login_3_the_side_above_hands_out_name_and_first_password(db: Any) -> None:
    """อปท. เป็นผู้ส่งมอบชื่อผู้ใช้และรหัสผ่านแรกให้หน่วยงานภายใต้สังกัด เจ้าตัวต้องตั้งรหัสผ่านของตนเมื่อเข้าครั้งแรก."""
    lao = found("LAO")
    with refused("parent_required", field="parent_code"):
        found("LONELY", "unit")
    school = found("SCHOOL", "unit", parent="LAO")
    admin = hire(lao, "admin.lao", "admin")
    data = {"username": "kru.malee", "name_th": "ครูมาลี", "password": FIRST}
    made = access.save_person(envelope=acting(lao, admin), data=data).document_id or 0
    grant(school, made, "finance_officer")
    client, onward = logged_in("kru.malee", FIRST)
    assert onward == "/password/"
    assert client.get("/documents/receipt/")["Location"] == "/password/"
    said = message("help.access.first_password")
    assert "LOGIN-3" in said and "ส่งมอบ" in said


def test_login_4_guide_and_walks_are_at_hand_inside_the_system(office: OfficeByHand) -> None:
    """คู่มือทุกบทและขั้นตอนตามบทบาทเปิดอ่านได้ในระบบ ค้นคำไทยได้ ทุกขั้นพาไปหน้าที่ทำจริง และงานเมื่อระบบล่มพาทำทีละขั้น."""
    office.today = FRIDAY
    client = office.client("revenue_officer")
    contents = client.get("/guide/").content.decode()
    assert len(book.chapters()) >= 20
    for chapter in book.chapters():
        assert chapter.href in contents
        assert chapter.html in client.get(chapter.href).content.decode()
    found = client.get("/guide/", {"q": "ยกเลิกใบเสร็จ"}).content.decode()
    assert "<mark>ยกเลิกใบเสร็จ</mark>" in found and "/guide/05-corrections/" in found
    assert {each.code for each in duties().roles} <= {each.role for each in walks.walks()}
    walk = client.get("/guide/roles/revenue_officer/").content.decode()
    for page in ("/receipts/new/", "/documents/remittance/new/", "/inbox/"):
        assert f'href="{page}"' in walk
        assert client.get(page).status_code == 200
    steps = office.page("/continuity/")
    for step in ("แจ้งเหตุ", "บันทึก", "รับรอง"):
        assert step in steps


def test_login_4_help_stands_on_every_page_and_before_the_log_in(office: OfficeByHand) -> None:
    """ทุกหน้ามีลิงก์ไปยังหัวข้อของคู่มือที่อธิบายหน้านั้น ทุกชนิดเอกสารบอกวิธีทำ และผู้ที่ยังเข้าไม่ได้ก็อ่านคู่มือได้."""
    office.today = FRIDAY
    silent = [each.kind for each in screens.screens() if each.menu and not (each.help and message_exists(each.help))]
    assert silent == []
    client = office.client("treasury_head")
    for kind in (each.kind for each in screens.screens() if each.menu):
        page = client.get(f"/documents/{kind}/")
        assert page.status_code == 200
        assert f'href="{places.href(places.explained("documents", {"kind": kind}))}"' in page.content.decode()
    stranger = Client()
    for path, chapter in (("/login/", "15-log-in"), ("/activate/", "16-accounts"), ("/recover/", "16-accounts")):
        assert f'href="/guide/{chapter}/#' in stranger.get(path).content.decode()
        assert stranger.get(f"/guide/{chapter}/").status_code == 200


def test_sys_1_every_part_of_the_accounting_has_its_page(office: OfficeByHand) -> None:
    """งบประมาณ รับเงินและทะเบียนผู้เสียภาษี นำส่ง ฎีกา เช็ค จ่ายเงิน จัดซื้อและตรวจรับ ใบผ่านรายการ ทะเบียน รายงาน: มีหน้าให้เปิดดู."""
    kinds = (
        "ordinance", "receipt", "remittance", "remittance_summary", "dika", "cheque_report", "payment", "requisition",
        "purchase_order", "contract", "inspection", "general_voucher", "daily_status",
    )  # fmt: skip
    offered = {key for _, _, keys in shell.MENU for key in keys}
    for kind in kinds:
        assert kind in offered
        assert message(f"document.{kind}") in office.page(f"/documents/{kind}/", by="treasury_head")
    for path in (
        "/lists/tax_assessment/",
        "/vouchers/",
        "/reports/",
        "/reports/daily_status/",
        "/reports/trial_balance/",
        "/years/",
    ):
        office.page(path, by="treasury_head")


def test_sys_2_units_laos_and_provinces_keep_their_own_books_in_one_system(db: Any) -> None:
    """จังหวัด อปท. และหน่วยงานอยู่ในระบบเดียวกัน แต่ละแห่งมีบัญชีของตน ไม่เห็นของกัน จังหวัดเห็นผู้ที่อยู่ใต้ตน."""
    province = found("PROVINCE", "provincial_office")
    lao, school = found("LAO", parent="PROVINCE"), found("SCHOOL", "unit", parent="LAO")
    for org in (lao, school):
        with tenancy.scope(org):
            access.save_position(envelope=envelope(org), data={"code": "01", "title_th": f"หัวหน้า {org}"})

    for org in (lao, school):
        with tenancy.scope(org):
            assert [row.title_th for row in people.positions()] == [f"หัวหน้า {org}"]
    assert {each.code for each in organisations.subordinates(org_id=province)} == {"LAO", "SCHOOL"}


def test_sys_3_money_comes_and_goes_electronically(office: OfficeByHand) -> None:
    """รับเงินด้วย QR เข้าบัญชีธนาคาร จ่ายด้วยการโอนตามไฟล์รายชื่อผู้รับเงิน."""
    office.today = FRIDAY
    data = {
        "payer_name": "นางบุญมี ทองสุข", "channel": "qr", "bank_account": "KTB-S", "reference": "QR-0001",
        "lines": [{"item": by_hand.WASTE_FEE, "amount": "240"}],
    }  # fmt: skip
    assert revenue.receive_transfer(envelope=office.by("finance_officer"), data=data).voucher_id
    assert office.money()["KTB-S"] == 200_000_000 + 24_000
    office.cashier.account(office.desk.payee, "1234567890")
    (paid,) = office.cashier.ready(office.desk.approved(), channel="transfer", bank="KTB-S")

    report = payment.payment(document_id=paid).report_id or 0
    assert "1234567890" in exporting.payees_csv(report).decode("utf-8-sig")
    assert office.cashier.pay(paid, reference="KCO-1").state == "paid"
    assert office.money()["KTB-S"] == 200_000_000 + 24_000 - 100_000
