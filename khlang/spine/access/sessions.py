"""How long a log-in lasts: half an hour idle, ten hours at most (settings SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_HOURS),
and until somebody ends it: every log-in is a row (`OpenSession`) that each request looks at (ASVS V7.3, V7.4).

Limits are counted in real seconds, also on a drill instance with a business date of its own: a drill shortens no session
and prolongs none. A new password and `commands.end_sessions` end all sessions of a person at the next request besides,
because the session carries a hash of both (`Person.session_round`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from khlang.platform import clock, tenancy
from khlang.spine.access import security_log
from khlang.spine.access.models import OpenSession, Person

STARTED: Final = "access.started"
SEEN: Final = "access.seen"
#: The identifier of the OpenSession, and the second of 1970 at which the session ends whatever happens (break-glass).
ENTRY: Final = "access.session"
ENDS_AT: Final = "access.ends_at"
#: Seconds between two notes that a session is alive: a page costs no write, the idle limit stays right to the minute.
_NOTED_EVERY: Final = 60
Verdict = Literal["live", "idle", "too_old"]
#: Why a session ended, as the log-in page says it (messages web.session.<reason>).
REASONS: Final = (
    "idle", "too_old", "switched_off", "no_post", "ended_here", "ended_elsewhere", "ended_by_admin", "password_changed",
    "term_over", "logged_out",
)  # fmt: skip


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


def begin(
    session: SessionBase, *, person_id: int, way: str, now: datetime, address: str = "", device: str = ""
) -> OpenSession:
    """Start the count and open the row. The face calls it right after the session has got its new key."""
    session[STARTED] = session[SEEN] = clock.seconds()
    row = OpenSession.objects.create(
        person_id=person_id, started_at=now, seen_at=now, way=way,
        address=security_log.plain(address, longest=45), device=security_log.plain(device),
    )  # fmt: skip
    session[ENTRY] = row.id
    return row


def end(*, rows: QuerySet[OpenSession], reason: str, now: datetime) -> int:
    """Close the rows that are still open; how many. Their sessions are out at the next request.

    Whoever may end them has been settled: the office of an account may not see where else its owner works.
    """
    with tenancy.entrance():
        return rows.filter(ended_at=None).update(ended_at=now, end_reason=reason)


def leave_behind(session: SessionBase, *, now: datetime) -> None:
    """Close the row of whoever was logged in here before somebody logs in anew; the face gives the session a new key."""
    entry = session.pop(ENTRY, None)
    session.pop(ENDS_AT, None)
    if entry is not None:
        end(rows=OpenSession.objects.filter(pk=entry), reason="logged_out", now=now)


class SessionLimits:
    """Middleware, after AuthenticationMiddleware: logs out what is over and says why in `request.session_ended`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.session_ended = ""  # type: ignore[attr-defined]
        entry = request.session.get(ENTRY)  # read before the user: a session of an older round is thrown away with it
        if isinstance(request.user, Person):
            self._hold(request, request.user)
        elif SESSION_KEY in request.session:
            close(request, reason="switched_off", person_id=int(request.session[SESSION_KEY]))
        elif entry is not None:
            ended = OpenSession.objects.filter(pk=entry).exclude(ended_at=None).values_list("end_reason", flat=True)
            request.session_ended = ended.first() or ""  # type: ignore[attr-defined]
        return self.get_response(request)

    def _hold(self, request: HttpRequest, person: Person) -> None:
        session, seconds = request.session, clock.seconds()
        if ENTRY not in session:
            _late(request, person)
        row = (
            OpenSession.objects.filter(pk=session[ENTRY], person_id=person.pk).values("end_reason", "ended_at").first()
        )
        if row is None or row["ended_at"] is not None:
            _leave(request, row["end_reason"] if row else "ended_elsewhere")
            return
        verdict = judge(started=session[STARTED], seen=session[SEEN], now=seconds, limits=limits())
        if verdict == "live" and seconds >= session.get(ENDS_AT, seconds + 1):
            close(request, reason="term_over", person_id=person.pk)
        elif verdict != "live":
            close(request, reason=verdict, person_id=person.pk)
        elif seconds - session[SEEN] >= _NOTED_EVERY:
            session[SEEN] = seconds
            Person.objects.filter(pk=person.pk).update(last_seen_at=datetime.fromtimestamp(seconds, clock.BANGKOK))
            OpenSession.objects.filter(pk=session[ENTRY]).update(seen_at=clock.now())


def _late(request: HttpRequest, person: Person) -> None:
    """A session that no log-in page began (a program that logs people in itself) gets its row at its first request."""
    begin(
        request.session, person_id=person.pk, way="direct", now=clock.now(), address=request.META.get("REMOTE_ADDR", ""),
        device=request.headers.get("User-Agent", ""),
    )  # fmt: skip


def close(request: HttpRequest, *, reason: str, person_id: int) -> None:
    """End the session of a request: its row, a line in the security log, the cookie's session; `request.session_ended`
    says why from here on."""
    entry, now = request.session.get(ENTRY), clock.now()
    if entry is not None:
        rows = OpenSession.objects.filter(pk=entry, person_id=person_id)
        kind = "logged_out" if reason == "logged_out" else "session_ended"
        if end(rows=rows, reason=reason, now=now):
            person = Person.objects.filter(pk=person_id).first()
            security_log.note(kind=kind, at=now, person=person, session=entry, reason=reason)
    _leave(request, reason)


def _leave(request: HttpRequest, reason: str) -> None:
    logout(request)
    request.session_ended = reason  # type: ignore[attr-defined]
