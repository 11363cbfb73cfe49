"""Handing single duties to another officer for a time, by a written order (มอบอำนาจ), and taking them back."""

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import delegation, roles
from khlang.spine.access.models import Delegation, Person
from khlang.spine.access.schemas import EndDelegation, GiveDelegation

__all__ = ["end_delegation", "give_delegation"]


@command("delegation.give", schema=GiveDelegation)
def give_delegation(*, envelope: Envelope, data: GiveDelegation) -> Outcome:
    """Hand own duties to an officer of the office for a span of days; the giver keeps them, and answers for them.

    Papers say «ปฏิบัติราชการแทน», the trail names who did it. What the giver does not hold on a day is not handed on that
    day either. Refusals: duty_missing and those of `delegation.check`.
    """
    require_duty(envelope=envelope, duty=delegation.DELEGATE)
    with (
        tenancy.entrance()
    ):  # the taker's account may be of another organisation; whether they work here is checked below
        both = Person.objects.select_for_update().filter(id__in=(envelope.actor.id, data.taker_id)).order_by("id")
        taker = {each.id: each for each in both}.get(data.taker_id)
    delegation.check(envelope=envelope, data=data, taker=taker)
    made = Delegation.objects.create(
        **data.model_dump(exclude={"duties"}), duties=sorted(set(data.duties)), giver_id=envelope.actor.id,
        given_at=envelope.now,
    )  # fmt: skip
    return Outcome(document_id=made.id, kind="delegation", version=1)


@command("delegation.end", schema=EndDelegation)
def end_delegation(*, envelope: Envelope, data: EndDelegation) -> Outcome:
    """Take duties back at once: the giver does, or whoever proposes or confirms roles; taking away needs no second person.

    Refusals: delegation_not_found, delegation_ended, duty_missing.
    """
    row = Delegation.objects.select_for_update().filter(id=data.delegation_id).first()
    if row is None:
        raise Refusal("delegation_not_found", field="delegation_id")
    if row.giver_id != envelope.actor.id and roles.CONFIRM not in envelope.actor.duties:
        require_duty(envelope=envelope, duty=roles.ADMINISTER)
    if row.ended_at is not None or row.to_date < envelope.today:
        raise Refusal("delegation_ended", field="delegation_id")
    row.ended_at, row.ended_by = envelope.now, envelope.actor.id
    row.version += 1
    row.save(update_fields=["ended_at", "ended_by", "version"])
    return Outcome(document_id=row.id, kind="delegation", version=row.version)
