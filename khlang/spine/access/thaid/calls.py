"""The only way out to the identity provider: short, bounded, encrypted, never led elsewhere.

Whatever answers there may be broken or hostile, and a person waits meanwhile: five seconds for a connection and for each part
of an answer, ten for the whole, 256 KiB at most, no redirect followed, nothing but a JSON object read, https or nothing (on a
machine of one's own in development: its loopback). A netrc file of the machine gives no password away.
"""

import json
import time
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ReadTimeoutError

CONNECT_SECONDS: Final = 5
WHOLE_SECONDS: Final = 10
LARGEST: Final = 256 * 1024
_PIECE: Final = 8 * 1024


class Trouble(Exception):
    """The provider could not be used. `reason` is a word for the security log; `down` when waiting may help (nobody answered,
    too slow, a fault of theirs), else what came cannot be an answer."""

    def __init__(self, reason: str, *, down: bool) -> None:
        super().__init__(reason)
        self.reason, self.down = reason, down


def allowed(address: str) -> bool:
    """Whether a provider may be called, or a person sent, there: https, with a host and without a name or password in it; in
    development also http to the loopback of the machine itself."""
    try:
        parts = urlsplit(address)
        host, named = parts.hostname or "", parts.username is not None
    except ValueError:
        return False
    if not host or named:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and not settings.PRODUCTION and _loopback(host))


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Careful(HTTPAdapter):
    """The transport of requests, so that a call of any library through a session goes by these rules."""

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """Send and read as the module says; raises Trouble."""
        if not allowed(request.url or ""):
            raise Trouble("address_not_allowed", down=False)
        ends = time.monotonic() + WHOLE_SECONDS
        try:
            answer = super().send(request, stream=True, timeout=CONNECT_SECONDS, **_connection(options))
            with answer:
                _read(answer, ends)
        except (requests.Timeout, ReadTimeoutError):
            raise Trouble("too_slow", down=True) from None
        except (requests.RequestException, HTTPError):
            raise Trouble("no_connection", down=True) from None
        _judge(answer)
        return answer


def _connection(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name in ("verify", "cert", "proxies")}


def _read(answer: requests.Response, ends: Any) -> None:
    """The body as it trickles in, unpacked; stops at the size and at the time beyond which nobody waits."""
    body = bytearray()
    while piece := answer.raw.read1(_PIECE, decode_content=True):
        body += piece
        if len(body) > LARGEST:
            raise Trouble("answer_too_large", down=False)
        if time.monotonic() > ends:
            raise Trouble("too_slow", down=True)
    answer._content = bytes(body)


def _judge(answer: requests.Response) -> None:
    """Raises Trouble for what no provider answers; a 4xx with a JSON object is left to the caller."""
    if answer.status_code >= 500 or answer.status_code == 429:
        raise Trouble(f"status_{answer.status_code}", down=True)
    if 300 <= answer.status_code < 400:
        raise Trouble("redirect", down=False)
    try:
        found = json.loads(answer.content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Trouble("not_json", down=False)


def careful(session: requests.Session) -> requests.Session:
    """The session, with no way around the rules."""
    session.adapters.clear()
    session.mount("https://", Careful())
    session.mount("http://", Careful())
    return session


def fetch(address: str, *, bearer: str = "") -> dict[str, Any]:
    """The JSON object at an address, with an access token where one is given; raises Trouble."""
    headers = {"Accept": "application/json"}
    with careful(requests.Session()) as session:
        session.auth = lambda request: request
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        answer = session.get(address, headers=headers, allow_redirects=False)
    if answer.status_code != 200:
        raise Trouble(f"status_{answer.status_code}", down=False)
    found: dict[str, Any] = answer.json()
    return found
