"""The payees of a signed transfer report as a file for the bank's e-Payment (spec 8): CSV or XLSX, nothing sent by itself."""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from khlang.core.money import plain_baht
from khlang.core.refusal import Refusal
from khlang.office.payment import queries
from khlang.platform import exporting
from khlang.standards import thai_banks

COLUMNS: Final = (
    "ลำดับ", "รหัสธนาคาร", "ธนาคาร", "เลขที่บัญชี", "ชื่อบัญชี", "จำนวนเงิน", "ผู้รับเงิน", "เลขประจำตัว 13 หลัก",
    "เลขที่ฎีกา", "เลขที่การจ่าย",
)  # fmt: skip
_AMOUNT: Final = COLUMNS.index("จำนวนเงิน")
SIGNED: Final = ("signed", "paid")


def payees_csv(document_id: int) -> bytes:
    """The payees as CSV in UTF-8 with a mark, so that a spreadsheet reads the Thai. Refusals: those of `rows`."""
    payees = (
        [plain_baht(int(cell)) if at == _AMOUNT else cell for at, cell in enumerate(row)]
        for row in rows(document_id=document_id)
    )
    return exporting.csv_text(rows=(COLUMNS, *payees)).encode()


def payees_xlsx(document_id: int) -> bytes:
    """The payees as a workbook; account numbers are text, amounts numbers. Refusals: those of `rows`."""
    found = list(rows(document_id=document_id))
    day = queries.report(document_id=document_id).document.document_date
    out = io.BytesIO()
    with exporting.workbook(out) as book:
        book.set_properties({"created": datetime(day.year, day.month, day.day)})
        sheet = book.add_worksheet("ผู้รับโอน")
        bold, baht = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "#,##0.00"})
        sheet.freeze_panes(1, 0)
        for at, title in enumerate(COLUMNS):
            sheet.write_string(0, at, title, bold)
            sheet.set_column(at, at, 32 if at in (2, 4, 6) else 18)
        for line, row in enumerate(found, start=1):
            for at, cell in enumerate(row):
                if at == _AMOUNT:
                    sheet.write_number(line, at, int(cell) / 100, baht)
                else:
                    sheet.write_string(line, at, str(cell))
    return out.getvalue()


def rows(*, document_id: int) -> Iterator[Sequence[str | int]]:
    """The cells of each payee in the order of `COLUMNS`, amounts in satang; payments that were cancelled are left out.

    Refusals: document_not_found, report_not_signed (nothing goes to the bank before the three signatures),
    report_made_by_hand (the bank had its order on paper, and must not have it twice).
    """
    report = queries.report(document_id=document_id)
    if report.document.paper_date is not None:
        raise Refusal("report_made_by_hand", number=report.document.number, paper=report.document.paper_number)
    if report.document.state not in SIGNED:
        raise Refusal("report_not_signed", number=report.document.number)
    live = {payment.document_id: payment for payment in report.payments if payment.live}
    names = thai_banks()
    return iter(
        [
            (
                str(at), payee.bank_code, names[payee.bank_code].name_th, payee.account_no, payee.account_name, payee.net,
                payee.name, payee.national_number, live[payment_id].dika_number, live[payment_id].number,
            )
            for at, (payment_id, payee) in enumerate(queries.payees(payment_ids=list(live)), start=1)
        ]
    )  # fmt: skip
