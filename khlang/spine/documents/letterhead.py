"""The head and foot that printed documents share: who issues it, its number and day, who signs."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from khlang.core.calendar import format_date
from khlang.spine.access import queries as access
from khlang.spine.documents import lifecycles, print_data, queries, remote, rendering
from khlang.spine.documents.print_data import Organisation, Signature
from khlang.spine.organisations import queries as organisations
from khlang.standards import message

#: States whose paper bears the mark ยกเลิก.
VOID_STATES = ("voided", "reversed", "cancelled")


def issuer() -> Organisation:
    """The organisation in scope as the forms print it, with its own emblem when it has given one."""
    own = organisations.current()
    place = " ".join(
        part
        for part in (
            own.address,
            f"อำเภอ{own.district_th}" if own.district_th else "",
            f"จังหวัด{own.province_th}" if own.province_th else "",
        )
        if part
    )
    head: Organisation = {"name": own.name_th, "place": place, "tax_id": own.tax_id}
    emblem = organisations.emblem()
    if emblem is not None:
        head["emblem"] = rendering.emblem_svg(image=emblem[1])
    return head


def sheet(*, document: Any, title: str) -> dict[str, Any]:
    """The keys every form understands, for a document: its number, day, the end of its trail, and the mark when void."""
    trail = queries.trail(document_id=document.id)
    return {
        **print_data.sheet(
            organisation=issuer(), title=title, number=document.number or "", day=document.document_date,
            digest=trail[-1].digest if trail else "",
            mark=print_data.VOIDED if document.state in VOID_STATES else "",
        )
    }  # fmt: skip


def written(*, document: Any, dated: bool = False) -> str:
    """Book and number of the handwritten paper behind a document as people say them («เล่มที่ 12 เลขที่ 48»), with the day of
    the paper if `dated`; "" when there is none."""
    if not document.paper_number:
        return ""
    key = "by_hand.book_number" if document.paper_book else "by_hand.number"
    said = message(key, book=document.paper_book, number=document.paper_number)
    if not dated or document.paper_date is None:
        return said
    return message("by_hand.dated", paper=said, date=format_date(document.paper_date))


def paper_marks(*, document: Any) -> list[tuple[str, str]]:
    """What stands beside the number of a document that was entered from paper: which paper, of which day, entered when and
    by whom (LAO-2.1, LAO-9); nothing for others."""
    if not document.paper_number:
        return []
    entered = next((step for step in queries.trail(document_id=document.id) if step.origin != "online"), None)
    marks = [(message("by_hand.mark"), written(document=document))]
    if document.paper_date is not None:
        marks.append((message("by_hand.mark_date"), format_date(document.paper_date)))
    if entered is not None:
        day = format_date(print_data.bangkok_day(instant=entered.at))
        marks.append((message("by_hand.mark_entered"), message("by_hand.entered", date=day, name=entered.actor_name)))
    return marks


def division(*, document: Any) -> str:
    """The name of the division of a document, "" when it has none."""
    if document.division_id is None:
        return ""
    names = {row.id: row.name_th for row in organisations.divisions(active_only=False)}
    return names.get(document.division_id, "")


def signatures(*, document: Any, places: Sequence[tuple[str, tuple[str, ...]]]) -> list[Signature]:
    """Places to sign: a label (message key) and the moves whose last actor signs there; blank when nobody has yet.

    A step that was undone, as when the document was returned for correction, is nobody's signature any more.
    """
    taken = standing_steps(document=document)
    signed = signers(document=document, steps=taken.values())
    made: list[Signature] = []
    for label, moves in places:
        sequence = next((taken[move].sequence for move in moves if move in taken), None)
        made.append({"label": message(label), **signed.get(sequence, _NOBODY), "dated": True})
    return made


_NOBODY: Final[Signature] = {"label": "", "name": "", "position": ""}


def signers(*, document: Any, steps: Iterable[Any]) -> dict[int | None, Signature]:
    """By the sequence of its step, how each actor signs: the name, the title of the day of the step (with «รักษาราชการแทน» or
    «ปฏิบัติราชการแทน» where the duty is another officer's), and the note that it was done from another office."""
    declared, rows = lifecycles.get(document.kind), list(steps)
    moves = {step.sequence: declared.move(step.move) for step in rows}
    keys = {
        step.sequence: access.Signing(
            step.actor_id, made.duty if (made := moves[step.sequence]) else "", print_data.bangkok_day(instant=step.at)
        )
        for step in rows
    }
    titles = access.signing_titles(signing=set(keys.values()))
    notes = remote.notes(steps=rows)
    signed: dict[int | None, Signature] = {}
    for step in rows:
        sign: Signature = {"label": "", "name": step.actor_name, "position": titles[keys[step.sequence]]}
        if step.sequence in notes:
            sign["note"] = notes[step.sequence]
        signed[step.sequence] = sign
    return signed


def standing_steps(*, document: Any) -> dict[str, Any]:
    """The last step of each move that still counts, by move: steps that a later one undid are left out."""
    declared = lifecycles.get(document.kind)
    standing: dict[str, Any] = {}
    for step in queries.trail(document_id=document.id):
        made = declared.move(step.move)
        for undone in made.undoes if made is not None else ():
            standing.pop(undone, None)
        standing[step.move] = step
    return standing


def decisions(*, document: Any, places: Sequence[tuple[str, str, tuple[str, ...]]]) -> list[dict[str, Any]]:
    """Steps of a decision: a label and what is declared there (message keys; "" for nothing), and the moves by which it
    is. Who took the step is named with position and day (Bangkok); the place of a step not yet taken is blank."""
    taken = standing_steps(document=document)
    signed = signers(document=document, steps=taken.values())
    made = []
    for label, words, moves in places:
        step = next((taken[move] for move in moves if move in taken), None)
        place = {
            "label": message(label),
            "words": message(words) if words else "",
            "name": "",
            "position": "",
            "dated": True,
        }
        if step is not None:
            day = format_date(print_data.bangkok_day(instant=step.at))
            place |= {**signed[step.sequence], "label": message(label), "date": day}
        made.append(place)
    return made
