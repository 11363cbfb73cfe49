"""Coming and going: log-in, log-out, another organisation, another language, a new password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, forms, present, security
from khlang.faces.web.entrance import devices, pending
from khlang.faces.web.entrance.finish import BACKEND, device, finish
from khlang.faces.web.entrance.onward import inside
from khlang.faces.web.place import LANGUAGE_COOKIE, ORGANISATION_KEY, Place, language
from khlang.faces.web.shape import slots
from khlang.platform import clock
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Field
from khlang.spine.access import brake, mail, queries, second_factor, security_log, sessions
from khlang.spine.access import login as access_login
from khlang.standards import LANGUAGES, message

__all__ = ["BACKEND", "log_in", "log_out", "password", "switch_language", "switch_organisation"]
PASSWORD_COMMAND = "person.set_password"
_ASKED = (Field(key="current"), Field(key="new"), Field(key="end_keys", help="help.access.end_keys"))
_YEAR = 365 * 24 * 3600


def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; a wrong password says so without saying which of the two was wrong."""
    lang = language(request)
    onward = inside(request, request.POST.get("next") or request.GET.get("next", ""))
    context: dict[str, Any] = {"lang": lang, "next": onward, "username": request.POST.get("username", "")[:60]}
    ended = getattr(request, "session_ended", "") or request.GET.get("ended", "")
    context["note"] = message(f"web.session.{ended}", lang) if ended in (*sessions.REASONS, "half_over") else ""
    if request.method != "POST":
        return render(request, "web/login.html", context)
    try:
        person = access_login.authenticate(
            username=request.POST.get("username", ""), password=request.POST.get("password", ""),
            address=security.client_address(request), now=clock.now(), marks=devices.known(request), device=device(request),
        )  # fmt: skip
    except Refusal as refusal:
        return render(request, "web/login.html", {**context, "problem": errors.wording(refusal, lang)}, status=422)
    if second_factor.kinds_of(person=person):
        pending.hold(request, person=person, onward=onward)
        return redirect("/login/second/")
    return finish(request, person=person, way="password", onward=onward)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        sessions.close(request, reason="logged_out", person_id=int(request.user.pk or 0))
    else:
        request.session.flush()
    return redirect("/login/")


@require_POST
def switch_organisation(request: HttpRequest) -> HttpResponse:
    """Work on in another organisation in which the person has a role today; the security log says so (R-AU3)."""
    place: Place = request.place  # type: ignore[attr-defined]
    chosen = request.POST.get("organisation", "")
    if chosen in {str(each.id) for each in place.organisations}:
        request.session[ORGANISATION_KEY] = int(chosen)
        if int(chosen) != place.organisation.id:
            security_log.note(
                kind="organisation_switched", at=place.now, person=place.actor.id, org=int(chosen),
                session=request.session.get(sessions.ENTRY), address=security.client_address(request),
                device=device(request), left=place.organisation.code,
            )  # fmt: skip
    return redirect("/")


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Thai or English, kept for a year in a cookie."""
    answer = redirect(inside(request, request.POST.get("next", "")) or "/")
    chosen = request.POST.get("lang", "")
    if chosen in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer


def password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own: every other log-in ends, this one goes on under a new key (ASVS V7.4.3)."""
    place: Place = request.place  # type: ignore[attr-defined]
    command = COMMANDS[PASSWORD_COMMAND]
    problem: Refusal | Refusals | None = None
    if request.method == "POST":
        try:
            _change(request, place)
            messages.success(request, place.say("entrance.password_changed"), extra_tags="success")
            return redirect("/")
        except (Refusal, Refusals) as refused:
            problem = refused
    asked = slots(schema=command.schema, fields=_ASKED, without=("session_id",))
    values = {"end_keys": request.method != "POST" or "end_keys" in request.POST}
    form = forms.draw(slots=asked, place=place, owner="person", values=values, problem=problem)
    return render(request, "web/password.html", {"form": form}, status=422 if problem else 200)


def _change(request: HttpRequest, place: Place) -> None:
    """Carry the command out; wrong present passwords are counted apart from it, so that no refusal forgets them."""
    me = queries.person(person_id=place.actor.id)
    attempt = brake.knock(
        purpose="confirm", account=me.username, address=security.client_address(request), now=place.now, person=me
    )
    data: dict[str, Any] = {name: request.POST[name] for name in ("current", "new") if name in request.POST}
    data |= {"end_keys": "end_keys" in request.POST, "session_id": request.session.get(sessions.ENTRY)}
    try:
        COMMANDS[PASSWORD_COMMAND].run(envelope=place.envelope(request.POST), data=data)
    except (Refusal, Refusals) as refused:
        wrong = any(each.code == "password_wrong" for each in errors.every(refused))
        brake.settle(attempt=attempt, outcome="failed" if wrong else "success", person=me)
        raise
    brake.settle(attempt=attempt, outcome="success", person=me)
    changed = queries.person(person_id=place.actor.id)
    update_session_auth_hash(request, changed)
    if changed.email_proved_at:
        at = present.instant(place.now, place)
        mail.tell(to=changed.email, key="password_changed", lang=place.lang, name=changed.name_th, at=at)
