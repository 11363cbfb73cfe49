"""Forms drawn from slots and filled with what was typed; and what was typed read back as the input of a command."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from khlang.core import calendar, money
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors
from khlang.faces.web.place import Place
from khlang.faces.web.shape import Slot
from khlang.platform.screens import Choice

_LINE = re.compile(r"^(?P<table>\w+)-(?P<index>\d+)-(?P<key>\w+)$")
_WIDTHS = {"money": "w-40", "date": "w-40", "number": "w-24", "select": "w-56 min-w-56", "search": "w-64"}
#: Columns of lines that fit beside each other.
_BESIDE = 5


@dataclass(slots=True, kw_only=True)
class Box:
    """One field as the template draws it; every value is text."""

    name: str
    id: str
    label: str
    widget: str
    value: str = ""
    text: str = ""
    help: str = ""
    error: str = ""
    required: bool = False
    span: int = 1
    adds: bool = False
    times: bool = False
    by_id: bool = False
    url: str = ""
    prefix: str = ""
    width: str = ""
    when: str = ""
    side: str = ""
    named: bool = False
    meaning: str = ""
    options: list[dict[str, Any]] = field(default_factory=list)

    @property
    def noted(self) -> bool:
        """Whether its choices have something to say beside their names, so that each takes a line."""
        return any(each["note"] for each in self.options)

    @property
    def aria(self) -> SafeString:
        """Attributes that tie the box to its message and help."""
        described = " ".join(
            f"{self.id}-{what}" for what, present in (("error", self.error), ("help", self.help)) if present
        )
        parts = [f'aria-describedby="{described}"'] if described else []
        parts += ['aria-invalid="true"'] if self.error else []
        parts += ['aria-required="true"'] if self.required else []
        parts += [f'aria-label="{escape(self.label)}"'] if self.prefix else []
        return mark_safe(" ".join(parts))  # our own ids and constants; the label is escaped


@dataclass(slots=True, kw_only=True)
class LineBoxes:
    """One line of a nested table."""

    number: str
    fields: list[Box]


@dataclass(slots=True, kw_only=True)
class Table:
    """A nested table of lines: its columns, the lines typed so far and the blank line that the browser copies. A `wide` one
    has more columns than fit beside each other, so each line becomes a little form."""

    name: str
    label: str
    columns: list[Box]
    rows: list[LineBoxes]
    blank: LineBoxes
    next: int
    error: str = ""
    help: str = ""
    wide: bool = False
    when: str = ""


@dataclass(slots=True, kw_only=True)
class Form:
    """A whole form. `adds`: one table has one column of money (times a number, if it has one), so that the total is shown
    while typing."""

    plain: list[Box]
    tables: list[Table]
    problems: list[str]
    adds: bool
    balances: bool = False


def draw(
    *, slots: Sequence[Slot], place: Place, owner: str, values: Mapping[str, Any], problem: Refusal | Refusals | None = None,
    fresh: bool = False, ids: str = "id",
) -> Form:  # fmt: skip
    """The form of some slots with values (as typed, or satang and dates) and the refusals at their fields.

    `owner` is the document kind or directory that answers the type-ahead; `fresh` proposes initial values; `ids` tells the
    boxes of several forms on a page apart.
    """
    found = errors.every(problem) if problem else ()
    said = {each.field: errors.wording(each, place.lang) for each in found if each.field}
    draft = _Drawing(place=place, owner=owner, said=said, fresh=fresh, ids=ids)
    plain = [draft.box(slot, values.get(slot.key)) for slot in slots if not slot.lines]
    tables = [draft.table(slot, values.get(slot.key) or ()) for slot in slots if slot.lines]
    loose = [errors.wording(each, place.lang) for each in found if not each.field]
    loose += [text for path, text in said.items() if path not in draft.placed]
    return Form(plain=plain, tables=tables, problems=loose, adds=len([slot for slot in slots if _adds(slot)]) == 1,
                balances=any(each.declared.side for slot in slots for each in slot.lines))  # fmt: skip


def _adds(slot: Slot) -> bool:
    return len([each for each in slot.lines if each.widget == "money"]) == 1


@dataclass(slots=True, kw_only=True)
class _Drawing:
    place: Place
    owner: str
    said: Mapping[str, str]
    fresh: bool
    ids: str
    placed: set[str] = field(default_factory=set)

    def box(self, slot: Slot, value: Any, *, line: tuple[str, str] | None = None, adds: bool = False) -> Box:
        """One box; `line` is the table and index it stands in."""
        name = f"{line[0]}-{line[1]}-{slot.key}" if line else slot.key
        path = name.replace("-", ".")
        if slot.widget != "hidden":  # nobody would see what stands at it
            self.placed.add(path)
        if value in (None, "") and self.fresh:
            value = self._proposed(slot, in_line=line is not None)
        made = Box(
            name=name, id=f"{self.ids}-{name}", label=self.place.say(slot.label_key), widget=slot.widget,
            value=as_typed(value), required=slot.required, span=slot.declared.span, error=self.said.get(path, ""),
            help=self.place.say(slot.declared.help) if slot.declared.help else "",
            adds=adds and slot.widget == "money", times=adds and slot.widget == "number",
            prefix=f"{line[0]}-{line[1]}-" if line else "", width=_WIDTHS.get(slot.widget, ""), when=slot.declared.when,
            side=slot.declared.side, named=slot.declared.named, meaning=self._meaning(slot, as_typed(value)),
        )  # fmt: skip
        if slot.widget in ("select", "many"):
            made.options = self._options(slot, value)
        if slot.widget == "search":
            made.by_id = slot.numeric
            made.url = f"/suggest/{self.owner}/{f'{line[0]}.' if line else ''}{slot.key}/"
            made.text = self._text(slot, made.value)
        if slot.widget == "password":
            made.value = ""
        if slot.widget == "check":
            made.value = "on" if value in (True, "on", "true") else ""
        return made

    def table(self, slot: Slot, rows: Sequence[Mapping[str, Any]]) -> Table:
        """The nested table of a slot, one empty line when there is none yet."""
        adds = _adds(slot)
        proposed = slot.declared.rows() if self.fresh and slot.declared.rows else ()
        rows = list(rows) or list(proposed) or [{}]
        self.placed.add(slot.key)
        drawn = [
            LineBoxes(
                number=str(index + 1),
                fields=[
                    self.box(each, row.get(each.key), line=(slot.key, str(index)), adds=adds) for each in slot.lines
                ],
            )
            for index, row in enumerate(rows)
        ]
        blank = [self.box(each, None, line=(slot.key, "__index__"), adds=adds) for each in slot.lines]
        return Table(
            name=slot.key, label=self.place.say(slot.label_key), rows=drawn, next=len(drawn),
            columns=[each for each in blank if each.widget != "hidden"], blank=LineBoxes(number="", fields=blank),
            error=self._of_table(slot.key), help=self.place.say(slot.declared.help) if slot.declared.help else "",
            wide=len([each for each in blank if each.widget != "hidden"]) > _BESIDE, when=slot.declared.when,
        )  # fmt: skip

    def _meaning(self, slot: Slot, value: str) -> str:
        """What a code means, for a box that shows it."""
        if not value or not slot.declared.named or slot.declared.search is None:
            return ""
        return next((label(each, self.place.lang) for each in slot.declared.search(value) if each.value == value), "")

    def _of_table(self, key: str) -> str:
        """What is said of a table as a whole: that it has no line reads otherwise than that a box is empty."""
        said = self.said.get(key, "")
        return self.place.say("web.lines_required") if said == self.place.say("refusal.field_required") else said

    def _proposed(self, slot: Slot, *, in_line: bool) -> Any:
        if slot.declared.initial is not None:
            return slot.declared.initial()
        if slot.key == "fiscal_year" and slot.required:
            return str(calendar.fiscal_year(self.place.today))
        by_schema = slot.required and not slot.declared.required
        return self.place.today if slot.widget == "date" and by_schema and not in_line else None

    def _options(self, slot: Slot, value: Any) -> list[dict[str, Any]]:
        chosen = {str(each) for each in value} if isinstance(value, (list, tuple)) else {as_typed(value)}
        if slot.declared.choices is not None:
            pairs = [(each.value, label(each, self.place.lang), each.note) for each in slot.declared.choices()]
        else:
            prefix = slot.declared.prefix or slot.key
            pairs = [(each, self.place.say(f"{prefix}.{each}"), "") for each in slot.options]
        if slot.widget == "select" and "" not in {each[0] for each in pairs} and not (slot.required and value):
            pairs = [("", self.place.say("web.choose" if slot.required else "web.none"), ""), *pairs]
        return [{"value": each[0], "label": each[1], "note": each[2], "selected": each[0] in chosen} for each in pairs]

    def _text(self, slot: Slot, value: str) -> str:
        if not value or slot.declared.search is None or not slot.numeric:
            return value
        return next((each.label for each in slot.declared.search(value) if each.value == value), value)


def label(choice: Choice, lang: str) -> str:
    """What is shown of a choice in a language."""
    return choice.label_en if lang == "en" and choice.label_en else choice.label


def as_typed(value: Any) -> str:
    """A value as a person would have typed it: amounts are told from identifiers by the caller's `money`."""
    if value is None:
        return ""
    if isinstance(value, date):
        return calendar.format_date(value, style="numeric")
    return str(value)


