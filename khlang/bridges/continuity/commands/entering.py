"""Captured papers made documents of the system (LAO-1 … LAO-6, UNIT-1 … UNIT-4)."""

from dataclasses import replace
from uuid import uuid5

from khlang.bridges.continuity import spells
from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.queueing import Went, work_off
from khlang.bridges.continuity.schemas.back_entry import EnterBackEntry
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty

__all__ = ["enter", "enter_everything"]


@command("back_entry.enter", schema=EnterBackEntry)
def enter(*, envelope: Envelope, data: EnterBackEntry) -> Outcome:
    """Enter the next papers of an outage in their order, each by the ordinary command of its kind, dated today.

    A paper whose predecessor is absent waits and names it; what the ordinary command refuses waits as an exception; the
    others go on. `data` says how many were `entered`, are `waiting`, became `exceptions`, and how many are `left` to be
    asked for again. Refusals: duty_missing, document_not_found, outage_not_running, capture_unknown, capture_settled.
    """
    require_duty(envelope=envelope, duty="paper.record")
    spell = spells.running(outage_id=data.outage_id, entering=True)
    only = None if data.capture_id is None else _capture(data.capture_id, spell.id)
    went = work_off(envelope=envelope, spell=spell, limit=data.limit, again=data.again, only=only)
    gatekeeping.count(outage_id=spell.id)
    return Outcome(kind="back_entry", state="entered", data=_told(went))


def _capture(capture_id: int, outage_id: int) -> Capture:
    found: Capture | None = Capture.objects.filter(id=capture_id, outage_id=outage_id).first()
    if found is None:
        raise Refusal("capture_unknown", field="capture_id")
    if found.state in ("entered", "superseded", "discarded"):
        raise Refusal("capture_settled", field="capture_id", was=found.state)
    return found


def _told(went: Went) -> dict[str, object]:
    documents = [
        {
            "capture_id": str(capture.id), "kind": outcome.kind, "number": outcome.number,
            "document_id": str(outcome.document_id) if outcome.document_id else None,
        }
        for capture, outcome in went.entered
    ]  # fmt: skip
    return {
        "entered": len(went.entered), "waiting": len(went.waiting), "exceptions": len(went.exceptions),
        "left": went.left, "documents": documents,
    }  # fmt: skip


def enter_everything(*, envelope: Envelope, outage_id: int, limit: int = 200) -> dict[str, int]:
    """Enter the whole queue of an outage, one go after another, until nothing is left that can be tried now.

    Each go is a command of its own, with an identifier derived from that of the envelope: a run that was cut off is taken
    up by sending the same again. Returns the sums of what the goes told. Refusals: those of `enter`.
    """
    sums = {"entered": 0, "waiting": 0, "exceptions": 0, "left": 0}
    go = 0
    while go == 0 or sums["left"]:
        one = replace(envelope, command_id=uuid5(envelope.command_id, str(go)))
        data = EnterBackEntry(outage_id=outage_id, limit=limit, again=go == 0)
        told = enter(envelope=one, data=data).data
        for name in ("entered", "exceptions"):
            sums[name] += told[name]
        sums["waiting"], sums["left"] = told["waiting"], told["left"]
        go += 1
    return sums
