"""Every printed form renders its example, and its Thai can be searched and copied out of the PDF."""

import shutil
import subprocess
import tomllib
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from khlang.spine.documents import print_data, rendering

A4, A5_LANDSCAPE = (595, 842), (595, 420)
CHEQUE = (505, 252)
EXPECTED = {
    "account_slip": (
        A4,
        1,
        ("นางสาวมาลี ใจดี", "school-01", "kx4m-9wqe-tz7r-bn2c", "ThaID", "https://laas.example.go.th/activate/"),
    ),
    "receipt": (
        A5_LANDSCAPE,
        1,
        ("ใบเสร็จรับเงิน", "ผู้ชำระเงิน", "ค่าน้ำประปาหมู่บ้าน", "จำนวน", "9,366.50", "เก้าพันสามร้อยหกสิบหกบาทห้าสิบสตางค์"),
    ),
    "proof_of_receipt": (
        A5_LANDSCAPE,
        1,
        ("หลักฐานการรับเงิน", "RP68-00014/2568", "เล่มที่ 12 เลขที่ 48", "ไม่ใช่ใบเสร็จ", "9,366.50", "แนบท้าย"),
    ),
    "receipt_a4": (A4, 1, ("ต้นฉบับ", "สำเนา", "ภาษีที่ดินและสิ่งปลูกสร้าง", "รวมทั้งสิ้น", "9,366.50")),
    "remittance": (A4, 1, ("ใบนำส่งเงิน", "ผู้นำส่ง", "ใบเสร็จที่ยกเลิก", "14,252.00", "RC68-00009/2568")),
    "remittance_summary": (
        A4,
        1,
        ("ใบสำคัญสรุปใบนำส่งเงิน", "RV68-00001/2568", "8,000.00", "หนึ่งหมื่นสี่พันสองร้อยห้าสิบสองบาทถ้วน"),
    ),
    "voucher": (A4, 1, ("ใบผ่านรายการรับ", "เดบิต/เครดิต", "ชื่อบัญชี", "รหัสบัญชี", "จำนวนเงิน", "1101010101.001", "14,252.00")),
    "general_voucher": (A4, 1, ("ใบขอผ่านรายการบัญชีทั่วไป", "แก้ไขรหัสบัญชี", "ตัวอย่าง", "252.00")),
    "cash_deposit": (A4, 1, ("ใบนำฝากเงิน", "ธนบัตร 1,000 บาท", "รวมเงินนำฝากทั้งสิ้น", "14,252.00")),
    "daily_status": (
        A4,
        1,
        ("รายงานสถานะการเงินประจำวัน", "รับโอน", "ผู้มีสิทธิยังไม่มารับ", "36,000.00", "ปลัด", "18,087,102.00", "9f2c41d8"),
    ),
    "trial_balance": (A4[::-1], 3, ("งบทดลอง", "รายการระหว่างเดือน", "17,954,895.68", "เงินสดในมือ")),
    "ordinance": (A4, 5, ("ข้อบัญญัติงบประมาณรายจ่าย", "เบี้ยยังชีพผู้สูงอายุ", "รวมแผนงาน", "23,856,880.00")),
    "budget_transfer": (A4, 1, ("โอนลด", "โอนเพิ่ม", "ครุภัณฑ์สำนักงาน", "คงเหลือหลังโอน", "30,000.00")),
    "explanation_amendment": (A4, 1, ("ข้อความเดิม", "ข้อความใหม่", "รางระบายน้ำ", "490,000.00")),
    "requisition": (A4, 1, ("รายงานขอซื้อ", "PR68-00004/2568", "วิธีเฉพาะเจาะจง", "จองครั้งนี้", "ประธานกรรมการ", "46,000.00")),
    "purchase_order": (A4, 1, ("ใบสั่งซื้อ", "ทุ่งทองคอมพิวเตอร์", "42,990.65", "ผูกพันครั้งนี้", "ผู้รับใบสั่งซื้อ")),
    "contract": (A4, 2, ("สัญญาจ้างก่อสร้าง", "งวดงานและงวดเงิน", "หักเงินล่วงหน้า", "GT68-00001/2568", "486,000.00", "พยาน")),
    "contract_amendment": (A4, 1, ("แก้ไขเปลี่ยนแปลงสัญญา", "แก้ไขเป็น", "15 มกราคม 2568", "490,000.00")),
    "inspection": (A4, 1, ("ใบตรวจรับพัสดุ", "IV-6710/045", "ค่าปรับ", "45,724.00", "416-671025-00002", "กรรมการ")),
    "guarantee": (A4, 1, ("ใบรับหลักประกันสัญญา", "หนังสือค้ำประกันของธนาคาร", "24,300.00", "ผู้รับคืน")),
    "dika": (
        A4,
        1,
        (
            "ฎีกาเบิกเงิน",
            "เลขที่ผู้เบิก",
            "01-0005/2568",
            "เลขที่คลังรับ",
            "DK68-00012/2568",
            "เบิกครั้งนี้",
            "70,000.00",
            "429.91",
            "45,294.09",
            "สี่หมื่นห้าพันสองร้อยเก้าสิบสี่บาทเก้าสตางค์",
            "ผู้ตรวจฎีกา",
            "ปลัด",
            "ผู้อนุมัติ",
            "ใบรับเงิน",
        ),
    ),
    "payee_list": (A4[::-1], 1, ("บัญชีรายละเอียดผู้มีสิทธิรับเงิน", "นางสาวจันทร์เพ็ญ", "ประกันสังคม", "255,042.50")),
    "cheque_report": (A4[::-1], 1, ("รายงานการจัดทำเช็ค", "0000002", "DK68-00011/2568", "123,794.09", "ผู้บริหารท้องถิ่น")),
    "cheque": (CHEQUE, 1, ("A/C PAYEE ONLY", "กรมส่งเสริมการปกครองท้องถิ่น", "(สามหมื่นหกพันบาทถ้วน)", "=36,000.00=")),
    "withdrawal_slip": (A5_LANDSCAPE, 1, ("ใบถอนเงินฝากธนาคาร", "980-0-12345-6", "12,600.00")),
    "payment": (A4, 1, ("หลักฐานการจ่ายเงิน", "PV68-00012/2568", "WT68-00001/2568", "45,294.09", "ผู้รับเงิน")),
    "withholding_certificate": (
        A4,
        2,
        (
            "หนังสือรับรองการหักภาษี ณ ที่จ่าย",
            "มาตรา 50 ทวิ",
            "ฉบับที่ 2",
            "ผู้ถูกหักภาษี",
            "ภ.ง.ด.53",
            "มาตรา 69 ทวิ",
            "42,990.65",
            "429.91",
        ),
    ),
    "advance": (A4, 2, ("สัญญาการยืมเงิน", "ยืมครั้งนี้", "สามหมื่นบาทถ้วน", "รายการส่งใช้เงินยืม", "RC68-00025/2568")),
    "advance_clearing": (A4, 1, ("ใบส่งใช้เงินยืม", "ใบสำคัญที่ส่งใช้", "27,450.00", "2,550.00", "คงค้าง")),
    "reconciliation": (A4, 1, ("งบกระทบยอดเงินฝากธนาคาร", "421,500.00", "0000002", "457,500.00")),
    "spending_plan": (A4[::-1], 1, ("แผนการใช้จ่ายเงิน", "ไตรมาส 1", "126,000.00", "470,000.00")),
    "payee_account": (A4, 1, ("บัญชีที่แจ้งใหม่", "0-1234-56789-0", "การสอบยืนยันกับเจ้าของบัญชี")),
    "kit": (A4, 7, ("ชุดเอกสารสำรองสำหรับทำงานด้วยมือ", "มร-00001", "บัตรหน้าที่", "422,050.00", "เลขที่คลังรับ")),
    "kit_stamp": (A4, 1, ("อายุข้อมูล8วัน",)),
    "outage_notice": (A4, 1, ("บันทึกแจ้งการจัดทำเอกสารด้วยมือ", "ข้อ 10", "ฎีกาเบิกเงิน", "ผู้แจ้งเหตุ", "ทราบ")),
    "outage_report": (A4, 1, ("รายงานผลการจัดทำเอกสารด้วยมือ", "ใบเสร็จรับเงิน", "300.00", "ผู้รับรอง")),
    "outage_certificate": (A4, 1, ("ใบรับรองการบันทึกข้อมูลย้อนหลัง", "ครบถ้วน", "รหัสใบรับรอง", "ผู้กระทบยอด")),
    "control_register": (A4[::-1], 2, ("ทะเบียนคุมเอกสารที่จัดทำด้วยมือ", "12/1", "ออกใช้", "คืน", "300.00")),
    "daily_by_hand": (A4[::-1], 1, ("เปรียบเทียบรายงานสถานะการเงิน", "300.00", "ผลต่าง")),
    "outage_labels": (A4, 1, ("เลขที่ในระบบ", "RS68-00001/2568")),
    "table": (A4[::-1], 2, ("ทะเบียนคุมใบเสร็จรับเงิน", "น้ำประปา", "42,180.00")),
}


