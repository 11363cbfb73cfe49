"""Which numbers a move draws: the official one of the document, and the one of the division that asks (เลขที่ผู้เบิก).

A move from paper may draw both: the paper went the whole way before the system saw it.
"""

from collections.abc import Mapping
from typing import Any

from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.refusal import Refusal
from khlang.spine.documents.models import Document
from khlang.spine.ledger import entry as ledger_entry
from khlang.spine.organisations import queries as organisations


def instructions(
    declared: Lifecycle, made: Move, existing: Document | None, new: Any, changes: Mapping[str, Any], fiscal_year: int
) -> dict[str, dict[str, Any]]:
    """What the database is told to draw, as `number` and `request`; absent is what the move does not draw or the document
    has already.

    Refusal: division_required, when a division's number is asked for and the document names none.
    """
    drawn: dict[str, dict[str, Any]] = {}
    if made.numbers and declared.series and (existing is None or not existing.number):
        drawn["number"] = ledger_entry.draw(declared.series, fiscal_year)
    if made.requests and declared.request_series and (existing is None or not existing.request_number):
        division_id = changes.get("division_id") or (
            new.division_id if new else existing.division_id if existing else None
        )
        if division_id is None:
            raise Refusal("division_required", field="division_id")
        code = organisations.division(division_id=division_id).code
        drawn["request"] = ledger_entry.draw(declared.request_series, fiscal_year, code)
    return drawn
