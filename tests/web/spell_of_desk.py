"""An outage in the office of the page tests: declared, confirmed, its books handed out, its papers keyed in by its people."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from khlang.bridges.continuity.queries import queue
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.organisations.models import Organisation
from tests.household import hire
from tests.office import Office
from tests.till import Till
from tests.web.desk import TODAY, Desk

WASTE_FEE = "41210008"
_STEPS = {"restore": "pranee", "reconcile": "anan", "certify": "pranee", "close": "surachai"}


@dataclass
class SpellOfDesk:
    """One outage of the desk; each step by the person of the desk whose step it is."""

    desk: Desk
    id: int = 0

    @property
    def href(self) -> str:
        """The address of its page."""
        return f"/continuity/{self.id}/"

    @property
    def state(self) -> str:
        """Where it stands."""
        with tenancy.scope(self.desk.org):
            return str(documents.get(document_id=self.id).state)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Within the walls of the office."""
        with tenancy.scope(self.desk.org):
            yield

    def declare(self, **more: Any) -> "SpellOfDesk":
        """Somebody says that the system cannot be used."""
        data = {
            "trigger": "system_failure", "cause": "เข้าระบบไม่ได้ตั้งแต่เช้า", "started_on": TODAY.isoformat(),
            "started_time": "08.30", **more,
        }  # fmt: skip
        self.id = self.desk.do("outage.declare", data, "wipa").document_id or 0
        return self

    def by_hand(self) -> "SpellOfDesk":
        """Declared and confirmed, books of every paper of a day handed out."""
        self.declare()
        self.desk.do("outage.confirm", {"document_id": self.id}, "pranee")
        for paper, book, last in (("receipt", "12", 5), ("remittance", "1", 2), ("remittance_summary", "1", 2),
                                  ("daily_status", "1", 1)):  # fmt: skip
            self.lease(paper, book, last)
        return self

    def lease(self, paper: str, book: str, last: int) -> None:
        """A book handed to the collector."""
        data = {"paper": paper, "book_no": book, "first": 1, "last": last, "custodian": self.desk.people["somchai"].id}
        self.desk.do("manual_book.lease", data, "pranee")

    def step(self, move: str, **more: Any) -> "SpellOfDesk":
        """Another move of the outage."""
        self.desk.do(f"outage.{move}", {"document_id": self.id, **more}, _STEPS[move])
        return self

    def read(self, paper: str, number: int, *, book: str = "1", who: str = "somchai", **payload: Any) -> None:
        """A paper keyed in."""
        line = {
            "envelope": str(uuid4()), "book_no": book, "number": number, "paper_date": TODAY.isoformat(), "payload": payload,
        }  # fmt: skip
        self.desk.do("back_entry.capture", {"outage_id": self.id, "paper": paper, "lines": [line]}, who)

    def receipt(self, number: int, baht: str = "100.00", payer: str = "นางบุญมี ทองสุข", **more: Any) -> None:
        """A receipt of book 12."""
        lines = [{"item": WASTE_FEE, "amount": baht}]
        self.read("receipt", number, book="12", payer_name=payer, lines=lines, **more)

    def day(self) -> "SpellOfDesk":
        """Three receipts, their slip and summary, and the daily status."""
        for number in (1, 2, 3):
            self.receipt(number)
        self.read("remittance", 1, total="300.00", lines=[{"receipt_book": "12", "receipt_numbers": "1-3"}])
        self.read("remittance_summary", 1, total="300.00", lines=[{"remittance_book": "1", "remittance_numbers": "1"}])
        self.read("daily_status", 1, lines=[{"place": "cash", "received": "300.00", "closing": "300.00"}])
        return self

    def enter(self) -> dict[str, Any]:
        """The queue is worked off."""
        return dict(self.desk.do("back_entry.enter", {"outage_id": self.id}, "somchai").data)

    def settle(self) -> "SpellOfDesk":
        """What was not used is given back, numbers are written on the papers, prints attached by somebody else."""
        for paper, book, numbers in (
            ("receipt", "12", "4-5"),
            ("remittance", "1", "2"),
            ("remittance_summary", "1", "2"),
        ):
            data = {"outage_id": self.id, "paper": paper, "book_no": book, "numbers": numbers}
            self.desk.do("manual_number.return", data, "wipa")
        for paper in ("remittance", "remittance_summary"):
            self.desk.do("back_entry.label", {"outage_id": self.id, "paper": paper}, "somchai")
        for paper in ("receipt", "remittance", "remittance_summary"):
            self.desk.do("back_entry.attach", {"outage_id": self.id, "paper": paper}, "anan")
        return self

    def sealed(self) -> "SpellOfDesk":
        """The whole day entered, compared and certified."""
        self.by_hand().step("restore").day().enter()
        self.settle().step("reconcile")
        return self.step("certify")

    def capture(self, number: int, paper: str = "receipt") -> int:
        """The capture of a paper that stands; its identifier."""
        with self.inside():
            found = queue.queue(outage_id=self.id, states=("captured", "waiting", "exception", "entered"), paper=paper)
        return next(row.id for row in reversed(found.rows) if row.ref.number == number)

    def captures(self) -> list[str]:
        """The addresses of the pages of all captures."""
        with self.inside():
            rows = queue.queue(outage_id=self.id, states=("captured", "waiting", "exception", "entered")).rows
        return [f"{self.href}captures/{row.id}/" for row in rows]


def money(desk: Desk) -> None:
    """The bank accounts of the office."""
    with tenancy.scope(desk.org):
        Till(Office(Organisation.objects.get(id=desk.org))).open_banks()


def clerk(desk: Desk, username: str = "surachai", role: str = "clerk", **more: Any) -> None:
    """One person more, who need not change a password."""
    person = hire(desk.org, username, role, **more)
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])
    desk.people[username] = person


def begun(desk: Desk) -> SpellOfDesk:
    """An outage whose papers are being entered: some entered, one waiting, one that must be decided."""
    spell = SpellOfDesk(desk).by_hand().step("restore")
    spell.receipt(1)
    spell.receipt(2)
    spell.enter()
    spell.receipt(3)
    spell.receipt(3, baht="999.00", payer="นายอื่น คนละคน")
    spell.read("remittance_summary", 1, total="300.00", lines=[{"remittance_book": "1", "remittance_numbers": "1"}])
    return spell
