"""A spell of work by hand in the office of a test, spoken of as its people do: declare, write, enter, compare, certify."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from khlang.bridges.continuity import commands, queries
from khlang.platform.clock import BANGKOK
from khlang.platform.commands import Envelope, Outcome
from khlang.spine.documents import queries as documents
from tests.household import hire
from tests.office import Office

#: Monday 7 October 2567, the first day of the outage of most tests; the day after, the system is back.
MONDAY, TUESDAY = date(2024, 10, 7), date(2024, 10, 8)
WASTE_FEE = "41210008"


class Spell:
    """One outage of an office; every step is made by the person who would make it."""

    def __init__(self, office: Office, *, begins: date = MONDAY) -> None:
        self.office, self.begins = office, begins
        self.id = 0
        office.today = begins

    @property
    def document(self) -> Any:
        """The outage as it is now."""
        return documents.get(document_id=self.id)

    @property
    def number(self) -> str:
        """The number of the outage."""
        return str(self.document.number)

    def envelope(self, role: str, *, day: date | None = None, hour: int = 10) -> Envelope:
        """What a face would send for this person on the day (today unless said otherwise)."""
        made = self.office.envelope(role, day=day)
        return replace(made, now=datetime(made.today.year, made.today.month, made.today.day, hour, tzinfo=BANGKOK))

    def declare(self, *, by: str = "finance_officer", day: date | None = None, **more: Any) -> Outcome:
        """Somebody says that the system cannot be used."""
        data = {
            "trigger": "system_failure", "cause": "เข้าระบบไม่ได้ตั้งแต่เช้า",
            "started_on": self.begins.isoformat(), "started_time": "08.30", **more,
        }  # fmt: skip
        made = commands.declare_outage(envelope=self.envelope(by, day=day), data=data)
        self.id = made.document_id or 0
        return made

    def confirm(self, *, by: str = "treasury_head") -> Outcome:
        """A second person confirms."""
        return commands.confirm_outage(envelope=self.envelope(by), data={"document_id": self.id})

    def by_hand(self, **more: Any) -> "Spell":
        """Declared and confirmed: papers are written."""
        self.declare(**more)
        self.confirm()
        return self

    def restore(self, *, day: date | None = None, **more: Any) -> Outcome:
        """The system is back, at ten in the morning of the day unless said otherwise."""
        self.office.today = day or self.office.today
        return commands.restore_outage(envelope=self.envelope("treasury_head"), data={"document_id": self.id, **more})

    def step(self, move: str, *, by: str, **more: Any) -> Outcome:
        """Another move of the outage."""
        made: Outcome = getattr(commands, f"{move}_outage")(
            envelope=self.envelope(by), data={"document_id": self.id, **more}
        )
        return made

    def hold(self, paper: str, first: int = 1, last: int = 5, *, book: str = "") -> Outcome:
        """A book handed to the collector, on the first day of the spell."""
        if "revenue_officer" not in self.office.people:
            self.office.people["revenue_officer"] = hire(self.office.org, "somchai", "revenue_officer").id
        data = {
            "paper": paper, "book_no": book, "first": first, "last": last,
            "custodian": self.office.people["revenue_officer"], "leased_on": self.begins.isoformat(),
        }  # fmt: skip
        return commands.lease_book(envelope=self.envelope("treasury_head"), data=data)

    def read(self, paper: str, number: int, *, book: str = "", day: date | None = None, **payload: Any) -> Outcome:
        """The collector types one paper."""
        line = {
            "envelope": str(uuid4()), "book_no": book, "number": number,
            "paper_date": (day or self.begins).isoformat(), "payload": payload,
        }  # fmt: skip
        data = {"outage_id": self.id, "paper": paper, "lines": [line]}
        return commands.capture(envelope=self.envelope("revenue_officer"), data=data)

    def enter(self) -> dict[str, Any]:
        """The queue is worked off."""
        return commands.enter(envelope=self.envelope("revenue_officer"), data={"outage_id": self.id}).data

    def receipt(self, number: int, baht: str = "100.00", **more: Any) -> Outcome:
        """A receipt of book 12 for the waste fee."""
        lines = [{"item": WASTE_FEE, "amount": baht}]
        return self.read("receipt", number, book="12", payer_name="นางบุญมี ทองสุข", lines=lines, **more)

    def day_of_receipts(self, *numbers: int, baht: str = "100.00", total: str = "", day: date | None = None) -> None:
        """Receipts of book 12, the slip and the summary of the day, and its daily status."""
        for number in numbers:
            self.receipt(number, baht, day=day)
        listed = ", ".join(str(number) for number in numbers)
        total = total or f"{float(baht) * len(numbers):.2f}"
        self.read(
            "remittance", 1, total=total, lines=[{"receipt_book": "12", "receipt_numbers": listed}], day=day
        )  # fmt: skip
        self.read("remittance_summary", 1, total=total, lines=[{"remittance_numbers": "1"}], day=day)
        self.status(received=total, closing=total, day=day)

    def status(self, number: int = 1, *, closing: str, day: date | None = None, **money: str) -> Outcome:
        """The daily status by hand: the cash box."""
        return self.read("daily_status", number, day=day, lines=[{"place": "cash", "closing": closing, **money}])

    def stock(self) -> "Spell":
        """The books of the papers of a day."""
        self.hold("receipt", book="12")
        for paper in ("remittance", "remittance_summary", "daily_status"):
            self.hold(paper, last=1)
        return self

    def mark(self) -> None:
        """Numbers of the system are written on the papers, prints attached behind them by another person."""
        for paper in ("remittance", "remittance_summary"):
            commands.label(envelope=self.envelope("revenue_officer"), data={"outage_id": self.id, "paper": paper})
        for paper in ("receipt", "remittance", "remittance_summary"):
            commands.attach(envelope=self.envelope("accountant"), data={"outage_id": self.id, "paper": paper})

    def give_back(self, numbers: str, *, paper: str = "receipt", book: str = "12") -> Outcome:
        """Papers that nobody used."""
        data = {"paper": paper, "book_no": book, "numbers": numbers, "outage_id": self.id}
        return commands.return_numbers(envelope=self.envelope("revenue_officer"), data=data)

    def whole_day(self) -> "Spell":
        """A day by hand, entered the next day and ready to be certified: receipts 1 to 3, 4 and 5 given back."""
        self.by_hand()
        self.stock()
        self.restore(day=TUESDAY)
        self.day_of_receipts(1, 2, 3)
        assert self.enter()["left"] == 0
        self.give_back("4-5")
        self.mark()
        self.step("reconcile", by="accountant")
        return self

    def lacks(self, *, on: date | None = None) -> list[str]:
        """The codes of what stands in the way of certification."""
        return [lack.code for lack in queries.lacks(outage_id=self.id, on=on or self.office.today)]
