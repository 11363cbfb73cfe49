"""PDF and workbook of a kit, of one moment and with the same numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from khlang.bridges.continuity.kits import blocks, pages
from khlang.bridges.continuity.kits.snapshot import Snapshot, papers_of, take
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.workbooks import writing
from khlang.core.calendar import format_date
from khlang.platform.commands import Envelope
from khlang.standards import message


@dataclass(frozen=True, slots=True)
class Made:
    """The two files of a kit with their names and digests, and which numbers its forms carry."""

    pdf: bytes
    workbook: bytes
    pages: int
    ranges: tuple[dict[str, Any], ...]

    @property
    def pdf_sha256(self) -> str:
        """Digest of the PDF."""
        return sha256(self.pdf).hexdigest()

    @property
    def workbook_sha256(self) -> str:
        """Digest of the workbook."""
        return sha256(self.workbook).hexdigest()


def make(*, envelope: Envelope, kit: str) -> Made:
    """Both files for the organisation in scope as it stands now; `kit` is the number of the kit.

    Leases a block of numbers for each kind of form that has too few left. Refusals: those of `manual_book.lease`.
    """
    snapshot = take(now=envelope.now, day=envelope.today)
    numbers = blocks.numbers(envelope=envelope, snapshot=snapshot)
    pdf = pages.pdf(snapshot=snapshot, numbers=numbers, kit=kit, printed_at=envelope.now)
    ranges = tuple(
        {
            "paper": each.paper, "book_no": each.book_no, "first": each.printed[0], "last": each.printed[-1],
            "count": len(each.printed),
        }
        for each in numbers.values()
        if each.printed
    )  # fmt: skip
    return Made(pdf, workbook(snapshot=snapshot, numbers=numbers, kit=kit), len(PdfReader(BytesIO(pdf)).pages), ranges)


def workbook(
    *, snapshot: Snapshot, numbers: Mapping[str, blocks.FormNumbers], kit: str,
    filled: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
) -> bytes:  # fmt: skip
    """The workbook for the kinds of paper that the organisation makes and that can be entered afterwards; `filled` as
    `writing.workbook` takes it."""
    kinds = {paper.key for paper in papers_of(unit=snapshot.unit)}
    return writing.workbook(
        snapshot=snapshot,
        schemas={key: kind.schema for key, kind in KINDS.items() if key in kinds},
        numbers={key: writing.Numbers(each.book_no, each.printed) for key, each in numbers.items()},
        kit=kit,
        filled=filled,
    )


def names(*, day: date) -> tuple[str, str]:
    """The names of the two files of a kit of a day."""
    written = format_date(day)
    return message("kit.file.pdf", day=written), message("kit.file.workbook", day=written)
