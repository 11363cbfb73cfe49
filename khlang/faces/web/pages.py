"""What all pages share: addresses, who may see what, pagers, the buttons that start a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from khlang.core.refusal import Refusal
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import VIEW_DUTIES, Directory, Screen
from khlang.spine.documents import lifecycles
from khlang.spine.documents import queries as documents
from khlang.standards import duties

#: Kinds whose "new" and "edit" pages are pages of their own.
OWN_PAGES = {"receipt": ("/receipts/new/", "/receipts/{id}/")}
#: The state of a document that was sent back to be corrected.
RETURNED = "returned"
_AROUND = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One step of a pager."""

    label: str
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """The pager under a table."""

    text: str
    pages: int
    links: list[PageLink]


def list_href(kind: str) -> str:
    """The address of the list of a kind."""
    return f"/documents/{kind}/"


def document_href(kind: str, document_id: int) -> str:
    """The address of a document."""
    return f"/documents/{kind}/{document_id}/"


def may_be_written(document: Any) -> bool:
    """Whether a document is in a state in which it may be written again: a draft, or returned for correction."""
    return document.state in (lifecycles.get(document.kind).initial, RETURNED)


def hrefs(document_ids: Iterable[int], place: Place) -> Mapping[int, str]:
    """The addresses of documents that the person may look at; the others are left out. One query for all."""
    wanted = sorted(set(document_ids))
    found = documents.get_many(document_ids=wanted) if wanted else {}
    return {
        each.id: document_href(each.kind, each.id)
        for each in found.values()
        if may_see(screens.screen(kind=each.kind).menu, place)
    }


def group_label(menu: str, place: Place) -> str:
    """The words of the group of the side menu that a screen belongs to."""
    return place.say(f"web.menu.{menu}") if menu else ""


def may_see(menu: str, place: Place) -> bool:
    """Whether the person may look at the pages of a group."""
    return menu not in VIEW_DUTIES or place.can(VIEW_DUTIES[menu])


def see(menu: str, place: Place) -> None:
    """Raise Refusal duty_missing unless the person may look at the pages of the group."""
    if not may_see(menu, place):
        raise Refusal("duty_missing", duty=VIEW_DUTIES[menu], move="view", document="document")


def screen_of(kind: str, place: Place) -> Screen:
    """The screen of a kind that the person may see; an unknown kind is a page that does not exist."""
    if kind not in {each.document for each in lifecycles.everything()}:
        raise Http404(kind)
    found = screens.screen(kind=kind)
    see(found.menu, place)
    return found


def starts(screen: Screen, place: Place) -> list[Mapping[str, str]]:
    """The buttons that begin a new document of the kind, for those who may."""
    base, kind = list_href(screen.kind), screen.kind
    made: list[Mapping[str, str]] = [
        {
            "href": f"{base}new/{each.key}/",
            "label": place.say(each.label or f"start.{kind}.{each.key}"),
            "icon": each.icon,
        }
        for each in screen.starts
        if each.command in COMMANDS and may_begin(each.command, place, duty=each.duty)
    ]
    if (screen.create in COMMANDS or screen.page or kind in OWN_PAGES) and may_write(screen, place):
        href = OWN_PAGES[kind][0] if kind in OWN_PAGES else f"{base}new/"
        made.append({"href": href, "label": place.say("web.new", what=place.say(f"document.{kind}")), "icon": "plus"})
    return made


def may_begin(command: str, place: Place, *, duty: str = "") -> bool:
    """Whether the person has the duty that a command which begins a document asks for: the one declared beside it, else its
    own name if that is a duty, else the one of issuing or preparing the kind. A command of which nothing is known is offered
    to nobody who only looks (from above)."""
    known, kind = set(duties().duties), command.partition(".")[0]
    wanted = duty or next((each for each in (command, f"{kind}.issue", f"{kind}.prepare") if each in known), "")
    return place.can(wanted) if wanted else not place.actor.oversight


def may_write(screen: Screen, place: Place) -> bool:
    """Whether the person may begin documents of the kind, and write their drafts again."""
    return may_begin(screen.create or f"{screen.kind}.create", place)


def may_keep(declared: Directory, place: Place) -> bool:
    """Whether the person may send the command of a directory: a new entry, or one that is changed."""
    return declared.command in COMMANDS and place.can(declared.keeps)


def asked(query: Any) -> int:
    """The page of a list that an address asks for, from 1; one that no list could have is the first."""
    page = query.get("page", "")
    return max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1


def pager(number: int, pages: int, count: int, query: Any, place: Place) -> Pager:
    """The pager of a list: first, last and the neighbours of the present page."""
    kept = {key: value for key, value in query.items() if key != "page"}
    shown = sorted({1, pages, *range(max(1, number - _AROUND), min(pages, number + _AROUND) + 1)})
    links: list[PageLink] = []
    for index, each in enumerate(shown):
        if index and each - shown[index - 1] > 1:
            links.append(PageLink(label="…"))
        links.append(PageLink(label=str(each), href="?" + urlencode({**kept, "page": each}), current=each == number))
    return Pager(text=place.say("web.found", count=f"{count:,}"), pages=pages, links=links)
