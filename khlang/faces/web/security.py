"""Headers that every answer carries, and what is turned away before any page sees it.

Nothing runs or is styled but what we serve and name: each answer has a number of its own (a nonce) that stands at our
script and style tags, so neither a script smuggled into a page nor an uploaded file called as one runs. Trusted types are
not demanded: htmx puts pieces of pages in as text, and a policy that lets all text through would protect nothing (ASVS
V3.2, V3.4, V3.5, V4.1). Forms lead to us alone; the page that leads on to ThaID does so by itself (entrance/thaid.py).
"""

import logging
import secrets
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed

from khlang.faces.web import errors

#: Files are looked at by nobody but the person who saves them: no script, no frame, no origin of ours.
DOWNLOAD: Final = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
DATA: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PERMISSIONS: Final = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), publickey-credentials-create=(self), publickey-credentials-get=(self), "
    "screen-wake-lock=(), serial=(), usb=()"
)
#: Answers to somebody who may not; each is a line of the log (ASVS V16.3.2).
_CLOSED: Final = (401, 403)
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
API: Final = "/api/"
_API_METHODS: Final = (*METHODS, "PUT", "PATCH", "DELETE")
_DRAWN: Final = ("text/html", "application/pdf")
_log = logging.getLogger("khlang.refused")
_LEAVES_NOTHING: Final = '"cache", "storage"'


def policy(*, nonce: str) -> str:
    """The content security policy of a page whose own script and style tags carry this nonce."""
    parts = [
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        f"style-src 'nonce-{nonce}'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
    return "; ".join(parts + ([f"report-uri {settings.CSP_REPORTS}"] if settings.CSP_REPORTS else []))


def client_address(request: HttpRequest) -> str:
    """The network address of whoever asks. Behind proxies that are trusted (settings.TRUSTED_PROXIES) it is the last address
    of X-Forwarded-For that none of them has; what a stranger writes in that header is never believed."""
    here: str = request.META.get("REMOTE_ADDR", "")
    for given in reversed(request.headers.get("X-Forwarded-For", "").split(",")):
        if not _trusted(here) or not given.strip():
            break
        here = given.strip()
    return here


def _trusted(address: str) -> bool:
    """Whether the address is one of our proxies; the name of a local socket ("") is none."""
    try:
        found = ip_address(address)
        return any(found in ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES)
    except ValueError:
        return False


class ContentSecurity:
    """Middleware: turns away what no page should see, and puts the headers on whatever is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.csp_nonce = secrets.token_urlsafe(18)  # type: ignore[attr-defined]
        response = _turned_away(request) or self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy_for(request, response))
        headers.setdefault("Permissions-Policy", PERMISSIONS)
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Cache-Control", "no-store")
        if response.status_code in _CLOSED:
            _log.warning("%s %s: %s, person %s from %s", request.method, request.path[:200], response.status_code,
                         _person(request), client_address(request))  # fmt: skip
        if getattr(request, "left", False):
            headers["Clear-Site-Data"] = _LEAVES_NOTHING
        return response


def _person(request: HttpRequest) -> str:
    """The number of whoever asked, "-" for a stranger; names do not stand in the log."""
    known = getattr(request, "user", None) or getattr(getattr(request, "khlang_caller", None), "actor", None)
    return str(getattr(known, "pk", None) or getattr(known, "id", None) or "-")


def _policy_for(request: HttpRequest, response: HttpResponse) -> str:
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return DOWNLOAD
    return policy(nonce=request.csp_nonce) if kind in _DRAWN else DATA  # type: ignore[attr-defined]


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    """The answer to a request that goes no further: an unknown method, the API without TLS, a page sent too much."""
    of_api = request.path.startswith(API)
    allowed = _API_METHODS if of_api else METHODS
    if request.method not in allowed:
        return HttpResponseNotAllowed(allowed)
    if of_api:
        # a program that forgot the s of https must notice: it is not led on, its token has been seen
        open_line = settings.SECURE_SSL_REDIRECT and not request.is_secure()
        return HttpResponseForbidden("https only\n", content_type="text/plain; charset=utf-8") if open_line else None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > settings.REQUEST_LIMIT:
        return errors.page(request, status=413)
    return None


@receiver(user_logged_out, dispatch_uid="khlang.faces.web.security.leaves")
def _leaves(request: HttpRequest | None = None, **rest: Any) -> None:
    """Whoever leaves takes along what the browser kept of us (ASVS V14.3.1)."""
    if request is not None:
        request.left = True  # type: ignore[attr-defined]
