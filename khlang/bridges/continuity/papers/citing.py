"""Papers that name other documents: handwritten ones by book and number («12, 14-18»), those of the system by their number.

What a slip or a summary says becomes identifiers here, in a number of queries that does not depend on how many it names.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from khlang.bridges.continuity import numbers, problems
from khlang.bridges.continuity.paper_kind import PaperRef
from khlang.core.refusal import Refusal, Refusals
from khlang.core.thai import to_arabic_digits
from khlang.platform.inputs import LongText, OptionalText
from khlang.platform.inputs import refused as as_finding
from khlang.spine.documents import queries as documents
from khlang.standards import message


def _listed(text: str) -> str:
    if not text:
        return text
    try:
        numbers.listed(text)
    except Refusal as refusal:
        raise as_finding(refusal) from None
    return text


def _system(text: str) -> str:
    return ", ".join(_split(text))


def _split(text: str) -> list[str]:
    """«RC68-00012/2568, RC68-00014/2568»: one by one, each once, Thai digits read."""
    plain = to_arabic_digits(text).upper().replace(";", ",").replace("\n", ",")
    return list(dict.fromkeys(part.replace(" ", "") for part in plain.split(",") if part.strip()))


#: The numbers of one book as people write them: «12, 14-18».
NumberList = Annotated[OptionalText, AfterValidator(_listed)]
#: Official numbers of the system with commas between them.
SystemNumbers = Annotated[LongText, AfterValidator(_system)]
Book = Annotated[OptionalText, Field(max_length=20)]


def refs(*, paper: str, book: str, listed: str) -> list[PaperRef]:
    """The papers of one kind that a list of numbers names."""
    return [PaperRef(paper, to_arabic_digits(book), number) for number in numbers.listed(listed)] if listed else []


def of_books(*, paper: str, field: str, books: Iterable[tuple[str, str]]) -> list[tuple[str, PaperRef]]:
    """The papers that lines name by book and numbers, each with the field that names it («lines.0.receipt_numbers»)."""
    return [
        (f"lines.{position}.{field}", ref)
        for position, (book, listed) in enumerate(books)
        for ref in refs(paper=paper, book=book, listed=listed)
    ]


def entered(*, named: Sequence[tuple[str, PaperRef]], kind: str) -> list[int]:
    """The documents entered from these papers (each with the field that names it), in order; voided papers are passed over.

    Refusal (all together, at their fields): paper_not_entered (facts book, number).
    """
    wanted = {ref for _, ref in named}
    held = numbers.stock(refs=wanted)
    found = numbers.documents_of(refs=wanted, kind=kind)
    missing = [
        Refusal("paper_not_entered", field=field, book=ref.book_no or "-", number=ref.number)
        for field, ref in named
        if ref not in found and not (ref in held and held[ref].state == "voided")
    ]
    if missing:
        raise Refusals(missing)
    return [found[ref].id for _, ref in named if ref in found]


def of_system(*, numbers_typed: str, field: str, kinds: Sequence[str]) -> list[int]:
    """The documents of the system with these official numbers, in order.

    Refusal (all together): system_number_unknown (facts number).
    """
    wanted = _split(numbers_typed)
    if not wanted:
        return []
    found: dict[str, int] = {}
    for kind in kinds:
        rows = documents.find(kind=kind, equal={"number__in": wanted}).order_by()
        found |= dict(rows.values_list("number", "id"))
    unknown = [Refusal("system_number_unknown", field=field, number=number) for number in wanted if number not in found]
    if unknown:
        raise Refusals(unknown)
    return [found[number] for number in wanted]


def require_some(*, ids: Sequence[int], field: str) -> Sequence[int]:
    """Pass when the paper names anything. Refusal (at `field`): nothing_on_paper."""
    if not ids:
        raise Refusal("nothing_on_paper", field=field)
    return ids


def spoken(*, wanted: Iterable[str], system: str) -> str:
    """What stands on the paper in one line of the control register: «12, 14-18; RC68-00012/2568»."""
    return "; ".join(part for part in (*wanted, system) if part)


def at_fields(refused: Refusal | Refusals, fields: dict[str, str]) -> Refusals:
    """The refusals of a command at the fields of the paper: `fields` is field of the command → of the paper."""
    return Refusals(
        Refusal(each.code, field=fields.get((each.field or "").partition(".")[0], each.field), **each.facts)
        for each in problems.errors_of(refused)
    )


def line_of_many(*, titles: Sequence[str]) -> str:
    """The first title and how many follow, for the control register."""
    if len(titles) < 2:
        return "".join(titles)
    return message("receipt.title_many", first=titles[0], more=len(titles) - 1)
