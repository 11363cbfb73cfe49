"""The way to ThaID and back: each try in a slot of its own, the proof in the session for ten minutes.

`begin` answers with a page that leads on to ThaID, not with a redirect: the policy of our forms (`form-action 'self'`) would
stop a redirect to another site. Tries of several tabs stand side by side in the session of the one browser that began them, so
that the answer to one never counts for another and none of another browser is taken (LOGIN-1, ASVS V10.2.1).
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from khlang.core.refusal import Refusal
from khlang.faces.web import errors, security
from khlang.faces.web.entrance.finish import device
from khlang.faces.web.place import language
from khlang.platform import clock
from khlang.spine.access import security_log, thaid
from khlang.standards import message

Purpose = Literal["activate", "recover", "step_up"]
RETURN: Final = "/thaid/return/"
#: How long a try may take, and how long a proof counts, in seconds.
GOOD_FOR: Final = 600
MOST_TRIES: Final = 5
_TRIES: Final = "thaid.tries"
_PROOF: Final = "thaid.proof"
_STATUS: Final = {
    "thaid_unavailable": 503,
    "thaid_off": 503,
    "thaid_declined": 403,
    "thaid_assurance_too_low": 403,
}


def begin(request: HttpRequest, *, purpose: Purpose, onward: str) -> HttpResponse:
    """Answer a pressed button (POST only) with the page that leads to ThaID; afterwards the browser is at `onward`, an address
    inside this site. A refusal is a page of its own that leads back to where the button was."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    state = secrets.token_urlsafe(32)
    try:
        address, kept = thaid.begin(state=state, return_to=_return_to(), seconds=clock.seconds())
    except Refusal as refusal:
        return _refused(request, refusal, purpose=purpose, back=request.path)
    slot = {**asdict(kept), "purpose": purpose, "onward": onward, "back": request.path, "at": clock.seconds()}
    tries = {**_tries(request), state: slot}
    request.session[_TRIES] = dict(sorted(tries.items(), key=lambda each: each[1]["at"])[-MOST_TRIES:])
    return render(request, "web/entrance/thaid_leave.html", {"lang": language(request), "address": address})


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """The address of return: an answer is taken once, and only in the browser that began the try."""
    tries = _tries(request)
    slot = tries.pop(request.GET.get("state", ""), None)
    if slot is None:
        return _refused(request, Refusal("thaid_state_unknown"), purpose="", back="/login/")
    request.session[_TRIES] = tries
    try:
        found = thaid.finish(
            kept=thaid.Try(issuer=slot["issuer"], nonce=slot["nonce"], verifier=slot["verifier"]),
            answer=request.GET.dict(), return_to=_return_to(), now=clock.now(), seconds=clock.seconds(),
        )  # fmt: skip
    except Refusal as refusal:
        return _refused(request, refusal, purpose=slot["purpose"], back=slot["back"])
    _keep(request, found, purpose=slot["purpose"])
    return redirect(slot["onward"])


def proof(request: HttpRequest, *, purpose: Purpose) -> thaid.Proof | None:
    """Who was proved for this purpose in the last ten minutes in this browser, or None."""
    kept = request.session.get(_PROOF)
    if not kept or kept["purpose"] != purpose:
        return None
    if clock.seconds() - kept["seconds"] >= GOOD_FOR:
        forget(request)
        return None
    return thaid.Proof(**{**kept["proof"], "at": datetime.fromisoformat(kept["proof"]["at"])})


def forget(request: HttpRequest) -> None:
    """The proof was used, or is no longer wanted."""
    request.session.pop(_PROOF, None)


def _return_to() -> str:
    """The address that ThaID knows of this installation."""
    return f"{settings.PUBLIC_URL}{RETURN}"


def _tries(request: HttpRequest) -> dict[str, Any]:
    """The tries of this browser that may still come back, by state."""
    now = clock.seconds()
    return {state: slot for state, slot in request.session.get(_TRIES, {}).items() if now - slot["at"] < GOOD_FOR}


def _keep(request: HttpRequest, found: thaid.Proof, *, purpose: str) -> None:
    """Into the session, under a new key: whoever knew the key before does not share the proof (ASVS V7.2.4)."""
    request.session.cycle_key()
    told = {**asdict(found), "at": found.at.isoformat()}
    request.session[_PROOF] = {"proof": told, "purpose": purpose, "seconds": clock.seconds()}
    _note(
        request, "identity_proved",
        {"purpose": purpose, "issuer": found.issuer, "assurance": found.assurance, "last_four": found.last_four},
    )  # fmt: skip


def _refused(request: HttpRequest, refusal: Refusal, *, purpose: str, back: str) -> HttpResponse:
    """The page that says what happened and what to do now; the reason within stands in the security log alone."""
    lang, code = language(request), refusal.code
    _note(request, "identity_refused", {"code": code, "reason": refusal.facts.get("reason", ""), "purpose": purpose})
    context = {
        "lang": lang,
        "title": message(f"web.thaid.{code}.title", lang),
        "text": errors.wording(refusal, lang),
        "steps": message(f"web.thaid.{code}.next", lang).splitlines(),
        "down": _STATUS.get(code) == 503,
        "back": back,
    }
    return render(request, "web/entrance/thaid_refused.html", context, status=_STATUS.get(code, 400))


def _note(request: HttpRequest, kind: str, facts: Mapping[str, Any]) -> None:
    person = request.user.pk if request.user.is_authenticated else None
    security_log.note(
        kind=kind, at=clock.now(), person=person, address=security.client_address(request), device=device(request),
        **facts,
    )  # fmt: skip
