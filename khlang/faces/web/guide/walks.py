"""Short walk-throughs: what somebody of a role does on the first day and every day (`walks.toml`), each step with a link to the
page where it is done, for those to whom the page is open."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest

from khlang.faces.web import pages, shell
from khlang.faces.web.guide import book, places
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.spine.access import queries as access
from khlang.standards import role_names

#: Open to everybody who is inside.
_OF_EVERYBODY: Final = ("/", "/inbox/")
#: Pages below one of the menu, by the group whose duty opens them.
_BELOW: Final = (("/reports/", "reports"), ("/continuity/", "continuity"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One sentence: where it is done ("" when nowhere in the system), the place of the guide that explains it."""

    text: str
    page: str
    chapter: str

    @property
    def explained_by(self) -> str:
        """The title of the chapter."""
        found = book.chapter(self.chapter.partition("#")[0])
        return found.title if found else ""

    @property
    def chapter_href(self) -> str:
        """The address of the place in the guide."""
        return places.href(self.chapter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The walk of a role; with `kind` it is offered to everybody in an organisation of that kind."""

    role: str
    kind: str
    th: str
    en: str
    first: tuple[Step, ...]
    daily: tuple[Step, ...]

    def name(self, lang: str) -> str:
        """The name of the role."""
        return (self.en if lang == "en" else self.th) or role_names(lang).get(self.role, self.role)


@cache
def walks() -> tuple[Walk, ...]:
    """Every walk, in the order of the file."""
    content = tomllib.loads((Path(__file__).parent / "walks.toml").read_text(encoding="utf-8"))
    return tuple(
        Walk(role=row["role"], kind=row.get("kind", ""), th=row.get("th", ""), en=row.get("en", ""),
             first=_steps(row.get("first", [])), daily=_steps(row["daily"]))
        for row in content["walk"]
    )  # fmt: skip


def _steps(rows: Sequence[dict[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(text=row["text"], page=row["page"], chapter=row["chapter"]) for row in rows)


def walk(role: str) -> Walk | None:
    """The walk of a role, None without one."""
    return next((each for each in walks() if each.role == role), None)


def mine(place: Place) -> tuple[Walk, ...]:
    """The walks of somebody's roles of today, and of the kind of organisation they work in."""
    if place.overseen_from is not None:
        return ()
    roles = access.roles_of(person_id=place.actor.id, on=place.today)
    return tuple(each for each in walks() if each.role in roles or (each.kind and each.kind == place.organisation.kind))


def open_pages(request: HttpRequest, place: Place, wanted: Sequence[str]) -> frozenset[str]:
    """Those of the pages that are open to the person: what the menu or a button at a list offers them."""
    offered = {entry.href for each in shell.menu(request, place, "") for entry in (each, *each.entries) if entry.href}
    return frozenset(page for page in wanted if page in offered or _is_open(page, place))


def _is_open(page: str, place: Place) -> bool:
    if page in _OF_EVERYBODY:
        return True
    if page.startswith("/account/"):
        return place.overseen_from is None
    if page.endswith("/new/"):
        return place.overseen_from is None and page in _begun(place)
    return any(page.startswith(below) and pages.may_see(group, place) for below, group in _BELOW)


def _begun(place: Place) -> set[Any]:
    """The pages on which the person may begin a document."""
    seen = (each for each in screens.screens() if pages.may_see(each.menu, place))
    return {each["href"] for screen in seen for each in pages.starts(screen, place)}
