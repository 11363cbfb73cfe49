"""The bank reconciliation and the imported statement on paper."""

from datetime import date

from khlang.office.reconciliation import commands
from tests.reconciliation.bank import Desk, file
from tests.reporting.test_prints import check_says, printed
from tests.till import Till

OPENED = ("01/10/2567", "เปิดบัญชี", "", "", "", "1000", "501000")


def test_books_and_bank_on_one_sheet(till: Till) -> None:
    desk = Desk(till)
    desk.post("1000", "เปิดบัญชี", on=date(2024, 10, 1))
    desk.post("-360", "ส่งคืนเงินอุดหนุน", on=date(2024, 10, 21))
    desk.post("50", "รับเงินฝาก", on=date(2024, 10, 31))
    brought = desk.bring(file(OPENED), through="31/10/2567")
    check_says(printed(brought), "ใบแจ้งยอดธนาคาร", "เปิดบัญชี", "1,000.00", "ธ.กรุงไทย", "ตั้งแต่ 1 ตุลาคม 2567")
    made = desk.prepare()
    desk.work(commands.match_suggested, made)
    pdf = printed(made)
    text = check_says(
        pdf, "งบกระทบยอดเงินฝากธนาคาร", "RB68-00001/2568", "ณ วันที่ 31 ตุลาคม 2567", "360.00", "รวมรายการบวก 1 รายการ",
        "รวมรายการหัก 1 รายการ", "501,000.00", "ตรงกับใบแจ้งยอดของธนาคาร", "accountant",
    )  # fmt: skip
    assert "treasury_head" not in text
    desk.approve(made)
    check_says(printed(made), "treasury_head")


def test_what_nothing_explains_is_said(till: Till) -> None:
    desk = Desk(till)
    desk.post("900", "ยอดในบัญชี", on=date(2024, 10, 1))
    desk.bring(file(("02/10/2567", "ยอดยกมา", "", "", "", "", "501000")), since="2/10/2567", through="31/10/2567")
    check_says(printed(desk.prepare()), "ยังมีผลต่างที่หาไม่พบ 100.00 บาท")
