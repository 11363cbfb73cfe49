"""The first page of work by hand, and the page of one outage: where it stands, what is next, what is left."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.bridges.continuity import prints, queries
from khlang.bridges.continuity.lifecycle import ENTERING, RUNNING
from khlang.bridges.continuity.queries import queue
from khlang.faces.web import moves, pages, present
from khlang.faces.web.continuity import acts, steps, tables
from khlang.faces.web.detail import way
from khlang.faces.web.place import Place
from khlang.platform.clock import BANGKOK
from khlang.platform.screens import Column
from khlang.spine.documents import queries as documents
from khlang.standards import areas, paper_name

MENU = "continuity"
HOME = "/continuity/"
_PAST = 10
_COLUMNS = (
    Column(key="number", kind="link", phone="title"),
    Column(key="document_date", kind="date", label="field.started_on"),
    Column(key="title"),
    Column(key="state", kind="state"),
)


def href(outage_id: int, path: str = "") -> str:
    """The address of the page of an outage, or of one below it."""
    return f"{HOME}{outage_id}/{path}"


def home(request: HttpRequest) -> HttpResponse:
    """Outages that are not over, the story of one for a newcomer, how well prepared the office is, past outages."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(MENU, place)
    running = queries.unfinished(on=place.today)
    page = {
        "title": place.say("web.continuity.title"), "running": [_card(each, place) for each in running],
        "steps": steps.steps(place), "may_declare": place.can("outage.declare"),
        "readiness": readiness(place), "past": _past(place, {each.document_id for each in running}),
    }  # fmt: skip
    return render(request, "web/continuity/home.html", {"page": page})


def _card(row: Any, place: Place) -> Mapping[str, Any]:
    """An outage that runs: since when, where it stands, what is left of it."""
    kind = place.say(f"trigger.{row.trigger}")
    return {
        "href": href(row.document_id), "number": row.number, "title": f"{kind}: {row.cause}", "state": state(row.state, place),
        "days": place.say("web.continuity.days", days=row.days), "gated": row.gated,
        "left": place.say("web.continuity.left", left=f"{row.left:,}", exceptions=f"{row.exceptions:,}"),
        "next": steps.next_text(place, row.state), "who": steps.who(place, row.state, place.today),
        "steps": steps.steps(place, row.state),
    }  # fmt: skip


def state(name: str, place: Place) -> Mapping[str, str]:
    """The badge of a state of an outage."""
    tones = {
        "declared": "warning",
        "manual": "error",
        "entering": "warning",
        "reconciling": "info",
        "cancelled": "neutral",
    }
    return {"label": place.say(f"state.outage.{name}"), "tone": tones.get(name, "success")}


def readiness(place: Place) -> Sequence[Mapping[str, Any]]:
    """How well the office is prepared: each point with its figure, how good it is and where it is put right."""
    found = queries.readiness(today=place.today, now=place.now)
    return [
        {
            "label": place.say(f"readiness.{each.key}"), "text": each.text(lang=place.lang), "tone": each.tone,
            "href": {"kit": "/continuity/kits/", "drill": "/continuity/practice/"}.get(each.key, "/continuity/stock/"),
        }
        for each in found.points
    ]  # fmt: skip


def _past(place: Place, running: set[int]) -> present.Grid:
    rows = [row for row in queries.all_outages()[: _PAST + len(running)] if row.document_id not in running][:_PAST]
    return tables.grid(
        columns=_COLUMNS, place=place, label=place.say("web.continuity.past"), empty=place.say("web.continuity.none_past"),
        rows=[
            {"href": href(row.document_id), **{column.key: getattr(row.document, column.key) for column in _COLUMNS}}
            for row in rows
        ],
        kind="outage",
    )  # fmt: skip


