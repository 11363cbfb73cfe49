"""An ordinance from a spreadsheet: the sheets รายรับ and รายจ่าย of the template, read row by row. Pure: no Django.

What a cell says wrong is collected with its place; what the rows say wrong together (codes, duplicates) is found by
`lines` and brought back to the row by `Imported.placed`. Totals are compared, never imported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import spreadsheets
from khlang.platform.spreadsheets import Heading, Record

EXPENDITURE = "รายจ่าย"
REVENUE = "รายรับ"
EXPENDITURE_HEADINGS = (
    Heading(key="code", title="รหัสรายการ", required=False),
    Heading(key="fund_source", title="แหล่งเงิน", required=False),
    Heading(key="work_code", title="รหัสงาน", kind="code", width=5),
    Heading(key="category_code", title="รหัสหมวด", kind="code", required=False, width=6),
    Heading(key="item_code", title="รหัสประเภทรายจ่าย", kind="code", width=6),
    Heading(key="name_th", title="รายการ/โครงการ"),
    Heading(key="division", title="รหัสกอง", required=False),
    Heading(key="amount", title="จำนวนเงิน (บาท)", kind="baht"),
    Heading(key="explanation", title="คำชี้แจง", required=False),
)
REVENUE_HEADINGS = (
    Heading(key="item_code", title="รหัสรายรับ", kind="code", width=6),
    Heading(key="name_th", title="ชื่อรายรับ", required=False),
    Heading(key="amount", title="ประมาณการ (บาท)", kind="baht"),
    Heading(key="explanation", title="คำชี้แจง", required=False),
)
_GRAND_TOTALS = ("รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "รวมรายจ่าย", "รวมรายรับ", "รวมรายจ่ายทั้งสิ้น", "รวมรายรับทั้งสิ้น")
_NEEDED = {EXPENDITURE: ("work_code", "item_code"), REVENUE: ("item_code",)}


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The rows of a file as inputs of `ordinance.prepare`, the record of each row, and the problems of single cells."""

    appropriations: tuple[Mapping[str, Any], ...]
    estimates: tuple[Mapping[str, Any], ...]
    records: Mapping[str, tuple[Record, ...]]
    problems: tuple[Refusal, ...]

    def placed(self, refusals: Iterable[Refusal]) -> list[Refusal]:
        """Bring refusals at "appropriations.3.work_code" back to sheet, row and column of the file."""
        return [self._placed(refusal) for refusal in refusals]

    def _placed(self, refusal: Refusal) -> Refusal:
        group, _, rest = (refusal.field or "").partition(".")
        index, _, key = rest.partition(".")
        if group not in self.records or not index.isdigit():
            return refusal
        records = self.records[group]
        facts = dict(refusal.facts)
        first = facts.get("first")
        if isinstance(first, int):
            facts["first"] = records[first - 1].row
        return records[int(index)].refusal(refusal.code, key, **facts)


def read_ordinance(*, content: bytes, filename: str) -> Imported:
    """Read both sheets. A CSV holds them one below the other, each after a line that says only รายรับ or รายจ่าย.

    Raises the refusals of `spreadsheets.read`, sheet_missing, sheet_heading_missing, sheet_without_rows.
    """
    sheets = spreadsheets.read(content=content, filename=filename)
    if "" in sheets:
        sheets = spreadsheets.parted(sheet=sheets[""], names=(REVENUE, EXPENDITURE))
    by_name = {name.strip(): sheet for name, sheet in sheets.items()}
    missing = [name for name in (REVENUE, EXPENDITURE) if name not in by_name]
    if missing:
        raise Refusals(Refusal("sheet_missing", field="content", sheet=name) for name in missing)
    expenditure, problems = _rows(
        spreadsheets.records(sheet=by_name[EXPENDITURE], headings=EXPENDITURE_HEADINGS), EXPENDITURE
    )
    revenue, more = _rows(spreadsheets.records(sheet=by_name[REVENUE], headings=REVENUE_HEADINGS), REVENUE)
    if not expenditure and not problems:
        raise Refusal("sheet_without_rows", field="content", sheet=EXPENDITURE)
    return Imported(
        appropriations=tuple(_input(record) for record in expenditure),
        estimates=tuple(_input(record) for record in revenue),
        records={"appropriations": tuple(expenditure), "estimates": tuple(revenue)},
        problems=(*problems, *more),
    )


def _rows(records: Sequence[Record], sheet: str) -> tuple[list[Record], list[Refusal]]:
    """The rows without a fault of their own, and the faults. A grand total is compared when all rows are sound."""
    sound: list[Record] = []
    problems: list[Refusal] = []
    total = 0
    for record in records:
        label = _total_label(record)
        if label is not None:
            problems += [] if problems else _compare(record, label, total)
            continue
        found = [*record.problems, *_missing(record, sheet)]
        problems += found
        total += record.values["amount"] or 0
        if not found:
            sound.append(record)
    return sound, problems


def _total_label(record: Record) -> str | None:
    """The label of a totals row ("รวม…" and no revenue or expenditure code), or None."""
    texts = [value for value in record.values.values() if isinstance(value, str) and value]
    label = next((text for text in texts if text.startswith(("รวม", "ยอดรวม"))), None)
    return None if label is None or record.values["item_code"].isdigit() else label


def _compare(record: Record, label: str, total: int) -> list[Refusal]:
    stated = record.values["amount"]
    if stated is None or stated == total or label.replace(" ", "") not in _GRAND_TOTALS:
        return []
    return [record.refusal("sheet_total_differs", "amount", stated=format_baht(stated), computed=format_baht(total))]


def _missing(record: Record, sheet: str) -> list[Refusal]:
    faulty = {str(problem.facts.get("column")) for problem in record.problems}
    found = [
        record.refusal("cell_required", key)
        for key in (*_NEEDED[sheet], "amount")
        if record.values[key] in ("", None) and record.titles[key] not in faulty
    ]
    amount = record.values["amount"]
    if amount is not None and (amount < 0 or (amount == 0 and sheet == EXPENDITURE)):
        code = "amount_negative" if amount < 0 else "amount_not_positive"
        found.append(record.refusal(code, "amount", amount=format_baht(amount)))
    return found


def _input(record: Record) -> Mapping[str, Any]:
    values = {key: value for key, value in record.values.items() if value not in ("", None)}
    return {**values, "amount": format_baht(record.values["amount"])}
