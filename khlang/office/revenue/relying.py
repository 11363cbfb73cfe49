"""A receipt serves once: what it brought in is not given back while another paper counts on it."""

from collections.abc import Collection
from typing import Any

from khlang.core.refusal import Refusal
from khlang.spine.documents import citations


def require_free(*, receipt: Any, field: str | None = None, but: Collection[str] = ()) -> None:
    """Pass when no paper counts on the receipt or proof (a document): no refund, no reversal, no cleared advance, no guarantee.

    Kinds in `but` are not asked about. Refusal: receipt_relied_on (facts number, document: the kind, paper: its number).
    """
    found = next(
        (each for each in citations.made_on(document_id=receipt.id, kind=receipt.kind) if each.kind not in but), None
    )
    if found is not None:
        paper = found.number or found.request_number or found.title
        raise Refusal("receipt_relied_on", field=field, number=receipt.number or "-", document=found.kind, paper=paper)
