"""The numbers of the paper stock: found by their references, called by their names, settled once.

The control register (ทะเบียนคุม) is these rows: what stands on a paper is written to its number when it is captured, its
document when it is entered. Amounts in satang.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import reduce
from operator import or_
from types import MappingProxyType

from django.db.models import Q

from khlang import standards
from khlang.bridges.continuity.models import ManualNumber
from khlang.bridges.continuity.paper_kind import PaperRef
from khlang.core.calendar import fiscal_year, fiscal_year_end
from khlang.core.refusal import Refusal
from khlang.core.thai import to_arabic_digits
from khlang.platform.commands import Envelope
from khlang.spine.documents import queries as documents

#: What a go of the queue has read of the stock beforehand; within it nobody asks for these numbers again.
_at_hand: ContextVar[Mapping[PaperRef, ManualNumber]] = ContextVar(
    "khlang_numbers_at_hand", default=MappingProxyType({})
)
#: Most numbers in one text such as «12, 14-18».
MOST_LISTED = 5_000


def ref_of(row: ManualNumber) -> PaperRef:
    """The reference of a number of the stock."""
    return PaperRef(row.paper, row.book_no, row.number)


def matching(refs: Collection[PaperRef]) -> Q | None:
    """The condition that finds rows of these papers (stock and captures have the same columns), None when there are none."""
    books: dict[tuple[str, str], list[int]] = {}
    for ref in refs:
        books.setdefault((ref.paper, ref.book_no), []).append(ref.number)
    each = [Q(paper=paper, book_no=book_no, number__in=sorted(set(n))) for (paper, book_no), n in books.items()]
    return reduce(or_, each) if each else None


@contextmanager
def at_hand(rows: Mapping[PaperRef, ManualNumber]) -> Iterator[None]:
    """Inside, `stock` answers from these rows when it is asked for nothing beyond them."""
    token = _at_hand.set(rows)
    try:
        yield
    finally:
        _at_hand.reset(token)


def stock(*, refs: Collection[PaperRef], lock: bool = False) -> dict[PaperRef, ManualNumber]:
    """The numbers of the stock by reference with their books, in one query; those that are in no book are left out."""
    held = _at_hand.get()
    if held and not lock and all(ref in held for ref in refs):
        return {ref: held[ref] for ref in refs}
    wanted = matching(refs)
    if wanted is None:
        return {}
    rows = ManualNumber.objects.filter(wanted).select_related("book")
    return {ref_of(row): row for row in (rows.select_for_update(of=("self",)) if lock else rows)}


def one(*, ref: PaperRef, field: str = "number") -> ManualNumber:
    """One number of the stock, locked. Refusal (at `field`): manual_number_unknown."""
    found = stock(refs=(ref,), lock=True).get(ref)
    if found is None:
        raise Refusal("manual_number_unknown", field=field, paper=name_of(ref))
    return found


def called(*, paper: str, book_no: str, number: object, lang: str = "th") -> str:
    """How people call a paper: «ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 48»; `number` as it is to be read («48», «48-50»)."""
    key = "back_entry.paper" if book_no else "back_entry.paper_without_book"
    return standards.message(key, lang, kind=standards.paper_name(paper, lang), book_no=book_no, number=number)


def name_of(ref: PaperRef, lang: str = "th") -> str:
    """How people call the paper of a reference."""
    return called(paper=ref.paper, book_no=ref.book_no, number=ref.number, lang=lang)


def names_of(refs: Iterable[PaperRef], lang: str = "th", most: int = 10) -> str:
    """Several papers, the first `most` by name."""
    listed = list(refs)
    said = ", ".join(name_of(ref, lang) for ref in listed[:most])
    return (
        said
        if len(listed) <= most
        else standards.message("back_entry.and_more", lang, said=said, more=len(listed) - most)
    )


def printed(*, paper: str, number: int, width: int, source: str) -> str:
    """The number as it stands on the paper: a block of the office's own has the prefix of its kind, «มร-00012»."""
    if source == "kit":
        known = standards.manual_paper(paper)
        return f"{known.prefix if known else ''}-{number:0{width or 5}d}"
    return f"{number:0{width}d}" if width else str(number)


def listed(text: str, *, field: str = "numbers") -> tuple[int, ...]:
    """The numbers of a text as people write them: «12, 14-18», Thai digits read, each once, in order.

    Refusal (at `field`): number_list_malformed.
    """
    found: set[int] = set()
    plain = to_arabic_digits(text).replace("–", "-").replace("ถึง", "-").replace(" ", "")
    for part in plain.replace(";", ",").strip(",").split(","):
        first, _, last = part.partition("-")
        ends = (first, last or first)
        if not all(end.isascii() and end.isdigit() and len(end) <= 9 for end in ends):
            raise Refusal("number_list_malformed", field=field, text=text[:60])
        low, high = int(ends[0]), int(ends[1])
        if high < low or len(found) + high - low >= MOST_LISTED:
            raise Refusal("number_list_malformed", field=field, text=text[:60])
        found.update(range(low, high + 1))
    return tuple(sorted(found))


def documents_of(*, refs: Collection[PaperRef], kind: str = "") -> dict[PaperRef, documents.Document]:
    """The documents that were entered from these papers, by reference (`kind` limits them to one kind of document).

    Two queries, however many papers; right also within the batch that is being entered.
    """
    held = stock(refs=refs)
    found = documents.by_papers(refs={(r.paper, r.book_no, row.printed) for r, row in held.items()}, kind=kind)
    return {
        ref: found[(ref.paper, ref.book_no, row.printed)]
        for ref, row in held.items()
        if (ref.paper, ref.book_no, row.printed) in found
    }


def settle(
    *,
    envelope: Envelope,
    rows: Sequence[ManualNumber],
    state: str,
    outage_id: int | None,
    columns: Mapping[str, object],
) -> int:
    """Give numbers that are still out their end: voided, returned or lost; a capture that waits holds its number.

    Refusals (at `number`): manual_number_settled, manual_number_captured.
    """
    for row in rows:
        if row.state != "leased":
            facts = {"paper": name_of(ref_of(row)), "was": standards.message(f"state.manual_number.{row.state}")}
            raise Refusal("manual_number_settled", field="number", **facts)
        if row.capture_id is not None:
            raise Refusal("manual_number_captured", field="number", paper=name_of(ref_of(row)))
    settled: int = ManualNumber.objects.filter(id__in=[row.id for row in rows]).update(
        state=state, outage_id=outage_id, settled_by_id=envelope.actor.id, settled_on=envelope.today, **columns
    )
    return settled


def expires(day: date) -> date:
    """The last day of a book that is handed out on a day: the end of the fiscal year (continuity A.2, PK3)."""
    return fiscal_year_end(fiscal_year(day))
