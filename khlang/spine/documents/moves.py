"""Commands that do nothing but carry a document on, or back: declared in a line by the module that owns the document."""

from collections.abc import Callable

from khlang.core import posting
from khlang.core.lifecycle import Lifecycle
from khlang.platform.commands import Envelope, Outcome, command
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.models import Document
from khlang.spine.documents.schemas import DocumentMove, DocumentMoveWithReason
from khlang.spine.ledger import queries as ledger


def plain(lifecycle: Lifecycle, move: str, meaning: str) -> Callable[..., Outcome]:
    """Register the command `<document>.<move>` of a move without posting and without rows of its own.

    It takes the document; a move that takes back also its reason, which the lifecycle may require. `meaning` is its
    docstring. Refusals of the command: document_not_found, those of the lifecycle (move_not_allowed, duty_missing,
    own_approval, reason_required), stale_version. ValueError (at start-up) for a move that the lifecycle does not have
    or that posts.
    """
    declared = lifecycle.move(move)
    if declared is None or declared.posts:
        raise ValueError(f"{lifecycle.document} has no plain move {move}")

    def carry(*, envelope: Envelope, data: DocumentMove) -> Outcome:
        document = documents.get(document_id=data.document_id, kind=lifecycle.document)
        reason = data.reason if isinstance(data, DocumentMoveWithReason) else ""
        return spine.carry_out(envelope=envelope, lifecycle=lifecycle, move=move, document=document, reason=reason)

    carry.__name__ = f"{move}_{lifecycle.document}"
    carry.__doc__ = f"{meaning}\n\nRefusals: document_not_found, those of the lifecycle, stale_version."
    schema = DocumentMove if declared.advances else DocumentMoveWithReason
    made: Callable[..., Outcome] = command(f"{lifecycle.document}.{move}", schema=schema, single_write=True)(carry)
    return made


Hook = Callable[[Document], None]


def releasing(
    lifecycle: Lifecycle, move: str, meaning: str, *, before: Hook | None = None, after: Hook | None = None
) -> Callable[..., Outcome]:
    """Register the command `<document>.<move>` of a move back that frees the budget: what the document still has standing in
    the budget book is reversed.

    `before` may refuse, `after` gives back what the module keeps beside; both get the document as it was. Refusals of the
    command: document_not_found, reason_required and the others of the lifecycle, period_closed, stale_version.
    """

    def carry(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
        document = documents.get(document_id=data.document_id, kind=lifecycle.document)
        if before is not None:
            before(document)
        outcome = spine.carry_out(
            envelope=envelope, lifecycle=lifecycle, move=move, document=document, reason=data.reason,
            lines=posting.reverse(ledger.standing(document_id=document.id)),
        )  # fmt: skip
        if after is not None:
            after(document)
        return outcome

    carry.__name__ = f"{move}_{lifecycle.document}"
    carry.__doc__ = (
        f"{meaning}\n\nRefusals: document_not_found, reason_required, those of the lifecycle, period_closed."
    )
    made: Callable[..., Outcome] = command(f"{lifecycle.document}.{move}", schema=DocumentMoveWithReason)(carry)
    return made
