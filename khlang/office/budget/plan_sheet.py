"""The spreadsheet of a spending plan: the template with the lines of the year, and a filled-in one read row by row."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.platform import exporting, spreadsheets
from khlang.platform.spreadsheets import Heading, Record

SHEET: Final = "แผนการใช้จ่ายเงิน"
HEADINGS: Final = (
    Heading(key="line", title="รหัสรายการ"),
    Heading(key="name_th", title="รายการ/โครงการ", required=False),
    Heading(key="quarter_1", title="ไตรมาส 1 (ต.ค.–ธ.ค.)", kind="baht"),
    Heading(key="quarter_2", title="ไตรมาส 2 (ม.ค.–มี.ค.)", kind="baht"),
    Heading(key="quarter_3", title="ไตรมาส 3 (เม.ย.–มิ.ย.)", kind="baht"),
    Heading(key="quarter_4", title="ไตรมาส 4 (ก.ค.–ก.ย.)", kind="baht"),
)
_AMOUNTS: Final = tuple(heading.key for heading in HEADINGS if heading.kind == "baht")
_BUDGET: Final = "งบประมาณสุทธิ"
_HEADER_ROW: Final = 2


@dataclass(frozen=True, kw_only=True)
class ReadPlan:
    """The rows of a file as inputs of `spending_plan.prepare`, the record of each, and the problems of single cells."""

    entries: tuple[Mapping[str, Any], ...]
    records: tuple[Record, ...]
    problems: tuple[Refusal, ...]

    def placed(self, refusal: Refusal) -> Refusal:
        """Bring a refusal at "entries.3.line" back to sheet, row and column of the file."""
        group, _, rest = (refusal.field or "").partition(".")
        index, _, key = rest.partition(".")
        if group != "entries" or not index.isdigit():
            return refusal
        facts = dict(refusal.facts)
        first = facts.get("first")
        if isinstance(first, int):
            facts["first"] = self.records[first - 1].row
        return self.records[int(index)].refusal(refusal.code, key, **facts)


def read_plan(*, content: bytes, filename: str) -> ReadPlan:
    """Read the plan. A row without any amount plans nothing and is passed over, and so are totals ("รวม…").

    Raises the refusals of `spreadsheets.read`, sheet_heading_missing, sheet_without_rows.
    """
    sheets = spreadsheets.read(content=content, filename=filename)
    sheet = sheets.get(SHEET) or next(iter(sheets.values()))
    sound: list[Record] = []
    problems: list[Refusal] = []
    for record in spreadsheets.records(sheet=sheet, headings=HEADINGS):
        if _is_total(record) or (not record.problems and not any(record.values[key] for key in _AMOUNTS)):
            continue
        problems += record.problems
        if not record.values["line"]:
            problems.append(record.refusal("cell_required", "line"))
        elif not record.problems:
            sound.append(record)
    if not sound and not problems:
        raise Refusal("sheet_without_rows", field="content", sheet=SHEET)
    return ReadPlan(entries=tuple(_input(record) for record in sound), records=tuple(sound), problems=tuple(problems))


def _is_total(record: Record) -> bool:
    texts = (str(record.values[key]) for key in ("line", "name_th"))
    return any(text.startswith(("รวม", "ยอดรวม")) for text in texts)


def _input(record: Record) -> Mapping[str, Any]:
    amounts = {key: format_baht(record.values[key] or 0) for key in _AMOUNTS}
    return {"line": record.values["line"], **amounts}


def plan_template(*, fiscal_year: int, lines: Sequence[tuple[str, str, int]], instructions: Sequence[str]) -> bytes:
    """The template of a fiscal year (B.E.) with its lines (short name, name, net budget in satang) as an XLSX file."""
    buffer = io.BytesIO()
    with exporting.template(buffer, fiscal_year=fiscal_year) as (book, formats):
        sheet = book.add_worksheet(SHEET)
        sheet.write(0, 0, f"{SHEET} ปีงบประมาณ พ.ศ. {fiscal_year}", formats["title"])
        for column, heading in enumerate((*(heading.title for heading in HEADINGS), _BUDGET)):
            sheet.write(_HEADER_ROW, column, heading, formats["head"])
            sheet.set_column(column, column, 44 if column == 1 else 18, None if column < 2 else formats["baht"])
        for row, (code, name, net) in enumerate(lines, start=_HEADER_ROW + 1):
            sheet.write_string(row, 0, code)
            sheet.write_string(row, 1, name)
            sheet.write_number(row, len(HEADINGS), net / 100)
        sheet.freeze_panes(_HEADER_ROW + 1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        exporting.instructions(book, formats, lines=instructions)
    return buffer.getvalue()
