"""The paper trail: the documents that a document was made on, up to the requisition, and those made on it, down to the
certificate. Which cites which is declared by the modules; here it is only walked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from khlang.spine.documents import citations
from khlang.spine.documents import queries as documents
from khlang.spine.documents.citations import Citation

#: In which order the kinds of a purchase stand; a kind that is not named comes last.
ORDER: Final = (
    "requisition", "purchase_order", "contract", "contract_amendment", "guarantee", "inspection", "advance", "receipt",
    "dika", "cheque_report", "payment", "withholding_certificate", "advance_clearing",
)  # fmt: skip
#: No purchase is deeper than that; a circle of citations would be a fault.
_STEPS: Final = 8


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the trail; `amount` satang, `day` C.E., `here` for the document that was asked about."""

    document_id: int
    kind: str
    number: str
    title: str
    state: str
    day: date
    amount: int
    here: bool


def paper_trail(*, document: Any) -> tuple[Paper, ...]:
    """The papers of a document in the order of a purchase, itself among them; empty when it stands alone.

    Walks up to what it was made on and down to what was made on it, not to what was made beside it (of a contract with
    twelve instalments, the dika of one shows that one acceptance). One query a citation and step, one for the documents.
    """
    above = _walk((document.kind,), document.id, _up)
    below = _walk((document.kind,), document.id, _down)
    found = {document.id, *_ids(above), *_ids(below), *_beside(below)}
    if len(found) == 1:
        return ()
    papers = documents.get_many(document_ids=sorted(found)).values()
    return tuple(_paper(each, document.id) for each in sorted(papers, key=_place))


_Level = dict[tuple[str, ...], set[int]]
_Step = Callable[[_Level], Iterable[tuple[tuple[str, ...], int]]]


def _walk(kinds: tuple[str, ...], document_id: int, step: _Step) -> _Level:
    """Everything that is reached step by step, by the kinds it may be of, without the beginning."""
    seen: _Level = {}
    level: _Level = {kinds: {document_id}}
    known = {document_id}
    for _ in range(_STEPS):
        reached: _Level = {}
        for family, found in step(level):
            if found not in known:
                known.add(found)
                reached.setdefault(family, set()).add(found)
                seen.setdefault(family, set()).add(found)
        if not reached:
            break
        level = reached
    return seen


def _up(level: _Level) -> Iterable[tuple[tuple[str, ...], int]]:
    for cited in citations.everything():
        ids = _of(level, cited.later)
        if ids:
            yield from ((cited.earlier, earlier) for _, earlier in cited.earlier_of(ids))


def _down(level: _Level) -> Iterable[tuple[tuple[str, ...], int]]:
    for cited in citations.everything():
        ids = _of(level, cited.earlier)
        if ids:
            yield from ((cited.later, later) for later, _ in cited.later_of(ids))


def _beside(below: _Level) -> set[int]:
    """What papers further down stand in: the report of a payment that was made on a dika."""
    asked: list[tuple[Citation, set[int]]] = [
        (each, _of(below, each.later)) for each in citations.everything() if each.beside
    ]
    return {earlier for cited, ids in asked if ids for _, earlier in cited.earlier_of(ids)}


def _of(level: _Level, kinds: tuple[str, ...]) -> set[int]:
    return {each for family, ids in level.items() if set(family) & set(kinds) for each in ids}


def _ids(level: _Level) -> set[int]:
    return {each for ids in level.values() for each in ids}


def _place(document: Any) -> tuple[int, date, int]:
    order = ORDER.index(document.kind) if document.kind in ORDER else len(ORDER)
    return order, document.document_date, document.id


def _paper(document: Any, here: int) -> Paper:
    return Paper(
        document.id, document.kind, document.number or document.request_number or "", document.title, document.state,
        document.document_date, document.amount, document.id == here,
    )  # fmt: skip
