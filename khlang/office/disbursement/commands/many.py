"""An inbox carried on at once. Each dika is decided by itself: what is refused stays as it was, the others go on."""

from collections.abc import Callable
from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.disbursement.lifecycle import DIKA
from khlang.office.disbursement.schemas import ManyDika
from khlang.platform.commands import Envelope, Outcome, command
from khlang.spine.documents import history, spine
from khlang.spine.documents import queries as documents


def _many(move: str, meaning: str) -> Callable[..., Outcome]:
    """Register the command `dika.<move>_many`; `meaning` is its docstring."""

    def carry(*, envelope: Envelope, data: ManyDika) -> Outcome:
        return _each(envelope, data, move)

    carry.__name__ = f"{move}_many"
    carry.__doc__ = f"{meaning}; the answer says which passed and which were refused, and why."
    made: Callable[..., Outcome] = command(f"dika.{move}_many", schema=ManyDika)(carry)
    return made


def _each(envelope: Envelope, data: ManyDika, move: str) -> Outcome:
    """The move on each dika in the order given. `data["passed"]` and `data["refused"]` name the documents; a refusal
    carries code, field and facts, so that a face can say it. Refuses only what stops all of them: duty_missing."""
    declared = DIKA.move(move)
    if declared is not None and declared.duty not in envelope.actor.duties:
        raise Refusal("duty_missing", duty=declared.duty, document="dika", move=move)
    ids = list(dict.fromkeys(data.document_ids))
    found = documents.get_many(document_ids=ids)
    dika = [found[each] for each in ids if each in found and found[each].kind == "dika"]
    passed: list[dict[str, Any]] = []
    refused = [_refused(each, "", Refusal("document_not_found")) for each in ids if each not in {d.id for d in dika}]
    for document, past in history.of_all(dika):
        try:
            act = spine.decide(envelope=envelope.unversioned(), lifecycle=DIKA, move=move, document=document, past=past)
            done = spine.write(envelope=envelope, acts=(act,), rows=())[0]
        except Refusal as refusal:
            refused.append(_refused(document.id, document.number or document.request_number or "", refusal))
        else:
            passed.append({"document_id": str(document.id), "number": done.number, "state": done.state})
    return Outcome(kind="dika", data={"move": move, "passed": passed, "refused": refused})


def _refused(document_id: int, number: str, refusal: Refusal) -> dict[str, Any]:
    facts = {name: str(value) for name, value in refusal.facts.items()}
    return {
        "document_id": str(document_id), "number": number, "code": refusal.code, "field": refusal.field, "facts": facts
    }  # fmt: skip


receive_many = _many("receive", "Receive several dika at the treasury")
examine_many = _many("examine", "Examine several dika")
endorse_many = _many("endorse", "Endorse several dika")
approve_many = _many("approve", "Approve several dika")
