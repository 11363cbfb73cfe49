"""Searches, and what of them must not stand in an address (ASVS V14.2.1).

An address is kept in the history of the browser, in bookmarks, in logs of machines on the way; a whole national number is never
in one. Search boxes send by POST to `search`, which leads to the list: an ordinary text as `q` in its address, so that it can
be shared, reloaded and paged; a text with a national number, or with so many digits that one is being typed, as `search`, a
random word that means something in this browser's session alone, for half an hour. Who writes a number into an address by hand
is led to the address without it and told why.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from khlang.core import thai
from khlang.core.refusal import Refusal
from khlang.faces.web import errors
from khlang.faces.web.entrance.onward import inside
from khlang.faces.web.place import language
from khlang.platform import clock
from khlang.spine.access import sealing

LONGEST: Final = 100
TYPED, KEPT = "q", "search"
_SESSION: Final = "searches"
_GOOD_FOR: Final = int(timedelta(minutes=30).total_seconds())
_MOST: Final = 20
_OWN: Final = (TYPED, KEPT, "to", "csrfmiddlewaretoken")


def text(request: HttpRequest) -> str:
    """What is searched for on this page: typed into its address, or kept in the session."""
    word = request.GET.get(KEPT, "")
    return _searches(request).get(word, ("", 0))[0] if word else request.GET.get(TYPED, "")[:LONGEST]


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """The way from a search box to its list, with everything else that was chosen there.

    Open to strangers, for the guide has a box too; it looks nothing up. A stranger's number is searched for nowhere and not kept.
    """
    to = inside(request, request.POST.get("to", "")).partition("?")[0] or "/"
    wanted = request.POST.get(TYPED, "")[:LONGEST]
    hidden = thai.holds_long_number(wanted)
    query = {KEPT: _keep(request, wanted) if request.user.is_authenticated else ""} if hidden else {TYPED: wanted}
    query |= {key: str(value) for key, value in request.POST.items() if key not in _OWN}
    query = {key: value for key, value in query.items() if value.strip() and not _personal(key, value)}
    address = f"{to}?{urlencode(query)}" if query else to
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(address)
    answer = HttpResponse(status=204)
    answer["HX-Location"] = json.dumps({"path": address, "target": "#list"})
    return answer


class NoNumbersInAddresses:
    """Leads an address that holds a national number, or a search that is over, to the same page without it, before anything is
    looked up. The API refuses such addresses itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the page, or the way to it."""
        if request.method not in ("GET", "HEAD") or not request.GET or request.path.startswith("/api/"):
            return self.get_response(request)
        sent = [(key, value) for key, values in request.GET.lists() for value in values]
        clean = [(key, value) for key, value in sent if not _personal(key, value)]
        if len(clean) < len(sent):
            return _without(request, clean, Refusal("number_in_address"))
        if request.GET.get(KEPT) and request.GET[KEPT] not in _searches(request):
            return _without(request, [each for each in clean if each[0] != KEPT], Refusal("search_over"))
        return self.get_response(request)


def _personal(key: str, value: str) -> bool:
    """Whether a parameter holds a national number: in a search whatever looks like one, elsewhere only what can be one."""
    return thai.holds_national_number(value, certain=key != TYPED) or thai.holds_national_number(key)


def _without(request: HttpRequest, clean: list[tuple[str, str]], refusal: Refusal) -> HttpResponse:
    """To the same page without it; whoever is logged in is told why."""
    words = errors.wording(refusal, language(request))
    if not request.accepts("text/html"):
        return JsonResponse({"choices": [], "problem": words}, status=422)
    if request.user.is_authenticated:
        messages.warning(request, words, extra_tags="warning")
    address = f"{request.path}?{urlencode(clean)}" if clean else request.path
    if not request.htmx:  # type: ignore[attr-defined]
        return HttpResponseRedirect(address)
    answer = HttpResponse(status=204)
    answer["HX-Redirect"] = address
    return answer


def _searches(request: HttpRequest) -> Mapping[str, tuple[str, int]]:
    """The searches of this browser that are not over, by their words."""
    since = clock.seconds() - _GOOD_FOR
    kept = request.session.get(_SESSION, {})
    return {word: (_opened(sealed), at) for word, (sealed, at) in kept.items() if at > since and _opened(sealed)}


def _opened(sealed: str) -> str:
    """What is searched for: sealed in the session, so that a stolen copy of the database has no number; "" when nothing opens
    it any more."""
    try:
        return sealing.opened(sealed)
    except sealing.Unopened:
        return ""


def _keep(request: HttpRequest, wanted: str) -> str:
    """The word of a search: the one it has already, or a new one; the oldest are forgotten."""
    found = _searches(request)
    word = next((word for word, (text, _) in found.items() if text == wanted), "") or secrets.token_urlsafe(12)
    others = [(each, (sealing.sealed(text), at)) for each, (text, at) in found.items() if each != word]
    request.session[_SESSION] = {
        **dict(others[-_MOST + 1 :]), word: (sealing.sealed(wanted), clock.seconds())
    }  # fmt: skip
    return word
