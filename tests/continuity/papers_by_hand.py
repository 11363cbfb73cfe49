"""Papers that an office wrote by hand: their books, and how each is entered by its kind when the system is back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from khlang.bridges.continuity.models import ManualBook, ManualNumber
from khlang.bridges.continuity.papers import KINDS, PaperRef
from khlang.platform.commands import Envelope, Outcome, Paper, parse
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification as books
from tests.office import Office
from tests.standstill import Standstill

#: The day on which the system works again.
BACK = date(2024, 10, 4)


def state(outcome: Outcome) -> str:
    """The state a document is in now."""
    return documents.get(document_id=outcome.document_id or 0).state


def faults() -> list[str]:
    """What `khlang verify` finds; the outage of these tests is a document without its own row."""
    return [each for each in books.verify() if not each.startswith(("gates:", "certified_spells:"))]


class Papers:
    """The stock of one spell, and the clerk who enters it."""

    def __init__(self, office: Office, spell: Standstill) -> None:
        self.office, self.spell = office, spell

    def book(self, paper: str, book_no: str = "12", *, first: int = 1, last: int = 50, custodian: int = 77) -> None:
        """A book handed out to somebody."""
        book = ManualBook.objects.create(
            paper=paper, book_no=book_no, first=first, last=last, custodian_id=custodian, custodian_name="สมชาย ใจดี",
            leased_on=self.spell.begun, expires_on=date(2025, 9, 30),
        )  # fmt: skip
        ManualNumber.objects.bulk_create(
            ManualNumber(book=book, paper=paper, book_no=book_no, number=number, printed=str(number))
            for number in range(first, last + 1)
        )

    def envelope(
        self, paper: str, number: int, *, book_no: str = "12", day: date | None = None, by: str = "revenue_officer"
    ) -> Envelope:
        """What comes with one paper."""
        written = Paper(paper, book_no, str(number), day or self.spell.begun)
        return replace(self.office.envelope(by), origin="back_entry", outage=self.spell.id, paper=written)

    def enter(
        self, paper: str, number: int, payload: dict[str, Any], *, book_no: str = "12", day: date | None = None,
        by: str = "revenue_officer", decided: Sequence[str] = (),
    ) -> Outcome:  # fmt: skip
        """One paper as it was typed, entered by its kind; its number is issued. `decided`: problems accepted by somebody."""
        kind, ref = KINDS[paper], PaperRef(paper, book_no, number)
        data = parse(schema=kind.schema, data=payload, today=self.office.today)
        envelope = self.envelope(paper, number, book_no=book_no, day=day, by=by)
        outcome = kind.enter(envelope, data, ref, frozenset(decided))
        ManualNumber.objects.filter(paper=paper, book_no=book_no, number=number).update(
            state="issued", document_id=outcome.document_id
        )
        return outcome

    def receipt(self, number: int, baht: str, *, item: str = "41210008", **more: Any) -> Outcome:
        """A receipt for one thing, in cash unless said otherwise."""
        where = {name: more.pop(name) for name in ("book_no", "day", "by") if name in more}
        payload = {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": item, "amount": baht}], **more}
        return self.enter("receipt", number, payload, **where)

    def slip(self, number: int, total: str, *, receipts: str = "", book_no: str = "12", **more: Any) -> Outcome:
        """A remittance slip of receipts of book 12."""
        lines = [{"receipt_book": "12", "receipt_numbers": receipts}] if receipts else []
        payload = {"collector": "สมชาย ใจดี", "total": total, "lines": lines, **more}
        return self.enter("remittance", number, payload, book_no=book_no)

    def summary(self, number: int, total: str, *, slips: str = "", book_no: str = "12", **more: Any) -> Outcome:
        """A summary of slips of book 12."""
        lines = [{"remittance_book": "12", "remittance_numbers": slips}] if slips else []
        return self.enter("remittance_summary", number, {"total": total, "lines": lines, **more}, book_no=book_no)
