"""Papers keyed in, one line a paper, by keyboard alone: book, number and date follow from the line above; a scan of the
square of the kit says which paper it is. What cannot be kept stays in the grid with the reason at its box."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.bridges.continuity import queries
from khlang.bridges.continuity.queries import grids
from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, pages
from khlang.faces.web.continuity import acts, boxes, desk, queue
from khlang.faces.web.continuity.offers import lists_of
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.standards import manual_paper

Rows = Sequence[Mapping[str, str]]
#: The rows that stay in the grid, what is wrong in them by row and column, what is wrong in general.
Left = tuple[list[Mapping[str, str]], dict[tuple[int, str], str], list[str]]


def grid_page(request: HttpRequest, outage_id: int, paper: str) -> HttpResponse:
    """The grid of one kind of paper (GET), and what was keyed in sent to the queue (POST)."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    document = desk.document_of(outage_id)
    columns = grids.columns(paper=paper)
    if not columns or paper not in {each.key for each in acts.papers_of(document, place)}:
        raise Http404(paper)
    rows: list[Mapping[str, str]] = _first(request.GET, outage_id, paper)
    said: dict[tuple[int, str], str] = {}
    loose: list[str] = []
    if request.method == "POST":
        typed = boxes.read(request.POST)
        rows, said, loose = _send(request, outage_id, paper, typed)
        if not rows:
            return redirect(request.path)
    page = _page(request, document, paper, place)
    page |= {
        "columns": [boxes.head(column, place) for column in columns], "problems": loose,
        "rows": [boxes.row(columns, row, index, said, place) for index, row in enumerate(rows)],
        "blank": boxes.row(columns, {}, "__index__", {}, place), "next": len(rows), "lists": lists_of(columns, place),
    }  # fmt: skip
    return render(request, "web/continuity/grid.html", {"page": page}, status=422 if said or loose else 200)


def _page(request: HttpRequest, document: Any, paper: str, place: Place) -> dict[str, Any]:
    known = manual_paper(paper)
    assert known is not None
    english = place.lang == "en"
    clause = known.clause_number(unit=place.organisation.kind == "unit")
    return {
        "title": place.say("web.continuity.key_in_what", what=known.name_en if english else known.name_th),
        "group": pages.group_label(desk.MENU, place), "parent": document.number or "", "parent_href": desk.href(document.id),
        "href": request.path, "paper": paper, "clause": place.say("web.continuity.clause", clause=clause),
        "command_id": request.POST.get("command_id") or str(uuid4()),
        "kinds": [
            {"key": each.key, "name": each.name_en if english else each.name_th,
             "href": f"{desk.href(document.id)}papers/{each.key}/", "here": each.key == paper}
            for each in acts.papers_of(document, place)
        ],
        "recent": queue.recent(document.id, paper, place), "org": place.organisation.code,
    }  # fmt: skip


def _first(given: Any, outage_id: int, paper: str) -> list[Mapping[str, str]]:
    """The rows to begin with: book and number when a square was scanned on another page; of a daily status every place
    with what it was left with, so that only what moved is typed."""
    said = {key: given[key] for key in (grids.BOOK, grids.NUMBER, grids.DAY) if key in given}
    if paper != "daily_status":
        return [said]
    places = queries.brought_forward(outage_id=outage_id)
    rows = [
        {"lines.place": place, "lines.opening": format_baht(left), "lines.received": format_baht(0),
         "lines.paid": format_baht(0), "lines.closing": format_baht(left)}
        for place, left in places.items()
    ]  # fmt: skip
    return [{**said, **rows[0]}, *rows[1:]] if rows else [said]


