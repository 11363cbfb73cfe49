"""The papers of procurement, from the report that asks to the slip of the guarantee, made from real documents."""

from datetime import date

from khlang.office.procurement import commands
from khlang.office.procurement.prints import inspection
from khlang.spine.documents import rendering
from tests.office import Office
from tests.procurement.accepting import DAY, accepted, handed_in, item, opened, ordered
from tests.reporting.test_files import squeezed, text_of
from tests.reporting.test_prints import check_says, printed
from tests.reporting.test_spending_prints import Paper

COMPUTERS = "เครื่องคอมพิวเตอร์สำหรับงานสำนักงาน"


def inspected(document_id: int) -> bytes:
    """The paper of an inspection."""
    return rendering.render_pdf(form="inspection", data=inspection(document_id))


def test_the_report_that_asks_names_line_committee_and_money(office: Office) -> None:
    order = ordered(opened(office), item("L24", COMPUTERS, "23,000", "2", unit="เครื่อง"))
    pdf = printed(Paper(order.requisition_id))
    check_says(
        pdf, "รายงานขอซื้อ", "PR68-00001/2568", COMPUTERS, "23,000.00", "สี่หมื่นหกพันบาทถ้วน", "L24 ครุภัณฑ์คอมพิวเตอร์", "300,000.00",
        "254,000.00", "ประธานกรรมการ", "กรรมการ 2", "วิธีเฉพาะเจาะจง", "มาตรา 56 (2) (ข)", "treasury_head", "executive",
    )  # fmt: skip


def test_the_order_counts_its_own_reservation_as_free(office: Office) -> None:
    first = ordered(opened(office), item("L24", COMPUTERS, "23,000", "2", unit="เครื่อง"), warranty_days=365)
    ordered(office, item("L24", "เครื่องพิมพ์", "8,000"))
    text = check_says(
        printed(first_paper := Paper(first.id)), "ใบสั่งซื้อ", "PO68-00001/2568", "บริษัท ตัวอย่างคอมพิวเตอร์ จำกัด", "42,990.65",
        "3,009.35", "365 วัน", "25 ตุลาคม 2567", "executive",
    )  # fmt: skip
    assert "300,000.0046,000.00254,000.00" in text
    assert printed(first_paper) == printed(first_paper)


def test_a_hire_is_called_a_hire_and_a_contract_lists_its_instalments(office: Office) -> None:
    halves = [{"description": f"งวด {n}", "due_date": date(2024, 12, n), "amount": "243,000"} for n in (1, 2)]
    order = ordered(
        opened(office), item("L41", "ก่อสร้างถนน คสล. หมู่ที่ 3", "486,000", unit="โครงการ"), kind="contract", category="works",
        title="จ้างก่อสร้างถนน", delivery_date=date(2024, 12, 31), instalments=halves,
    )  # fmt: skip
    check_says(printed(Paper(order.requisition_id)), "รายงานขอจ้าง", "490,000.00", "4,000.00")
    text = check_says(
        printed(Paper(order.id)), "สัญญาจ้าง", "CN68-00001/2568", "งวดงานและงวดเงิน", "243,000.00", "486,000.00", "พยาน",
        "31 ธันวาคม 2567",
    )  # fmt: skip
    assert squeezed("490,000.00 486,000.00 4,000.00") in text


def test_an_amendment_says_before_and_after(office: Office) -> None:
    order = ordered(opened(office), item("L24", COMPUTERS, "23,000", "2"), delivery_date=date(2024, 12, 1))
    data = {
        "obligation_id": order.id, "title": "ขยายเวลา", "explanation": "ผู้ขายแจ้งเหตุสุดวิสัย",
        "delivery_date": date(2024, 12, 15), "lines": [{"line_id": order.lines[0].id, "amount": "45,000"}],
    }  # fmt: skip
    drafted = commands.save_amendment(envelope=office.envelope("supply_officer"), data=data)
    check_says(
        printed(drafted), "ตัวอย่าง", "1 ธันวาคม 2567", "15 ธันวาคม 2567", "เหตุสุดวิสัย", "46,000.00 บาท", "45,000.00 บาท",
        "สี่หมื่นห้าพันบาทถ้วน",
    )  # fmt: skip


def test_what_the_committee_found_and_what_is_kept_back(office: Office) -> None:
    order = ordered(
        opened(office), item("L24", COMPUTERS, "23,000", "2", unit="เครื่อง"), delivery_date=date(2024, 10, 22),
        dated=date(2024, 10, 1), fine_rate="0.20",
    )  # fmt: skip
    waiting = handed_in(office, order, invoice_no="IV-1", delivery_note="DL-1")
    check_says(
        inspected(waiting), "ใบตรวจรับพัสดุ", "IV-1", "DL-1", "46,000.00", "ล่าช้า 3 วัน", "276.00", "45,724.00", "กรรมการ 3"
    )
    done = commands.accept_inspection(envelope=office.envelope("clerk", day=DAY), data={"document_id": waiting})
    assert done.number
    check_says(inspected(waiting), done.number, "AP68-00001/2568", "clerk", "ทะเบียนครุภัณฑ์ที่เปิด", "23,000.00")


def test_a_part_of_the_order_is_ticked_as_a_part(office: Office) -> None:
    order = ordered(opened(office), item("L18", "กระดาษ", "100", "100", unit="รีม"))
    part = accepted(office, order, lines=[{"line_id": order.lines[0].id, "quantity": "40"}])
    results = inspection(part.document_id or 0)["results"]
    assert [row["on"] for row in results] == [False, True, False]
    assert "4,000.00" in text_of(inspected(part.document_id or 0))


def test_the_slip_of_a_guarantee(office: Office) -> None:
    order = ordered(opened(office), item("L24", COMPUTERS, "23,000", "2"), kind="contract")
    data = {
        "obligation_id": order.id, "kind": "bank_letter", "amount": "2,300", "bank": "ธ.กรุงไทย", "letter_number": "67/0451",
        "due_date": date(2026, 10, 25),
    }  # fmt: skip
    held = commands.register_guarantee(envelope=office.envelope("supply_officer"), data=data)
    check_says(
        printed(held), "ใบรับหลักประกันสัญญา", "GT68-00001/2568", "67/0451", "2,300.00", "สองพันสามร้อยบาทถ้วน", "CN68-00001"
    )


def test_money_that_is_no_budget_lines_says_where_it_comes_from(office: Office) -> None:
    order = ordered(
        opened(office), item("", "ซ่อมถนน", "90,000", account="5104010107.001"), fund="surplus", category="works"
    )
    text = check_says(printed(Paper(order.requisition_id)), "รายงานขอจ้าง", "เงินสะสม", "ตามมติสภา 1/2568")
    assert squeezed("งบสุทธิหลังโอน") not in text
