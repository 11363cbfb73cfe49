"""The payees of a payroll, of allowances or of pensions from a spreadsheet, read row by row. Pure: no Django.

Amounts stand under the short name of a budget line (a column for each: "L08 เงินเดือน") or, with the line named in the row,
in one column. What cells and rows say wrong is collected with its place. Totals are compared, never imported.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import clean_national_number, normalise, to_arabic_digits
from khlang.platform import spreadsheets
from khlang.platform.spreadsheets import HEADER_WITHIN, Heading, Record, Sheet
from khlang.standards import ThaiBank, thai_bank

PAYEES: Final = "ผู้รับเงิน"
WHO: Final = (
    Heading(key="national_number", title="เลขประจำตัว 13 หลัก"),
    Heading(key="name", title="ชื่อ-สกุล"),
    Heading(key="bank", title="ธนาคาร"),
    Heading(key="account_no", title="เลขที่บัญชี"),
    Heading(key="account_name", title="ชื่อบัญชี", required=False),
)
ONE_AMOUNT: Final = (
    Heading(key="line", title="รหัสรายการงบประมาณ", required=False),
    Heading(key="amount", title="จำนวนเงิน", kind="baht", required=False),
)
DEDUCTIONS: Final = (
    Heading(key="withholding", title="ภาษีหัก ณ ที่จ่าย", kind="baht", required=False),
    Heading(key="social_security", title="ประกันสังคม", kind="baht", required=False),
    Heading(key="pension_fund", title="กบข.", kind="baht", required=False),
    Heading(key="provident_fund", title="กสจ.", kind="baht", required=False),
    Heading(key="cooperative", title="สหกรณ์", kind="baht", required=False),
    Heading(key="student_loan", title="กยศ.", kind="baht", required=False),
    Heading(key="other", title="หักอื่น", kind="baht", required=False),
)
SUMS: Final = (
    Heading(key="gross", title="รวมเงินได้", kind="baht", required=False),
    Heading(key="deducted", title="รวมหัก", kind="baht", required=False),
    Heading(key="net", title="รับสุทธิ", kind="baht", required=False),
)
FIXED: Final = (*WHO, *ONE_AMOUNT, *DEDUCTIONS, *SUMS)
#: Columns that people keep for themselves.
PASSED_OVER: Final = ("ที่", "ลำดับ", "ลำดับที่", "ตำแหน่ง", "เลขที่ตำแหน่ง", "หมายเหตุ")
_ACCOUNT = re.compile(r"\d{10}\.\d{3}")
_LONGEST: Final = 250
_NUMBER = re.compile(r"[\d,.]+")
_TOTAL = ("รวม", "ยอดรวม")


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeRow:
    """One payee as the sheet has them: gross by the code of the budget line (or account), deductions by kind, satang."""

    record: Record
    number: str
    name: str
    bank: ThaiBank
    account_no: str
    account_name: str
    lines: Mapping[str, int]
    deductions: Mapping[str, int]

    @property
    def gross(self) -> int:
        """What the payee is entitled to."""
        return sum(self.lines.values())

    @property
    def deducted(self) -> int:
        """What is kept back."""
        return sum(self.deductions.values())

    @property
    def net(self) -> int:
        """What is paid out."""
        return self.gross - self.deducted


@dataclass(frozen=True, slots=True)
class _Columns:
    """The headings of a sheet: those of every list, and by key those that name a budget line or an account."""

    headings: tuple[Heading, ...]
    lines: Mapping[str, str]


def read(
    *, content: bytes, filename: str, codes: Mapping[str, str], kept_back: Collection[str], usual: str = ""
) -> tuple[tuple[PayeeRow, ...], tuple[Refusal, ...]]:
    """The sound rows of the sheet and everything that is wrong with the others and with the sheet.

    `codes` are the short names of the budget lines of the year (by themselves in capitals), `kept_back` the kinds of
    deduction that such a dika may have, `usual` the line of rows that name none. Raises those of `spreadsheets.read`,
    sheet_heading_missing, payees_column_unknown, payees_column_twice, sheet_without_rows.
    """
    sheets = spreadsheets.read(content=content, filename=filename)
    sheet = sheets.get(PAYEES) or next(iter(sheets.values()))
    columns = _columns(sheet, codes)
    records = spreadsheets.records(sheet=sheet, headings=columns.headings)
    rows: list[PayeeRow] = []
    problems: list[Refusal] = []
    below_total = False
    for record in records:
        if _is_total(record):
            problems += [] if problems else _compare(record, rows, columns)
            below_total = True
        elif below_total:
            problems += _below_total(record)
        else:
            row, found = _row(record, columns, codes, kept_back, usual)
            rows += [row] if row else []
            problems += found
    if not rows and not problems:
        raise Refusal("sheet_without_rows", field="content", sheet=sheet.name)
    return tuple(rows), (*problems, *_twice(rows))


def totals(*, rows: Iterable[PayeeRow]) -> tuple[Counter[str], Counter[str]]:
    """What the payees add up to: gross by line, deductions by kind, satang."""
    gross, kept = Counter[str](), Counter[str]()
    for row in rows:
        gross.update(row.lines)
        kept.update(row.deductions)
    return gross, kept


def _columns(sheet: Sheet, codes: Mapping[str, str]) -> _Columns:
    """Which column is which. Every column with a heading is known, and stands there once; numbers have a heading."""
    number, cells = _heading_row(sheet)
    fixed = {_plain(heading.title) for heading in FIXED}
    passed = {_plain(title) for title in PASSED_OVER}
    lines: dict[str, str] = {}
    headings: list[Heading] = list(FIXED)
    seen: set[str] = set()
    refused: list[Refusal] = []
    for at, cell in enumerate(cells):
        title, plain = normalise(str(cell)), _plain(cell)
        code = _code(title, codes)
        if plain in passed or (not plain and not _has_numbers(sheet, number, at)):
            continue
        if plain in seen or (code and code in lines.values()):
            refused.append(Refusal("payees_column_twice", field="content", sheet=sheet.name, column=title))
        elif code:
            lines[code] = code
            headings.append(Heading(key=code, title=title, kind="baht", required=False))
        elif plain not in fixed:
            facts = {"sheet": sheet.name, "column": title or f"{at + 1}"}
            refused.append(Refusal("payees_column_unknown", field="content", **facts))
        seen.add(plain)
    if refused:
        raise Refusals(refused)
    return _Columns(tuple(headings), lines)


def _heading_row(sheet: Sheet) -> tuple[int, Sequence[Any]]:
    wanted = _plain(WHO[0].title)
    for number, cells in enumerate(sheet.rows[:HEADER_WITHIN], start=1):
        if any(_plain(cell) == wanted for cell in cells):
            return number, cells
    raise Refusal("sheet_heading_missing", field="content", sheet=sheet.name, column=WHO[0].title)


def _plain(cell: Any) -> str:
    return normalise(str(cell)).replace("*", "").replace(" ", "").strip().lower()


def _code(title: str, codes: Mapping[str, str]) -> str:
    """The budget line or account that a heading begins with, or ""."""
    first = to_arabic_digits(title).replace("*", " ").split()
    word = first[0].upper() if first else ""
    return codes.get(word) or (word if _ACCOUNT.fullmatch(word) else "")


def _has_numbers(sheet: Sheet, heading_row: int, at: int) -> bool:
    below = (cells[at] for cells in sheet.rows[heading_row:] if at < len(cells))
    return any(_NUMBER.fullmatch(to_arabic_digits(str(cell)).strip()) for cell in below)


def _is_total(record: Record) -> bool:
    """A row of sums: it says so, or it has amounts and nobody's name."""
    values = record.values
    texts = [values[heading.key] for heading in WHO]
    if values["national_number"] and not values["national_number"].startswith(_TOTAL):
        return False
    return any(text.startswith(_TOTAL) for text in texts) or (not any(texts) and not record.problems)


