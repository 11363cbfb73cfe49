"""What stands on papers that an office writes by hand; amounts in baht, other papers by their numbers."""

from typing import Any

from tests.disbursement.asking import NUMBERS

WASTE_FEE, LICENCE, LAND_TAX = "41210008", "41239001", "41100008"
SUPPLIER = "หจก. เครื่องเขียนทุ่งทอง"
SIGNERS = ["นางปราณี ศรีสุข", "นายประสิทธิ์ ทองดี", "นายสมศักดิ์ ใจมั่น"]
INSPECTORS = "นายสมชาย ใจดี, นางมาลี สุขสม, นายวิชัย มั่นคง"
MAYOR, GOVERNOR = "นายสมศักดิ์ ใจมั่น", "นายอำเภอเมือง"


def receipt(baht: str, *, payer: str = "นางบุญมี ทองสุข", item: str = WASTE_FEE, **more: Any) -> dict[str, Any]:
    """A receipt for one thing, in cash; `more` stands on its line."""
    return {"payer_name": payer, "lines": [{"item": item, "amount": baht, **more}]}


def slip(total: str, *, receipts: str = "", of_system: str = "") -> dict[str, Any]:
    """A remittance slip of receipts of book 12 («1-3»), or of receipts that the system had issued."""
    lines = [{"receipt_book": "12", "receipt_numbers": receipts}] if receipts else []
    return {"collector": "นายสมชาย ใจดี", "total": total, "system_receipts": of_system, "lines": lines}


def summary(total: str, *, slips: str = "1") -> dict[str, Any]:
    """A summary of remittance slips."""
    return {"total": total, "lines": [{"remittance_numbers": slips}]}


def receipt_voucher(total: str, *, of_summary: str = "1") -> dict[str, Any]:
    """A receipt voucher of a summary."""
    return {"total": total, "summary_number": of_summary}


def deposit(baht: str, *, bank: str = "KTB-S") -> dict[str, Any]:
    """Cash taken to the bank."""
    return {"bank_account": bank, "cash": baht}


def transfer_of_money(baht: str) -> dict[str, Any]:
    """Money moved between two accounts of the office."""
    return {"from_account": "KTB-S", "to_account": "KTB-C", "amount": baht}


def dika(baht: str = "1,000", *, line: str = "L20", title: str = "จ่ายค่าไฟฟ้า", **more: Any) -> dict[str, Any]:
    """A dika that pays a budget line directly."""
    return {
        "dika_kind": "direct", "title": title, "division": "01", "payee_name": SUPPLIER, "payee_number": NUMBERS["juristic"],
        "approved_by": MAYOR, "lines": [{"budget_line": line, "amount": baht}], **more,
    }  # fmt: skip


def dika_of_acceptance(payable_voucher: int) -> dict[str, Any]:
    """A dika that pays what was accepted."""
    return {
        "dika_kind": "acceptance", "title": "จ่ายค่าคอมพิวเตอร์", "division": "01", "payee_name": SUPPLIER,
        "payee_number": NUMBERS["juristic"], "approved_by": MAYOR, "payable_voucher_number": payable_voucher, "lines": [],
    }  # fmt: skip


def cheque_report(*cheques: tuple[int | str, str], **more: Any) -> dict[str, Any]:
    """A report of cheques out of the current account: (number of the dika on paper or in the system, cheque number)."""
    lines = [
        {"dika_number" if isinstance(dika, int) else "dika": dika, "cheque_number": cheque} for dika, cheque in cheques
    ]
    return {"bank_account": "KTB-C", "signers": SIGNERS, "lines": lines, **more}


def payment_voucher(dika: int, **more: Any) -> dict[str, Any]:
    """A payment voucher of a dika."""
    return {"dika_number": dika, "payee_name": SUPPLIER, **more}


def general_voucher(baht: str) -> dict[str, Any]:
    """The fee of the bank, out of the current account."""
    lines = [
        {"account": "5104020101.001", "debit": baht},
        {"account": "1101030101.001", "sub": "KTB-C", "credit": baht},
    ]
    return {"title": "ค่าธรรมเนียมธนาคาร", "approved_by": "นางปราณี ศรีสุข", "lines": lines}