def spell(request: HttpRequest, outage_id: int) -> HttpResponse:
    """The page of one outage."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of("outage", place)
    outage = queries.of(document_id=outage_id)
    document = outage.document
    page = {
        "id": outage_id, "href": href(outage_id), "title": f"{place.title('document.outage')} {document.number or ''}",
        "group": pages.group_label(MENU, place), "parent": place.say("web.continuity.title"), "parent_href": HOME,
        "state": state(document.state, place), "steps": steps.steps(place, document.state),
        "next": steps.next_text(place, document.state), "who": steps.who(place, document.state, place.today),
        "facts": facts(outage, place), "moves": moves.buttons(screen, document, place),
        "acts": acts.buttons(document, place), "prints": _prints(document, place), "kinds": kinds(document, place),
        "running": document.state in RUNNING and place.can("paper.record"), "entering": document.state in ENTERING,
        "may_enter": place.can("paper.record") and document.state in ENTERING,
        "gate": _gate(document, place), "way": way(document, place), "command_id": str(uuid4()),
        "directives": [_directive(each, place) for each in queries.directives(outage_id=outage_id)],
        "places": _places(document, place),
    }  # fmt: skip
    return render(request, "web/continuity/spell.html", {"page": page})


def facts(outage: Any, place: Place) -> list[present.Fact]:
    """The particulars of an outage."""
    names = areas()
    index = 1 if place.lang == "en" else 0
    limited = ", ".join(names[each][index] for each in outage.areas if each in names)
    acknowledged = " · ".join(
        filter(None, (present.day(outage.notice_acknowledged_on, place), outage.notice_acknowledged_by))
    )
    pairs = (
        ("trigger", place.say(f"trigger.{outage.trigger}"), False),
        ("started_at", _moment(outage.started_at, place), False),
        ("restored_at", _moment(outage.restored_at, place), False),
        ("areas", limited or place.say("web.continuity.whole_office"), False),
        ("certified_on", present.day(outage.certified_on, place, style="long"), False),
        ("notice_acknowledged", acknowledged or place.say("web.continuity.not_yet"), False),
        ("site", outage.site, False),
        ("event", outage.event, False),
        ("cause", outage.cause, True),
        ("evidence", outage.evidence, True),
    )
    return [
        present.Fact(label=place.say(f"field.outage.{key}"), text=text, wide=wide) for key, text, wide in pairs if text
    ]


def _moment(value: Any, place: Place) -> str:
    return present.instant(value.astimezone(BANGKOK), place) if value else ""


def kinds(document: Any, place: Place) -> list[Mapping[str, Any]]:
    """Each kind of paper in the order of entry: how many are captured, waiting, refused, entered; where to go on."""
    counted = {each.paper: each for each in queue.progress(outage_id=document.id).kinds}
    found: list[Mapping[str, Any]] = []
    unit = place.organisation.kind == "unit"
    for paper in acts.papers_of(document, place):
        count = counted.get(paper.key)
        if count is None and document.state not in RUNNING:
            continue  # nothing was written of it, and nothing will be
        count = count or queue.KindProgress(paper.key)
        base = href(document.id)
        found.append(
            {
                "key": paper.key, "name": paper_name(paper.key, place.lang),
                "clause": place.say("web.continuity.clause", clause=paper.clause_number(unit=unit)), "entered": count.entered,
                "captured": count.captured, "waiting": count.waiting, "exception": count.exceptions,
                "grid": f"{base}papers/{paper.key}/", "register": f"{base}register/{paper.key}/",
                "queue": f"{base}queue/?paper={paper.key}",
            }
        )  # fmt: skip
    return found


def _gate(document: Any, place: Place) -> str:
    """What the closed gate means, in words; "" while it is open."""
    if document.state not in ENTERING:
        return ""
    return place.say("web.continuity.gate", left=f"{queries.left(outage_id=document.id):,}")


def _prints(document: Any, place: Place) -> list[Mapping[str, str]]:
    base = href(document.id)
    return [
        {"href": f"{base}print/{form}/", "label": place.say(f"print.{form}")}
        for form in prints.outage_forms(state=document.state)
    ]


def _places(document: Any, place: Place) -> list[Mapping[str, str]]:
    """The pages of the outage."""
    base = href(document.id)
    found: list[tuple[str, str]] = []
    if document.state in RUNNING and place.can("paper.record"):
        found.append(("upload", "file-spreadsheet"))
    kit: list[Mapping[str, str]] = [
        {"href": f"{HOME}kits/", "icon": "package", "label": place.say("web.continuity.kits")}
    ]
    found += [("queue", "inbox"), ("register", "book-open"), ("proof", "scale"), ("timeline", "history")]
    own: list[Mapping[str, str]] = [
        {"href": f"{base}{key}/", "icon": icon, "label": place.say(f"web.continuity.{key}")} for key, icon in found
    ]
    return [*kit, *own] if document.state in ("declared", "manual") else own


def _directive(line: Any, place: Place) -> str:
    return place.say(
        "web.continuity.directive", letter=line.letter_number, date=present.day(line.letter_date, place),
        expires=present.day(line.expires_on, place),
    )  # fmt: skip


def document_of(outage_id: int) -> Any:
    """The document of an outage. Refusal: document_not_found."""
    return documents.get(document_id=outage_id, kind="outage")
