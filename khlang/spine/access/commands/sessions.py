"""Ending log-ins by hand: one's own, or those of accounts that one's organisation answers for (ASVS V7.4.5, V7.5.2)."""

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import security_log, sessions
from khlang.spine.access.commands.asking import MAINTAIN, known
from khlang.spine.access.models import OpenSession
from khlang.spine.access.schemas import EndOtherSessions, EndSession

__all__ = ["end_other_sessions", "end_session"]


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
    security_log.note(
        kind="session_killed",
        at=envelope.now,
        person=row.person,
        actor=envelope.actor.id,
        session=row.id,
        reason=reason,
    )
    return Outcome(document_id=row.id, kind="session")


@command("session.end_others", schema=EndOtherSessions)
def end_other_sessions(*, envelope: Envelope, data: EndOtherSessions) -> Outcome:
    """End all log-ins of one's own but one. Refusal: session_not_found."""
    mine = OpenSession.objects.filter(person_id=envelope.actor.id, ended_at=None)
    kept = mine.select_related("person").filter(id=data.session_id).first()
    if kept is None:
        raise Refusal("session_not_found", field="session_id")
    ended = sessions.end(rows=mine.exclude(id=kept.id), reason="ended_elsewhere", now=envelope.now)
    security_log.note(
        kind="session_killed",
        at=envelope.now,
        person=kept.person,
        actor=envelope.actor.id,
        session=kept.id,
        ended=ended,
    )
    return Outcome(document_id=kept.id, kind="session", data={"ended": ended})
