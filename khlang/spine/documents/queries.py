"""Every read of documents that others may use."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from khlang.core import lifecycle as core_lifecycle
from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.refusal import Refusal
from khlang.platform import screens
from khlang.platform.clock import day_of, start_of
from khlang.platform.commands import COMMANDS, Actor
from khlang.spine.documents import history, lifecycles
from khlang.spine.documents.finding import Wanted
from khlang.spine.documents.models import Attachment, ChainHead, Document, Step

#: Documents in these states brought nothing in the end; a list does not sum them.
WITHDRAWN = ("voided", "cancelled", "reversed")
#: How many documents are looked at together for the inbox, and how many at most.
_BATCH, _SEARCHED = 200, 4000
SORTABLE = ("document_date", "number", "party_name", "amount", "title", "state", "created_at")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: its documents, how many there are in all, and what they amount to (satang)."""

    documents: list[Document]
    count: int
    amount: int
    page: int
    pages: int


def get(*, document_id: int, kind: str = "") -> Document:
    """A document of the organisation. Refusal: document_not_found (absent, another kind or another organisation's)."""
    found = history.load(document_id)
    if kind and found.kind != kind:
        raise Refusal("document_not_found")
    return found


def get_many(*, document_ids: Sequence[int]) -> dict[int, Document]:
    """Documents by id, those of the organisation only."""
    return {document.id: document for document in Document.objects.filter(id__in=list(document_ids))}


def by_paper(*, series: str, book: str, number: str, kind: str = "") -> Document | None:
    """The document that was entered from this handwritten paper, or None; `number` as it is printed on the paper."""
    return by_papers(refs=((series, book, number),), kind=kind).get((series, book, number))


def by_papers(*, refs: Collection[tuple[str, str, str]], kind: str = "") -> dict[tuple[str, str, str], Document]:
    """By (series, book, number): the documents entered from these papers, in one query; of several the oldest."""
    books: dict[tuple[str, str], list[str]] = {}
    for series, book, number in refs:
        books.setdefault((series, book), []).append(number)
    if not books:
        return {}
    wanted = Q()
    for (series, book), numbers in books.items():
        wanted |= Q(paper_series=series, paper_book=book, paper_number__in=sorted(set(numbers)))
    rows = Document.objects.filter(wanted, paper_date__isnull=False, **({"kind": kind} if kind else {}))
    return {(row.paper_series, row.paper_book, row.paper_number): row for row in rows.order_by("-id")}


def of_party(*, party_id: int) -> QuerySet[Any]:
    """Every document that names a party, oldest first: what a data subject is told of (PDPA s. 30)."""
    return Document.objects.filter(party_id=party_id).order_by("document_date", "id")


def of_outage(*, outage_id: int) -> QuerySet[Any]:
    """Everything that was entered for an outage, in order of the papers; documents made online that a paper carried on are
    among it."""
    return Document.objects.filter(outage=outage_id).order_by("paper_date", "id")  # type: ignore[no-any-return]


def made_online(*, since: datetime, until: datetime) -> int:
    """How many documents people made in the system itself between two instants."""
    return int(Document.objects.filter(origin="online", created_at__gte=since, created_at__lt=until).count())


def find(
    *,
    kind: str,
    states: Sequence[str] = (),
    since: date | None = None,
    through: date | None = None,
    search: str = "",
    equal: Mapping[str, Any] | None = None,
) -> QuerySet[Any]:
    """Documents of a kind, filtered; `search` looks into number, party and title. Ordered newest first."""
    return Wanted(
        kind=kind, states=states, since=since, through=through, search=search, equal=dict(equal) if equal else {}
    ).rows()


