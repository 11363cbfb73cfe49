"""The columns of the sheet of one kind of paper, read off its schema: head fields first, then those of its lines. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel

from khlang.standards import ManualPaper, message, message_exists

BOOK, NUMBER, DAY = "book_no", "number", "paper_date"
#: A name that Excel takes for a sheet.
SHEET_NAME: Final = 31
_FORMATS: Final[Mapping[str, str]] = {
    "baht": "baht", "thai-date": "date", "national-number": "national_number", "identifier": "text",
}  # fmt: skip
_TYPES: Final[Mapping[str, str]] = {"boolean": "yes_no", "integer": "integer", "number": "text"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `group` is the list of the schema whose lines it belongs to, "" for the head of the paper and for its
    identity. `kind`: text, baht, date, integer, national_number, yes_no, texts. `choices` are pairs of value and label."""

    key: str
    title: str
    kind: str = "text"
    group: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    note: str = ""

    @property
    def place(self) -> str:
        """The name of the column among all of its sheet: «payer_name», «lines.amount»."""
        return f"{self.group}.{self.key}" if self.group else self.key


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheet of a kind of paper: its name and its columns, those of the identity first."""

    paper: str
    sheet: str
    title: str
    columns: tuple[Column, ...]

    @property
    def groups(self) -> tuple[str, ...]:
        """The lists that the paper has, in the order of their columns."""
        return tuple(dict.fromkeys(column.group for column in self.columns if column.group))

    def titles(self) -> Mapping[str, str]:
        """The titles of the columns by their places."""
        return {column.place: column.title for column in self.columns}


def sheet_name(*, paper: ManualPaper) -> str:
    """The name of the sheet of a kind of paper: without the characters that Excel does not take, short enough for it."""
    return _plain(paper.name_th)


def data_sheet(*, title: str) -> str:
    """The name of the sheet of a table of the snapshot."""
    return _plain(message("workbook.sheet.data", title=title))


def _plain(text: str) -> str:
    return "".join("-" if each in "[]:*?/\\" else each for each in text)[:SHEET_NAME].strip()


def layout(*, paper: ManualPaper, schema: type[BaseModel]) -> Layout:
    """The sheet of a kind of paper. Titles are those of `field.<paper>.<name>`, else `field.<name>`."""
    return _layout(paper, schema)


@cache
def _layout(paper: ManualPaper, schema: type[BaseModel]) -> Layout:
    whole = schema.model_json_schema()
    parts = whole.get("$defs", {})
    head, lines = [], []
    for name, about in whole.get("properties", {}).items():
        item = _items(about, parts)
        if item is None:
            head.append(_column(paper.key, name, about, parts, name in whole.get("required", ())))
        else:
            needed = item.get("required", ())
            lines += [
                _column(paper.key, each, inner, parts, each in needed, group=name)
                for each, inner in item["properties"].items()
                if _items(inner, parts) is None
            ]
    return Layout(paper.key, sheet_name(paper=paper), paper.name_th, (*_identity(), *_distinct(head + lines)))


def _identity() -> tuple[Column, ...]:
    return (
        Column(key=BOOK, title=message("field.paper_book"), note=message("workbook.note.book")),
        Column(key=NUMBER, title=message("field.paper_number"), required=True, note=message("workbook.note.number")),
        Column(
            key=DAY, title=message("field.paper_date"), kind="date", required=True, note=message("workbook.note.date")
        ),
    )  # fmt: skip


def _distinct(columns: list[Column]) -> Iterator[Column]:
    """Two columns of one title are told apart by what their lines are called: «จำนวนเงิน (รายการหัก)»."""
    titles = [column.title for column in columns]
    taken = {message(key) for key in ("field.paper_book", "field.paper_number", "field.paper_date")}
    for column in columns:
        double = titles.count(column.title) > 1 and column.group
        title = f"{column.title} ({message(f'field.{column.group}')})" if double else column.title
        if title in taken:
            title = f"{title} ({message('workbook.head') if not column.group else column.group})"
        taken.add(title)
        yield Column(
            key=column.key, title=title, kind=column.kind, group=column.group, required=column.required,
            choices=column.choices, note=column.note,
        )  # fmt: skip


def _items(about: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """What a line of a list holds, or None for what is no list of lines."""
    about = _resolved(about, parts)
    if about.get("type") != "array":
        return None
    item = _resolved(about.get("items", {}), parts)
    return item if "properties" in item else None


def _resolved(about: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any]:
    """A field without the detours of JSON Schema: references, and «or null»."""
    while True:
        if "$ref" in about:
            about = {**parts[about["$ref"].rpartition("/")[2]], **{k: v for k, v in about.items() if k != "$ref"}}
        elif "anyOf" in about:
            real = [each for each in about["anyOf"] if each.get("type") != "null"]
            about = {**{k: v for k, v in about.items() if k != "anyOf"}, **real[0]}
        elif len(about.get("allOf", ())) == 1:
            about = {**{k: v for k, v in about.items() if k != "allOf"}, **about["allOf"][0]}
        else:
            return about


def _column(
    paper: str, name: str, about: Mapping[str, Any], parts: Mapping[str, Any], required: bool, group: str = ""
) -> Column:
    found = _resolved(about, parts)
    values = tuple(found.get("enum", ())) or ((found["const"],) if "const" in found else ())
    kind = _FORMATS.get(found.get("format", "")) or _TYPES.get(found.get("type", ""), "text")
    note = f"workbook.note.{paper}.{name}"
    return Column(
        key=name,
        title=_title(paper, name, group),
        kind="texts" if found.get("type") == "array" else kind,
        group=group,
        required=required,
        choices=tuple((str(value), _label(name, str(value))) for value in values if value != ""),
        note=message(note) if message_exists(note) else "",
    )


def _title(paper: str, name: str, group: str) -> str:
    """The title of a field: as this paper calls it, else as every paper does."""
    own = f"field.{paper}.{group}.{name}" if group else f"field.{paper}.{name}"
    return next(
        (message(key) for key in (own, f"field.{paper}.{name}") if message_exists(key)), message(f"field.{name}")
    )


def _label(name: str, value: str) -> str:
    """What a choice is called: «channel.cash», else as the field's own list of choices calls it, else the value itself."""
    keys = (f"{name}.{value}", f"choice.{name}.{value}", f"{name.rpartition('_')[2]}.{value}")
    return next((message(key) for key in keys if message_exists(key)), value)
