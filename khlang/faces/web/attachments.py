"""Files kept with a document: listed on its page, added by who has the duty, downloaded as what they are."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, pages, readings
from khlang.faces.web.place import Place
from khlang.platform import screens
from khlang.spine.documents import commands
from khlang.spine.documents import queries as documents

_DUTY = "attachment.add"


def of(document: Any, place: Place) -> list[Mapping[str, str]]:
    """The files of a document as links."""
    return [
        {"name": each.name, "note": f"{max(1, each.size // 1024):,} KB", "href": f"/attachments/{each.id}/"}
        for each in documents.attachments(document_id=document.id)
    ]


def add_href(document: Any, place: Place) -> str:
    """Where a new file is sent, "" for those who may not add one."""
    return f"{pages.document_href(document.kind, document.id)}attach/" if place.can(_DUTY) else ""


@require_POST
def add(request: HttpRequest, kind: str, document_id: int) -> HttpResponse:
    """Keep an uploaded file with a document; a refusal is shown on the document's page."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.screen_of(kind, place)
    documents.get(document_id=document_id, kind=kind)
    try:
        upload = request.FILES.get("file")
        if upload is None:
            raise Refusal("upload_empty", filename="")
        if (upload.size or 0) > settings.UPLOAD_LIMIT:
            raise Refusal("upload_too_large", limit=settings.UPLOAD_LIMIT // 2**20)
        data = {"document_id": document_id, "name": upload.name, "content": b64encode(upload.read()).decode()}
        commands.add_attachment(envelope=place.envelope(request.POST), data=data)
        messages.success(request, place.say("web.attached"), extra_tags="success")
    except (Refusal, Refusals) as problem:
        for each in errors.every(problem):
            messages.error(request, errors.wording(each, place.lang))
    return redirect(pages.document_href(kind, document_id))


def download(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """The file itself, never opened in the page."""
    place: Place = request.place  # type: ignore[attr-defined]
    kept, content = commands.content(attachment_id=attachment_id)
    document = documents.get(document_id=kept.document_id)
    pages.see(screens.screen(kind=document.kind).menu, place)
    readings.paper(document.id, place)
    answer = HttpResponse(content, content_type=kept.content_type)
    answer["Content-Disposition"] = content_disposition_header(True, kept.name) or "attachment"
    return answer
