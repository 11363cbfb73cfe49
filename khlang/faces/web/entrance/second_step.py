"""The second step of a log-in, and log-in by passkey alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal
from khlang.faces.web import errors, security
from khlang.faces.web.entrance import devices, onward, pending
from khlang.faces.web.entrance.finish import finish
from khlang.faces.web.place import language
from khlang.platform import clock
from khlang.spine.access import passkeys, second_factor
from khlang.spine.access.queries import Person

_CHALLENGE = "entrance.challenge"
_CHALLENGE_GOOD_FOR = 300


def second(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the app or for the passkey; the way on is that of the password page."""
    person, going = pending.person(request)
    if person is None:
        return redirect("/login/?ended=half_over")
    problem = ""
    if request.method == "POST":
        try:
            second_factor.check_totp(
                person=person, code=request.POST.get("code", "")[:20], seconds=clock.seconds(), now=clock.now(),
                address=security.client_address(request), mark=devices.known(request).get(person.pk, ""),
            )  # fmt: skip
            return finish(request, person=person, way="password+totp", onward=going)
        except Refusal as refusal:
            problem = errors.wording(refusal, language(request))
    return _page(request, person, problem)


def _page(request: HttpRequest, person: Person, problem: str) -> HttpResponse:
    context: dict[str, Any] = {
        "lang": language(request), "problem": problem, "name": person.name_th,
        "kinds": second_factor.kinds_of(person=person),
    }  # fmt: skip
    return render(request, "web/entrance/second.html", context, status=422 if problem else 200)


@require_POST
def passkey_begin(request: HttpRequest) -> HttpResponse:
    """What the browser is to sign: for the person of a half log-in, or for whoever has a passkey of this site."""
    person, _ = pending.person(request)
    options, state = passkeys.begin_assertion(person=person)
    request.session[_CHALLENGE] = {"state": state, "at": clock.seconds()}
    return JsonResponse(options)


@require_POST
def passkey_finish(request: HttpRequest) -> HttpResponse:
    """The signed answer; a challenge is used once and for five minutes."""
    kept = request.session.pop(_CHALLENGE, None)
    half, going = pending.person(request)
    fresh = kept is not None and 0 <= clock.seconds() - kept["at"] < _CHALLENGE_GOOD_FOR
    try:
        person = passkeys.finish_assertion(
            person=half, state=kept["state"] if fresh else None, answer=request.POST.get("answer", ""),
            now=clock.now(), address=security.client_address(request),
        )  # fmt: skip
    except Refusal as refusal:
        problem = errors.wording(refusal, language(request))
        if half is not None:
            return _page(request, half, problem)
        context = {"lang": language(request), "problem": problem, "next": "", "username": "", "note": ""}
        return render(request, "web/login.html", context, status=422)
    going = going or onward.inside(request, request.POST.get("next", ""))
    return finish(request, person=person, way="password+passkey" if half else "passkey", onward=going)
