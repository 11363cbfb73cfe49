"""Lists of payees as people fill them in, built in memory; an office with lines of personnel and allowances."""

import base64
import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from khlang.office.disbursement import commands
from khlang.platform.commands import Outcome
from khlang.spine.organisations import commands as organisations
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as register
from tests.budget.budgeting import ordinance_in_force
from tests.office import Office

WHO = ("ที่", "เลขประจำตัว 13 หลัก *", "ชื่อ-สกุล *", "ธนาคาร *", "เลขที่บัญชี *", "ชื่อบัญชี")
KEPT = ("ภาษีหัก ณ ที่จ่าย", "ประกันสังคม", "กบข.", "กสจ.", "สหกรณ์", "กยศ.", "หักอื่น")
SUMS = ("รวมเงินได้", "รวมหัก", "รับสุทธิ")
#: The eleven lines of the payroll of the worked example, and what October takes of each.
EXAMPLE = (
    ("L08", "00111", "210100", "เงินเดือนนายก/รองนายก", "42,840.00"),
    ("L09", "00111", "210600", "ค่าตอบแทนสมาชิกสภา", "86,400.00"),
    ("L10", "00111", "220100", "เงินเดือนพนักงาน", "92,450.00"),
    ("L11", "00111", "220300", "เงินประจำตำแหน่ง", "7,000.00"),
    ("L12", "00111", "220600", "ค่าจ้างพนักงานจ้าง", "80,000.00"),
    ("L13", "00111", "220700", "เงินเพิ่มต่าง ๆ ของพนักงานจ้าง", "7,500.00"),
    ("L25", "00113", "220100", "เงินเดือนพนักงาน", "62,000.00"),
    ("L26", "00113", "220400", "ค่าจ้างลูกจ้างประจำ", "19,410.00"),
    ("L27", "00113", "220600", "ค่าจ้างพนักงานจ้าง", "34,000.00"),
    ("L28", "00113", "220700", "เงินเพิ่มต่าง ๆ ของพนักงานจ้าง", "4,500.00"),
    ("L32", "00211", "220100", "เงินเดือนพนักงาน", "34,000.00"),
)
ALLOWANCES = (
    ("L02", "00411", "110700", "เบี้ยยังชีพผู้สูงอายุ", "642,000.00"),
    ("L03", "00411", "110800", "เบี้ยยังชีพคนพิการ", "168,000.00"),
)


def number(position: int) -> str:
    """The 13-digit number of a made-up person, with its check digit."""
    digits = f"3{position:011d}"
    check = (11 - sum(int(digit) * (13 - at) for at, digit in enumerate(digits)) % 11) % 10
    return f"{digits}{check}"


def account(position: int) -> str:
    """A bank account of ten digits that begins with zero."""
    return f"0{position:09d}"


def sheet(
    headings: Sequence[str], rows: Sequence[Sequence[Any]], *, touch: Callable[[Any], None] | None = None
) -> bytes:
    """A workbook: title in row 1, headings in row 3, people from row 4; `touch(sheet)` adds oddities."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        made = book.add_worksheet("ผู้รับเงิน")
        made.write(0, 0, "บัญชีรายชื่อ")
        for column, heading in enumerate(headings):
            made.write(2, column, heading)
        for position, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str) and value:
                    made.write_string(3 + position, column, value)
                elif value not in ("", None):
                    made.write(3 + position, column, value)
        if touch is not None:
            touch(made)
    return buffer.getvalue()


def somebody(position: int, *amounts: Any, **changes: Any) -> list[Any]:
    """A row of the list: person number `position` with amounts in the columns that follow."""
    who = {
        "at": position, "number": number(position), "name": f"นายคนที่ {position} ทดสอบ", "bank": "006",
        "account_no": account(position), "account_name": "", **changes,
    }  # fmt: skip
    return [*who.values(), *amounts]


class Payroll:
    """The finance officer's desk on the day of the payroll; amounts are typed in baht."""

    def __init__(self, office: Office, lines: Sequence[tuple[str, ...]] = (*EXAMPLE, *ALLOWANCES)) -> None:
        self.office = office
        envelope = office.envelope("admin")
        organisations.save_division(envelope=envelope, data={"code": "01", "name_th": "สำนักปลัด"})
        appropriations = [
            {
                "code": code,
                "work_code": work,
                "item_code": item,
                "name_th": name,
                "amount": "9,000,000",
                "division": "01",
            }
            for code, work, item, name, _ in lines
        ]
        estimate = ({"item_code": "421000", "amount": f"{9_000_000 * len(lines)}"},)
        ordinance_in_force(office, appropriations=appropriations, estimates=estimate)

    def register(self, *positions: int, confirmed: bool = True) -> None:
        """People in the register, their accounts confirmed by the accountant."""
        people = [{"national_number": number(each), "name": f"นายคนที่ {each} ทดสอบ"} for each in positions]
        parties.register_people(envelope=self.office.envelope("finance_officer"), data={"lines": people})
        if confirmed:
            self.confirm(*positions)

    def confirm(self, *positions: int) -> None:
        """Accounts proposed by finance and confirmed by accounting."""
        known = register.by_numbers(numbers=[number(each) for each in positions])
        lines = [
            {
                "party_id": known[number(each)].id, "bank": "KTB", "account_no": account(each),
                "account_name": known[number(each)].name,
            }
            for each in positions
        ]  # fmt: skip
        proposed = parties.propose_accounts(
            envelope=self.office.envelope("finance_officer"), data={"lines": lines}
        ).data  # fmt: skip
        parties.confirm_accounts(envelope=self.office.envelope("accountant"), data=proposed)

    def data(self, content: bytes, *, count: int, net: str, **more: Any) -> dict[str, Any]:
        """The input of `dika.import_payees`."""
        return {
            "dika_kind": "payroll", "title": "เงินเดือน ค่าจ้าง ค่าตอบแทน ต.ค. 2567", "filename": "เงินเดือน.xlsx",
            "content": base64.b64encode(content).decode(), "control_count": count, "control_net": net, **more,
        }  # fmt: skip

    def bring(
        self, content: bytes, *, count: int, net: str, by: str = "finance_officer", on: date | None = None, **more: Any
    ) -> Outcome:
        """The list imported as a draft."""
        data = self.data(content, count=count, net=net, **more)
        return commands.import_payees(envelope=self.office.envelope(by, day=on), data=data)


def example_rows() -> tuple[tuple[str, ...], list[list[Any]]]:
    """The payroll of the worked example as a list of eleven people, one a line, and its deductions."""
    headings = (*WHO, *(f"{code} {name}" for code, _, _, name, _ in EXAMPLE), *KEPT, *SUMS)
    kept: dict[int, list[Any]] = {
        0: ["1,500.00", None, None, None, None, None, None],
        2: ["2,620.00", None, None, None, "30,000.00", "5,600.00", None],
        4: [None, "4,200.00", None, None, None, None, None],
        6: [None, None, None, None, "13,000.00", None, None],
        7: [None, None, None, "582.30", None, None, None],
        8: [None, "2,100.00", None, None, None, None, None],
    }
    rows = []
    for position, (_, _, _, _, baht) in enumerate(EXAMPLE):
        amounts: list[Any] = [None] * len(EXAMPLE)
        amounts[position] = baht
        rows.append(somebody(position + 1, *amounts, *kept.get(position, [None] * 7)))
    return headings, rows
