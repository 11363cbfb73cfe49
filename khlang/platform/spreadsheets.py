"""Spreadsheets that people bring: XLSX or CSV in, rows with their place and defects out. Pure, no accounting.

People type numbers as text, Thai digits, leading zeros that a spreadsheet drops, formulas that were never calculated
and merged cells. What has one meaning is read; what has not becomes a `Refusal` that names sheet, row and column.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from khlang.core.money import parse_baht
from khlang.core.refusal import Refusal
from khlang.core.thai import normalise, to_arabic_digits
from khlang.platform import uploads

LIMIT_BYTES = 5 * 1024 * 1024
LIMIT_UNPACKED = 40 * 1024 * 1024
LIMIT_ROWS = 5_000
LIMIT_COLUMNS = 200
HEADER_WITHIN = 15

Place = tuple[int, int]
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: rows from row 1, and defects by (row, column) counted from 1: refusal code and range."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    defects: Mapping[Place, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A column by its title. kind: text; code (digits, `width` restores dropped zeros); baht (→ satang)."""

    key: str
    title: str
    kind: Literal["text", "code", "baht"] = "text"
    required: bool = True
    width: int = 0


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row under the headings: values by key (text "" and baht None when empty) and what is wrong with its cells."""

    sheet: str
    row: int
    values: Mapping[str, Any]
    titles: Mapping[str, str]
    problems: tuple[Refusal, ...] = ()

    def refusal(self, code: str, key: str, /, **facts: Any) -> Refusal:
        """A refusal at one cell of this row."""
        place = {"sheet": self.sheet, "row": self.row, "column": self.titles.get(key, key)}
        return Refusal(code, field=f"content.{self.sheet}.{self.row}.{key}", **{**facts, **place})


def read(*, content: bytes, filename: str, most_rows: int = LIMIT_ROWS) -> Mapping[str, Sheet]:
    """The sheets of an XLSX or CSV file by name, in order; `most_rows` is how far one sheet may reach.

    Raises the refusals of `uploads.admit` and upload_too_many_rows.
    """
    found = uploads.admit(content=content, kinds=("xlsx", "csv"), name=filename or "?", limit=LIMIT_BYTES)
    sheets = _xlsx(content, filename, most_rows) if found.key == "xlsx" else _csv(content)
    for sheet in sheets.values():
        if len(sheet.rows) > most_rows:
            raise Refusal(
                "upload_too_many_rows", field="content", sheet=sheet.name, rows=len(sheet.rows), limit=most_rows
            )
    return sheets


def records(*, sheet: Sheet, headings: Sequence[Heading]) -> list[Record]:
    """The filled rows below the headings of a sheet. Raises sheet_heading_missing."""
    header, columns = _header(sheet, headings)
    titles = {heading.key: heading.title for heading in headings}
    ranges_told: set[str] = set()
    found = []
    for number, cells in enumerate(sheet.rows[header:], start=header + 1):
        problems: list[Refusal] = []
        values = {}
        for heading in headings:
            place = columns.get(heading.key)
            values[heading.key], problem = _value(sheet, number, place, cells, heading, ranges_told)
            problems += [problem] if problem else []
        if problems or any(value not in ("", None) for value in values.values()):
            found.append(Record(sheet=sheet.name, row=number, values=values, titles=titles, problems=tuple(problems)))
    return found


def _too_large(size: int) -> Refusal:
    megabyte = 1024 * 1024
    facts = {"limit": LIMIT_BYTES // megabyte, "size": round(size / megabyte, 1)}
    return Refusal("upload_too_large", field="content", **facts)


def _header(sheet: Sheet, headings: Sequence[Heading]) -> tuple[int, dict[str, int]]:
    wanted = {_plain(heading.title): heading for heading in headings}
    best: dict[str, int] = {}
    row_number = 0
    for number, cells in enumerate(sheet.rows[:HEADER_WITHIN], start=1):
        here = {wanted[_plain(cell)].key: at for at, cell in enumerate(cells) if _plain(cell) in wanted}
        if len(here) > len(best):
            best, row_number = here, number
    for heading in headings:
        if heading.required and heading.key not in best:
            raise Refusal("sheet_heading_missing", field="content", sheet=sheet.name, column=heading.title)
    return row_number, best


def _plain(cell: Any) -> str:
    return normalise(str(cell)).replace("*", "").replace(" ", "").strip().lower()


def _value(
    sheet: Sheet, row: int, at: int | None, cells: tuple[Any, ...], heading: Heading, told: set[str]
) -> tuple[Any, Refusal | None]:
    empty = None if heading.kind == "baht" else ""
    if at is None:
        return empty, None
    place = {"sheet": sheet.name, "row": row, "column": heading.title}
    code, span = sheet.defects.get((row, at + 1), ("", ""))
    if code and span not in told:
        told.add(span)
        return empty, Refusal(code, field=f"content.{sheet.name}.{row}.{heading.key}", cell=span, **place)
    cell = cells[at] if at < len(cells) else ""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return empty, None
    if heading.kind != "baht":
        return _text(cell, heading.width if heading.kind == "code" else 0), None
    try:
        return _satang(cell), None
    except Refusal as refusal:
        where = f"content.{sheet.name}.{row}.{heading.key}"
        return None, Refusal(refusal.code, field=where, **{**refusal.facts, **place, "text": str(cell)})


def _text(cell: Any, width: int) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = normalise(str(cell))
    if isinstance(cell, int) or width:
        text = to_arabic_digits(text).replace(" ", "")
    return text.zfill(width) if width and text.isdigit() else text


def _satang(cell: Any) -> int:
    """Satang of a cell. Fifteen significant digits, as the spreadsheet shows: 0.1+0.2 is 0.30."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        raise Refusal("amount_malformed", text=str(cell))
    if isinstance(cell, float):
        cell = f"{Decimal(f'{cell:.15g}'):f}"
    return parse_baht(str(cell))


