"""A bank that writes statements, and an accountant who reconciles them with the books."""

import base64
import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

from khlang.office.reconciliation import commands
from khlang.platform.commands import Outcome
from tests.till import Till

HEAD = ("วันที่", "รายการ", "เลขที่เช็ค", "เลขที่อ้างอิง", "ถอน", "ฝาก", "คงเหลือ")
Row = Sequence[Any]
LAST = date(2024, 10, 31)
SURPLUS, CURRENT = "3102010101.001", "1101030101.001"


def file(*rows: Row, head: Row = HEAD, encoding: str = "utf-8-sig") -> str:
    """A CSV file of the bank as it is uploaded."""
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    return base64.b64encode(out.getvalue().encode(encoding)).decode()


def workbook(*rows: Row, head: Row = HEAD) -> str:
    """The same as XLSX, days as dates."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Statement")
        for at, row in enumerate([("ใบแจ้งยอดบัญชี",), (), head, *rows]):
            sheet.write_row(at, 0, row)
    return base64.b64encode(out.getvalue()).decode()


class Desk:
    """The accountant and the head of treasury, with the books of the till behind them."""

    def __init__(self, till: Till) -> None:
        self.till = till

    def post(self, amount: str, title: str, *, bank: str = "KTB-C", on: date) -> Outcome:
        """A movement of the bank account in the books: below zero is paid out."""
        out = amount.startswith("-")
        baht = amount.removeprefix("-")
        into, of = (SURPLUS, CURRENT) if out else (CURRENT, SURPLUS)
        lines = [(into, baht, "0", "" if out else bank), (of, "0", baht, bank if out else "")]
        return self.till.write_entry(title, *lines, on=on)

    def bring(
        self, content: str, *, on: date = LAST, name: str = "october.csv", bank: str = "KTB-C", **more: Any
    ) -> Outcome:
        """A statement imported."""
        data = {"bank_account": bank, "name": name, "content": content, **more}
        return commands.import_statement(envelope=self.till.office.envelope("accountant", day=on), data=data)

    def prepare(self, *, on: date = LAST, bank: str = "KTB-C", **more: Any) -> Outcome:
        """A reconciliation drawn up."""
        envelope = self.till.office.envelope("accountant", day=on)
        return commands.prepare_reconciliation(envelope=envelope, data={"bank_account": bank, **more})

    def work(self, command: Any, document: Outcome, *, on: date = LAST, by: str = "accountant", **more: Any) -> Outcome:
        """One of the accountant's moves."""
        made: Outcome = command(
            envelope=self.till.office.envelope(by, day=on), data={"document_id": document.document_id, **more}
        )
        return made

    def approve(self, document: Outcome, *, on: date = LAST, by: str = "treasury_head") -> Outcome:
        """The head of treasury approves."""
        return self.work(commands.approve_reconciliation, document, on=on, by=by)
