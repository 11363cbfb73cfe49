"""The numbers that the forms of a kit carry: the next free ones of the blocks leased to it, and a new block when they are few.

A number that was printed and not used is printed again in the next kit: who prints a new kit destroys the blank forms of the
old one. Nothing is lost so, and a kit every night does not use up numbers.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from khlang.bridges.continuity.commands.stock import lease_book
from khlang.bridges.continuity.identity import Identity
from khlang.bridges.continuity.kits.snapshot import Snapshot, papers_of
from khlang.bridges.continuity.models import ManualBook
from khlang.bridges.continuity.queries import stock
from khlang.platform.commands import Envelope
from khlang.spine.access import queries as access
from khlang.standards.kit import BlankForm, kit_rules

#: How many kits a block is long: an office that used half of one kit still has a whole one.
_KITS: int = 5
_WIDTH: int = 5
_KEEPER: str = "manual_book.manage"
#: Sheets of the kit that are no blank forms and have numbers all the same.
SHEETS: Final = {"daily_status": 5}


@dataclass(frozen=True, slots=True)
class FormNumbers:
    """The numbers on the forms of one kind: as printed, with the text of the square of each; the last block they come from."""

    paper: str
    book_no: str
    printed: tuple[str, ...]
    squares: tuple[str, ...]


def copies(*, form: BlankForm, unit: bool) -> int:
    """How many blank forms of a kind the kit has."""
    return form.unit_copies if unit else form.copies


def numbers(*, envelope: Envelope, snapshot: Snapshot) -> dict[str, FormNumbers]:
    """The numbers of every kind of form of the kit, by the key of the paper; a block is leased for a kind that has too few.

    The custodian of a new block is the head of treasury of the day, or whoever else keeps the stock; without anybody the
    forms have no numbers, and the office writes its own. Refusals: those of `manual_book.lease`.
    """
    custodian = _custodian(envelope.today)
    found = {}
    for paper in papers_of(unit=snapshot.unit):
        form = kit_rules().forms.get(paper.key)
        wanted = copies(form=form, unit=snapshot.unit) if form else SHEETS.get(paper.key, 0)
        if wanted:
            found[paper.key] = _of(envelope, snapshot, paper.key, wanted, custodian)
    return found


def _of(envelope: Envelope, snapshot: Snapshot, paper: str, wanted: int, custodian: int | None) -> FormNumbers:
    free = stock.free_numbers(paper=paper, on=envelope.today, count=wanted)
    if len(free) < wanted and custodian is not None:
        _lease(envelope, paper, wanted * _KITS, custodian)
        free = stock.free_numbers(paper=paper, on=envelope.today, count=wanted)
    squares = tuple(str(Identity(snapshot.code, paper, row.book_no, row.number)) for row in free)
    return FormNumbers(paper, free[0].book_no if free else "", tuple(row.printed for row in free), squares)


def _lease(envelope: Envelope, paper: str, count: int, custodian: int) -> None:
    """A block behind all that there are of the kind, leased by the right of who makes the kit."""
    last = ManualBook.objects.filter(paper=paper, book_no="", source="kit").order_by("-last").first()
    first = last.last + 1 if last else 1
    keeper = replace(envelope.actor, duties=envelope.actor.duties | {_KEEPER})
    data = {
        "paper": paper, "first": str(first), "last": str(first + count - 1), "width": _WIDTH, "custodian": custodian,
        "source": "kit",
    }  # fmt: skip
    lease_book(envelope=replace(envelope.unversioned(), actor=keeper), data=data)


def _custodian(day: date) -> int | None:
    """Who keeps the forms: the head of treasury, else anybody who keeps the stock; somebody in his own right before an
    acting one."""
    holders = sorted(
        access.who_holds(duty=_KEEPER, on=day),
        key=lambda each: (each.role != "treasury_head", each.acting, each.person_id),
    )
    return holders[0].person_id if holders else None
