"""How long a log-in lasts: half an hour idle, ten hours at most (settings SESSION_IDLE_MINUTES,
SESSION_ABSOLUTE_HOURS).

Counted in real seconds, also on a drill instance with a business date of its own: a drill shortens no session and
prolongs none. A new password and `commands.end_sessions` end all sessions of a person at the next request, because
the session carries a hash of both (`Person.session_round`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from khlang.platform import clock
from khlang.spine.access.models import Person

STARTED: Final = "access.started"
SEEN: Final = "access.seen"
#: Seconds between two notes that a session is alive: a page costs no write, the idle limit stays right to the minute.
_NOTED_EVERY: Final = 60
Verdict = Literal["live", "idle", "too_old"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds."""

    idle: int
    absolute: int


def limits() -> Limits:
    """The limits of this installation."""
    return Limits(idle=settings.SESSION_IDLE_MINUTES * 60, absolute=settings.SESSION_ABSOLUTE_HOURS * 3600)


def judge(*, started: int, seen: int, now: int, limits: Limits) -> Verdict:
    """What has become of a session; all instants in seconds since 1970. Pure."""
    if now - started >= limits.absolute:
        return "too_old"
    return "idle" if now - seen >= limits.idle else "live"


def begin(session: SessionBase) -> None:
    """Start the count. The face calls it right after Django's `login`, which has given the session a new key."""
    session[STARTED] = session[SEEN] = clock.seconds()


class SessionLimits:
    """Middleware, after AuthenticationMiddleware: logs out what is over and says why in `request.session_ended`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session_ended = ""  # type: ignore[attr-defined]
        if isinstance(request.user, Person):
            self._hold(request, request.user)
        return self.get_response(request)

    def _hold(self, request: HttpRequest, person: Person) -> None:
        session, now = request.session, clock.seconds()
        if STARTED not in session:
            begin(session)
        verdict = judge(started=session[STARTED], seen=session[SEEN], now=now, limits=limits())
        if verdict != "live":
            logout(request)
            request.session_ended = verdict  # type: ignore[attr-defined]
        elif now - session[SEEN] >= _NOTED_EVERY:
            session[SEEN] = now
            Person.objects.filter(pk=person.pk).update(last_seen_at=datetime.fromtimestamp(now, UTC))
