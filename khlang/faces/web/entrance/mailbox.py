"""Another mailbox for one's account: the password again, a code to the new one, a notice to the old one (ASVS V6.3.7)."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.core.refusal import Refusal
from khlang.faces.web import errors, security
from khlang.faces.web.entrance import steps
from khlang.faces.web.entrance.activate import moment
from khlang.faces.web.place import Place
from khlang.platform import clock
from khlang.spine.access import activation, login, mail
from khlang.spine.access import queries as access
from khlang.spine.access.queries import Person

PURPOSE: Final = "change"


def change(request: HttpRequest) -> HttpResponse:
    """New address with the password, then the code that was mailed to it."""
    place: Place = request.place  # type: ignore[attr-defined]
    person = access.person(person_id=place.actor.id)
    waiting = steps.code_waits(request, person=person, purpose=PURPOSE)
    context: dict[str, Any] = {
        "present": person.email,
        "proved": person.email_proved_at,
        "waiting": waiting,
        "texts": {},
    }
    if request.method == "POST":
        context["email"] = request.POST.get("email", "")
        try:
            if request.POST.get("act") == "prove":
                _keep(request, person, place)
                return redirect("/account/")
            context["waiting"] = _ask(request, person)
        except Refusal as refusal:
            context["waiting"] = steps.code_waits(request, person=person, purpose=PURPOSE)  # one that was used is gone
            context["texts"] = {refusal.field or "form": errors.wording(refusal, place.lang)}
    return render(request, "web/entrance/mailbox.html", context, status=422 if context["texts"] else 200)


def _ask(request: HttpRequest, person: Person) -> str:
    """Send a code to the new mailbox, once the password is right; the mailbox."""
    email = mail.address(request.POST.get("email", ""))
    if person.email_proved_at and email == person.email:
        raise Refusal("email_unchanged", field="email")
    login.confirm(
        person=person,
        password=request.POST.get("password", ""),
        address=security.client_address(request),
        now=clock.now(),
    )
    activation.check_mailbox(person=person, email=email)
    steps.send_code(request, person=person, purpose=PURPOSE, email=email)
    return email


def _keep(request: HttpRequest, person: Person, place: Place) -> None:
    proved, now = steps.use_code(request, person=person, purpose=PURPOSE), clock.now()
    before = activation.keep_mailbox(person_id=person.pk, email=proved, now=now)
    mail.tell(
        to=before, key="email_changed", lang=place.lang, name=person.name_th, username=person.username,
        veiled=mail.veiled(proved), at=moment(now),
    )  # fmt: skip
    messages.success(request, place.say("web.mailbox.changed"), "success")
