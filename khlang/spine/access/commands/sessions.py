"""Ending log-ins by hand: one's own, or those of accounts that one's organisation answers for (ASVS V7.4.5, V7.5.2)."""

from typing import Any

from django.db.models import F

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import security_log, sessions, tokens
from khlang.spine.access.commands.asking import MAINTAIN, known, locked_person, of_this_house
from khlang.spine.access.models import OpenSession, Person
from khlang.spine.access.schemas import EndOtherSessions, EndSession, EndSessions

__all__ = ["end_other_sessions", "end_session", "end_sessions"]


@command("session.end", schema=EndSession)
def end_session(*, envelope: Envelope, data: EndSession) -> Outcome:
    """End one log-in; whoever works there is out at the next request.

    Refusals: session_not_found (also when it has ended, or is of somebody unknown here), duty_missing,
    person_of_other_organisation (who works here with the account of another one).
    """
    with tenancy.entrance():
        row = OpenSession.objects.select_related("person").filter(id=data.session_id, ended_at=None).first()
    if row is None:
        raise Refusal("session_not_found", field="session_id")
    own = row.person_id == envelope.actor.id
    if not own:
        require_duty(envelope=envelope, duty=MAINTAIN)
        if not known(person=row.person, org=envelope.org):
            raise Refusal("session_not_found", field="session_id")
        if row.person.home_id != envelope.org:
            raise Refusal("person_of_other_organisation", field="session_id")
    reason = "ended_elsewhere" if own else "ended_by_admin"
    sessions.end(rows=OpenSession.objects.filter(id=row.id), reason=reason, now=envelope.now)
    _note(envelope, row.person, session=row.id, reason=reason)
    return Outcome(document_id=row.id, kind="session")


@command("session.end_others", schema=EndOtherSessions)
def end_other_sessions(*, envelope: Envelope, data: EndOtherSessions) -> Outcome:
    """End all log-ins of one's own but one. Refusal: session_not_found."""
    mine = OpenSession.objects.filter(person_id=envelope.actor.id, ended_at=None)
    kept = mine.select_related("person").filter(id=data.session_id).first()
    if kept is None:
        raise Refusal("session_not_found", field="session_id")
    ended = sessions.end(rows=mine.exclude(id=kept.id), reason="ended_elsewhere", now=envelope.now)
    _note(envelope, kept.person, session=kept.id, ended=ended)
    return Outcome(document_id=kept.id, kind="session", data={"ended": ended})


@command("person.end_sessions", schema=EndSessions)
def end_sessions(*, envelope: Envelope, data: EndSessions) -> Outcome:
    """Log a person out everywhere: oneself, or as the administrator of the account, who ends the keys of their programs too.

    Refusals: duty_missing, person_not_found, person_of_other_organisation.
    """
    own = data.person_id == envelope.actor.id
    person = (
        locked_person(person_id=data.person_id) if own else of_this_house(envelope=envelope, person_id=data.person_id)
    )
    Person.objects.filter(id=person.id).update(session_round=F("session_round") + 1)
    reason = "ended_elsewhere" if own else "ended_by_admin"
    sessions.end(rows=OpenSession.objects.filter(person=person), reason=reason, now=envelope.now)
    _note(envelope, person, reason=reason)
    if not own:
        tokens.end_all(person=person, reason=reason, now=envelope.now, actor=envelope.actor.id)
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


def _note(envelope: Envelope, person: Person, **more: Any) -> None:
    """The line that every ending by hand leaves."""
    security_log.note(kind="session_killed", at=envelope.now, person=person, actor=envelope.actor.id, **more)
