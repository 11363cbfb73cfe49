"""Pages that say no: not found, not allowed, a refusal outside any form, a fault."""

import sys
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web.entrance.onward import inside
from khlang.standards import message

NOT_FOUND = ("_not_found", "_unknown")
#: No turn to write came: nothing was done, and the same may be sent again after some seconds.
BUSY, _AGAIN = "database_busy", "5"
CLOSED = ("duty_missing", "oversight_reads_only", "emergency_changes_nothing")


def wording(refusal: Refusal, lang: str) -> str:
    """What people read of a refusal; one about a spreadsheet says first where in it."""
    text = message(f"refusal.{refusal.code}", lang, **refusal.facts)
    return f"{message('place.cell', lang, **refusal.facts)}: {text}" if "row" in refusal.facts else text


def every(problem: Refusal | Refusals) -> tuple[Refusal, ...]:
    """One or several refusals as a tuple."""
    return problem.errors if isinstance(problem, Refusals) else (problem,)


def page(request: HttpRequest, *, status: int, key: str = "", text: str = "", back: str = "") -> HttpResponse:
    """An error page of its own, without the menu: it works when nothing else does. `back` is the page before it."""
    lang = getattr(request, "lang", "th")
    key = key or str(status)
    context = {
        "lang": lang,
        "status": status,
        "title": message(f"web.error.{key}.title", lang),
        "text": text or message(f"web.error.{key}.text", lang),
        "back": back,
    }
    return render(request, "web/error.html", context, status=status)


def _status(code: str) -> int:
    if code == BUSY:
        return 503
    return 404 if code.endswith(NOT_FOUND) else 403 if code in CLOSED else 422


def _before(request: HttpRequest) -> str:
    """The page of this site from which somebody came, its filters kept; "" when there is none or it is this one."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or came.path == request.path:
        return ""
    return inside(request, f"{came.path}?{came.query}" if came.query else came.path)


def refused(request: HttpRequest, problem: Refusal | Refusals) -> HttpResponse:
    """The page of a refusal that no form has caught."""
    first = every(problem)[0]
    status = _status(first.code)
    text = "\n".join(wording(each, getattr(request, "lang", "th")) for each in every(problem))
    answer = page(request, status=status, text=text, back=_before(request))
    if status == 503:
        answer["Retry-After"] = _AGAIN
    return answer


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400."""
    return page(request, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler403."""
    return page(request, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long or came from elsewhere."""
    return page(request, status=403, key="csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return page(request, status=404)


def fault(request: HttpRequest) -> HttpResponse:
    """Django's handler500; also where a turn to write did not come outside any view (a session that could not be kept)."""
    error = sys.exception()
    if isinstance(error, Refusal) and error.code == BUSY:
        return refused(request, error)
    return page(request, status=500)
