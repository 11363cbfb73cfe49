"""Who stands where: the person, the organisation, the duties of the day and the language of one request."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, readings
from khlang.faces.web.entrance.finish import MUST_ENROL
from khlang.platform import clock, tenancy
from khlang.platform.commands import Actor, Envelope
from khlang.spine.access import queries as access
from khlang.spine.access import sessions
from khlang.standards import LANGUAGES, message

LANGUAGE_COOKIE = settings.LANGUAGE_COOKIE_NAME
ORGANISATION_KEY = "web.organisation"
#: The office from which, and the one below it into which, somebody looks: {"office": id, "organisation": id}.
OVERSIGHT_KEY = "web.oversight"
#: Pages of one's own account wait until one is back, and so does what helps to fill forms in; what somebody who looks from above
#: may still send: the ways out.
OVERSIGHT_CLOSED = ("/tokens/", "/password/", "/account/", "/suggest/")
OVERSIGHT_POSTS = ("/logout/", "/oversight/", "/switch/")
#: What would outlast the day of somebody who came in by the emergency way: what guards the account, keys, delegations.
EMERGENCY_CLOSED = ("/password/", "/account/second-factor/", "/account/mail/", "/tokens/", "/authority/delegations/")
#: Where somebody may go who still has to set a second factor up.
#: The guide: whoever cannot come in yet (no log-in, a first password, no second factor) reads it as a stranger does.
GUIDE = "/guide/"
ENROL_PATHS = ("/account/second-factor/", "/password/", "/switch/")
OPEN_PATHS = (
    "/search/",
    "/login/", "/logout/", "/switch/language/", "/static/", "/v/", "/api/", "/health/", "/activate/", "/thaid/", "/recover/",
    "/break-glass/enter/",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The standing of the person of a request; `lang` is "th" or "en"."""

    actor: Actor
    organisation: Any
    organisations: tuple[Any, ...]
    lang: str
    today: date
    now: datetime
    #: The office from which the person looks in from above, who then changes nothing; None for everybody who works here.
    overseen_from: Any = None
    #: What was already asked for during this request (what waits for the person).
    memory: dict[str, Any] = field(default_factory=dict)

    def say(self, key: str, **facts: object) -> str:
        """A message in the language of the request."""
        return message(key, self.lang, **facts)

    def title(self, key: str) -> str:
        """A message as a heading: with a capital letter in English."""
        text = self.say(key)
        return text[:1].upper() + text[1:]

    def can(self, duty: str) -> bool:
        """Whether the person holds the duty here today."""
        return duty in self.actor.duties

    def envelope(self, post: Any = None, *, dry_run: bool = False) -> Envelope:
        """The envelope of a command sent by a form: its command id and the version that was on the screen."""
        version = (post or {}).get("expected_version", "")
        return Envelope(
            actor=self.actor,
            org=self.organisation.id,
            command_id=uuid4() if dry_run else _uuid((post or {}).get("command_id", "")),
            today=self.today,
            now=self.now,
            expected_version=int(version) if version.isdecimal() and len(version) < 10 else None,
            dry_run=dry_run,
        )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def language(request: HttpRequest) -> str:
    """The language chosen in the header, Thai unless English was chosen."""
    chosen = request.COOKIES.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


