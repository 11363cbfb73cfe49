"""The end of every log-in: new session key, a row of «my sessions», a line in the security log, the way on.

Whoever logs somebody in (password, second factor, passkey, activation, recovery, break-glass) calls `finish`, so that no
way in forgets a step (ASVS V7.2.4).
"""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khlang.faces.web import security
from khlang.faces.web.entrance import devices
from khlang.platform import clock
from khlang.spine.access import security_log, sessions
from khlang.spine.access.models import Person

BACKEND = "khlang.spine.access.login.PersonBackend"
PENDING = "entrance.pending"


def finish(request: HttpRequest, *, person: Person, way: str, onward: str = "") -> HttpResponse:
    """Log the person in and lead them on. `way` says how they proved who they are (password, password+totp, passkey …);
    `onward` must be an address inside this site (see `onward.inside`)."""
    known = person.pk in devices.known(request)
    request.session.pop(PENDING, None)
    login(request, person, backend=BACKEND)
    request.session.cycle_key()
    now, address = clock.now(), security.client_address(request)
    row = sessions.begin(
        request.session, person_id=person.pk, way=way, address=address, device=device(request), now=now
    )
    kind = "logged_in" if known else "logged_in_new_device"
    security_log.note(
        kind=kind, at=now, person=person, session=row.id, address=address, device=device(request), way=way
    )
    answer = redirect("/password/" if person.must_change_password else onward or "/")
    devices.remember(request, answer, person_id=person.pk)
    return answer


def device(request: HttpRequest) -> str:
    """What the browser says it is, without anything that could forge a line of the log."""
    return security_log.plain(request.headers.get("User-Agent", ""))