def _below_total(record: Record) -> list[Refusal]:
    """Below the total stand signatures; a payee there would be paid without being in the total."""
    digits = to_arabic_digits(record.values["national_number"])
    if any(sign.isdigit() for sign in digits) or any(isinstance(value, int) for value in record.values.values()):
        return [record.refusal("payee_below_total", "national_number")]
    return []


def _compare(record: Record, rows: Sequence[PayeeRow], columns: _Columns) -> list[Refusal]:
    """Each sum that the sheet states against the rows above it."""
    gross, kept = totals(rows=rows)
    computed = {
        **{key: gross[code] for key, code in columns.lines.items()},
        **{heading.key: kept[heading.key] for heading in DEDUCTIONS},
        "amount": gross.total() - sum(gross[code] for code in columns.lines.values()),
        "gross": gross.total(), "deducted": kept.total(), "net": gross.total() - kept.total(),
    }  # fmt: skip
    if not columns.lines:
        computed["amount"] = gross.total()
    return [
        *record.problems,
        *(
            record.refusal("sheet_total_differs", key, stated=format_baht(stated), computed=format_baht(found))
            for key, found in computed.items()
            if (stated := record.values[key]) is not None and stated != found
        ),
    ]


def _row(
    record: Record, columns: _Columns, codes: Mapping[str, str], kept_back: Collection[str], usual: str
) -> tuple[PayeeRow | None, list[Refusal]]:
    values = record.values
    found = [*record.problems, *_texts(record)]
    number, bank = "", None
    try:
        number = clean_national_number(values["national_number"]) if values["national_number"] else ""
    except Refusal as refusal:
        found.append(record.refusal(refusal.code, "national_number", **refusal.facts))
    try:
        bank = thai_bank(values["bank"]) if values["bank"] else None
    except Refusal as refusal:
        found.append(record.refusal(refusal.code, "bank", **refusal.facts))
    account_no = _digits(record, bank, found)
    lines = _lines(record, columns, codes, usual, found)
    deductions = _deductions(record, kept_back, found)
    if found or bank is None:
        return None, found
    row = PayeeRow(
        record=record, number=number, name=values["name"], bank=bank, account_no=account_no,
        account_name=values["account_name"] or values["name"], lines=lines, deductions=deductions,
    )  # fmt: skip
    return row, list(_sums(row))


