"""One's own second factors: adding an app that counts or a passkey, taking one away; each with the password again."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from khlang.core.refusal import Refusal
from khlang.faces.web import errors, present, security
from khlang.faces.web.entrance.finish import MUST_ENROL
from khlang.faces.web.place import Place
from khlang.platform import clock
from khlang.spine.access import login, mail, passkeys, queries, sealing, second_factor
from khlang.spine.access.queries import Authenticator, Person

HOME = "/account/second-factor/"
_SECRET = "entrance.totp"
_CHALLENGE = "entrance.new_passkey"
_GOOD_FOR = 900


def second_factors(request: HttpRequest) -> HttpResponse:
    """The list of one's own, and the ways to add one."""
    place: Place = request.place  # type: ignore[attr-defined]
    rows = [factor(each, place) for each in queries.authenticators(person_id=place.actor.id)]
    context = {"factors": rows, "required": second_factor.required(), "must": bool(request.session.get(MUST_ENROL))}
    return render(request, "web/entrance/factors.html", context)


def factor(row: Authenticator, place: Place) -> dict[str, Any]:
    """A second factor as pages show it."""
    at = present.instant(row.last_used_at, place) if row.last_used_at else ""
    used = place.say("entrance.used", at=at) if at else place.say("entrance.never_used")
    return {
        "id": row.id, "label": row.label, "kind": row.kind, "kind_name": place.say(f"entrance.kind.{row.kind}"),
        "since": present.instant(row.created_at, place), "used": used,
        "icon": "key-round" if row.kind == "passkey" else "smartphone",
    }  # fmt: skip


def new_totp(request: HttpRequest) -> HttpResponse:
    """Three steps on one page: scan, type the six digits, give the password."""
    place: Place = request.place  # type: ignore[attr-defined]
    person, problem, code = _me(request), None, 200
    secret = _kept_secret(request)
    if request.method == "POST":
        try:
            _confirmed(request, person)
            row = second_factor.add_totp(
                person=person, secret=secret, code=request.POST.get("code", "")[:20], label=request.POST.get("label", ""),
                seconds=clock.seconds(), now=place.now, address=security.client_address(request),
            )  # fmt: skip
            request.session.pop(_SECRET, None)
            return _added(request, person, row)
        except Refusal as refusal:
            problem, code = refusal, 422
    drawn = segno.make(second_factor.uri(secret=secret, person=person), error="m")
    context = {
        "qr": drawn.svg_data_uri(scale=5, border=3, light="#ffffff"), "secret": second_factor.grouped(secret),
        "problems": _problems(problem, place), "label": request.POST.get("label", ""), "username": person.username,
    }  # fmt: skip
    return render(request, "web/entrance/totp.html", context, status=code)


def new_passkey(request: HttpRequest) -> HttpResponse:
    """Name and password, then the browser makes the key: its answer comes back to this page."""
    place: Place = request.place  # type: ignore[attr-defined]
    problem, code = None, 200
    if request.method == "POST":
        kept = request.session.pop(_CHALLENGE, None)
        fresh = kept is not None and 0 <= clock.seconds() - kept["at"] < _GOOD_FOR
        person = _me(request)
        try:
            row = passkeys.finish_registration(
                person=person, state=kept["state"] if fresh else None, answer=request.POST.get("answer", ""),
                label=request.POST.get("label", ""), now=place.now, address=security.client_address(request),
            )  # fmt: skip
            return _added(request, person, row)
        except Refusal as refusal:
            problem, code = refusal, 422
    context = {"problems": _problems(problem, place), "label": request.POST.get("label", "")}
    return render(request, "web/entrance/passkey.html", context, status=code)


@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser makes a key with, once the password was given again."""
    place: Place = request.place  # type: ignore[attr-defined]
    person = _me(request)
    try:
        _confirmed(request, person)
    except Refusal as refusal:
        return JsonResponse({"problem": errors.wording(refusal, place.lang)}, status=422)
    options, state = passkeys.begin_registration(person=person)
    request.session[_CHALLENGE] = {"state": state, "at": clock.seconds()}
    return JsonResponse(options)


def remove(request: HttpRequest, authenticator_id: int) -> HttpResponse:
    """Take one away, with the password again."""
    place: Place = request.place  # type: ignore[attr-defined]
    mine = queries.authenticators(person_id=place.actor.id)
    row = next((each for each in mine if each.id == authenticator_id), None)
    if row is None:
        raise Refusal("second_factor_not_found")
    problem, code = None, 200
    if request.method == "POST":
        person, address = _me(request), security.client_address(request)
        try:
            _confirmed(request, person)
            second_factor.remove(person=person, authenticator_id=row.id, now=place.now, address=address)
            _tell(person, "second_factor_removed", place, label=row.label)
            messages.success(request, place.say("entrance.removed", label=row.label), extra_tags="success")
            return redirect(HOME)
        except Refusal as refusal:
            problem, code = refusal, 422
    context = {"factor": factor(row, place), "problems": _problems(problem, place)}
    return render(request, "web/entrance/remove.html", context, status=code)


def _me(request: HttpRequest) -> Person:
    return queries.person(person_id=int(request.user.pk or 0))


def _confirmed(request: HttpRequest, person: Person) -> None:
    login.confirm(
        person=person, password=request.POST.get("password", ""), address=security.client_address(request),
        now=clock.now(),
    )  # fmt: skip


def _kept_secret(request: HttpRequest) -> str:
    """The secret of this enrolment: kept sealed in the session for a quarter of an hour, so that a reload asks nobody to scan
    again."""
    kept = request.session.get(_SECRET)
    if kept and 0 <= clock.seconds() - kept["at"] < _GOOD_FOR:
        return sealing.opened(kept["secret"])
    secret = second_factor.new_secret()
    request.session[_SECRET] = {"secret": sealing.sealed(secret), "at": clock.seconds()}
    return secret


def _added(request: HttpRequest, person: Person, row: Authenticator) -> HttpResponse:
    place: Place = request.place  # type: ignore[attr-defined]
    request.session.pop(MUST_ENROL, None)
    _tell(person, "second_factor_added", place, label=row.label)
    messages.success(request, place.say("entrance.added", label=row.label), extra_tags="success")
    return redirect(HOME)


def _tell(person: Person, key: str, place: Place, **facts: str) -> None:
    """What guards an account has changed: its owner hears of it at a proved address (ASVS V6.3.7)."""
    if person.email_proved_at:
        mail.tell(
            to=person.email,
            key=key,
            lang=place.lang,
            name=person.name_th,
            at=present.instant(place.now, place),
            **facts,
        )


def _problems(problem: Refusal | None, place: Place) -> dict[str, str]:
    """The refusal by the field it stands at; "top" for none."""
    return {problem.field or "top": errors.wording(problem, place.lang)} if problem else {}
