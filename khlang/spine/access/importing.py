"""Posts to hand out from a spreadsheet, row by row (LOGIN-3). Pure: what is known of people and organisations is asked later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from khlang import standards
from khlang.core.refusal import Refusal
from khlang.platform import spreadsheets
from khlang.platform.spreadsheets import Heading, Record

SHEET: Final = "ส่งมอบบัญชี"
HEADINGS: Final = (
    Heading(key="organisation_code", title="รหัสหน่วยงาน", required=False),
    Heading(key="name_th", title="ชื่อและนามสกุล"),
    Heading(key="name_en", title="ชื่อภาษาอังกฤษ", required=False),
    Heading(key="national_number", title="เลขประจำตัวประชาชน", kind="code"),
    Heading(key="position_title", title="ตำแหน่ง"),
    Heading(key="position_code", title="รหัสตำแหน่ง", kind="code", required=False),
    Heading(key="roles", title="บทบาทในระบบ"),
    Heading(key="from_date", title="ตั้งแต่วันที่"),
    Heading(key="username", title="ชื่อผู้ใช้", required=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The rows of a file as input of `account.hand_out`, and where each of them stands in the file."""

    rows: tuple[Mapping[str, Any], ...]
    records: tuple[Record, ...]
    problems: tuple[Refusal, ...]

    def placed(self, refusals: Iterable[Refusal]) -> list[Refusal]:
        """Bring refusals at "rows.3.roles" back to sheet, row and column of the file."""
        return [self._placed(each) for each in refusals]

    def _placed(self, refusal: Refusal) -> Refusal:
        group, _, rest = (refusal.field or "").partition(".")
        index, _, key = rest.partition(".")
        if group != "rows" or not index.isdigit():
            return refusal
        facts = dict(refusal.facts)
        first = facts.get("first")
        if isinstance(first, int):
            facts["first"] = self.records[first - 1].row
        return self.records[int(index)].refusal(refusal.code, key.partition(".")[0], **facts)


def read_posts(*, content: bytes, filename: str) -> Imported:
    """Read the sheet of the template, or the only sheet of a file.

    Raises the refusals of `spreadsheets.read`, sheet_missing, sheet_heading_missing, sheet_without_rows.
    """
    sheets = spreadsheets.read(content=content, filename=filename)
    by_name = {name.strip(): sheet for name, sheet in sheets.items()}
    sheet = by_name.get(SHEET) or (next(iter(sheets.values())) if len(sheets) == 1 else None)
    if sheet is None:
        raise Refusal("sheet_missing", field="content", sheet=SHEET)
    records = tuple(spreadsheets.records(sheet=sheet, headings=HEADINGS))
    if not records:
        raise Refusal("sheet_without_rows", field="content", sheet=sheet.name or SHEET)
    rows, problems = [], []
    for record in records:
        row, found = _row(record)
        rows.append(row)
        problems += [*record.problems, *found]
    return Imported(rows=tuple(rows), records=records, problems=tuple(problems))


def _row(record: Record) -> tuple[Mapping[str, Any], list[Refusal]]:
    values = {key: value for key, value in record.values.items() if value}
    needed = [each.key for each in HEADINGS if each.required]
    problems = [record.refusal("field_required", key) for key in needed if key not in values and not record.problems]
    known = {each.name_th: each.code for each in standards.duties().roles}
    words = [word.strip() for word in str(values.get("roles", "")).replace("\n", ",").split(",") if word.strip()]
    values["roles"] = [known.get(word, word) for word in words]
    if "from_date" in values:
        values["from_date"] = str(values["from_date"]).removesuffix(" 00:00:00")
    return values, problems
