"""The receiving side of October 2567 of the worked example, day by day, as its people do it."""

import base64
from datetime import date
from pathlib import Path

from khlang.office.treasury import commands as treasury
from tests.till import LAND_TAX_DUE, LICENCE, OTHER_FINE, VAT, WASTE_FEE, Till

FILES = Path(__file__).parent / "october"
EXCISE, LAND_REGISTRATION, GENERAL_GRANT, SPECIFIC_GRANT = "42100007", "42100015", "43100002", "44100002"
GUARANTEE, ADVANCE, PAPERS, TRAFFIC_FINE, RENT = "91200002", "91400001", "41509002", "41229001", "41309001"
UNKNOWN_MONEY, INTEREST = "91500001", "41309003"


def october(day: int) -> date:
    """A day of October 2567."""
    return date(2024, 10, day)


def content(name: str) -> str:
    """A file of the example as it is uploaded."""
    return base64.b64encode((FILES / name).read_bytes()).decode()


def open_books(till: Till) -> None:
    """Opening balances from the two files, approved: posted on 30 September."""
    data = {
        "fiscal_year": 2568, "name": "opening_balances.csv", "content": content("opening_balances.csv"),
        "banks_name": "bank_accounts.csv", "banks_content": content("bank_accounts.csv"),
    }  # fmt: skip
    envelope = till.office.envelope
    draft = {"document_id": treasury.import_opening(envelope=envelope("accountant"), data=data).document_id}
    treasury.submit_opening(envelope=envelope("accountant"), data=draft)
    treasury.approve_opening(envelope=envelope("treasury_head"), data=draft)


def first_and_second(till: Till) -> None:
    """Fees, licences and tax due in cash; the day after, allocated taxes and a guarantee in the bank."""
    first, second = october(1), october(2)
    for _ in range(12):
        till.collect((WASTE_FEE, "300"), on=first)
    till.take_over(till.hand_over(on=first), "3600", on=first)
    till.post(till.sum_up(title="ค่าธรรมเนียมเก็บและขนมูลฝอย 12 ราย (เงินสด)", on=first), on=first)
    till.take_in((LICENCE, "2000"), cash="2000", title="ค่าใบอนุญาตกิจการที่เป็นอันตรายต่อสุขภาพ (เงินสด)", on=first)
    till.take_in(
        (LAND_TAX_DUE, "8400"), (OTHER_FINE, "252"), cash="8652", on=first,
        title="รับชำระลูกหนี้ภาษีที่ดินฯ ปี 2567 พร้อมเงินเพิ่ม (เงินสด)",
    )  # fmt: skip
    till.deposit("2350", title="นำเงินสดยกมาฝากธนาคาร", on=first)
    till.deposit("14252", title="นำเงินสดรับวันที่ 1 ฝากธนาคาร", on=second)
    till.bank_in(VAT, "412350.75", title="รับโอนภาษีมูลค่าเพิ่มตาม พ.ร.บ.กำหนดแผนฯ", on=second)
    till.bank_in(EXCISE, "268412.20", title="รับโอนภาษีสรรพสามิต", on=second)
    till.bank_in(LAND_REGISTRATION, "58730", title="รับโอนค่าธรรมเนียมจดทะเบียนสิทธิและนิติกรรมที่ดิน", bank="BAAC-S", on=second)
    till.bank_in(GUARANTEE, "24300", title="รับหลักประกันสัญญา 5% ของ 486,000 (ค้ำ 2 ปี = ระยะยาว)", on=second)


def rest(till: Till) -> None:
    """Grants, advances returned, fines, rent by QR, and the general vouchers of the receiving side."""
    third, eighth, fifteenth, twenty_first, last = (october(day) for day in (3, 8, 15, 21, 31))
    advance = "1102010102.001"
    till.bank_in(GENERAL_GRANT, "3410000", title="รับเงินอุดหนุนทั่วไปตามอำนาจหน้าที่และภารกิจถ่ายโอน งวด 1", on=third)
    till.bank_in(SPECIFIC_GRANT, "150000", title="รับเงินอุดหนุนเฉพาะกิจ ครุภัณฑ์สนาม ศพด. (ยังไม่เกิดค่าใช้จ่าย)", on=third)
    till.write_entry(
        "ล้างเงินยืมปี 2567: ใบสำคัญ 13,200", ("5103010199.001", "13200", "0"), (advance, "0", "13200"), on=third
    )
    till.take_in((ADVANCE, "1800"), cash="1800", title="รับคืนเงินยืมเหลือจ่าย (เงินสด)", on=third)
    till.deposit("1800", title="นำเงินสดฝากธนาคาร", on=third)
    till.take_in((PAPERS, "1000"), cash="1000", title="ค่าขายเอกสารจัดซื้อจัดจ้าง (เงินสด)", on=eighth)
    till.take_in((TRAFFIC_FINE, "2000"), cash="2000", title="ค่าปรับ พ.ร.บ.จราจรทางบก (เงินสด)", on=eighth)
    till.take_in(
        (RENT, "6000"), cash="0", channel="qr", bank_account="KTB-S", reference="QR-1",
        title="ค่าเช่าที่ดิน (พร้อมเพย์/QR)", on=eighth,
    )  # fmt: skip
    till.deposit("3000", title="นำเงินสดฝากธนาคาร", on=eighth)
    till.write_entry(
        "รับรู้รายได้เงินอุดหนุนเฉพาะกิจคู่กับการตั้งหนี้", ("2103010102.001", "148000", "0"),
        ("4403010104.001", "0", "148000"), on=fifteenth,
    )  # fmt: skip
    till.write_entry("ส่งใช้เงินยืม: ใบสำคัญ", ("5102030199.001", "27450", "0"), (advance, "0", "27450"), on=twenty_first)
    till.take_in((ADVANCE, "2550"), cash="2550", title="รับคืนเงินยืมเหลือจ่าย (เงินสด)", on=twenty_first)
    till.deposit("2550", title="นำเงินสดฝากธนาคาร", on=twenty_first)
    till.bank_in(UNKNOWN_MONEY, "1500", title="เงินรอตรวจสอบ (โอนเข้าไม่ทราบรายการ)", on=twenty_first)
    till.bank_in(LAND_TAX_DUE, "12300", title="รับชำระลูกหนี้ภาษีที่ดินฯ ผ่าน Bill Payment", on=twenty_first)
    till.bank_in(INTEREST, "15000", title="ดอกเบี้ยเงินฝากประจำ", on=last)
    till.take_in((WASTE_FEE, "1240"), cash="1240", title="ค่าธรรมเนียมเก็บและขนมูลฝอย (เงินสด หลังธนาคารปิด)", on=last)
