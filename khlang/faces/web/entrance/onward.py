"""Where somebody goes after the door: only ever to an address inside this site (ASVS V3.7.2)."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def inside(request: HttpRequest, address: str) -> str:
    """The address if it is a path of this site, else ""; a bare word is none, for a redirect would take it for a name."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address.startswith("/") and safe else ""
