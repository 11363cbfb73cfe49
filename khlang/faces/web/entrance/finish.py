"""The end of every log-in: new session key, a row of «my sessions», a line in the security log, the way on.

Whoever logs somebody in (password, second factor, passkey, activation, recovery, break-glass) calls `finish`, so that no
way in forgets a step (ASVS V7.2.4).
"""

from datetime import datetime
from typing import Final

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from khlang.core import calendar
from khlang.faces.web import security
from khlang.faces.web.entrance import devices, ended_keys
from khlang.platform import clock
from khlang.spine.access import devices as named
from khlang.spine.access import emergency, mail, queries, second_factor, security_log, sessions, shared_accounts
from khlang.spine.access.queries import Person
from khlang.standards import LANGUAGES, message

BACKEND: Final = "khlang.spine.access.login.PersonBackend"
#: Session keys: half a log-in; nobody works on before a second factor is there.
PENDING: Final = "entrance.pending"
MUST_ENROL: Final = "entrance.must_enrol"


def finish(request: HttpRequest, *, person: Person, way: str, onward: str = "") -> HttpResponse:
    """Log the person in and lead them on. `way` says how they proved who they are (password, password+totp, passkey …);
    `onward` must be an address inside this site (`onward.inside`)."""
    known = person.pk in devices.known(request)
    request.session.pop(PENDING, None)
    sessions.leave_behind(request.session, now=clock.now())
    login(request, person, backend=BACKEND)
    request.session.cycle_key()
    now, address, browser = clock.now(), security.client_address(request), device(request)
    row = sessions.begin(request.session, person_id=person.pk, way=way, address=address, device=browser, now=now)
    kind = "logged_in" if known else "logged_in_new_device"
    security_log.note(kind=kind, at=now, person=person, session=row.id, address=address, device=browser, way=way)
    shared_accounts.look(person=person, now=now, address=address, device=browser)
    request.session.pop(MUST_ENROL, None)
    if second_factor.required() and not second_factor.kinds_of(person=person):
        request.session[MUST_ENROL] = True
    _tell(request, person, now=now, known=known)
    chooses = person.must_change_password and way != emergency.WAY  # who comes by that way knows no password
    answer = redirect("/password/" if chooses else onward or "/")
    devices.remember(request, answer, person_id=person.pk)
    return answer


def device(request: HttpRequest) -> str:
    """What the browser says it is, without anything that could forge a line of the log."""
    return security_log.plain(request.headers.get("User-Agent", ""))


def _tell(request: HttpRequest, person: Person, *, now: datetime, known: bool) -> None:
    """Failed tries and keys that ended since the last time are said on the next page, a device that is new by mail
    (ASVS V6.3.5)."""
    lang = getattr(request, "lang", LANGUAGES[0])
    failed = queries.failures_since(person_id=person.pk, until=now)
    if failed:
        messages.warning(request, message("entrance.failed_since", lang, count=failed))
    for each in queries.keys_ended_since(person_id=person.pk, until=now):
        messages.warning(request, ended_keys.told(each, lang))
    if not known and person.email_proved_at:
        day = calendar.format_date(now.date(), english=lang == "en")
        mail.tell(
            to=person.email, key="new_device", lang=lang, name=person.name_th, at=f"{day} {now:%H:%M}",
            device=named.name(device=device(request)), address=security.client_address(request),
        )  # fmt: skip