def _csv(content: bytes) -> Mapping[str, Sheet]:
    """A CSV file is one sheet named ""; a line with only a word in its first cell can part it, see `parted`."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp874", errors="replace")
    rows = tuple(tuple(row) for row in csv.reader(io.StringIO(text), strict=False))
    return {"": Sheet(name="", rows=rows)}


def parted(*, sheet: Sheet, names: Sequence[str]) -> Mapping[str, Sheet]:
    """Split a sheet at lines that hold nothing but one of `names`; row numbers stay those of the file."""
    starts = [
        (number, normalise(str(cells[0])))
        for number, cells in enumerate(sheet.rows)
        if cells and normalise(str(cells[0])) in names and not any(str(cell).strip() for cell in cells[1:])
    ]
    parts = {}
    for position, (start, name) in enumerate(starts):
        end = starts[position + 1][0] if position + 1 < len(starts) else len(sheet.rows)
        blank: tuple[tuple[Any, ...], ...] = ((),) * (start + 1)
        parts[name] = Sheet(name=name, rows=blank + sheet.rows[start + 1 : end])
    return parts


def _xlsx(content: bytes, filename: str, most_rows: int) -> Mapping[str, Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > LIMIT_UNPACKED:
                raise _too_large(unpacked)
            defects = {name: dict(_defects(archive, path, name, most_rows)) for name, path in _sheet_files(archive)}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return {name: _sheet(book, name, defects.get(name, {}), most_rows) for name in book.sheet_names}
    except (
        CalamineError,
        PasswordError,
        zipfile.BadZipFile,
        ElementTree.ParseError,
        KeyError,
        ValueError,
        OSError,
    ) as fault:
        raise Refusal("upload_unreadable", field="content", filename=filename) from fault


def _sheet(book: CalamineWorkbook, name: str, defects: dict[Place, tuple[str, str]], most_rows: int) -> Sheet:
    source = book.get_sheet_by_name(name)
    for (top, left), (bottom, right) in source.merged_cell_ranges or []:
        span = f"{letters(index=left)}{top + 1}:{letters(index=right)}{bottom + 1}"
        for row in range(top, min(bottom, most_rows) + 1):
            for column in range(left, min(right, LIMIT_COLUMNS) + 1):
                defects[row + 1, column + 1] = ("cell_merged", span)
    return Sheet(name=name, rows=tuple(tuple(row) for row in source.to_python(skip_empty_area=False)), defects=defects)


def _sheet_files(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = _xml(archive, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    for sheet in _xml(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        target = targets[sheet.attrib[_LINK]]
        yield sheet.attrib["name"], target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _xml(archive: zipfile.ZipFile, path: str) -> ElementTree.Element:
    return ElementTree.fromstring(_plain_xml(archive, path))


def _plain_xml(archive: zipfile.ZipFile, path: str) -> bytes:
    text = archive.read(path)
    if b"<!DOCTYPE" in text:
        raise ValueError("a workbook needs no document type")
    return text


def _defects(
    archive: zipfile.ZipFile, path: str, sheet: str, most_rows: int
) -> Iterator[tuple[Place, tuple[str, str]]]:
    """Cells whose content the reader would pass over in silence: formulas without a result, error values.

    Also looks how far the sheet reaches before it is unfolded: one cell in the last corner would fill the memory.
    """
    for _, cell in ElementTree.iterparse(io.BytesIO(_plain_xml(archive, path))):
        if cell.tag == f"{_MAIN}row":
            cell.clear()
        name = cell.get("r", "") if cell.tag == f"{_MAIN}c" else ""
        column_name = name.rstrip("0123456789")
        if not column_name or column_name == name or not len(cell):
            continue
        row, column = place(cell=name)
        if row > most_rows:
            raise Refusal("upload_too_many_rows", field="content", sheet=sheet, rows=row, limit=most_rows)
        if column > LIMIT_COLUMNS:
            raise ValueError("a sheet reaches too far to the right")
        if cell.get("t") == "e":
            yield (row, column), ("cell_error", name)
        elif cell.find(f"{_MAIN}f") is not None and cell.get("t") != "str" and not cell.findtext(f"{_MAIN}v"):
            yield (row, column), ("cell_formula_without_value", name)


def letters(*, index: int) -> str:
    """The letters of a column counted from 0: 27 is AB."""
    found = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        found, index = chr(65 + rest) + found, index - 1
    return found


def place(*, cell: str) -> Place:
    """Row and column, counted from 1, of a cell such as AB7."""
    column = cell.rstrip("0123456789")
    return int(cell[len(column) :]), _number(column)


def _number(column: str) -> int:
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number