def extract(pdf: bytes) -> str:
    """The text a reader would search, without the spaces and line ends of the layout."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return squeezed(text)


def squeezed(text: str) -> str:
    return "".join(text.split())


def pages(pdf: bytes) -> list[tuple[int, int]]:
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(BytesIO(pdf)).pages]


def test_every_form_is_expected_here() -> None:
    assert rendering.form_names() == tuple(sorted(EXPECTED))


@pytest.mark.parametrize("form", EXPECTED)
def test_example_prints_with_searchable_thai(form: str) -> None:
    paper, count, phrases = EXPECTED[form]
    pdf = rendering.render_pdf(form=form, data=rendering.example(form=form))
    assert pages(pdf) == [paper] * count
    text = extract(pdf)
    missing = [phrase for phrase in phrases if squeezed(phrase) not in text]
    assert missing == []


@pytest.mark.parametrize("form", EXPECTED)
def test_form_is_described(form: str) -> None:
    details = tomllib.loads((rendering.FORMS / form / "form.toml").read_text(encoding="utf-8"))
    assert details["code"] == form
    assert all(details[key] for key in ("title_th", "title_en", "source", "paper", "data"))
    assert set(rendering.example(form=form)) <= set(details["data"])


@pytest.mark.parametrize("form", EXPECTED)
def test_form_prints_with_hardly_any_data(form: str) -> None:
    pdf = rendering.render_pdf(form=form, data={"organisation": {"name": "เทศบาลตำบลทดสอบ"}, "title": "ทดสอบ"})
    assert len(pages(pdf)) >= 1


def test_tone_marks_and_sara_am_survive_in_all_styles() -> None:
    words = "จำนวน น้ำ ผู้ชำระเงิน ทั้งสิ้น ท้องถิ่น ครั้งนี้ ซื้อ ชื่อ สิทธิ์ หนึ่ง กตัญญู ค่าธรรมเนียม จุฬา ขึ้นเงิน ที่ดิน"
    data = {"title": "ทะเบียน", "columns": [{"label": words, "width": "1fr"}], "rows": [[words]], "totals": [[words]]}
    text = extract(rendering.render_pdf(form="table", data=data))
    assert text.count(squeezed(words)) == 3


def test_long_receipt_carries_its_total_from_sheet_to_sheet() -> None:
    lines = print_data.receipt_lines(lines=[("412106", f"ค่าขยะ รายที่ {n}", 4_000) for n in range(1, 61)])
    data = rendering.example(form="receipt") | {"lines": lines, "total": "2,400.00", "amount_text": "สองพันสี่ร้อยบาทถ้วน"}
    pdf = rendering.render_pdf(form="receipt", data=data)
    sheets = len(pages(pdf))
    text = extract(pdf)
    assert 6 <= sheets <= 10
    assert text.count("ยอดยกไป") == text.count("ยอดยกมา") == sheets - 1
    assert text.count(squeezed("รวมทั้งสิ้น")) == 1
    assert all(squeezed(f"รายที่ {n}") in text for n in range(1, 61))
    assert "2,400.00" in text


def test_voided_receipt_says_so_across_the_page() -> None:
    clean = rendering.example(form="receipt")
    voided = clean | {"mark": print_data.VOIDED, "mark_note": "เหตุผล: ออกผิดราย"}
    assert "ยกเลิก" not in extract(rendering.render_pdf(form="receipt", data=clean))
    text = extract(rendering.render_pdf(form="receipt", data=voided))
    assert "ยกเลิก" in text and "ออกผิดราย" in text


def test_equal_data_gives_equal_bytes() -> None:
    data = rendering.example(form="voucher")
    assert rendering.render_pdf(form="voucher", data=data) == rendering.render_pdf(form="voucher", data=data)


def test_text_is_never_markup() -> None:
    tricky = "#panic() *ดอกจัน* $x$ <label> \\ @ที่"
    data = rendering.example(form="receipt") | {"payer": {"name": tricky}}
    assert squeezed(tricky) in extract(rendering.render_pdf(form="receipt", data=data))


def test_unknown_form_and_unfit_data_are_errors() -> None:
    with pytest.raises(LookupError):
        rendering.render_pdf(form="../secrets", data={})
    with pytest.raises(ValueError, match="form receipt"):
        rendering.render_pdf(form="receipt", data={"lines": "not a list"})


def test_emblem_may_be_a_png() -> None:
    dot = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
        "a5f645400000000049454e44ae426082"
    )
    emblem = rendering.emblem_svg(image=dot)
    data = {"organisation": {"name": "เทศบาล", "emblem": emblem}, "title": "ทดสอบ"}
    assert pages(rendering.render_pdf(form="voucher", data=data)) == [A4]
    with pytest.raises(ValueError, match="emblem"):
        rendering.emblem_svg(image=b"GIF89a")


def test_common_keys_are_written_out_for_print() -> None:
    entry = print_data.Entry(name="เงินสดในมือ", code="1101010101.001", debit=125_050, credit=0)
    other = print_data.Entry(name="รายได้", code="4401030106.001", debit=0, credit=125_050)
    lines = print_data.entry_lines(entries=[other, entry])
    assert [(line["side"], line["amount"]) for line in lines] == [("เดบิต", "1,250.50"), ("เครดิต", "1,250.50")]
    head = print_data.sheet(
        organisation={"name": "เทศบาล"},
        title="ใบผ่านรายการรับ",
        day=date(2024, 10, 1),
        printed_at=datetime(2024, 10, 1, 9, 45, tzinfo=UTC),
        digest="9f2c41d8a07b6e13c5d4",
    )
    assert head["date"] == "1 ตุลาคม 2567"
    assert head["printed_at"] == "1 ต.ค. 2567 16:45 น."
    assert head["trail_digest"] == "9f2c-41d8-a07b-6e13"
    assert print_data.money(satang=0, zero="-") == "-"
