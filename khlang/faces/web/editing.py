"""New and edited documents of any kind: a form read off the schema of the command that saves it."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core import calendar
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, exports, forms, pages, present
from khlang.faces.web.place import Place
from khlang.faces.web.shape import name_of_file, slots
from khlang.platform.commands import Command, offered
from khlang.platform.screens import Field, Screen, Start
from khlang.spine.documents import queries as documents

#: What a form that is still being filled in cannot be blamed for.
_NOT_YET = ("field_required", "list_length", "bank_account_required")


def new(request: HttpRequest, kind: str, start: str = "") -> HttpResponse:
    """The page of a new document: empty or with what was typed and why it was refused; a saved one is shown."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    if screen.page and not start:
        return redirect(screen.page)
    way = _start(screen, start)
    command = _command(way.command if way else screen.create)
    title = (
        place.say(way.label or f"start.{kind}.{way.key}")
        if way
        else place.say("web.new", what=place.say(f"document.{kind}"))
    )
    page = {
        "href": request.path,
        "title": title,
        "parent_href": pages.list_href(kind),
        **_about(way, request.path, place),
        **_many(way, title),
    }
    return _serve(request, screen, command, page, fields=way.fields if way else screen.fields)


def template(request: HttpRequest, kind: str, start: str) -> HttpResponse:
    """The empty file that a way of beginning offers, for the present fiscal year or the one asked for."""
    place: Place = request.place  # type: ignore[attr-defined]
    way = _start(pages.screen_of(kind, place), start)
    if way is None or way.template is None:
        raise Http404(start)
    asked = request.GET.get("fiscal_year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else calendar.fiscal_year(place.today)
    answer = HttpResponse(way.template.content(year), content_type=exports.XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{year}-{way.template.name}"'
    return answer


@require_POST
def preview(request: HttpRequest, kind: str, start: str) -> HttpResponse:
    """The voucher that a way of beginning would write at once, as it is filled in so far: carried out and rolled back."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    way = _start(screen, start)
    if way is None or not way.posts:
        raise Http404(start)
    command = _command(way.command)
    asked = slots(schema=command.schema, fields=way.fields, without=("document_id", screen.document_field))
    context: dict[str, Any] = {"voucher": {"books": []}, "problems": []}
    try:
        outcome = command.run(
            envelope=place.envelope(request.POST, dry_run=True), data=forms.read(slots=asked, post=request.POST)
        )
        context["voucher"] = {"books": present.books(outcome.lines, place)}
    except (Refusal, Refusals) as problem:
        told = [each for each in errors.every(problem) if each.code not in _NOT_YET]
        if not told:
            return HttpResponse("")
        context["problems"] = [errors.wording(each, place.lang) for each in told]
    return render(request, "web/preview.html", context)


def _many(way: Start | None, title: str) -> dict[str, Any]:
    """A way that carries many documents on at once: its button says so, and it leads back to the list."""
    chosen = next((each.key for each in way.fields if each.widget == "many"), "") if way else ""
    return {"submit": title, "chosen": chosen} if chosen else {}


def _about(way: Start | None, path: str, place: Place) -> dict[str, Any]:
    """What a way of beginning says of itself: its help, the file to fill in."""
    if way is None:
        return {}
    found: dict[str, Any] = {"help": place.say(way.help)} if way.help else {}
    found["preview_href"] = f"{path}preview/" if way.posts else ""
    if way.template is not None:
        found["downloads"] = [{"href": f"{path}template/", "label": place.say(way.template.label)}]
    return found


def edit(request: HttpRequest, kind: str, document_id: int) -> HttpResponse:
    """The page of a draft that is edited again; saving carries the version that was on the screen."""
    place: Place = request.place  # type: ignore[attr-defined]
    screen = pages.screen_of(kind, place)
    command = _command(screen.edit)
    document = documents.get(document_id=document_id, kind=kind)
    if not pages.may_be_written(document):
        raise Refusal("move_not_allowed", document=kind, state=document.state, move="edit")
    page = {
        "href": request.path, "title": place.say("web.edit", what=place.say(f"document.{kind}")),
        "parent_href": pages.document_href(kind, document_id), "version": document.version,
    }  # fmt: skip
    return _serve(request, screen, command, page, fields=screen.fields, document_id=document_id)


def _start(screen: Screen, key: str) -> Start | None:
    if not key:
        return None
    found = next((each for each in screen.starts if each.key == key), None)
    if found is None:
        raise Http404(key)
    return found


def _command(name: str) -> Command:
    found = offered(name)
    if found is None:
        raise Http404(name)
    return found


def _serve(
    request: HttpRequest, screen: Screen, command: Command, page: Mapping[str, Any], *, fields: Sequence[Field],
    document_id: int | None = None,
) -> HttpResponse:  # fmt: skip
    place: Place = request.place  # type: ignore[attr-defined]
    without = ("document_id", screen.document_field)
    asked = slots(schema=command.schema, fields=fields, without=without)
    problem: Refusal | Refusals | None = None
    values: Mapping[str, Any] = {}
    if request.method == "POST":
        values = forms.read(slots=asked, post=request.POST)
        try:
            data = {**values, **_uploads(command, request)}
            if document_id is not None:
                data[screen.document_field] = document_id
            outcome = command.run(envelope=place.envelope(request.POST), data=data)
            many = len(values.get(page.get("chosen", ""), ()))
            return _saved(request, screen, page, many, outcome.document_id or document_id)
        except (Refusal, Refusals) as refused:
            problem = refused
    elif document_id is not None and screen.values is not None:
        values = forms.typed(screen.values(document_id), asked)
    else:
        values = dict(request.GET.items())
    fresh = request.method != "POST" and document_id is None
    form = forms.draw(slots=asked, place=place, owner=screen.kind, values=values, problem=problem, fresh=fresh)
    drawn = {
        "help": place.say(screen.help) if screen.help else "", "submit": place.say("web.save"), **page,
        "form": form, "problems": form.problems,
        "group": pages.group_label(screen.menu, place), "parent": place.title(f"document.{screen.kind}"),
        "command_id": request.POST.get("command_id") or str(uuid4()),
    }  # fmt: skip
    return render(request, "web/form.html", {"page": drawn}, status=422 if problem else 200)


def _saved(
    request: HttpRequest, screen: Screen, page: Mapping[str, Any], many: int, document_id: int | None
) -> HttpResponse:
    """What was saved is shown; of many that were carried on, the list."""
    place: Place = request.place  # type: ignore[attr-defined]
    if many:
        done = place.say("web.done", move=page["submit"], what=place.say("web.rows", count=f"{many:,}"))
        messages.success(request, done, extra_tags="success")
        return redirect(pages.list_href(screen.kind))
    messages.success(request, place.say("web.saved", what=place.say(f"document.{screen.kind}")), extra_tags="success")
    return redirect(pages.document_href(screen.kind, document_id or 0))


def _uploads(command: Command, request: HttpRequest) -> dict[str, Any]:
    """Uploaded files as the schema takes them: content in base64, and the name in the field beside it."""
    found: dict[str, Any] = {}
    for key in request.FILES:
        upload: Any = request.FILES[key]
        if upload.size > settings.UPLOAD_LIMIT:
            raise Refusal("upload_too_large", field=key, limit=settings.UPLOAD_LIMIT // 2**20)
        if key in command.schema.model_fields:
            found[key] = b64encode(upload.read()).decode()
            name = name_of_file(key, command.schema.model_fields)
            found.update({name: upload.name} if name else {})
    return found
