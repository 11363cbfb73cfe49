"""When the moves that still count were made, and by whom: for registers of many documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from khlang.platform.clock import day_of
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import Step


@dataclass(frozen=True, slots=True)
class Made:
    """A move of a document: the day (Bangkok) and the name of the person."""

    day: date
    actor_name: str


def made(*, kind: str, document_ids: Sequence[int]) -> dict[int, dict[str, Made]]:
    """By document and move: the last time each move was made that was not undone since. One query."""
    declared = lifecycles.get(kind)
    found: dict[int, dict[str, Made]] = {document_id: {} for document_id in document_ids}
    rows = Step.objects.filter(document_id__in=list(found)).order_by("sequence")
    for document_id, move, at, name in rows.values_list("document_id", "move", "at", "actor_name"):
        known = declared.move(move)
        for undone in known.undoes if known else ():
            found[document_id].pop(undone, None)
        found[document_id][move] = Made(day_of(at), name)
    return found
