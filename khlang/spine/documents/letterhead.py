"""The head and foot that printed documents share: who issues it, its number and day, who signs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from khlang.spine.access import queries as access
from khlang.spine.documents import print_data, queries, rendering
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


def signatures(*, document: Any, places: Sequence[tuple[str, tuple[str, ...]]], on: date) -> list[Signature]:
    """Places to sign: a label (message key) and the moves whose last actor signs there; blank when nobody has yet."""
    actors = {step.move: (step.actor_id, step.actor_name) for step in queries.trail(document_id=document.id)}
    titles = access.position_titles(person_ids={person for person, _ in actors.values()}, on=on)
    made: list[Signature] = []
    for label, moves in places:
        person, name = next((actors[move] for move in moves if move in actors), (0, ""))
        made.append({"label": message(label), "name": name, "position": titles.get(person, ""), "dated": True})
    return made
