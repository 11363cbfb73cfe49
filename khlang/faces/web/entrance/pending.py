"""Half a log-in: the password was right, the second factor is still to come. It opens nothing but the page that asks for it,
lives five minutes and in one browser session only (ASVS V6.3.3, V7.2.4)."""

from typing import Final

from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from khlang.faces.web.entrance.finish import PENDING
from khlang.platform import clock
from khlang.spine.access import login, sessions
from khlang.spine.access.queries import Person

GOOD_FOR: Final = 300


def hold(request: HttpRequest, *, person: Person, onward: str) -> None:
    """Remember whose password was right, under a new session key; whoever was logged in here is no longer."""
    sessions.leave_behind(request.session, now=clock.now())
    logout(request)
    round_of = person.get_session_auth_hash()  # a new password meanwhile ends it, as it ends whole log-ins
    request.session[PENDING] = {"person": person.pk, "round": round_of, "at": clock.seconds(), "onward": onward}


def person(request: HttpRequest) -> tuple[Person | None, str]:
    """Whose second factor is awaited, and where they were going; nobody when there is no half log-in or it is over."""
    kept = request.session.get(PENDING)
    if not kept or not 0 <= clock.seconds() - kept["at"] < GOOD_FOR:
        request.session.pop(PENDING, None)
        return None, ""
    found = login.PersonBackend().get_user(kept["person"])
    if found is None or not constant_time_compare(found.get_session_auth_hash(), kept["round"]):
        request.session.pop(PENDING, None)
        return None, ""
    return found, kept["onward"]
