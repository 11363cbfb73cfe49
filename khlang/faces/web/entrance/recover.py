"""Back into an account whose password or second factor is lost: ThaID again, a code to the proved mailbox, a new password.

Nobody is asked for a user name, so nothing tells who has an account; a mail alone opens nothing (ASVS V6.4.3, V6.4.4).
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web.entrance import steps
from khlang.faces.web.entrance import thaid as to_thaid
from khlang.faces.web.entrance.activate import moment
from khlang.faces.web.entrance.finish import finish
from khlang.faces.web.place import language
from khlang.platform import clock
from khlang.spine.access import activation, mail, thaid
from khlang.spine.access.queries import Person
from khlang.standards import message

STEPS: Final = ("thaid", "code", "password")
PURPOSE: Final = "recover"
_STATE: Final = "entrance.recovery"


def prove(request: HttpRequest) -> HttpResponse:
    """Step one: the button to ThaID, and whose account the proof opens."""
    if not thaid.configured():
        return steps.without_thaid(request, flow="recover")
    if request.method == "POST":
        request.session.pop(_STATE, None)
        to_thaid.forget(request)
        return to_thaid.begin(request, purpose=PURPOSE, onward="/recover/")
    proof = to_thaid.proof(request, purpose=PURPOSE)
    if proof is None or request.GET.get("again"):
        return _show(request, "thaid")
    try:
        activation.owner(proof=proof)
    except Refusal as refusal:
        steps.note(request, "recovery_failed", code=refusal.code, last_four=proof.last_four)
        to_thaid.forget(request)
        return _show(request, "thaid", problem=refusal)
    return redirect("/recover/code/")


def code(request: HttpRequest) -> HttpResponse:
    """Step two: a code to the proved mailbox, of which only the beginning is shown. Sent when the button is pressed."""
    found = _owner(request)
    if isinstance(found, HttpResponse):
        return found
    email = mail.veiled(found.email)
    waits = bool(steps.code_waits(request, person=found, purpose=PURPOSE))
    if request.method != "POST":
        return _show(request, "code", email=email, unsent=not waits)
    try:
        if request.POST.get("act") == "again":
            steps.send_code(request, person=found, purpose=PURPOSE, email=found.email)
            return _show(request, "code", email=email, done=message("web.code.sent_again", language(request)))
        steps.use_code(request, person=found, purpose=PURPOSE)
    except Refusal as refusal:
        return _show(
            request, "code", problem=refusal, email=email, unsent=not waits, code=request.POST.get("code", "")[:20]
        )
    request.session[_STATE] = {"person": found.pk, "mailbox": found.email}
    return redirect("/recover/password/")


def password(request: HttpRequest) -> HttpResponse:
    """Step three: a new password; second factors that are lost go. Whoever keeps one logs in with it."""
    found = _owner(request)
    if isinstance(found, HttpResponse):
        return found
    if request.session.get(_STATE) != {"person": found.pk, "mailbox": found.email}:
        return redirect("/recover/code/")
    factors = activation.must_prove_more(person=found)
    drop = request.POST.get("drop_factors") == "on"
    if request.method != "POST":
        return _show(request, "password", username=found.username, factors=factors)
    proof = to_thaid.proof(request, purpose=PURPOSE)
    assert proof is not None  # `_owner` has seen it
    now = clock.now()
    try:
        person = activation.recover(
            proof=proof, password=request.POST.get("password", ""), again=request.POST.get("again", ""), drop_factors=drop,
            now=now,
        )  # fmt: skip
    except (Refusal, Refusals) as refused:
        return _show(request, "password", problem=refused, username=found.username, factors=factors, drop_factors=drop)
    request.session.pop(_STATE, None)
    to_thaid.forget(request)
    mail.tell(
        to=person.email, key="recovered", lang=language(request), name=person.name_th, username=person.username,
        at=moment(now),
    )  # fmt: skip
    return (
        redirect("/login/")
        if activation.must_prove_more(person=person)
        else finish(request, person=person, way="recovery")
    )


def _show(request: HttpRequest, step: str, **facts: Any) -> HttpResponse:
    return steps.show(request, flow="recover", step=step, steps=STEPS, **facts)


def _owner(request: HttpRequest) -> Person | HttpResponse:
    """Whose account was proved in the last ten minutes, or the way back to step one."""
    proof = to_thaid.proof(request, purpose=PURPOSE)
    if proof is None:
        return HttpResponseRedirect("/recover/")
    try:
        return activation.owner(proof=proof)
    except Refusal:
        return HttpResponseRedirect("/recover/")