def page(
    *, wanted: Wanted, number: int = 1, size: int = 50, sort: str = "", void_states: Sequence[str] = WITHDRAWN
) -> Page:
    """One page of documents in two queries: count and sum (withdrawn ones are not summed), and the rows."""
    sums = wanted.sums(void_states=void_states)
    pages = max(1, -(-sums.count // size))
    number = min(max(1, number), pages)
    rows, key = wanted.within(sums), sort.removeprefix("-")
    if key in SORTABLE:
        rows = rows.order_by(sort, "-id")
    shown = list(rows[(number - 1) * size : number * size]) if sums.count else []
    return Page(shown, sums.count, sums.amount, number, pages)


def trail(*, document_id: int) -> list[Step]:
    """The way of a document: its steps, oldest first."""
    return list(Step.objects.filter(document_id=document_id).order_by("sequence"))


def reasons(*, document_ids: Sequence[int], move: str) -> dict[int, str]:
    """The reason given for a move (the last time it was made) by document, in one query."""
    rows = Step.objects.filter(document_id__in=list(document_ids), move=move).order_by("sequence")
    return dict(rows.values_list("document_id", "reason"))


def times_made(*, document_ids: Sequence[int], move: str) -> dict[int, int]:
    """How often a step was taken on each document, in one query; those on which it never was are left out."""
    rows = Step.objects.filter(document_id__in=list(document_ids), move=move).values("document_id")
    return {row["document_id"]: row["times"] for row in rows.annotate(times=Count("sequence")).order_by("document_id")}


def made_on(*, document_ids: Sequence[int], moves: Sequence[str]) -> dict[int, dict[str, date]]:
    """By document: the day (Bangkok) on which each of the moves was made last, in one query.

    What a later move undid (a dika sent back was not examined) no longer counts.
    """
    rows = Step.objects.filter(document_id__in=list(document_ids)).order_by("sequence")
    found: dict[int, dict[str, date]] = {}
    for document_id, kind, move, at in rows.values_list("document_id", "document__kind", "move", "at"):
        days, known = found.setdefault(document_id, {}), lifecycles.get(kind).move(move)
        for undone in known.undoes if known else ():
            days.pop(undone, None)
        if move in moves:
            days[move] = day_of(at)
    return found


def available_moves(*, document: Document, actor: Actor) -> tuple[Move, ...]:
    """What this person could do with the document now."""
    return _available(document, actor, history.steps(document))


def waiting_for(*, actor: Actor, limit: int = 50) -> list[Document]:
    """Documents that this person may carry on, oldest first: the inbox."""
    return [document for document, _ in waiting(actor=actor, limit=limit)]


def waiting(*, actor: Actor, limit: int = 50) -> list[tuple[Document, tuple[Move, ...]]]:
    """Documents that this person may carry on, with the moves that do, oldest first.

    Only moves that advance a document, have a command of their own and do not wait for their time count; a draft waits
    for nobody but its maker. What the person may not touch because of what they did before is passed over, batch by
    batch, so that it never hides what comes after it.
    """
    forward = {declared.document: _forward(declared, actor) for declared in lifecycles.everything()}
    found: list[tuple[Document, tuple[Move, ...]]] = []
    ids = _in_states(_from(forward))[:_SEARCHED]
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        papers = get_many(document_ids=batch)
        for document, past in history.of_all([papers[each] for each in batch]):
            possible = _available(document, actor, past)
            moves = tuple(move for move in possible if move in forward[document.kind])
            if moves:
                found.append((document, moves))
        if len(found) >= limit:
            break
    return found[:limit]


def _from(forward: Mapping[str, Sequence[Move]]) -> dict[str, set[str]]:
    """By kind of document, the states that any of the moves leads out of; a draft waits for nobody, unless it is handed over."""
    return {
        kind: {state for move in moves for state in move.from_states} - _unfinished(kind)
        for kind, moves in forward.items()
    }


def _unfinished(kind: str) -> set[str]:
    return set() if screens.screen(kind=kind).handed_over else {lifecycles.get(kind).initial}


def _in_states(states: Mapping[str, Collection[str]]) -> list[int]:
    """The documents in some states, oldest first: each kind is read from its index alone. Sorted here, for a database that
    is asked to sort takes the order of days and passes by everything that is long done."""
    kinds = [
        Document.objects.filter(kind=kind, state__in=wanted).order_by().values_list("document_date", "id")
        for kind, wanted in states.items()
        if wanted
    ]
    found = kinds[0].union(*kinds[1:], all=True) if kinds else ()
    return [document_id for _, document_id in sorted(found)]


def _forward(declared: Lifecycle, actor: Actor) -> tuple[Move, ...]:
    screen = screens.screen(kind=declared.document)
    return tuple(
        move
        for move in declared.moves
        if move.advances
        and not move.paper
        and move.name not in screen.later
        and move.duty in actor.duties
        and screen.moves.get(move.name, f"{declared.document}.{move.name}") in COMMANDS
    )


def _available(document: Document, actor: Actor, past: Sequence[Any]) -> tuple[Move, ...]:
    return core_lifecycle.available(
        lifecycle=lifecycles.get(document.kind),
        state=document.state,
        actor_id=actor.id,
        duties=actor.duties,
        history=past,
    )


def chain_head() -> tuple[int, str]:
    """The last link of the organisation's trail: sequence and digest ("" before the first step)."""
    head = ChainHead.objects.first()
    return (head.sequence, head.digest) if head else (0, "")


def chain_head_through(*, day: date) -> tuple[int, str]:
    """The trail's head at the end of a day (Bangkok): what the daily financial status report prints."""
    last = Step.objects.filter(at__lt=start_of(date.fromordinal(day.toordinal() + 1))).order_by("-sequence").first()
    return (last.sequence, last.digest) if last else (0, "")


def from_papers(*, outages: Collection[int]) -> Iterator[Document]:
    """Every document that was entered from a paper of these outages and carries its number, by identifier."""
    rows = Document.objects.filter(outage__in=list(outages)).exclude(paper_number="")
    yield from rows.order_by("id").iterator(5000)


def attachments(*, document_id: int) -> list[Attachment]:
    """The files kept with a document."""
    return list(Attachment.objects.filter(document_id=document_id).order_by("added_at"))


def attachments_of(*, document_ids: Collection[int]) -> dict[int, list[Attachment]]:
    """The files kept with several documents, by document: one query."""
    found: dict[int, list[Attachment]] = {}
    for kept in Attachment.objects.filter(document_id__in=list(document_ids)).order_by("added_at"):
        found.setdefault(kept.document_id, []).append(kept)
    return found
