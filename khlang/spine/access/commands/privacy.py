"""Personal data: a masked number shown whole, for a reason."""

from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import privacy, security_log
from khlang.spine.access.schemas import Unmask

__all__ = ["unmask"]

_LEAST: Final = 10


@command("personal.unmask", schema=Unmask)
def unmask(*, envelope: Envelope, data: Unmask) -> Outcome:
    """Write down who looks at a whole number and why; the face then shows it once. The number is in no answer.

    Refusals: duty_missing, unmask_reason_required (a reason is at least ten characters long: a word explains nothing).
    Source: reliability B.5 F-10, B.8 (PDPA s. 37(1)).
    """
    require_duty(envelope=envelope, duty="personal.unmask")
    if len(data.reason) < _LEAST:
        raise Refusal("unmask_reason_required", field="reason", least=_LEAST)
    privacy.record(
        reader=envelope.actor.id, reader_org=envelope.org, at=envelope.now, what=data.what, subjects=(data.subject,),
        reason=data.reason,
    )  # fmt: skip
    security_log.note(
        kind="personal_data_unmasked", at=envelope.now, person=envelope.actor.id, org=envelope.org, what=data.what
    )
    return Outcome(document_id=data.subject, kind="personal")
