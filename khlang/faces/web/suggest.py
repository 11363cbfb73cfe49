"""The answers of type-ahead boxes, as JSON: the declared search of a field, for whom a form with that field is offered."""

from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from khlang.faces.web import pages, receipt
from khlang.faces.web.forms import label
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.platform.screens import Field, Search
from khlang.spine.documents import lifecycles

LIMIT = 12


def suggest(request: HttpRequest, owner: str, path: str) -> HttpResponse:
    """What fits the text typed so far into the field `path` ("lines.item") of a document kind or directory; without any
    text the first choices (the arrow pressed in an empty box).

    A field of a form that the person is not offered does not exist for them, as one that nobody has: whoever may not fill
    it in does not look through a register by it either. Pages ask by POST, so that no number stands in an address.
    """
    place: Place = request.place  # type: ignore[attr-defined]
    search = _search(owner, path, place)
    if search is None:
        raise Http404(path)
    text = (request.POST if request.method == "POST" else request.GET).get("q", "").strip()[:100]
    found = search(text)[:LIMIT]
    choices = [
        {
            "value": each.value, "label": label(each, place.lang), "note": each.note, "fills": dict(each.fills),
            "shown": each.value if len(each.value) < 12 and each.value != label(each, place.lang) else "",
        }
        for each in found
    ]  # fmt: skip
    return JsonResponse({"choices": choices})


def _search(owner: str, path: str, place: Place) -> Search | None:
    head, _, rest = path.partition(".")
    for fields in forms_of(owner, place):
        for field in fields:
            if field.key == head and not rest and field.search is not None:
                return field.search
            if field.key == head and rest:
                hit = next((line for line in field.lines if line.key == rest and line.search is not None), None)
                if hit is not None:
                    return hit.search
    return None


def forms_of(owner: str, place: Place) -> Iterator[Sequence[Field]]:
    """The fields of every form of a kind or directory that the person may fill in: a new document, each other way to begin,
    the dialog of each move whose duty they hold; a new entry of a list."""
    directory = screens.directory(key=owner)
    if directory is not None and pages.may_keep(directory, place):
        yield directory.fields
    screen = screens.screen(kind=owner)
    if not pages.may_see(screen.menu, place):
        return
    if pages.may_write(screen, place):
        yield receipt.FIELDS if owner == receipt.KIND else ()
        yield screen.fields
    for start in screen.starts:
        if pages.may_begin(start.command, place, duty=start.duty):
            yield start.fields
    if screen.move_fields:
        declared = lifecycles.get(owner)
        for name, fields in screen.move_fields.items():
            move = declared.move(name)
            if move is not None and place.can(move.duty):
                yield fields
