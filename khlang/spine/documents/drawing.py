"""Which number a move draws: the official one of the document, or the one of the division that asks (เลขที่ผู้เบิก)."""

from collections.abc import Mapping
from typing import Any

from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.refusal import Refusal
from khlang.spine.documents.models import Document
from khlang.spine.ledger import entry as ledger_entry
from khlang.spine.organisations import queries as organisations


def instruction(
    declared: Lifecycle, made: Move, existing: Document | None, new: Any, changes: Mapping[str, Any], fiscal_year: int
) -> dict[str, Any] | None:
    """What the database is told to draw, or None: the move draws nothing, or the document has its number already.

    Refusal: division_required, when a division's number is asked for and the document names none.
    """
    if made.requests and declared.request_series:
        if existing is not None and existing.request_number:
            return None
        division_id = changes.get("division_id") or (
            new.division_id if new else existing.division_id if existing else None
        )
        if division_id is None:
            raise Refusal("division_required", field="division_id")
        code = organisations.division(division_id=division_id).code
        return ledger_entry.draw(declared.request_series, fiscal_year, code)
    if made.numbers and declared.series and (existing is None or not existing.number):
        return ledger_entry.draw(declared.series, fiscal_year)
    return None