def _texts(record: Record) -> Iterator[Refusal]:
    """What must be filled in, and what is longer than the column that keeps it."""
    faulty = {str(problem.facts.get("column")) for problem in record.problems}
    for heading in WHO:
        value = record.values[heading.key]
        if heading.required and not value and heading.title not in faulty:
            yield record.refusal("cell_required", heading.key)
        if len(value) > _LONGEST:
            yield record.refusal("text_too_long", heading.key, limit=_LONGEST)


def _digits(record: Record, bank: ThaiBank | None, found: list[Refusal]) -> str:
    """The digits of the account number, as many as the bank's numbers have; a spreadsheet may have dropped zeros."""
    text = str(record.values["account_no"])
    digits = re.sub(r"[\s\-]", "", to_arabic_digits(text))
    if bank is None or not text:
        return digits
    if not (digits.isascii() and digits.isdigit() and len(digits) in bank.digits):
        wanted = "/".join(str(length) for length in bank.digits)
        facts = {"account_no": text[:40], "bank": bank.name_th, "digits": wanted}
        found.append(record.refusal("account_no_malformed", "account_no", **facts))
    return digits


def _lines(
    record: Record, columns: _Columns, codes: Mapping[str, str], usual: str, found: list[Refusal]
) -> dict[str, int]:
    amounts = {code: record.values[key] for key, code in columns.lines.items()}
    single = record.values["amount"]
    if single:
        named = to_arabic_digits(record.values["line"]).strip()
        code = (_code(named, codes) or named) if named else usual
        if not code:
            found.append(record.refusal("cell_required", "line"))
        elif code not in codes.values() and not _ACCOUNT.fullmatch(code):
            found.append(record.refusal("budget_line_unknown", "line", code=code))
        amounts[code] = (amounts.get(code) or 0) + single
    for key, amount in amounts.items():
        if amount is not None and amount < 0:
            found.append(record.refusal("amount_negative", key if key in columns.lines else "amount",
                                        amount=format_baht(amount)))  # fmt: skip
    lines = {code: amount for code, amount in amounts.items() if amount}
    if not lines and not record.problems:
        found.append(record.refusal("payee_without_amount", "amount", name=record.values["name"]))
    return lines


def _deductions(record: Record, kept_back: Collection[str], found: list[Refusal]) -> dict[str, int]:
    amounts = {heading.key: record.values[heading.key] for heading in DEDUCTIONS if record.values[heading.key]}
    for key, amount in amounts.items():
        if amount < 0:
            found.append(record.refusal("amount_negative", key, amount=format_baht(amount)))
        elif key not in kept_back:
            found.append(record.refusal("payee_deduction_not_allowed", key))
    return amounts


def _sums(row: PayeeRow) -> Iterator[Refusal]:
    """Nothing more is kept back than is due, and the row's own sums are right."""
    if row.deducted > row.gross:
        facts = {"deducted": format_baht(row.deducted), "gross": format_baht(row.gross)}
        yield row.record.refusal("deductions_above_gross", "net", **facts)
    for key, computed in (("gross", row.gross), ("deducted", row.deducted), ("net", row.net)):
        stated = row.record.values[key]
        if stated is not None and stated != computed:
            facts = {"stated": format_baht(stated), "computed": format_baht(computed)}
            yield row.record.refusal("payee_sum_differs", key, **facts)


def _twice(rows: Sequence[PayeeRow]) -> Iterator[Refusal]:
    """Somebody who stands there twice would be paid twice."""
    seen: dict[str, PayeeRow] = {}
    for row in rows:
        first = seen.setdefault(row.number, row)
        if first is not row:
            yield row.record.refusal("payee_twice", "national_number", name=row.name, first=first.record.row)
