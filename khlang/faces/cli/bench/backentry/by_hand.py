"""An outage from its declaration to its certificate, as `khlang bench backentry` and the test of the story walk through it."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import queries
from khlang.core.calendar import fiscal_year, fiscal_year_end
from khlang.core.money import parse_baht
from khlang.faces.cli.bench.backentry import office as offices
from khlang.faces.cli.bench.backentry import story as stories
from khlang.faces.cli.bench.backentry import workbooks
from khlang.faces.cli.bench.backentry.office import Office
from khlang.faces.cli.bench.backentry.story import BOOK, Story
from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy
from khlang.platform.commands import Outcome
from khlang.spine.documents import verification
from khlang.spine.organisations import commands as organisations
from khlang.standards import manual_paper, revenue_item

#: So many papers in one go.
GO: Final = 500
PAPERS: Final = (
    "ordinance", "receipt", "remittance", "remittance_summary", "dika", "cheque_report", "payment_voucher", "daily_status",
)  # fmt: skip


class Spell:
    """The outage of one office, and what its people do about it."""

    def __init__(self, office: Office, story: Story) -> None:
        self.office, self.story = office, story
        self.id = 0

    def declare(self) -> None:
        """Declared and confirmed on the first morning, books handed out, the budget of dika of the old year settled."""
        office = self.office
        office.today = self.story.begins
        organisations.change_settings(envelope=office.envelope(), data={"old_year_dika": "year_of_paper"})
        data = {
            "trigger": "system_failure",
            "cause": "ระบบกลางปิดให้บริการ",
            "started_on": office.today,
            "started_time": "08.30",
        }
        made = continuity.declare_outage(envelope=office.envelope("finance_officer"), data=data)
        self.id = made.document_id or 0
        continuity.confirm_outage(envelope=office.envelope("treasury_head"), data={"document_id": self.id})

    def restore(self) -> None:
        """The system is back; stock that was handed out meanwhile is written down, the books of the new year are opened."""
        office = self.office
        office.today = self.story.restored
        for book, (day, _) in self.story.books.items():
            self._lease("receipt", book, 1, BOOK, day)
            data = {"book_no": book, "first": 1, "last": BOOK, "issued_to": office.people["revenue_officer"].id}
            revenue.register_book(envelope=office.envelope("treasury_head"), data=data)
        days = [(day.number, day.day) for day in self.story.days]
        dikas = [(each.number, each.day) for each in self.story.dikas]
        for paper in ("remittance", "remittance_summary", "cheque_report", "daily_status"):
            self._block(paper, days)
        for paper in ("dika", "payment_voucher"):
            self._block(paper, dikas)
        if self.story.crosses:
            self._lease("ordinance", "", 1, 1, self.story.begins)
        continuity.restore_outage(envelope=office.envelope("treasury_head"), data={"document_id": self.id})
        office.today = self.story.certified
        if self.story.crosses:
            office.next_year()

    def _block(self, paper: str, numbers: Sequence[tuple[int, date]]) -> None:
        """A block of numbers for each fiscal year."""
        ends: dict[date, list[tuple[int, date]]] = {}
        for number, day in numbers:
            ends.setdefault(fiscal_year_end(fiscal_year(day)), []).append((number, day))
        for some in ends.values():
            self._lease(paper, "", some[0][0], some[-1][0], some[0][1])

    def _lease(self, paper: str, book: str, first: int, last: int, day: date) -> None:
        data = {
            "paper": paper, "book_no": book, "first": first, "last": last, "leased_on": day,
            "custodian": self.office.people["revenue_officer"].id,
        }  # fmt: skip
        continuity.lease_book(envelope=self.office.envelope("treasury_head"), data=data)

    def upload(self, name: str, content: bytes) -> dict[str, Any]:
        """A workbook brought; what was answered."""
        data = {"outage_id": self.id, "filename": f"{name}.xlsx", "content": b64encode(content)}
        made: dict[str, Any] = continuity.upload_workbook(
            envelope=self.office.envelope("finance_officer"), data=data
        ).data
        return made

    def enter(self) -> Iterator[dict[str, Any]]:
        """The queue, go after go, until nothing is left; what each told."""
        again = True
        while True:
            told = self._go(again).data
            again = False
            yield told
            if not told["left"]:
                return

    def _go(self, again: bool) -> Outcome:
        data = {"outage_id": self.id, "limit": GO, "again": again}
        return continuity.enter(envelope=self.office.envelope("revenue_officer"), data=data)

    def give_back(self) -> None:
        """Leaves that nobody wrote on are returned."""
        for book, (_, last) in self.story.books.items():
            if last < BOOK:
                data = {"paper": "receipt", "book_no": book, "numbers": f"{last + 1}-{BOOK}", "outage_id": self.id}
                continuity.return_numbers(envelope=self.office.envelope("revenue_officer"), data=data)

    def mark(self) -> None:
        """Numbers of the system are written on the papers; its prints are attached behind them, looked at by another."""
        for paper in PAPERS:
            known = manual_paper(paper)
            data = {"outage_id": self.id, "paper": paper}
            if known is not None and known.numbers:
                continuity.label(envelope=self.office.envelope("revenue_officer"), data=data)
            if known is not None and known.attach:
                continuity.attach(envelope=self.office.envelope("accountant"), data=data)

    def reconcile(self) -> None:
        """Everything is entered; what is still missing would be named."""
        named = {"document_id": self.id}
        continuity.reconcile_outage(envelope=self.office.envelope("accountant"), data=named)
        with tenancy.scope(self.office.org):
            lacks = [lack.text() for lack in queries.lacks(outage_id=self.id, on=self.office.today)]
        if lacks:
            raise RuntimeError("the spell is not complete: " + "; ".join(lacks[:10]))

    def certify(self) -> Outcome:
        """«ครบถ้วน ถูกต้อง», by the head of finance who entered nothing."""
        return continuity.certify_outage(
            envelope=self.office.envelope("treasury_head"), data={"document_id": self.id}
        )  # fmt: skip

    def money_before(self) -> dict[str, int]:
        """What every place had before the first day (satang)."""
        rich = parse_baht(offices.RICH)
        return {stories.CASH: 0, stories.SAVINGS: rich, stories.CURRENT: rich}

    def books(self, parts: int = 4) -> Iterator[tuple[str, bytes]]:
        """The workbooks: receiving in parts, spending in two, the daily statuses."""
        days = self.story.days
        for at, some in enumerate(_parts(days, parts), start=1):
            yield f"รับเงิน {at}", workbooks.written(office=self.office, rows=workbooks.receiving(days=some))
        for at, some in enumerate(_parts(days, 2), start=1):
            rows = workbooks.spending(days=some, ordinance=at == 1 and self.story.crosses)
            yield f"จ่ายเงิน {at}", workbooks.written(office=self.office, rows=rows)
        rows = workbooks.statuses(days=days, begins=self.money_before())
        yield "สถานะการเงินประจำวัน", workbooks.written(office=self.office, rows=rows)

    def findings(self) -> list[str]:
        """What is not as the story says: cut-off by account and paper, the proofs of `khlang verify`; none when all is well."""
        with tenancy.scope(self.office.org):
            wrong = list(verification.verify())
            cut_off = queries.cut_off(outage_id=self.id)
        if [each.fiscal_year for each in cut_off] != [2568] * self.story.crosses:
            return [*wrong, f"cut-off of {[each.fiscal_year for each in cut_off]}"]
        return [*wrong, *self._cut_off(cut_off[0])] if cut_off else wrong

    def _cut_off(self, late: Any) -> Iterator[str]:
        """By account and by paper against the story."""
        said, wanted = self.said(late.lines), self.story.figures(fiscal_year_of=late.fiscal_year)
        if said != wanted:
            yield f"cut-off: {said} instead of {dict(wanted)}"
        papers = sum(each.paper in ("remittance_summary", "payment_voucher") for each in late.papers)
        old = [day for day in self.story.days if fiscal_year(day.day) == late.fiscal_year]
        expected = sum(bool(day.receipts) + len(day.dikas) for day in old)
        if papers != expected:
            yield f"cut-off: {papers} papers of money instead of {expected}"

    def said(self, lines: Sequence[Any]) -> Mapping[str, int]:
        """The lines of a cut-off report as the story calls its accounts; what is neither money nor revenue was spent."""
        accounts = self.office.accounts()
        items = {(revenue_item(item, on=self.story.begins).account, item): item for item in stories.ITEMS}
        found: dict[str, int] = {}
        for line in lines:
            place = (line.account, line.sub)
            key = accounts.get(place) or items.get(place) or "spent"
            found[key] = found.get(key, 0) + line.debit - line.credit
        return found


def _parts(days: Sequence[Any], count: int) -> Iterator[Sequence[Any]]:
    size = -(-len(days) // count)
    return (days[at : at + size] for at in range(0, len(days), size))
