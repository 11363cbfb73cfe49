"""Moves that carry a document on, or back, without posting anything: submit, return, cancel, for each kind."""

from typing import Any

from khlang.core.lifecycle import Lifecycle
from khlang.office.budget.lifecycle import BUDGET_TRANSFER, EXPLANATION_AMENDMENT, ORDINANCE, SUPPLEMENTARY
from khlang.office.budget.schemas import Submit, Undo
from khlang.platform.commands import Envelope, Outcome, command
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine


def _submit(lifecycle: Lifecycle, meaning: str) -> Any:
    """The command `<kind>.submit`."""

    def submit(*, envelope: Envelope, data: Submit) -> Outcome:
        document = documents.get(document_id=data.document_id, kind=lifecycle.document)
        return spine.carry_out(
            envelope=envelope, lifecycle=lifecycle, move="submit", document=document, reason=data.reason
        )

    submit.__doc__ = f"{meaning}\n\nRefusals: document_not_found and those of the lifecycle."
    return command(f"{lifecycle.document}.submit", schema=Submit, single_write=True)(submit)


def _undo(lifecycle: Lifecycle, move: str, meaning: str) -> Any:
    """The commands `<kind>.return` and `<kind>.cancel`: both say why."""

    def undo(*, envelope: Envelope, data: Undo) -> Outcome:
        document = documents.get(document_id=data.document_id, kind=lifecycle.document)
        return spine.carry_out(envelope=envelope, lifecycle=lifecycle, move=move, document=document, reason=data.reason)

    undo.__doc__ = f"{meaning}\n\nRefusals: document_not_found and those of the lifecycle."
    return command(f"{lifecycle.document}.{move}", schema=Undo, single_write=True)(undo)


submit_ordinance = _submit(ORDINANCE, "Hand the draft ordinance over to council and approver.")
return_ordinance = _undo(ORDINANCE, "return", "Return the ordinance for correction.")
cancel_ordinance = _undo(ORDINANCE, "cancel", "Give an ordinance up before it is promulgated.")
submit_supplementary = _submit(SUPPLEMENTARY, "Hand the draft supplementary budget over to council and approver.")
return_supplementary = _undo(SUPPLEMENTARY, "return", "Return the supplementary budget for correction.")
cancel_supplementary = _undo(SUPPLEMENTARY, "cancel", "Give a supplementary budget up before it is promulgated.")
submit_transfer = _submit(BUDGET_TRANSFER, "Ask for a transfer of budget.")
return_transfer = _undo(BUDGET_TRANSFER, "return", "Return the transfer for correction.")
cancel_transfer = _undo(BUDGET_TRANSFER, "cancel", "Give a transfer up before it is decided.")
submit_amendment = _submit(EXPLANATION_AMENDMENT, "Ask for an amendment of explanations.")
return_amendment = _undo(EXPLANATION_AMENDMENT, "return", "Return the amendment for correction.")
cancel_amendment = _undo(EXPLANATION_AMENDMENT, "cancel", "Give an amendment up before it is decided.")