class Standing:
    """Middleware: no page without a log-in, every query inside the wall of one organisation, every Refusal shown in words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.lang = language(request)  # type: ignore[attr-defined]
        request.place = None  # type: ignore[attr-defined]
        if not request.path.startswith("/api/") and _garbled(request):
            return errors.page(request, status=400)
        if request.path.startswith(OPEN_PATHS) or (request.path.startswith(GUIDE) and not _inside(request)):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return _to_login(request)
        found = stand(request)
        if found is None:
            sessions.close(request, reason="no_post", person_id=int(request.user.pk or 0))
            return _to_login(request)
        request.place = found  # type: ignore[attr-defined]
        emergency = sessions.ENDS_AT in request.session
        if request.user.must_change_password and not emergency and request.path != "/password/":
            return HttpResponseRedirect("/password/")
        if request.session.get(MUST_ENROL) and not request.path.startswith(ENROL_PATHS):
            return HttpResponseRedirect(ENROL_PATHS[0])
        with tenancy.scope(found.organisation.id, person=found.actor.id):
            if found.actor.oversight and _closed(request):
                return errors.refused(request, Refusal("oversight_reads_only"))
            if emergency and request.path.startswith(EMERGENCY_CLOSED):
                return errors.refused(request, Refusal("emergency_changes_nothing"))
            answer = self.get_response(request)
            readings.keep(request, found, answer)
            return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A Refusal that no form has caught becomes a page that says it."""
        if isinstance(exception, (Refusal, Refusals)) and not request.path.startswith("/api/"):
            return errors.refused(request, exception)
        return None


def _inside(request: HttpRequest) -> bool:
    """Whether the person of a request may go on to the pages of an organisation."""
    user = request.user
    ready = user.is_authenticated and not user.must_change_password and not request.session.get(MUST_ENROL)
    return ready and stand(request) is not None


def _garbled(request: HttpRequest) -> bool:
    """Whether something sent holds the letter that no text of a database may have (NUL); no page of ours sends it."""
    sent = (*request.GET.lists(), *request.POST.lists())
    return any("\0" in text for text in (request.path, *(each for name, values in sent for each in (name, *values))))


def _closed(request: HttpRequest) -> bool:
    """Whether somebody who looks in from above may not go there: one's own account, empty forms, what sends something."""
    types = "/new/" in request.path or request.path.endswith("/edit/")
    sends = request.method not in ("GET", "HEAD", "OPTIONS")
    return (
        types or request.path.startswith(OVERSIGHT_CLOSED) or (sends and not request.path.startswith(OVERSIGHT_POSTS))
    )


def _to_login(request: HttpRequest) -> HttpResponse:
    ended = getattr(request, "session_ended", "")
    facts = (
        {"next": request.get_full_path()} if request.method == "GET" and not request.headers.get("HX-Request") else {}
    )
    query = urlencode(facts | ({"ended": ended} if ended else {}))
    answer: HttpResponse = HttpResponseRedirect(f"/login/?{query}" if query else "/login/")
    if request.headers.get("HX-Request"):
        address, answer = answer["Location"], HttpResponse(status=204)
        answer["HX-Redirect"] = address
    return answer


def stand(request: HttpRequest) -> Place | None:
    """Where the logged-in person stands now, or None when no organisation gives them a role today."""
    today, person_id = clock.today(), int(request.user.pk or 0)
    mine = tuple(access.organisations_of(person_id=person_id, on=today))
    if not mine:
        return None
    looking = _looking(request, person_id, mine, today)
    if looking is not None:
        return looking
    chosen = request.session.get(ORGANISATION_KEY)
    organisation = next((each for each in mine if each.id == chosen), mine[0])
    return Place(
        actor=access.actor(person_id=person_id, org_id=organisation.id, on=today),
        organisation=organisation,
        organisations=mine,
        lang=language(request),
        today=today,
        now=clock.now(),
    )


def _looking(request: HttpRequest, person_id: int, mine: tuple[Any, ...], today: date) -> Place | None:
    """Where the person looks in from above, asked anew with every request; a look that nothing gives a right to is over."""
    kept = request.session.get(OVERSIGHT_KEY)
    if not kept:
        return None
    found = access.looking_into(
        person_id=person_id, office_id=kept["office"], org_id=kept["organisation"], on=today
    )  # fmt: skip
    if found is None:
        request.session.pop(OVERSIGHT_KEY, None)
        return None
    lang = language(request)
    named = replace(found.actor, name=message("web.oversight.actor", lang, name=found.actor.name))
    return Place(
        actor=named, organisation=found.organisation, organisations=mine, lang=lang, today=today, now=clock.now(),
        overseen_from=found.office,
    )  # fmt: skip
