"""The way in while ThaID is down, step by step: asked for, seconded, granted from above, ended (C-44, R-AU5)."""

from typing import Any

from django.db.models import F

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import emergency, security_log, slips, tokens
from khlang.spine.access.models import BreakGlass, Person, RoleAssignment
from khlang.spine.access.queries.standing import organisations_of
from khlang.spine.access.schemas import AskBreakGlass, BreakGlassCase
from khlang.spine.organisations import queries as organisations

__all__ = ["ask_break_glass", "close_break_glass", "grant_break_glass", "second_break_glass"]

ASK, GRANT = "break_glass.ask", "break_glass.grant"


@command("break_glass.ask", schema=AskBreakGlass)
def ask_break_glass(*, envelope: Envelope, data: AskBreakGlass) -> Outcome:
    """The first officer names who must get in and why.

    Refusals: thaid_is_up, person_not_found (also for somebody who does not work here), break_glass_works_elsewhere,
    break_glass_for_oneself, break_glass_open (one is under way already).
    """
    require_duty(envelope=envelope, duty=ASK)
    emergency.check_down()
    person = _colleague(envelope, data.username)
    if person.id == envelope.actor.id:
        raise Refusal("break_glass_for_oneself", field="username")
    with tenancy.entrance():
        for each in BreakGlass.objects.select_for_update().filter(person=person, closed_at=None):
            if emergency.state(each, envelope.now) not in ("over", "closed"):
                raise Refusal("break_glass_open", field="username")
        case = BreakGlass.objects.create(
            org_id=envelope.org, person=person, reason=data.reason, asked_by=envelope.actor.id, asked_at=envelope.now
        )
        _note("asked", envelope, case, reason=data.reason)
    return _outcome(case, "asked")


@command("break_glass.second", schema=BreakGlassCase)
def second_break_glass(*, envelope: Envelope, data: BreakGlassCase) -> Outcome:
    """Another officer of the office vouches for the request.

    Refusals: thaid_is_up, break_glass_not_found, break_glass_not_waiting, break_glass_other_officer (the first one, or the
    person it is for).
    """
    require_duty(envelope=envelope, duty=ASK)
    emergency.check_down()
    with tenancy.entrance():
        case = _case(envelope, data, below=False)
        _require(case, envelope, "asked")
        if envelope.actor.id in (case.asked_by, case.person_id):
            raise Refusal("break_glass_other_officer")
        case.seconded_by, case.seconded_at = envelope.actor.id, envelope.now
        case.save(update_fields=["seconded_by", "seconded_at"])
        _note("seconded", envelope, case)
    return _outcome(case, "seconded")


@command("break_glass.grant", schema=BreakGlassCase)
def grant_break_glass(*, envelope: Envelope, data: BreakGlassCase) -> Outcome:
    """An officer of the province opens the way for 24 hours; the code is told this once, to be read out at the telephone. The
    keys of the person's programs end: while the way is open, nobody knows whether the owner holds them.

    Refusals: thaid_is_up, break_glass_not_found (also when the office is not below), break_glass_not_waiting,
    break_glass_other_officer.
    """
    require_duty(envelope=envelope, duty=GRANT)
    emergency.check_down()
    with tenancy.entrance():
        case = _case(envelope, data, below=True)
        _require(case, envelope, "seconded")
        if envelope.actor.id in (case.asked_by, case.seconded_by, case.person_id):
            raise Refusal("break_glass_other_officer")
        code = slips.code(seed=slips.new_seed(), slip=case.id)
        case.granted_by, case.granted_at = envelope.actor.id, envelope.now
        case.code_digest, case.ends_at = slips.digest(code), envelope.now + emergency.LIFE
        case.save(update_fields=["granted_by", "granted_at", "code_digest", "ends_at"])
        _note("granted", envelope, case, until=case.ends_at.isoformat())
        tokens.end_all(person=case.person, reason="break_glass", now=envelope.now, actor=envelope.actor.id)
    return _outcome(case, "granted", shown_once={"code": code})


@command("break_glass.close", schema=BreakGlassCase)
def close_break_glass(*, envelope: Envelope, data: BreakGlassCase) -> Outcome:
    """End a request or an open way at once, from the office or from above; whoever came in by it is logged out.

    Refusals: break_glass_not_found, break_glass_not_waiting (over already).
    """
    from_above = GRANT in envelope.actor.duties
    if not from_above:
        require_duty(envelope=envelope, duty=ASK)
    with tenancy.entrance():
        case = _case(envelope, data, below=from_above)
        _require(case, envelope, "asked", "seconded", "granted", "used")
        case.closed_at = envelope.now
        case.save(update_fields=["closed_at"])
        if case.used_at is not None:
            Person.objects.filter(id=case.person_id).update(session_round=F("session_round") + 1)
        _note("closed", envelope, case)
    return _outcome(case, "closed")


def _colleague(envelope: Envelope, username: str) -> Person:
    """Somebody whose account the office answers for, or who holds a role in it today."""
    held = RoleAssignment.objects.filter(state="confirmed", from_date__lte=envelope.today)
    here = set(held.exclude(to_date__lt=envelope.today).values_list("person_id", flat=True))
    with tenancy.entrance():
        person = Person.objects.filter(username=username, is_active=True).first()
    if person is None or (person.home_id != envelope.org and person.id not in here):
        raise Refusal("person_not_found", field="username")
    if person.home_id != envelope.org and not _only_here(envelope, person):
        raise Refusal("break_glass_works_elsewhere", field="username")
    return person


def _only_here(envelope: Envelope, person: Person) -> bool:
    """Whether the way in would open nothing but this office and what is below it: the officers of one office do not vouch
    for somebody into another."""
    places = organisations_of(person_id=person.id, on=envelope.today)
    doors = {each.practice_of_id or each.id for each in places}
    return doors == organisations.under(org_id=envelope.org, org_ids=doors)


def _case(envelope: Envelope, data: BreakGlassCase, *, below: bool) -> BreakGlass:
    """A request of this office or, from above, of one below it; locked."""
    found = BreakGlass.objects.select_for_update().filter(id=data.break_glass_id).first()
    own = found is not None and found.org_id == envelope.org
    mine = (
        own if not below else found is not None and organisations.found_below(org_id=envelope.org, wanted=found.org_id)
    )
    if found is None or not mine:
        raise Refusal("break_glass_not_found", field="break_glass_id")
    return found


def _require(case: BreakGlass, envelope: Envelope, *states: str) -> None:
    if emergency.state(case, envelope.now) not in states:
        raise Refusal("break_glass_not_waiting")


def _note(step: str, envelope: Envelope, case: BreakGlass, **facts: Any) -> None:
    security_log.note(
        kind=f"break_glass_{step}", at=envelope.now, person=case.person_id, actor=envelope.actor.id, org=case.org_id,
        case=case.id, **facts,
    )  # fmt: skip


def _outcome(case: BreakGlass, state: str, shown_once: dict[str, str] | None = None) -> Outcome:
    return Outcome(kind="break_glass", document_id=case.id, state=state, shown_once=shown_once or {})
