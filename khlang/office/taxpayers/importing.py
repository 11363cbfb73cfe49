"""Assessments from a spreadsheet: the sheet ภาษี of the template, read row by row. Pure: no database.

A taxpayer is named by the 13-digit number, or by the name as it stands in the register. What a cell says wrong is told with
sheet, row and column; nothing is entered unless every row is sound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.platform import spreadsheets
from khlang.platform.spreadsheets import Heading, Record
from khlang.standards import local_taxes

SHEET: Final = "ภาษี"
HEADINGS: Final = (
    Heading(key="number", title="เลขประจำตัว 13 หลัก", kind="code", required=False, width=13),
    Heading(key="taxpayer", title="ชื่อผู้เสียภาษี"),
    Heading(key="tax", title="ประเภทภาษี"),
    Heading(key="tax_year", title="ปีภาษี (พ.ศ.)", kind="code", width=4),
    Heading(key="reference", title="ทรัพย์สิน/เลขที่หนังสือแจ้ง"),
    Heading(key="instalment", title="งวดที่", kind="code", required=False, width=1),
    Heading(key="due_date", title="วันครบกำหนด", required=False),
    Heading(key="amount", title="ภาษีที่ประเมิน (บาท)", kind="baht"),
    Heading(key="note", title="หมายเหตุ", required=False),
)
_NEEDED: Final = ("taxpayer", "tax", "tax_year", "reference", "amount")


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The sound rows of a file (values by key), and what is wrong with the others."""

    records: tuple[Record, ...]
    problems: tuple[Refusal, ...]


def read_assessments(*, content: bytes, filename: str) -> Imported:
    """The rows of the sheet ภาษี, or of the only sheet there is.

    Raises the refusals of `spreadsheets.read`, sheet_missing, sheet_heading_missing, sheet_without_rows.
    """
    sheets = {name.strip(): sheet for name, sheet in spreadsheets.read(content=content, filename=filename).items()}
    sheet = sheets.get(SHEET) or (next(iter(sheets.values())) if len(sheets) == 1 else None)
    if sheet is None:
        raise Refusal("sheet_missing", field="content", sheet=SHEET)
    sound: list[Record] = []
    problems: list[Refusal] = []
    for record in spreadsheets.records(sheet=sheet, headings=HEADINGS):
        found = [*record.problems, *_missing(record)]
        problems += found
        sound += [] if found else [record]
    if not sound and not problems:
        raise Refusal("sheet_without_rows", field="content", sheet=SHEET)
    return Imported(records=tuple(sound), problems=tuple(problems))


def _missing(record: Record) -> list[Refusal]:
    faulty = {str(problem.facts.get("column")) for problem in record.problems}
    found = [
        record.refusal("cell_required", key)
        for key in _NEEDED
        if record.values[key] in ("", None) and record.titles[key] not in faulty
    ]
    amount = record.values["amount"]
    if amount is not None and amount <= 0:
        found.append(record.refusal("amount_not_positive", "amount", amount=format_baht(amount)))
    return found


def as_typed(*, record: Record, party_id: int) -> Mapping[str, Any]:
    """A row as the input of an assessment: the tax by its Thai name or key, the rest as typed."""
    values = {key: value for key, value in record.values.items() if value not in ("", None)}
    values.pop("number", None)
    values.pop("taxpayer", None)
    return {**values, "tax": _tax(values["tax"]), "amount": format_baht(values["amount"]), "party_id": party_id}


def _tax(text: str) -> str:
    plain = text.replace(" ", "")
    for tax in local_taxes().values():
        if plain in (tax.key, tax.name_th.replace(" ", ""), tax.name_th.partition("(")[0].replace(" ", "")):
            return tax.key
    return text


def placed(*, refusal: Refusal, records: Sequence[Record]) -> Refusal:
    """A refusal at "assessments.3.tax" brought back to sheet, row and column of the file."""
    group, _, rest = (refusal.field or "").partition(".")
    index, _, key = rest.partition(".")
    if group != "assessments" or not index.isdigit():
        return refusal
    return records[int(index)].refusal(refusal.code, "taxpayer" if key == "party_id" else key, **refusal.facts)
