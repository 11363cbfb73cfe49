"""The answers of type-ahead boxes: the declared search of a field, as JSON."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from khlang.faces.web import receipt
from khlang.faces.web.forms import label
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.platform.screens import Field, Search

LIMIT = 12


def suggest(request: HttpRequest, owner: str, path: str) -> HttpResponse:
    """What fits the text typed so far into the field `path` ("lines.item") of a document kind or directory; without any
    text the first choices (the arrow pressed in an empty box)."""
    place: Place = request.place  # type: ignore[attr-defined]
    search = _search(owner, path)
    if search is None:
        raise Http404(path)
    text = request.GET.get("q", "").strip()[:100]
    found = search(text)[:LIMIT]
    choices = [
        {
            "value": each.value, "label": label(each, place.lang), "note": each.note, "fills": dict(each.fills),
            "shown": each.value if len(each.value) < 12 and each.value != label(each, place.lang) else "",
        }
        for each in found
    ]  # fmt: skip
    return JsonResponse({"choices": choices})


def _search(owner: str, path: str) -> Search | None:
    screen, directory = screens.screen(kind=owner), screens.directory(key=owner)
    groups: list[Iterable[Field]] = [
        receipt.FIELDS if owner == receipt.KIND else (),
        screen.fields,
        *(each.fields for each in screen.starts),
        *screen.move_fields.values(),
    ]
    groups += [directory.fields] if directory else []
    head, _, rest = path.partition(".")
    for fields in groups:
        for field in fields:
            if field.key == head and not rest and field.search is not None:
                return field.search
            if field.key == head and rest:
                hit = next((line for line in field.lines if line.key == rest and line.search is not None), None)
                if hit is not None:
                    return hit.search
    return None
