"""What a kind of paper is to the queue: its schema, the papers it needs, and how it becomes a document."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Input


@dataclass(frozen=True, slots=True)
class PaperRef:
    """Which paper: its kind, book ("" when the paper has no book) and number."""

    paper: str
    book_no: str
    number: int

    def __str__(self) -> str:
        return f"{self.paper} {self.book_no} {self.number}"

    @classmethod
    def read(cls, text: str) -> "PaperRef":
        """The reference that `str` wrote."""
        paper, _, rest = text.partition(" ")
        book_no, _, number = rest.rpartition(" ")
        return cls(paper, book_no, int(number))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the control register says of a paper; `amount` in satang."""

    party: str
    title: str
    amount: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person must decide before the paper is entered: one of the exceptions of continuity A.5.

    `paper` and `system` are the two versions side by side, key by key, as text.
    """

    problem: str
    paper: dict[str, str]
    system: dict[str, str]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper, declared in its own file of this folder.

    - `schema`: what is on the paper, as typed: codes, names and paper numbers, never identifiers. `lines` (a tuple of a
      second schema) when the paper has several; grid and workbook put its first line beside the head.
    - `needs(data, ref)`: papers that must be entered before this one; only those that were made by hand.
    - `shown(data)`: party, title and amount for the control register.
    - `examine(data, ref, day, today)`: what has changed in the system meanwhile and wants a decision.
    - `enter(envelope, data, ref, decided)`: make the document by the ordinary command; `decided` names the problems that
      somebody has decided to accept. Refusals pass through and become the exception of the capture.
    - `correct(envelope, data, ref, reason)`: put the document right that was made from a wrong reading, where that is possible
      as long as nothing was built on it.
    """

    key: str
    schema: type[Input]
    needs: Callable[[Any, PaperRef], Sequence[PaperRef]]
    shown: Callable[[Any], Shown]
    enter: Callable[[Envelope, Any, PaperRef, frozenset[str]], Outcome]
    examine: Callable[[Any, PaperRef, date, date], Sequence[Finding]] | None = None
    correct: Callable[[Envelope, Any, PaperRef, str], Outcome] | None = None
