"""Handing accounts out: the list of slips, one post by hand, many from a spreadsheet, the slips printed once (LOGIN-3).

The seed of the first codes goes from the command into a cookie of the maker's browser that only these pages get, for a quarter
of an hour; the server keeps digests. Printing takes the right to print out of the session, so that it happens once.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST
from pydantic import Field as Limits

from khlang.core import calendar
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, exports, forms, pages, present, searching
from khlang.faces.web.continuity import tables
from khlang.faces.web.detail import pdf
from khlang.faces.web.lists import DrawnFilter
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.platform import choosing, clock
from khlang.platform.commands import COMMANDS, Outcome
from khlang.platform.inputs import Day, Input, OptionalText, ShortText
from khlang.platform.screens import Column, Field
from khlang.spine.access import importing, queries, thaid
from khlang.spine.access.template import hand_out_template
from khlang.spine.documents import letterhead, rendering
from khlang.standards import duties, message

DUTY: Final = "account.hand_out"
HOME: Final = "/hand-out/"
_MINUTES: Final = 15
_TO_PRINT: Final = "hand_out.to_print"
_COOKIE: Final = "khlang_slips"
_TONES: Final = {"waiting": "info", "used": "success", "expired": "warning", "revoked": "neutral"}
_COLUMNS: Final = (
    Column(key="username", kind="link", phone="title"),
    Column(key="name", label="field.name_th"),
    Column(key="organisation", label="field.organisation"),
    Column(key="state", kind="state", label="field.state"),
    Column(key="made", label="web.hand_out.made"),
    Column(key="expires", label="web.hand_out.expires"),
)


class _Post(Input):
    """The boxes of one post."""

    organisation_code: OptionalText = ""
    name_th: ShortText
    national_number: str = Limits(min_length=1, max_length=40)
    position_title: ShortText
    role: ShortText
    from_date: Day
    username: OptionalText = ""


_FIELDS: Final = (
    Field(key="organisation_code", help="web.hand_out.organisation_help"),
    Field(key="name_th", span=2),
    Field(key="national_number", help="web.hand_out.number_help"),
    Field(key="position_title", span=2, label="field.position_title"),
    Field(key="role", choices=lambda: choosing.named(duties().roles), span=2),
    Field(key="from_date"),
    Field(key="username", help="web.hand_out.username_help"),
)


def slip_list(request: HttpRequest) -> HttpResponse:
    """Accounts handed out, with what became of each slip; by state and organisation, by page."""
    place = _place(request)
    state, wanted = request.GET.get("state", ""), searching.text(request)
    found = queries.slips(
        org_id=place.organisation.id, now=place.now, state=state, organisation=wanted, page=tables.number(request.GET)
    )
    grid = tables.grid(
        columns=_COLUMNS, rows=[_row(each, place) for each in found.rows], place=place, kind="slip",
        label=place.say("web.hand_out.title"), empty=place.say("web.hand_out.none"),
        pager=pages.pager(found.page, found.pages, found.count, request.GET, place),
    )  # fmt: skip
    options = [("", place.say("web.all")), *((each, place.say(f"state.slip.{each}")) for each in queries.SLIP_STATES)]
    chosen: list[Mapping[str, Any]] = [
        {"value": value, "label": label, "selected": value == state} for value, label in options
    ]
    page = {
        "title": place.say("web.hand_out.title"), "group": pages.group_label("organisation", place), "href": HOME,
        "note": "" if thaid.configured() else place.say("web.hand_out.no_thaid"), "search": wanted,
        "search_hint": place.say("web.hand_out.search"), "table": grid, "printing": _waiting(request),
        "filters": [DrawnFilter(key="state", label=place.say("field.state"), options=chosen)],
    }  # fmt: skip
    part = "web/parts/table.html" if request.htmx else "web/entrance/slips.html"  # type: ignore[attr-defined]
    return render(request, part, {"page": page, "table": grid})


def _row(each: Any, place: Place) -> Mapping[str, Any]:
    state = queries.slip_state(each, place.now)
    return {
        "username": each.person.username, "name": each.person.name_th, "organisation": each.org.name_th, "state": state,
        "tone": _TONES[state], "made": present.instant(each.made_at, place), "expires": present.instant(each.expires_at, place),
        "href": f"{HOME}{each.id}/",
    }  # fmt: skip


def slip_page(request: HttpRequest, slip_id: int) -> HttpResponse:
    """One slip: for whom, until when, and its end or a new one."""
    place = _place(request)
    each = queries.slip(slip_id=slip_id, org_id=place.organisation.id)
    state = queries.slip_state(each, place.now)
    used = [(place.say("state.slip.used"), present.instant(each.used_at, place))] if each.used_at else []
    page = {
        "id": each.id, "title": f"{each.person.name_th}", "revocable": state == "waiting", "command_id": str(uuid4()),
        "facts": [
            (place.say("web.username"), each.person.username), (place.say("field.organisation"), each.org.name_th),
            (place.say("field.national_number"), f"•••••••••{each.last_four}"),
            (place.say("field.state"), place.say(f"state.slip.{state}")),
            (place.say("web.hand_out.made"), present.instant(each.made_at, place)),
            (place.say("web.hand_out.expires"), present.instant(each.expires_at, place)), *used,
        ],
    }  # fmt: skip
    return render(request, "web/entrance/slip.html", {"page": page})


def new(request: HttpRequest) -> HttpResponse:
    """One post and the human being who is to hold it."""
    place = _place(request)
    asked, problem = slots(schema=_Post, fields=_FIELDS), None
    typed = forms.read(slots=asked, post=request.POST) if request.method == "POST" else {}
    if request.method == "POST":
        row = {key: value for key, value in typed.items() if key != "role"} | {"roles": [typed.get("role", "")]}
        try:
            return _made(request, _run(request, place, [row]))
        except (Refusal, Refusals) as refused:
            problem = Refusals(_of_form(each) for each in errors.every(refused))
    form = forms.draw(
        slots=asked, place=place, owner="account", values=typed, problem=problem, fresh=request.method != "POST"
    )
    page = {"title": place.say("web.hand_out.new"), "form": form, "command_id": str(uuid4()), "parent": HOME}
    return render(request, "web/entrance/hand_out.html", {"page": page}, status=422 if problem else 200)


def _of_form(refusal: Refusal) -> Refusal:
    """A refusal of the only row at the box of the form."""
    key = (refusal.field or "").removeprefix("rows.0.").partition(".")[0]
    return Refusal(refusal.code, field={"roles": "role", "rows": None, "": None}.get(key, key), **refusal.facts)


def upload(request: HttpRequest) -> HttpResponse:
    """Many posts from a spreadsheet: all are handed out, or what is wrong is shown row by row."""
    place = _place(request)
    page: dict[str, Any] = {"title": place.say("web.hand_out.upload"), "command_id": str(uuid4()), "parent": HOME}
    if request.method == "POST":
        try:
            return _made(request, _bring(request, place))
        except (Refusal, Refusals) as refused:
            found = errors.every(refused)
            page["findings"] = [
                {"row": each.facts.get("row", ""), "column": each.facts.get("column", ""),
                 "text": message(f"refusal.{each.code}", place.lang, **each.facts)}
                for each in found[:200]
            ]  # fmt: skip
            page["count"] = f"{len(found):,}"
    return render(request, "web/entrance/hand_out_file.html", {"page": page}, status=422 if "findings" in page else 200)


def _bring(request: HttpRequest, place: Place) -> Outcome:
    file: Any = request.FILES.get("file")
    if file is None:
        raise Refusal("upload_empty", filename="")
    if file.size > settings.UPLOAD_LIMIT:
        raise Refusal("upload_too_large", limit=settings.UPLOAD_LIMIT // 2**20, size=file.size // 2**20)
    read = importing.read_posts(content=file.read(), filename=file.name)
    if read.problems:
        raise Refusals(read.problems)
    try:
        return _run(request, place, list(read.rows))
    except (Refusal, Refusals) as refused:
        raise Refusals(read.placed(errors.every(refused))) from None


def _run(request: HttpRequest, place: Place, rows: list[Mapping[str, Any]]) -> Outcome:
    return COMMANDS[DUTY].run(envelope=place.envelope(request.POST), data={"rows": rows})


def template(request: HttpRequest) -> HttpResponse:
    """The empty spreadsheet."""
    place = _place(request)
    content = hand_out_template(fiscal_year=calendar.fiscal_year(place.today))
    answer = HttpResponse(content, content_type=exports.XLSX)
    answer["Content-Disposition"] = 'attachment; filename="hand-out.xlsx"'
    return answer


@require_POST
def act(request: HttpRequest, slip_id: int, what: str) -> HttpResponse:
    """Revoke a slip, or make a new one for the same person."""
    place = _place(request)
    outcome = COMMANDS[f"account.{what}"].run(envelope=place.envelope(request.POST), data={"slip_id": slip_id})
    if what == "reissue":
        return _made(request, outcome)
    messages.success(request, place.say("web.hand_out.revoked"), "success")
    return redirect(HOME)


def _made(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """On to printing: the seed into a cookie of these pages, the right to print once into the session."""
    place: Place = request.place  # type: ignore[attr-defined]
    told = {"posts": f"{outcome.data['posts']:,}", "slips": f"{outcome.data['slips']:,}"}
    messages.success(request, place.say("web.hand_out.done", **told), "success")
    seed = outcome.shown_once.get("seed")
    if not seed:
        return redirect(HOME)
    request.session[_TO_PRINT] = {
        "org": place.organisation.id, "made_at": place.now.isoformat(), "until": clock.seconds() + _MINUTES * 60,
        "slips": outcome.data["slips"],
    }  # fmt: skip
    answer = redirect(f"{HOME}print/")
    answer.set_cookie(
        _COOKIE, seed, max_age=_MINUTES * 60, path=HOME, httponly=True, samesite="Strict", secure=request.is_secure()
    )
    return answer


def _waiting(request: HttpRequest) -> int:
    """How many slips still wait to be printed by this browser."""
    kept = request.session.get(_TO_PRINT)
    return int(kept["slips"]) if kept and clock.seconds() < kept["until"] and _COOKIE in request.COOKIES else 0


def print_slips(request: HttpRequest) -> HttpResponse:
    """GET: the button; POST: the slips as PDF, once. Refusal: slips_printed."""
    place = _place(request)
    if request.method != "POST":
        page = {
            "title": place.say("web.hand_out.print"),
            "slips": _waiting(request),
            "parent": HOME,
            "minutes": _MINUTES,
        }
        return render(request, "web/entrance/hand_out_print.html", {"page": page})
    kept = request.session.get(_TO_PRINT) if _waiting(request) else None
    if kept is None or kept["org"] != place.organisation.id:
        raise Refusal("slips_printed")
    rows = queries.printable(
        org_id=place.organisation.id, maker=place.actor.id, made_at=datetime.fromisoformat(kept["made_at"]),
        seed=request.COOKIES[_COOKIE],
    )  # fmt: skip
    del request.session[_TO_PRINT]
    answer = pdf("slips.pdf", rendering.render_pdf(form="account_slip", data=_paper(rows, place)))
    answer.delete_cookie(_COOKIE, path=HOME, samesite="Strict")
    return answer


def _paper(rows: list[Any], place: Place) -> Mapping[str, Any]:
    address = f"{settings.PUBLIC_URL}/activate/"
    return {
        "organisation": letterhead.issuer(), "title": place.say("web.hand_out.paper"), "address": address,
        "square": rendering.qr_svg(text=address), "printed_by": place.actor.name,
        "printed_at": present.instant(place.now, place),
        "slips": [
            {"name": each.person.name_th, "office": each.org.name_th, "username": each.person.username,
             "code": code, "expires": calendar.format_date(clock.day_of(each.expires_at))}
            for each, code in rows
        ],
    }  # fmt: skip


def _place(request: HttpRequest) -> Place:
    """Where the person stands, provided that they may hand out. Refusal: duty_missing."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not place.can(DUTY):
        raise Refusal("duty_missing", duty=DUTY, document="account", move="hand_out")
    return place