def requisition(baht: str = "30,000", *, line: str = "L24", thing: str = "คอมพิวเตอร์", **more: Any) -> dict[str, Any]:
    """A requisition for one thing."""
    lines = [{"budget_line": line, "description": thing, "quantity": "1", "unit": "เครื่อง", "unit_price": baht}]
    return {
        "title": f"ขอซื้อ{thing}", "method": "วิธีเฉพาะเจาะจง", "vendor_name": SUPPLIER, "vendor_number": NUMBERS["juristic"],
        "inspectors": INSPECTORS, "approved_by": MAYOR, "lines": lines, **more,
    }  # fmt: skip


def order(requisition: int = 1, **more: Any) -> dict[str, Any]:
    """The purchase order, or the contract, of a requisition by hand."""
    return {
        "requisition_number": requisition, "vendor_name": SUPPLIER, "vendor_number": NUMBERS["juristic"],
        "delivery_date": "15 พ.ย. 67", "signed_by": MAYOR, **more,
    }  # fmt: skip


def payable_voucher(order: int | str = 1, *, came: str = "1 พ.ย. 67", **more: Any) -> dict[str, Any]:
    """What came under an order (by hand, or of the system) and was accepted by the committee."""
    cited = {"order_number" if isinstance(order, int) else "order": order}
    return {**cited, "delivered_date": came, "inspected_date": came, "accepted_by": "นายสมชาย ใจดี", **more}


def contract_amendment(delivery: str = "30 พ.ย. 67") -> dict[str, Any]:
    """More time for contract 1."""
    return {
        "order_kind": "contract", "order_number": 1, "title": "ขยายเวลาส่งมอบ", "explanation": "น้ำท่วมโรงงานผู้ขาย",
        "delivery_date": delivery, "approved_by": MAYOR,
    }  # fmt: skip


#: How the council and those above it decided on a budget by hand.
PROMULGATED = {
    "fiscal_year": "2568", "council_reference": "สมัยประชุมสามัญ สมัยที่ 4/2567", "council_date": "28 ต.ค. 67",
    "approved_by": GOVERNOR, "approval_number": "ตย 0023/1234", "approval_date": "31 ต.ค. 67",
    "promulgated_date": "1 พ.ย. 67",
}  # fmt: skip
#: How the executive approved a change of the budget by hand.
APPROVED = {
    "fiscal_year": "2568", "approved_by": MAYOR, "approval_number": "บันทึกข้อความ ที่ 12/2567",
    "approval_date": "1 พ.ย. 67",
}  # fmt: skip


def ordinance() -> dict[str, Any]:
    """The annual budget: 300,000 of computers, 100,000 of electricity."""
    rows = [
        {"code": "L24", "work_code": "00111", "item_code": "411600", "name_th": "ครุภัณฑ์คอมพิวเตอร์", "amount": "300,000"},
        {"code": "L20", "work_code": "00111", "item_code": "340100", "name_th": "ค่าไฟฟ้า", "amount": "100,000"},
        {"side": "รายรับ", "item_code": "421000", "amount": "400,000"},
    ]
    return {**PROMULGATED, "title": "ข้อบัญญัติงบประมาณ พ.ศ. 2568", "ordinance_reference": "1/2568", "lines": rows}


def supplementary(line: str = "L24", baht: str = "50,000") -> dict[str, Any]:
    """More for a line in force, out of more revenue."""
    rows = [{"line": line, "amount": baht}, {"side": "รายรับ", "item_code": "41100003", "amount": baht}]
    return {**PROMULGATED, "title": "งบประมาณเพิ่มเติม ครั้งที่ 1", "ordinance_reference": "2/2568", "lines": rows}


def budget_transfer(baht: str = "20,000", *, source: str = "L24", target: str = "L20") -> dict[str, Any]:
    """Money of one line for another."""
    lines = [{"from_line": source, "to_line": target, "amount": baht}]
    return {**APPROVED, "title": "โอนงบประมาณ ครั้งที่ 1", "lines": lines}


def explanation(line: str = "L24", text: str = "คอมพิวเตอร์สำหรับงานจัดเก็บรายได้") -> dict[str, Any]:
    """A new explanation of a line."""
    return {**APPROVED, "title": "แก้ไขเปลี่ยนแปลงคำชี้แจง", "lines": [{"line": line, "text": text}]}
