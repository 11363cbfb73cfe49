"""Opening an account, five steps: slip, ThaID, mailbox, code, password (LOGIN-1, R-AU1).

What was reached stands in the browser session and, once a mailbox is proved, in the account: going back, loading again, a second
tab and coming back another day with the same slip all work. Each page leads on to the first step that is not done.
"""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from khlang.core import calendar
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import security
from khlang.faces.web.entrance import steps
from khlang.faces.web.entrance import thaid as to_thaid
from khlang.faces.web.entrance.finish import device, finish
from khlang.faces.web.place import language
from khlang.platform import clock
from khlang.spine.access import activation, mail, thaid
from khlang.spine.access.queries import HandedOut
from khlang.standards import message

STEPS: Final = ("slip", "thaid", "mail", "code", "password")
PURPOSE: Final = "activate"
_STATE: Final = "entrance.activation"


def slip(request: HttpRequest) -> HttpResponse:
    """Step one: user name and first code of the slip. Without ThaID the page says how one gets in instead."""
    if not thaid.configured():
        return steps.without_thaid(request, flow="activate")
    name, code = request.POST.get("username", "")[:60], request.POST.get("code", "")[:60]
    if request.method != "POST":
        return _show(request, "slip")
    try:
        found = activation.open_slip(
            username=name, code=code, address=security.client_address(request), device=device(request), now=clock.now()
        )
    except Refusal as refusal:
        return _show(request, "slip", problem=refusal, username=name, code=code)
    request.session.cycle_key()
    to_thaid.forget(request)
    request.session[_STATE] = {"slip": found.id}
    return redirect("/activate/thaid/")


def prove(request: HttpRequest) -> HttpResponse:
    """Step two: the button to ThaID, and what came back from it."""
    found = _slip(request)
    if isinstance(found, HttpResponse):
        return found
    if request.method == "POST":
        return to_thaid.begin(request, purpose=PURPOSE, onward="/activate/thaid/")
    proof = to_thaid.proof(request, purpose=PURPOSE)
    if proof is None or request.GET.get("again"):
        return _show(request, "thaid", name=found.person.name_th, done=_over(request))
    try:
        activation.check_owner(slip=found, proof=proof)
    except Refusal as refusal:
        steps.note(request, "identity_mismatch", person=found.person, code=refusal.code, purpose=PURPOSE)
        to_thaid.forget(request)
        return _show(request, "thaid", problem=refusal, name=found.person.name_th)
    return redirect("/activate/mail/" if found.person.email_proved_at is None else "/activate/password/")


def mailbox(request: HttpRequest) -> HttpResponse:
    """Step three: the address to which a code goes; one that was proved may be kept or changed."""
    found = _proved(request)
    if isinstance(found, HttpResponse):
        return found
    kept = request.session[_STATE].get("email", "") or found.person.email
    typed = request.POST.get("email", kept)
    if request.method != "POST":
        return _show(request, "mail", email=kept, proved=bool(found.person.email_proved_at))
    try:
        email = mail.address(typed)
        activation.check_mailbox(person=found.person, email=email)
        steps.send_code(request, person=found.person, purpose=PURPOSE, email=email)
    except Refusal as refusal:
        return _show(request, "mail", problem=refusal, email=typed)
    request.session[_STATE] = {**request.session[_STATE], "email": email}
    return redirect("/activate/code/")


def code(request: HttpRequest) -> HttpResponse:
    """Step four: the code that was mailed; it can be sent again."""
    found = _proved(request)
    if isinstance(found, HttpResponse):
        return found
    email = request.session[_STATE].get("email", "")
    if not email:
        return redirect("/activate/mail/")
    if request.method != "POST":
        return _show(request, "code", email=email)
    try:
        if request.POST.get("act") == "again":
            steps.send_code(request, person=found.person, purpose=PURPOSE, email=email)
            return _show(request, "code", email=email, done=message("web.code.sent_again", language(request)))
        proved = steps.use_code(request, person=found.person, purpose=PURPOSE)
        activation.keep_mailbox(person_id=found.person_id, email=proved, now=clock.now())
    except Refusal as refusal:
        if refusal.field == "email":  # another account has proved it meanwhile
            return _show(request, "mail", problem=refusal, email=email)
        return _show(request, "code", problem=refusal, email=email, code=request.POST.get("code", "")[:20])
    return redirect("/activate/password/")


def password(request: HttpRequest) -> HttpResponse:
    """Step five: a password of one's own; then the account is active and its owner inside."""
    found = _proved(request)
    if isinstance(found, HttpResponse):
        return found
    if found.person.email_proved_at is None:
        return redirect("/activate/mail/")
    if request.method != "POST":
        return _show(request, "password", username=found.person.username)
    proof = to_thaid.proof(request, purpose=PURPOSE)
    assert proof is not None  # `_proved` has seen it
    lang, now = language(request), clock.now()
    try:
        person = activation.activate(
            slip_id=found.id, proof=proof, password=request.POST.get("password", ""), again=request.POST.get("again", ""),
            now=now,
        )  # fmt: skip
    except (Refusal, Refusals) as refused:
        return _show(request, "password", problem=refused, username=found.person.username)
    request.session.pop(_STATE, None)
    to_thaid.forget(request)
    mail.tell(
        to=person.email, key="activated", lang=lang, name=person.name_th, username=person.username, at=moment(now)
    )
    return (
        redirect("/login/")
        if activation.must_prove_more(person=person)
        else finish(request, person=person, way="activation")
    )


def moment(instant: Any) -> str:
    """An instant as mails say it."""
    return f"{calendar.format_date(instant.date())} {instant:%H:%M} น."


def _show(request: HttpRequest, step: str, **facts: Any) -> HttpResponse:
    return steps.show(request, flow="activate", step=step, steps=STEPS, **facts)


def _slip(request: HttpRequest) -> HandedOut | HttpResponse:
    """The slip that this browser opened, or the way back to step one."""
    kept = request.session.get(_STATE)
    if not kept:
        return HttpResponseRedirect("/activate/")
    try:
        return activation.live_slip(slip_id=kept["slip"], now=clock.now())
    except Refusal as refusal:
        request.session.pop(_STATE, None)
        return _show(request, "slip", problem=refusal)


def _proved(request: HttpRequest) -> HandedOut | HttpResponse:
    """The slip, provided that its owner was proved in the last ten minutes; else the way back to where it goes on."""
    found = _slip(request)
    if isinstance(found, HttpResponse):
        return found
    proof = to_thaid.proof(request, purpose=PURPOSE)
    if proof is None:
        request.session[_STATE] = {**request.session[_STATE], "over": True}
        return HttpResponseRedirect("/activate/thaid/")
    try:
        activation.check_owner(slip=found, proof=proof)
    except Refusal:
        return HttpResponseRedirect("/activate/thaid/")
    return found


def _over(request: HttpRequest) -> str:
    """Why somebody who was further on is back at ThaID, said once."""
    kept = dict(request.session[_STATE])
    over = kept.pop("over", False)
    request.session[_STATE] = kept
    return message("refusal.thaid_proof_over", language(request)) if over else ""
