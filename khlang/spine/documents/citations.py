"""Which documents are made on which: an order on a requisition, a dika on an acceptance. Declared by the modules when Django
starts, so that the paper trail can be walked both ways without knowing any of them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from khlang.spine.documents.models import Document

#: Identifiers in one question to the database.
_ASKED: Final = 400
_DECLARED: list["Citation"] = []
#: Papers in these states no longer rest on anything.
_WITHDRAWN: Final = ("voided", "cancelled", "reversed", "discarded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Documents of `later` kinds are made on documents of `earlier` kinds: a row of `table` names both in its columns.

    `beside`: what is found on the way down is shown with the earlier document too (a payment with the report it stands in).
    """

    later: tuple[str, ...]
    earlier: tuple[str, ...]
    table: Any
    earlier_column: str
    later_column: str = "document_id"
    beside: bool = False

    def earlier_of(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Pairs (later, earlier) of these later documents, in one query."""
        return self._pairs(self.later_column, ids)

    def later_of(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Pairs (later, earlier) of these earlier documents, in one query."""
        return self._pairs(self.earlier_column, ids)

    def _pairs(self, column: str, ids: Collection[int]) -> list[tuple[int, int]]:
        known = {f"{column}__in": sorted(ids)[:_ASKED], f"{self.earlier_column}__isnull": False}
        if self.later_column != "document_id":
            known[f"{self.later_column}__isnull"] = False
        rows = self.table.objects.filter(**known).values_list(self.later_column, self.earlier_column).distinct()
        return [(int(later), int(earlier)) for later, earlier in rows[:_ASKED]]


def declare(*citations: Citation) -> None:
    """Make citations known (called in `AppConfig.ready` of their module)."""
    _DECLARED.extend(each for each in citations if each not in _DECLARED)


def everything() -> tuple[Citation, ...]:
    """All declared citations."""
    return tuple(_DECLARED)


def made_on(*, document_id: int, kind: str) -> list[Any]:
    """The documents that are made on one of `kind` and were not withdrawn, oldest first: what would lose its ground."""
    found = {
        later
        for each in _DECLARED
        if kind in each.earlier
        for later, _ in each.later_of((document_id,))
    }  # fmt: skip
    rows = Document.objects.filter(id__in=sorted(found)) if found else ()
    return sorted((row for row in rows if row.state not in _WITHDRAWN), key=lambda row: row.id)
