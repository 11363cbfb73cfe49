"""Which sheet is which paper, and where its columns went: people rename and copy sheets, move columns, retype headings. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

from khlang.bridges.continuity.workbooks.layout import NUMBER, Column, Layout
from khlang.core.thai import normalise
from khlang.platform.spreadsheets import Sheet

#: Headings stand within the first rows of a sheet; a title, notes and what people wrote above them come before.
_WITHIN: Final = 25
#: How alike a retyped heading must be to the one that it was.
_ALIKE: Final = 0.84
#: How many headings must be found in a sheet whose name says nothing.
_ENOUGH: Final = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """A sheet of a kind of paper: the row of its headings (counted from 1), and by column place where it stands."""

    layout: Layout
    sheet: Sheet
    header: int
    columns: Mapping[str, int]
    missing: tuple[Column, ...]


def kinds_of(*, sheets: Mapping[str, Sheet], layouts: Sequence[Layout]) -> tuple[list[Found], list[Sheet]]:
    """The sheets that hold papers, and the filled ones that nobody can tell what they are."""
    found, strange = [], []
    for sheet in sheets.values():
        known = _known(sheet, layouts)
        if known is not None:
            found.append(known)
        elif any(_filled(cells) for cells in sheet.rows):
            strange.append(sheet)
    return found, strange


def _known(sheet: Sheet, layouts: Sequence[Layout]) -> Found | None:
    named = [each for each in layouts if _same_sheet(sheet.name, each)] or [
        each for each in layouts if _entitled(sheet, each)
    ]
    tried = [placed(sheet=sheet, layout=each) for each in named or layouts]
    best = max(tried, key=lambda each: len(each.columns), default=None)
    if best is None or NUMBER not in best.columns or len(best.columns) < 2:
        return None
    if not named and len(best.columns) < _ENOUGH * len(best.layout.columns):
        return None
    return best


def _same_sheet(name: str, layout: Layout) -> bool:
    """Whether the name is that of the layout, or of a copy of it: «ใบเสร็จรับเงิน (2)», «ใบเสร็จรับเงิน เม.ย.»."""
    plain, wanted = normalise(name), normalise(layout.sheet)
    rest = plain.removeprefix(wanted)
    return plain.startswith(wanted) and not ("ก" <= rest[:1] <= "๎")


def _entitled(sheet: Sheet, layout: Layout) -> bool:
    return any(_plain(cell) == _plain(layout.title) for cells in sheet.rows[:3] for cell in cells[:3])


def placed(*, sheet: Sheet, layout: Layout) -> Found:
    """Where the columns of a layout stand in a sheet: by their titles, those that were changed a little too."""
    best: dict[str, int] = {}
    header = 0
    for number, cells in enumerate(sheet.rows[:_WITHIN], start=1):
        here = _exactly(cells, layout.columns)
        if len(here) > len(best):
            best, header = here, number
    if header:
        best = {**best, **_nearly(sheet.rows[header - 1], layout.columns, best)}
    missing = tuple(column for column in layout.columns if column.required and column.place not in best)
    return Found(layout, sheet, header, best, missing)


def _exactly(cells: Sequence[Any], columns: Iterable[Column]) -> dict[str, int]:
    wanted = {_plain(column.title): column.place for column in columns}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        place = wanted.get(_plain(cell))
        if place is not None:
            found.setdefault(place, at)
    return found


def _nearly(cells: Sequence[Any], columns: Sequence[Column], best: Mapping[str, int]) -> dict[str, int]:
    """Columns not found by their own titles: each takes the free heading that is most like its title."""
    free = {at: _plain(cell) for at, cell in enumerate(cells) if _plain(cell) and at not in best.values()}
    likely = sorted(
        (
            (_likeness(_plain(column.title), text), column.place, at)
            for column in columns
            if column.place not in best
            for at, text in free.items()
        ),
        reverse=True,
    )
    found: dict[str, int] = {}
    for likeness, place, at in likely:
        if likeness >= _ALIKE and place not in found and at not in found.values():
            found[place] = at
    return found


def _likeness(title: str, text: str) -> float:
    """How alike two headings are; one that only lost or won an explanation in brackets is the same."""
    bare, shorter = title.partition("(")[0], text.partition("(")[0]
    return 1.0 if bare == shorter else SequenceMatcher(None, title, text).ratio()


def _plain(cell: Any) -> str:
    return _bare(cell) if isinstance(cell, str) else ""


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """A heading without what people add to it; the same few are asked for with every sheet."""
    return normalise(text).replace("*", "").replace(" ", "").replace(".", "").strip(":").lower()


def _filled(cells: Sequence[Any]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in cells)


def identity_only(*, found: Found, cells: Sequence[Any]) -> bool:
    """Whether a row holds no more than the number it was printed with: a form that was not used."""
    own = {found.columns[key] for key in found.columns if key in ("book_no", NUMBER)}
    named = [at for at in found.columns.values() if at not in own]
    return not any(at < len(cells) and cells[at] is not None and str(cells[at]).strip() for at in named)
