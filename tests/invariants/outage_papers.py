"""What stands on the papers that the random offices write."""

from typing import Any

from tests.disbursement.asking import NUMBERS

PAPERS = ("receipt", "remittance", "remittance_summary", "daily_status", "dika", "cheque_report", "payment_voucher")
PAYEE = "หจก. เครื่องเขียนทุ่งทอง"
SIGNERS = ["นางปราณี ศรีสุข", "นายสมศักดิ์ ใจมั่น", "นายประสิทธิ์ ทองดี"]


def payload_of(paper: str, *, baht: str, cited: int | str) -> dict[str, Any]:
    """A paper of the kind over so many baht; `cited` is the number of the paper, or the numbers, that it names."""
    return {
        "receipt": {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": "41210008", "amount": baht}]},
        "remittance": {"total": baht, "lines": [{"receipt_book": "12", "receipt_numbers": str(cited)}]},
        "remittance_summary": {"total": baht, "lines": [{"remittance_numbers": str(cited)}]},
        "daily_status": {"lines": [{"place": "cash", "received": baht, "closing": baht}]},
        "dika": {
            "dika_kind": "direct", "title": "จ่ายค่าไฟฟ้า", "division": "01", "payee_name": PAYEE,
            "payee_number": NUMBERS["juristic"], "approved_by": "นายก", "lines": [{"budget_line": "L20", "amount": baht}],
        },
        "cheque_report": {
            "bank_account": "KTB-C", "signers": SIGNERS,
            "lines": [{"dika_number": cited, "cheque_number": f"{int(str(cited).split(',')[0]):07d}"}],
        },
        "payment_voucher": {"dika_number": cited, "payee_name": PAYEE},
    }[paper]  # fmt: skip
