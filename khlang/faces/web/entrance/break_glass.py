"""The emergency way in: asked for and seconded in the office, granted by the province, entered with its code; and the register
of every use, for the office, its auditor and the province (C-44, R-AU5)."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import errors, pages, present, security
from khlang.faces.web.entrance import steps
from khlang.faces.web.entrance.activate import moment
from khlang.faces.web.entrance.finish import MUST_ENROL, finish
from khlang.faces.web.place import Place, language
from khlang.platform import clock
from khlang.platform.commands import COMMANDS
from khlang.spine.access import emergency, mail, queries, sessions, thaid
from khlang.standards import message

ASK, GRANT, LOOK = "break_glass.ask", "break_glass.grant", "security.view"
HOME: Final = "/break-glass/"
_ACTS: Final = ("ask", "second", "grant", "close")
_TONES: Final = {
    "asked": "warning", "seconded": "warning", "granted": "error", "used": "error", "over": "neutral", "closed": "neutral",
}  # fmt: skip


def waiting(place: Place) -> tuple[Any, ...]:
    """The requests that the person may second or grant; read once a page, by nobody else."""
    if not (place.can(ASK) or place.can(GRANT)):
        return ()
    if "break_glass" not in place.memory:
        place.memory["break_glass"] = queries.break_glasses_waiting(
            org_id=place.organisation.id, person_id=place.actor.id, now=place.now, seconds=place.can(ASK),
            grants=place.can(GRANT),
        )  # fmt: skip
    return tuple(place.memory["break_glass"])


def told(case: Any, place: Place) -> str:
    """A waiting request in one line: for whom, of which office, which step it waits for."""
    state = place.say(f"state.break_glass.{emergency.state(case, place.now)}")
    return f"{case.person.name_th} · {case.org.name_th} · {state}"


def register(request: HttpRequest) -> HttpResponse:
    """What is under way, the step that the person may do, and every use so far."""
    place: Place = request.place  # type: ignore[attr-defined]
    if not any(place.can(each) for each in (ASK, GRANT, LOOK)):
        raise Refusal("duty_missing", duty=LOOK, document="break_glass", move="view")
    context: dict[str, Any] = {"texts": {}, "code": ""}
    if request.method == "POST" and request.POST.get("act") in _ACTS:
        try:
            context["code"] = _do(request, place)
            if not context["code"]:
                return redirect(HOME)
        except (Refusal, Refusals) as refused:
            found = errors.every(refused)
            context["texts"] = {each.field or "form": errors.wording(each, place.lang) for each in found}
            context["typed"] = {name: request.POST.get(name, "") for name in ("username", "reason")}
    context["page"] = {
        "title": place.say("web.break_glass.title"), "group": pages.group_label("organisation", place), "href": HOME,
        "may_ask": place.can(ASK), "command_id": str(uuid4()), "standing": thaid.standing(),
        "rows": [_row(each, place) for each in _named(queries.break_glasses(org_id=place.organisation.id), place)],
    }  # fmt: skip
    return render(request, "web/entrance/break_glass.html", context, status=422 if context["texts"] else 200)


def _do(request: HttpRequest, place: Place) -> str:
    """Carry out the step of the pressed button; the code, when one was granted. ThaID is asked now how it stands."""
    act = request.POST["act"]
    thaid.look(seconds=clock.seconds())
    names = ("username", "reason") if act == "ask" else ("break_glass_id",)
    data = {name: request.POST.get(name, "") for name in names}
    outcome = COMMANDS[f"break_glass.{act}"].run(envelope=place.envelope(request.POST), data=data)
    messages.success(request, place.say(f"web.break_glass.done.{act}"), "success")
    code = outcome.shown_once.get("code", "")
    if act == "grant" and code:
        case = next(
            each for each in queries.break_glasses(org_id=place.organisation.id) if each.id == outcome.document_id
        )
        mail.tell(
            to=case.person.email, key="break_glass_granted", lang="th", name=case.person.name_th, reason=case.reason,
            username=case.person.username, until=moment(clock_local(case.ends_at)),
        )  # fmt: skip
    return code


def clock_local(instant: Any) -> Any:
    """An instant in the time of the office."""
    return instant.astimezone(clock.BANGKOK)


def _named(cases: Any, place: Place) -> list[tuple[Any, Mapping[int, str]]]:
    ids = {each for case in cases for each in (case.asked_by, case.seconded_by, case.granted_by) if each}
    names = queries.names(person_ids=ids)
    return [(case, names) for case in cases]


def _row(pair: tuple[Any, Mapping[int, str]], place: Place) -> Mapping[str, Any]:
    case, names = pair
    state = emergency.state(case, place.now)
    own = case.org_id == place.organisation.id
    acts = []
    if state == "asked" and own and place.can(ASK) and place.actor.id not in (case.asked_by, case.person_id):
        acts.append("second")
    if state == "seconded" and not own and place.can(GRANT):
        acts.append("grant")
    if state in ("asked", "seconded", "granted", "used") and (
        (own and place.can(ASK)) or (not own and place.can(GRANT))
    ):
        acts.append("close")
    lines = [
        (place.say(f"web.break_glass.{step}"), names.get(who or 0, ""), present.instant(at, place) if at else "")
        for step, who, at in (
            ("asked_by", case.asked_by, case.asked_at), ("seconded_by", case.seconded_by, case.seconded_at),
            ("granted_by", case.granted_by, case.granted_at), ("used_at", None, case.used_at), ("ends_at", None, case.ends_at),
        )
        if at
    ]  # fmt: skip
    return {
        "id": case.id, "person": f"{case.person.name_th} ({case.person.username})", "office": case.org.name_th,
        "reason": case.reason, "state": place.say(f"state.break_glass.{state}"), "tone": _TONES[state], "lines": lines,
        "acts": [{"key": act, "label": place.say(f"web.break_glass.act.{act}"), "command_id": str(uuid4())} for act in acts],
    }  # fmt: skip


def enter(request: HttpRequest) -> HttpResponse:
    """User name and code of the province: in for what is left of the 24 hours, told to everybody whom it concerns."""
    lang = language(request)
    context: dict[str, Any] = {
        "lang": lang, "title": message("web.break_glass.enter", lang), "here": request.path,
        "text": message("web.break_glass.enter_text", lang), "username": request.POST.get("username", "")[:60],
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "web/entrance/break_glass_enter.html", context)
    now = clock.now()
    try:
        case = emergency.enter(
            username=request.POST.get("username", ""), code=request.POST.get("code", ""),
            address=security.client_address(request), now=now,
        )  # fmt: skip
    except Refusal as refusal:
        account = refusal.facts.get("account", "")
        steps.note(request, "break_glass_failed", account=account, code=refusal.code)
        context["problem"] = errors.wording(refusal, lang)
        return render(request, "web/entrance/break_glass_enter.html", context, status=422)
    answer = finish(request, person=case.person, way=emergency.WAY)
    assert case.ends_at is not None  # what is open has an end
    request.session[sessions.ENDS_AT] = clock.seconds() + int((case.ends_at - now).total_seconds())
    request.session.pop(MUST_ENROL, None)
    steps.note(request, "break_glass_used", person=case.person, case=case.id, until=case.ends_at.isoformat())
    _tell(case, lang, now)
    return answer


def _tell(case: Any, lang: str, now: Any) -> None:
    """The owner of the account, and the three who vouched, by mail."""
    people = [case.asked_by, case.seconded_by, case.granted_by]
    boxes = [case.person.email, *queries.mailboxes(person_ids=[each for each in people if each])]
    for box in boxes:
        mail.tell(
            to=box, key="break_glass_used", lang=lang, name=case.person.name_th, username=case.person.username,
            at=moment(now), until=moment(clock_local(case.ends_at)),
        )  # fmt: skip
