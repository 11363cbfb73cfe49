"""Receipts and proofs of receipt go the same way: a move of a slip or a summary is carried on to all that stand on it."""

from collections.abc import Iterable
from typing import Any

from khlang.core.refusal import Refusal
from khlang.office.revenue.lifecycle import RECEIPT_KINDS, RECEIPTS
from khlang.platform.commands import Envelope
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine


def carry_on(*, envelope: Envelope, move: str, receipts: Iterable[Any]) -> None:
    """Make the same move on every receipt and proof (documents), whatever version the sender has seen; one write a kind.

    Refusals: those of the lifecycle.
    """
    found = list(receipts)
    for declared in RECEIPTS:
        spine.carry_out_all(
            envelope=envelope.unversioned(), lifecycle=declared, move=move,
            documents=[document for document in found if document.kind == declared.document],
        )  # fmt: skip


def document(*, document_id: int) -> Any:
    """A receipt or a proof of receipt. Refusal: document_not_found (absent, of another kind, of another organisation)."""
    found = documents.get(document_id=document_id)
    if found.kind not in RECEIPT_KINDS:
        raise Refusal("document_not_found")
    return found
