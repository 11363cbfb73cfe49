"""Headers that every answer carries: nothing runs or is styled but what we serve ourselves."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


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
    """Middleware: the content security policy, no sniffing of device features, no cache of pages with figures."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.headers.setdefault("Cache-Control", "no-store")
        return response
