"""The queue of papers: what waits, what needs somebody, one paper with both versions side by side and a way to solve it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.bridges.continuity.queries import grids
from khlang.bridges.continuity.queries import queue as queries
from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, pages, present, searching
from khlang.faces.web.continuity import boxes, desk, tables
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Column
from khlang.standards import manual_papers, message_exists, paper_name

_COLUMNS = (
    Column(key="name", kind="link", label="field.paper", phone="title"),
    Column(key="paper_date", kind="date", label="field.paper_day"),
    Column(key="party", label="field.party_name"),
    Column(key="title"),
    Column(key="amount", kind="money", total=True, phone="amount"),
    Column(key="state", kind="state"),
    Column(key="problem", label="field.problem"),
    Column(key="captured_by"),
)
_TONES = {"captured": "info", "waiting": "warning", "exception": "error", "entered": "success"}
_STATES = ("captured", "waiting", "exception")
#: What can be done with a capture, and the duty for it.
_SOLVING = {"accept": "paper.solve", "discard": "paper.solve", "amend": "paper.record"}


def queue_page(request: HttpRequest, outage_id: int) -> HttpResponse:
    """The list, by kind, state and exception; each problem with its count."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    document = desk.document_of(outage_id)
    paper, problem, state = (request.GET.get(key, "") for key in ("paper", "problem", "state"))
    states = (state,) if state in (*_STATES, "entered") else _STATES
    found = queries.queue(
        outage_id=outage_id, states=states, paper=paper, problem=problem, search=searching.text(request).strip(),
        page=tables.number(request.GET),
    )  # fmt: skip
    progress = queries.progress(outage_id=outage_id)
    table = tables.grid(
        columns=_COLUMNS, rows=[_row(outage_id, each, place) for each in found.rows], place=place,
        label=place.say("web.continuity.queue"), kind="capture", pager=tables.paged(found, request.GET, place),
        sums={"amount": found.amount}, empty=place.say("web.continuity.queue_empty"),
    )  # fmt: skip
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "web/parts/table.html", {"table": table})
    page = {
        "title": place.say("web.continuity.queue"), "group": pages.group_label(desk.MENU, place), "parent": document.number,
        "parent_href": desk.href(outage_id), "href": request.path, "table": table,
        "problems": [
            {"label": place.say(f"problem.{name}"), "count": count, "href": f"?problem={name}", "here": name == problem}
            for name, count in progress.problems.items()
        ],
        "states": [
            {"value": each, "label": place.say(f"state.capture.{each}"), "selected": each == state}
            for each in (*_STATES, "entered")
        ],
        "papers": [
            {"value": each.key, "label": paper_name(each.key, place.lang), "selected": each.key == paper}
            for each in manual_papers()
        ],
        "q": searching.text(request),
    }  # fmt: skip
    return render(request, "web/continuity/queue.html", {"page": page})


def _row(outage_id: int, each: Any, place: Place) -> Mapping[str, Any]:
    return {
        "href": f"{desk.href(outage_id)}captures/{each.id}/", "name": each.name, "paper_date": each.paper_date,
        "party": each.party, "title": each.title, "amount": each.amount, "state": each.state, "tone": _TONES.get(each.state, ""),
        "problem": place.say(f"problem.{each.problem}") if each.problem else "", "captured_by": each.captured_by,
    }  # fmt: skip


def recent(outage_id: int, paper: str, place: Place) -> present.Grid:
    """The papers of a kind that were captured and are still to be entered, under the grid."""
    found = queries.queue(outage_id=outage_id, states=(*_STATES, "entered"), paper=paper, size=20)
    return tables.grid(
        columns=_COLUMNS, rows=[_row(outage_id, each, place) for each in found.rows], place=place, kind="capture",
        label=place.say("web.continuity.recent"), sums={"amount": found.amount},
        empty=place.say("web.continuity.none_captured"),
    )  # fmt: skip


