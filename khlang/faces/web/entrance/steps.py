"""What the pages of activation and recovery share: the progress bar, the code by mail, the page of a step."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, security
from khlang.faces.web.entrance.finish import device
from khlang.faces.web.place import language
from khlang.platform import clock
from khlang.spine.access import brake, mail, mail_codes, security_log
from khlang.spine.access.queries import Person
from khlang.standards import message

_BINDING: Final = "entrance.mail_binding"


def binding(request: HttpRequest) -> str:
    """The secret of this browser session to which codes by mail are bound."""
    kept = request.session.get(_BINDING)
    if not kept:
        kept = request.session[_BINDING] = mail_codes.binding()
    return str(kept)


def send_code(request: HttpRequest, *, person: Person, purpose: str, email: str) -> None:
    """Mail a code to a mailbox. Refusals: those of `mail_codes.send`."""
    now = clock.now()
    mail_codes.send(
        person=person, purpose=purpose, email=email, session=binding(request), now=now, lang=language(request)
    )
    note(request, "mail_code_sent", person=person, purpose=purpose, to=mail.veiled(email))


def use_code(request: HttpRequest, *, person: Person, purpose: str) -> str:
    """The mailbox that the typed code proves. Refusals: those of `mail_codes.check`, try_later."""
    now, address = clock.now(), security.client_address(request)
    attempt = brake.knock(purpose="otp", account=person.username, address=address, now=now, person=person)
    try:
        email = mail_codes.check(
            person_id=person.pk, purpose=purpose, code=request.POST.get("code", ""), session=binding(request), now=now
        )
    except Refusal as refusal:
        brake.settle(attempt=attempt, outcome="failed", person=person)
        note(request, "mail_code_failed", person=person, purpose=purpose, code=refusal.code)
        raise
    brake.settle(attempt=attempt, outcome="success", person=person)
    return email


def code_waits(request: HttpRequest, *, person: Person, purpose: str) -> str:
    """The mailbox to which a code was sent that is still good, or ""."""
    row = mail_codes.waiting(person_id=person.pk, purpose=purpose, session=binding(request), now=clock.now())
    return row.email if row else ""


def note(request: HttpRequest, kind: str, *, person: Person | None = None, **facts: Any) -> None:
    """A line in the security log, with where it came from."""
    security_log.note(
        kind=kind, at=clock.now(), person=person, address=security.client_address(request), device=device(request),
        **facts,
    )  # fmt: skip


def without_thaid(request: HttpRequest, *, flow: str) -> HttpResponse:
    """An installation without ThaID says how one gets in instead."""
    lang = language(request)
    title = message("web.activate.slip.title" if flow == "activate" else "web.recover.thaid.title", lang)
    context = {"lang": lang, "title": title, "recovering": flow == "recover", "here": request.path}
    return render(request, "web/entrance/no_thaid.html", context)


def show(
    request: HttpRequest, *, flow: str, step: str, steps: Sequence[str], problem: Refusal | Refusals | None = None,
    done: str = "", **facts: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a step, with what was typed and the refusals at their boxes."""
    lang = language(request)
    found = errors.every(problem) if problem else ()
    texts: Mapping[str, str] = {each.field or "": errors.wording(each, lang) for each in found}
    at = steps.index(step)
    context = {
        "lang": lang, "flow": flow, "step": step, "title": message(f"web.{flow}.{step}.title", lang),
        "text": message(f"web.{flow}.{step}.text", lang), "texts": texts, "done": done,
        "problem": "\n".join(text for name, text in texts.items() if name not in ("code", "email", "password", "again")),
        "bar": [
            {"label": message(f"web.{flow}.{each}.short", lang), "number": index + 1,
             "state": "done" if index < at else "here" if index == at else "ahead"}
            for index, each in enumerate(steps)
        ],
        "back": _back(flow, steps[at - 1] if at else ""),
        "here": request.path, "mail_in_folder": settings.MAIL_WAY == "folder", "folder": settings.MAIL_FOLDER, **facts,
    }  # fmt: skip
    return render(request, f"web/entrance/step_{step}.html", context, status=422 if problem else 200)


def _back(flow: str, step: str) -> str:
    """The address of the step before, which does not lead on by itself."""
    first = {"slip": f"/{flow}/", "thaid": "/recover/?again=1" if flow == "recover" else f"/{flow}/thaid/?again=1"}
    return first.get(step, f"/{flow}/{step}/" if step else "")
