"""Continuity kits, the workbook that comes back, the papers of an outage as PDF, and the bundle in stapling order."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.bridges.continuity import prints, queries
from khlang.bridges.continuity.queries import kits
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import attachments, errors, pages, present
from khlang.faces.web.continuity import desk, tables
from khlang.faces.web.detail import pdf
from khlang.faces.web.place import Place
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Column
from khlang.standards import paper_name

_SHOWN = 100
_KITS = (
    Column(key="number", kind="link", phone="title"),
    Column(key="taken_at", label="field.taken_at"),
    Column(key="days", kind="number", label="field.kit_age"),
    Column(key="pages", kind="number", label="field.pages"),
    Column(key="nightly", kind="yes", label="field.nightly"),
)
_NUMBERS = (
    Column(key="paper", label="field.paper", phone="title"),
    Column(key="left", kind="number", label="field.numbers_left", phone="amount"),
    Column(key="wanted", kind="number", label="field.numbers_wanted"),
)


def kits_page(request: HttpRequest) -> HttpResponse:
    """How ready the office is, the last kits with their files, and making a new one."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    found = queries.readiness(today=place.today, now=place.now)
    page = {
        "title": place.say("web.continuity.kits"), "group": pages.group_label(desk.MENU, place),
        "parent": place.say("web.continuity.title"), "parent_href": desk.HOME, "readiness": desk.readiness(place),
        "score": found.score, "may": place.can("kit.make"), "command_id": str(uuid4()),
        "latest": _latest(found.kit, place),
        "kits": tables.grid(
            columns=_KITS, rows=[_kit(each, place) for each in kits.all_kits()], place=place,
            label=place.say("web.continuity.kits"), empty=place.say("web.continuity.no_kit"),
        ),
        "numbers": tables.grid(
            columns=_NUMBERS, rows=[_numbers(each, place) for each in found.numbers], place=place,
            label=place.say("web.continuity.numbers_left"),
        ),
    }  # fmt: skip
    return render(request, "web/continuity/kits.html", {"page": page})


def _latest(kit: Any, place: Place) -> Mapping[str, str] | None:
    """The last kit: printed as of now, with its age on every page; the workbook as it was made."""
    if kit is None:
        return None
    return {
        "number": kit.number, "print": f"/continuity/kits/{kit.document_id}/print/",
        "workbook": f"/attachments/{kit.workbook_id}/" if kit.workbook_id else "",
    }  # fmt: skip


def _kit(each: Any, place: Place) -> Mapping[str, Any]:
    return {
        "href": pages.document_href("kit", each.document_id), "number": each.number, "pages": each.pages,
        "taken_at": present.instant(each.taken_at, place), "days": each.days(on=place.today), "nightly": each.nightly,
    }  # fmt: skip


def _numbers(each: Any, place: Place) -> Mapping[str, Any]:
    return {"paper": paper_name(each.paper, place.lang), "left": each.left, "wanted": each.wanted}


@require_POST
def make_kit(request: HttpRequest) -> HttpResponse:
    """Make a kit of the office as it stands now."""
    place: Place = request.place  # type: ignore[attr-defined]
    outcome = COMMANDS["kit.make"].run(envelope=place.envelope(request.POST), data={})
    messages.success(request, place.say("web.continuity.kit_made", number=outcome.number), "success")
    return redirect("/continuity/kits/")


def print_kit(request: HttpRequest, kit_id: int) -> HttpResponse:
    """The kit as it is printed now."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    found = kits.kit(document_id=kit_id)
    return pdf(f"{found.number.replace('/', '-')}.pdf", kits.printed_kit(document_id=kit_id, printed_at=place.now))


def outage_print(request: HttpRequest, outage_id: int, form: str) -> HttpResponse:
    """A paper of the outage as PDF."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    return pdf(*prints.outage_pdf(outage_id=outage_id, form=form, printed_at=place.now, printed_by=place.actor.name))


def upload_page(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Bring a filled workbook, as often as needed; what was taken in and, row by row, what was not and why."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see(desk.MENU, place)
    document = desk.document_of(outage_id)
    page: dict[str, Any] = {
        "title": place.say("web.continuity.upload"), "group": pages.group_label(desk.MENU, place),
        "parent": document.number or "", "parent_href": desk.href(outage_id), "href": request.path,
        "command_id": str(uuid4()), "may": place.can("paper.record"),
        "template": _latest(kits.latest_kit(), place), "files": attachments.of(document, place),
    }  # fmt: skip
    if request.method == "POST":
        try:
            page["report"] = _report(_bring(request, outage_id), place)
        except (Refusal, Refusals) as refused:
            page["problems"] = [errors.wording(each, place.lang) for each in errors.every(refused)]
        page["files"] = attachments.of(document, place)
    return render(request, "web/continuity/upload.html", {"page": page}, status=422 if page.get("problems") else 200)


def _bring(request: HttpRequest, outage_id: int) -> Mapping[str, Any]:
    place: Place = request.place  # type: ignore[attr-defined]
    upload: Any = request.FILES.get("file")
    if upload is None:
        raise Refusal("upload_empty", filename="")
    if upload.size > settings.UPLOAD_LIMIT:
        raise Refusal("upload_too_large", limit=settings.UPLOAD_LIMIT // 2**20)
    data = {"outage_id": outage_id, "filename": upload.name, "content": b64encode(upload.read()).decode()}
    return COMMANDS["back_entry.upload"].run(envelope=place.envelope(request.POST), data=data).data


def _report(told: Mapping[str, Any], place: Place) -> Mapping[str, Any]:
    figures = ("rows", "added", "present", "waiting", "refused_count")
    return {
        "figures": [{"label": place.say(f"web.continuity.brought.{key}"), "amount": f"{told[key]:,}"} for key in figures],
        "refused": told["refused"][:_SHOWN], "notices": told["notices"][:_SHOWN], "strange": told["strange"],
        "result": f"/attachments/{told['result']}/" if told.get("result") else "",
    }  # fmt: skip


@require_POST
def bundle(request: HttpRequest, outage_id: int) -> HttpResponse:
    """Put papers and prints into one file in stapling order; it is kept with the outage."""
    place: Place = request.place  # type: ignore[attr-defined]
    data = {"outage_id": outage_id, "paper": request.POST.get("paper", "")}
    told = COMMANDS["bundle.make"].run(envelope=place.envelope(request.POST), data=data).data
    text = place.say("web.continuity.bundled", papers=told["papers"], pages=told["pages"], missing=len(told["missing"]))
    messages.success(request, text, "success")
    return redirect(f"/attachments/{told['attachment']}/")