def typed(values: Mapping[str, Any], slots: Sequence[Slot]) -> dict[str, Any]:
    """Stored values (satang, dates) as they would have been typed, so that a draft can be edited again."""
    found: dict[str, Any] = {}
    for slot in slots:
        value = values.get(slot.key)
        if slot.lines:
            found[slot.key] = [typed(row, slot.lines) for row in value or ()]
        elif slot.widget == "money" and isinstance(value, int):
            found[slot.key] = money.format_baht(value)
        elif slot.widget in ("many", "check"):
            found[slot.key] = value
        else:
            found[slot.key] = as_typed(value)
    return found


def read(*, slots: Sequence[Slot], post: Any) -> dict[str, Any]:
    """What was typed into a form, by slot; empty boxes are left out so that the schema's defaults speak."""
    found: dict[str, Any] = {}
    for slot in slots:
        if slot.lines:
            found[slot.key] = _read_lines(slot, post)
        elif slot.widget == "many":
            found[slot.key] = post.getlist(slot.key)
        elif slot.widget == "check":
            found[slot.key] = post.get(slot.key) == "on"
        elif post.get(slot.key, "").strip():
            found[slot.key] = post[slot.key].strip()
    return found


def _read_lines(slot: Slot, post: Any) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for name, value in post.items():
        hit = _LINE.match(name)
        if hit and hit["table"] == slot.key and any(each.key == hit["key"] for each in slot.lines):
            row = rows.setdefault(hit["index"], {})
            if value.strip():
                row[hit["key"]] = value.strip()
    quiet = {each.key for each in slot.lines if each.widget in ("hidden", "select", "check") or each.declared.initial}
    quiet |= {key for proposed in (slot.declared.rows() if slot.declared.rows else ()) for key in proposed}
    return [row for row in rows.values() if row.keys() - quiet]
