"""Coming and going: log-in, log-out, another organisation, another language, a new password."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, forms, security
from khlang.faces.web.entrance import devices
from khlang.faces.web.entrance.finish import BACKEND, device, finish
from khlang.faces.web.place import LANGUAGE_COOKIE, ORGANISATION_KEY, Place, language
from khlang.faces.web.shape import slots
from khlang.platform import clock
from khlang.platform.commands import COMMANDS
from khlang.spine.access import login as access_login
from khlang.standards import LANGUAGES, message

__all__ = ["BACKEND", "log_in", "log_out", "password", "switch_language", "switch_organisation"]
PASSWORD_COMMAND = "person.set_password"
_YEAR = 365 * 24 * 3600


def log_in(request: HttpRequest) -> HttpResponse:
    """The log-in page; a wrong password says so without saying which of the two was wrong."""
    lang = language(request)
    onward = _inside(request, request.POST.get("next") or request.GET.get("next", ""))
    context: dict[str, Any] = {"lang": lang, "next": onward, "username": request.POST.get("username", "")[:60]}
    ended = getattr(request, "session_ended", "")
    context["note"] = message(f"web.session.{ended}", lang) if ended else ""
    if request.method != "POST":
        return render(request, "web/login.html", context)
    try:
        person = access_login.authenticate(
            username=request.POST.get("username", ""), password=request.POST.get("password", ""),
            address=security.client_address(request), now=clock.now(), marks=devices.known(request), device=device(request),
        )  # fmt: skip
    except Refusal as refusal:
        return render(request, "web/login.html", {**context, "problem": errors.wording(refusal, lang)}, status=422)
    return finish(request, person=person, way="password", onward=onward)


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("/login/")


@require_POST
def switch_organisation(request: HttpRequest) -> HttpResponse:
    """Work on in another organisation in which the person has a role today."""
    place: Place = request.place  # type: ignore[attr-defined]
    chosen = request.POST.get("organisation", "")
    if chosen in {str(each.id) for each in place.organisations}:
        request.session[ORGANISATION_KEY] = int(chosen)
    return redirect("/")


@require_POST
def switch_language(request: HttpRequest) -> HttpResponse:
    """Thai or English, kept for a year in a cookie."""
    answer = redirect(_inside(request, request.POST.get("next", "")) or "/")
    chosen = request.POST.get("lang", "")
    if chosen in LANGUAGES:
        answer.set_cookie(
            LANGUAGE_COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer


def password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own, through the command of access."""
    place: Place = request.place  # type: ignore[attr-defined]
    command = COMMANDS[PASSWORD_COMMAND]
    names = tuple(command.schema.model_fields)
    problem: Refusal | Refusals | None = None
    if request.method == "POST":
        try:
            data = {name: request.POST[name] for name in names if name in request.POST}
            command.run(envelope=place.envelope(request.POST), data=data)
            logout(request)
            return redirect("/login/")
        except (Refusal, Refusals) as refused:
            problem = refused
    form = forms.draw(slots=slots(schema=command.schema), place=place, owner="person", values={}, problem=problem)
    return render(request, "web/password.html", {"form": form}, status=422 if problem else 200)


def _inside(request: HttpRequest, address: str) -> str:
    """The address if it leads into this site, else ""."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if address and safe else ""