def _send(request: HttpRequest, outage_id: int, paper: str, typed: Rows) -> Left:
    """Capture what was keyed in. Returns the rows that stay, what is wrong in them, and what is wrong in general."""
    place: Place = request.place  # type: ignore[attr-defined]
    keyed = grids.fold(paper=paper, rows=typed)
    if not keyed:
        return [{}], {}, [place.say("web.continuity.nothing_keyed")]
    data = {"outage_id": outage_id, "paper": paper, "lines": [_line(request, each) for each in keyed]}
    envelope = place.envelope({})
    try:
        lines = COMMANDS["back_entry.capture"].run(envelope=envelope, data=data).data["lines"]
    except (Refusal, Refusals) as refused:
        found = [(each.field or "", errors.wording(each, place.lang)) for each in errors.every(refused)]
        told = [_fault(field, text) for field, text in found]
        return _stay(keyed, typed, range(len(keyed)), told)
    _tell(request, lines, place)
    kept = {line["line"] for line in lines if line.get("capture_id")}
    found = [_stored(error, place) for line in lines if not line.get("capture_id") for error in line["errors"]]
    return _stay(
        keyed, typed, [each for each in range(len(keyed)) if each not in kept], [_fault(*each) for each in found]
    )


def _line(request: HttpRequest, keyed: grids.Keyed) -> dict[str, Any]:
    """A paper as the command takes it; its envelope follows from the page and from what stands on it, so that the same
    grid sent twice is the same."""
    said = f"{keyed.book_no}|{keyed.number}|{keyed.paper_date}|{sorted(keyed.payload.items(), key=str)}"
    return {
        "envelope": uuid5(_uuid(request.POST.get("command_id", "")), said), "book_no": keyed.book_no,
        "number": keyed.number or None, "paper_date": keyed.paper_date, "payload": keyed.payload,
    }  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _stored(error: Mapping[str, Any], place: Place) -> tuple[str, str]:
    return error["field"] or "", errors.wording(Refusal(error["code"], **error["facts"]), place.lang)


def _fault(field: str, text: str) -> tuple[int, str, str]:
    """Which paper and which box a finding is about: «lines.3.payload.lines.0.amount»."""
    parts = field.split(".")
    if parts[0] != "lines" or len(parts) < 2 or not parts[1].isdecimal():
        return -1, "", text
    rest = parts[3:] if len(parts) > 2 and parts[2] == "payload" else parts[2:]
    return int(parts[1]), ".".join(rest), text


def _stay(
    keyed: Sequence[grids.Keyed], typed: Rows, staying: Sequence[int], faults: Sequence[tuple[int, str, str]]
) -> Left:
    """The rows of the papers that were not kept, with their faults at the boxes."""
    rows: list[Mapping[str, str]] = []
    said: dict[tuple[int, str], str] = {}
    loose = [text for paper, _, text in faults if paper < 0]
    for index in staying:
        first = len(rows)
        rows += [typed[at] for at in keyed[index].rows]
        for paper, field, text in faults:
            if paper == index:
                row, box = _box(field)
                said.setdefault((first + min(row, len(keyed[index].rows) - 1), box), text)
    return rows, said, loose


def _box(field: str) -> tuple[int, str]:
    """The row of the paper and the place of the column: «lines.1.amount» is the second row's «lines.amount»."""
    parts = field.split(".")
    if len(parts) == 3 and parts[1].isdecimal():
        return int(parts[1]), f"{parts[0]}.{parts[2]}"
    return 0, parts[0] if parts[0] else grids.NUMBER


def _tell(request: HttpRequest, lines: Sequence[Mapping[str, Any]], place: Place) -> None:
    """Say how many were kept, which were there already and from whom, which wait for a decision."""
    kept = [line for line in lines if line.get("capture_id")]
    there = [line for line in kept if line["by"]]
    if len(kept) > len(there):
        messages.success(request, place.say("web.continuity.captured", count=len(kept) - len(there)), "success")
    for line in there:
        messages.warning(request, place.say("web.continuity.there", paper=line["paper"], by=line["by"]), "warning")
    aside = [line for line in kept if line["state"] == "exception" and not line["by"]]
    for line in aside:
        problem = place.say(f"problem.{line['problem']}")
        messages.warning(request, place.say("web.continuity.aside", paper=line["paper"], problem=problem), "warning")