@require_POST
def enter_all(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Enter what can be entered now, in the order of the queue; says how it went."""
    place: Place = request.place  # type: ignore[attr-defined]
    desk.document_of(outage_id)
    data = {"outage_id": outage_id, "limit": 500}
    outcome = COMMANDS["back_entry.enter"].run(envelope=place.envelope(request.POST), data=data)
    _tell(request, outcome.data, place)
    return redirect(desk.href(outage_id, "queue/") if outcome.data["exceptions"] else desk.href(outage_id))


def _tell(request: HttpRequest, told: Mapping[str, Any], place: Place) -> None:
    if told["entered"]:
        messages.success(request, place.say("web.continuity.entered", count=f"{told['entered']:,}"), "success")
    for key in ("waiting", "exceptions", "left"):
        if told[key]:
            messages.warning(request, place.say(f"web.continuity.still_{key}", count=f"{told[key]:,}"), "warning")
    if not any(told[key] for key in ("entered", "waiting", "exceptions", "left")):
        messages.info(request, place.say("web.continuity.nothing_to_enter"), "info")


def capture_page(request: HttpRequest, outage_id: int, capture_id: int) -> HttpResponse:
    """One paper: what was read, why it waits, both versions, what was decided, and the ways to solve it."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    document = desk.document_of(outage_id)
    view = queries.capture(capture_id=capture_id)
    page = _capture(document, view, place)
    return render(request, "web/continuity/capture.html", {"page": page})


def _capture(document: Any, view: Any, place: Place, typed: Sequence[Mapping[str, str]] = ()) -> dict[str, Any]:
    """The page of a capture; `typed` is a correction that was refused."""
    row = view.row
    open_still = row.state in _STATES
    written = view.paper_date_text
    if written == row.paper_date.isoformat():  # as programs write it
        written = format_date(row.paper_date, style="numeric")
    keyed = grids.Keyed(row.ref.book_no, str(row.ref.number), written, dict(view.payload))
    columns = grids.columns(paper=row.ref.paper)
    return {
        "title": row.name, "group": pages.group_label(desk.MENU, place), "parent": place.say("web.continuity.queue"),
        "parent_href": desk.href(document.id, "queue/"), "href": f"{desk.href(document.id)}captures/{row.id}/",
        "state": {"label": place.say(f"state.capture.{row.state}"), "tone": _TONES.get(row.state, "neutral")},
        "problem": place.say(f"problem.{row.problem}") if row.problem else "",
        "problem_help": place.say(f"problem.{row.problem}.help") if row.problem else "",
        "facts": _facts(view, place), "errors": [errors.wording(each, place.lang) for each in view.errors],
        "findings": [_finding(each, place) for each in view.findings], "missing": view.missing,
        "versions": [_version(each, document, place) for each in view.versions],
        "history": [_decision(each, place) for each in view.decisions],
        "may": {
            name: (open_still or (name == "amend" and view.correctable)) and place.can(duty)
            for name, duty in _SOLVING.items()
        },
        "decidable": bool(view.findings) or row.problem == "DATE_SUSPECT", "problem_key": row.problem,
        "columns": [boxes.head(column, place) for column in columns], "command_id": str(uuid4()),
        "rows": [
            boxes.row(columns, each, index, {}, place)
            for index, each in enumerate(typed or grids.unfold(paper=row.ref.paper, keyed=keyed))
        ],
        "blank": boxes.row(columns, {}, "__index__", {}, place),
        "document": row.document_number, "paper": row.ref.paper, "next": 300,
        "document_href": pages.hrefs([row.document_id], place).get(row.document_id, "") if row.document_id else "",
    }  # fmt: skip


def _facts(view: Any, place: Place) -> list[present.Fact]:
    row = view.row
    pairs = (
        ("paper_date", present.day(row.paper_date, place)), ("party_name", row.party), ("title", row.title),
        ("amount", present.money.format_baht(row.amount) if row.amount else ""), ("captured_by", row.captured_by),
        ("captured_at", present.instant(row.captured_at, place)),
        ("capture_channel", place.say(f"capture_channel.{view.channel}")),
        ("source", view.source),
    )  # fmt: skip
    return [present.Fact(label=place.say(f"field.{key}"), text=text) for key, text in pairs if text]


def _finding(found: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    """Both versions, key by key."""
    keys = dict.fromkeys((*found["paper"], *found["system"]))
    return {
        "problem": place.say(f"problem.{found['problem']}"), "key": found["problem"],
        "rows": [
            {"label": _label(key, place), "paper": found["paper"].get(key, ""), "system": found["system"].get(key, ""),
             "same": found["paper"].get(key) == found["system"].get(key)}
            for key in keys
        ],
    }  # fmt: skip


def _label(key: str, place: Place) -> str:
    return place.say(f"field.{key}") if message_exists(f"field.{key}") else key


def _version(each: Any, document: Any, place: Place) -> Mapping[str, Any]:
    return {
        "href": f"{desk.href(document.id)}captures/{each.capture_id}/", "by": each.captured_by,
        "at": present.instant(each.captured_at, place), "state": place.say(f"state.capture.{each.state}"),
        "rows": [{"label": _label(key, place), "text": _text(value)} for key, value in each.payload.items()],
    }  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_text(each) for each in value)
    if isinstance(value, dict):
        return " ".join(str(each) for each in value.values())
    return str(value)


def _decision(each: Mapping[str, Any], place: Place) -> Mapping[str, str]:
    return {
        "what": place.say(f"decision.{each['did']}"), "by": each.get("by", ""), "at": each.get("at", "")[:16].replace("T", " "),
        "reason": each.get("reason", ""),
    }  # fmt: skip


@require_POST
def solve(request: HttpRequest, outage_id: int, capture_id: int, how: str) -> HttpResponse:
    """Accept a finding, put a capture aside, or read the paper again; back to the capture with what was refused."""
    place: Place = request.place  # type: ignore[attr-defined]
    if how not in _SOLVING:
        raise Http404(how)
    view = queries.capture(capture_id=capture_id)
    data: dict[str, Any] = {"capture_id": capture_id, "reason": request.POST.get("reason", "")}
    if how == "accept":
        data["problem"] = request.POST.get("problem", "")
    if how == "amend":
        keyed = grids.fold(paper=view.row.ref.paper, rows=boxes.read(request.POST))
        if not keyed:
            raise Refusal("field_required", field="number")
        one = keyed[0]
        data |= {
            "envelope": str(uuid4()), "book_no": one.book_no, "number": one.number, "paper_date": one.paper_date,
            "payload": one.payload,
        }  # fmt: skip
    try:
        COMMANDS[f"back_entry.{how}"].run(envelope=place.envelope(request.POST), data=data)
    except (Refusal, Refusals) as refused:
        page = _capture(desk.document_of(outage_id), view, place, boxes.read(request.POST))
        page["reason"] = data["reason"] if how == "amend" else ""
        page["refused"] = [errors.wording(each, place.lang) for each in errors.every(refused)]
        return render(request, "web/continuity/capture.html", {"page": page}, status=422)
    messages.success(request, place.say(f"web.continuity.solved.{how}"), "success")
    return redirect(desk.href(outage_id, "queue/"))
