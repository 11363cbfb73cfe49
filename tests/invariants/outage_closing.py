"""How an office brings an outage to its end: what waits is entered or put aside, numbers given back, the days reported."""

from typing import Any
from uuid import uuid4

from khlang import standards
from khlang.bridges.continuity import queries
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.bridges.continuity.models.papers import OPEN
from khlang.bridges.continuity.queries import balance
from khlang.platform import tenancy
from khlang.platform.commands import Outcome

CLERK, SOLVER = "finance_officer", "accountant"


class Closing:
    """The people who wind an outage up; each step is an attempt that may be refused."""

    def __init__(self, machine: Any, place: int) -> None:
        self.machine, self.place, self.office = machine, place, machine.at(place)
        self.outage = machine.running(place, "manual", "entering", "reconciling").id

    def send(self, command: str, by: str, **data: Any) -> Outcome | None:
        """A command about the outage."""
        made: Outcome | None = self.machine.world.attempt(self.office, command, data, by)
        return made

    def wind_up(self, certifier: str) -> None:
        """Enter, put aside what cannot be entered, give back, report the days, mark, compare, certify."""
        self.machine.step(self.place, "restore", "manual", "treasury_head")
        self.enter()
        for capture in self._rows(Capture, outage_id=self.outage, state__in=OPEN):
            self.send("back_entry.discard", SOLVER, capture_id=capture.id, reason="ไม่มีเอกสาร")
        self.report_days()
        self.enter()
        for row in self._rows(ManualNumber, state="leased", capture_id=None):
            self.send(
                "manual_number.return", CLERK, paper=row.paper, book_no=row.book_no, numbers=str(row.number),
                outage_id=self.outage,
            )  # fmt: skip
        for paper in standards.manual_papers():
            if any(row.state == "issued" for row in self._rows(ManualNumber, outage_id=self.outage, paper=paper.key)):
                self.send("back_entry.label", CLERK, outage_id=self.outage, paper=paper.key)
                self.send("back_entry.attach", SOLVER, outage_id=self.outage, paper=paper.key)
        self.machine.step(self.place, "reconcile", "entering", SOLVER)
        self.machine.step(self.place, "certify", "reconciling", certifier)

    def enter(self) -> None:
        """The queue."""
        self.send("back_entry.enter", CLERK, outage_id=self.outage)

    def report_days(self) -> None:
        """A daily status for every day on which money moved and that has none, read again with what the papers moved."""
        with tenancy.scope(self.office.org):
            wanted = balance.days_with_money(outage_id=self.outage)
            there = {row.day for row in queries.days_by_hand(outage_id=self.outage)}
        for day in wanted:
            if day in there:
                continue
            free = [
                row.number for row in self._rows(ManualNumber, paper="daily_status", state="leased", capture_id=None)
            ]
            if not free:
                return
            self._report(day.isoformat(), free[0])

    def _report(self, day: str, number: int) -> None:
        with tenancy.scope(self.office.org):
            brought = queries.brought_forward(outage_id=self.outage)
        moved = dict.fromkeys(brought, (0, 0))
        line = {"envelope": str(uuid4()), "number": number, "paper_date": day, "payload": _status(brought, moved)}
        self.machine.read(self.place, "daily_status", [line], CLERK)
        self.enter()
        with tenancy.scope(self.office.org):
            told = [row for row in queries.days_by_hand(outage_id=self.outage) if row.day.isoformat() == day]
        captures = self._rows(Capture, paper="daily_status", number=number, state="entered")
        if told and captures:
            moved |= {row.place: (row.moved_in, row.moved_out) for row in told}
            again = {**line, "envelope": str(uuid4()), "payload": _status(brought, moved)}
            self.send("back_entry.amend", CLERK, capture_id=captures[0].id, reason="อ่านใหม่", **again)
            self.enter()

    def _rows(self, model: Any, **named: Any) -> list[Any]:
        with tenancy.scope(self.office.org):
            return list(model.objects.filter(**named).order_by("id"))


def _status(brought: dict[str, int], moved: dict[str, tuple[int, int]]) -> dict[str, Any]:
    lines = [
        {
            "place": place, "opening": _baht(amount), "received": _baht(moved[place][0]), "paid": _baht(moved[place][1]),
            "closing": _baht(amount + moved[place][0] - moved[place][1]),
        }
        for place, amount in brought.items()
    ]  # fmt: skip
    return {"lines": lines}


def _baht(satang: int) -> str:
    return f"{satang // 100}.{satang % 100:02d}"
