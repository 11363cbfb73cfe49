"""Paper stock: which books and blocks are out, with whom, what is left of them; a book handed out or taken back."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.bridges.continuity.choices import papers, people
from khlang.bridges.continuity.queries import stock as queries
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import forms, pages
from khlang.faces.web.continuity import desk, tables
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Column, Field
from khlang.standards import paper_name

_COLUMNS = (
    Column(key="paper", kind="link", label="field.paper", phone="title"),
    Column(key="book_no", kind="code"),
    Column(key="range", kind="code", label="field.numbers"),
    Column(key="custodian"),
    Column(key="site"),
    Column(key="source", kind="choice", prefix="book_source"),
    Column(key="leased_on", kind="date"),
    Column(key="expires_on", kind="date", label="field.book_expires_on"),
    Column(key="left", kind="number", label="field.numbers_left", phone="amount"),
    Column(key="state", kind="state"),
)
_HOLDINGS = (
    Column(key="paper", label="field.paper", phone="title"),
    Column(key="custodian"),
    Column(key="books", kind="number", label="field.books"),
    Column(key="left", kind="number", label="field.numbers_left", phone="amount"),
    Column(key="refill", kind="state", label="field.state"),
)
_LEASE = (
    Field(key="paper", choices=papers, span=2), Field(key="source", initial=lambda: "printed", prefix="book_source"),
    Field(key="book_no"), Field(key="first"), Field(key="last"), Field(key="width", help="help.manual_book.width"),
    Field(key="custodian", choices=people, span=2), Field(key="site"), Field(key="leased_on"),
    Field(key="expires_on", label="field.book_expires_on", help="help.manual_book.expires_on"),
)  # fmt: skip
_TONES = {"leased": "info", "closed": "neutral", "refill": "warning", "enough": "success"}


def stock_page(request: HttpRequest) -> HttpResponse:
    """Books and blocks with what is left of them, and what each custodian holds."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    found = queries.books(page=tables.number(request.GET))
    page = {
        "title": place.say("web.continuity.stock"), "group": pages.group_label(desk.MENU, place),
        "parent": place.say("web.continuity.title"), "parent_href": desk.HOME, "may": place.can("manual_book.manage"),
        "holdings": tables.grid(
            columns=_HOLDINGS, rows=[_holding(each, place) for each in queries.holdings(on=place.today)], place=place,
            label=place.say("web.continuity.holdings"), kind="stock", empty=place.say("web.continuity.stock_empty"),
        ),
        "books": tables.grid(
            columns=_COLUMNS, rows=[_book(each, place) for each in found.rows], place=place, kind="manual_book",
            label=place.say("web.continuity.books"), pager=tables.paged(found, request.GET, place),
            empty=place.say("web.continuity.stock_empty"),
        ),
    }  # fmt: skip
    return render(request, "web/continuity/stock.html", {"page": page})


def _holding(each: Any, place: Place) -> Mapping[str, Any]:
    refill = "refill" if each.refill else "enough"
    return {
        "paper": paper_name(each.paper, place.lang), "custodian": each.custodian, "books": each.books, "left": each.left,
        "refill": refill, "tone": _TONES[refill],
    }  # fmt: skip


def _book(each: Any, place: Place) -> Mapping[str, Any]:
    names = ("book_no", "custodian", "site", "source", "leased_on", "expires_on", "left", "state")
    return {
        **{name: getattr(each, name) for name in names}, "paper": paper_name(each.paper, place.lang),
        "range": f"{each.first}–{each.last}", "tone": _TONES[each.state], "href": f"/continuity/stock/{each.id}/",
    }  # fmt: skip


def lease(request: HttpRequest) -> HttpResponse:
    """The form of a book or block that is handed to a custodian."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    command = COMMANDS["manual_book.lease"]
    asked = slots(schema=command.schema, fields=_LEASE)
    values: Mapping[str, Any] = dict(request.GET.items())
    problem: Refusal | Refusals | None = None
    if request.method == "POST":
        values = forms.read(slots=asked, post=request.POST)
        try:
            command.run(envelope=place.envelope(request.POST), data=values)
            messages.success(request, place.say("web.continuity.leased"), "success")
            return redirect("/continuity/stock/")
        except (Refusal, Refusals) as refused:
            problem = refused
    form = forms.draw(
        slots=asked, place=place, owner="outage", values=values, problem=problem, fresh=request.method != "POST"
    )
    page = {
        "href": request.path, "title": place.say("act.manual_book.lease"), "submit": place.say("web.save"),
        "help": place.say("help.manual_book.lease"), "form": form, "problems": form.problems,
        "group": pages.group_label(desk.MENU, place), "parent": place.say("web.continuity.stock"),
        "parent_href": "/continuity/stock/", "command_id": request.POST.get("command_id") or str(uuid4()),
    }  # fmt: skip
    return render(request, "web/form.html", {"page": page}, status=422 if problem else 200)


def book_page(request: HttpRequest, book_id: int) -> HttpResponse:
    """One book with what became of each of its numbers."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    found = queries.book(book_id=book_id)
    if found is None:
        raise Refusal("manual_book_unknown")
    page = {
        "title": f"{paper_name(found.paper, place.lang)} {found.book_no}".strip(), "group": pages.group_label(desk.MENU, place),
        "parent": place.say("web.continuity.stock"), "parent_href": "/continuity/stock/",
        "note": f"{found.first}–{found.last} · {found.custodian}",
        "numbers": [
            {"number": each.printed, "label": place.say(f"state.manual_number.{each.state}"), "state": each.state,
             "note": each.reason or each.party}
            for each in queries.numbers_of(book_id=book_id)
        ],
        "may_close": place.can("manual_book.manage") and found.state == "leased", "href": request.path,
        "command_id": str(uuid4()),
    }  # fmt: skip
    return render(request, "web/continuity/book.html", {"page": page})


@require_POST
def close_book(request: HttpRequest, book_id: int) -> HttpResponse:
    """Take a book back: what was not used of it is returned."""
    place: Place = request.place  # type: ignore[attr-defined]
    COMMANDS["manual_book.close"].run(envelope=place.envelope(request.POST), data={"book_id": book_id})
    messages.success(request, place.say("web.continuity.book_closed"), "success")
    return redirect("/continuity/stock/")
