"""What people do when systems stop: some of it right, some twice, some in the wrong order, some that nobody may do."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.models.papers import OPEN
from khlang.platform import tenancy
from khlang.platform.commands import Outcome
from khlang.spine.documents.models import Document
from tests.invariants.machine import AnyOffice, banks, mostly, picks, places, seldom
from tests.invariants.outage_closing import Closing
from tests.invariants.outage_papers import PAPERS, payload_of
from tests.invariants.outage_world import OutageWorld

#: Who captures and enters: mostly collectors and finance, now and then whoever certifies.
clerks = st.sampled_from(
    ("revenue_officer", "revenue_officer#2", "finance_officer", "accountant") * 3 + ("treasury_head",)
)
solvers = st.sampled_from(("finance_officer", "accountant", "treasury_head", "revenue_officer"))
papers = st.sampled_from(PAPERS)
numbers = st.integers(1, 6)
areas = st.sampled_from(((),) * 4 + (("receiving",), ("spending",), ("receiving", "accounting")))
#: How a day is written; outside the outage, in the other era, tomorrow, or nonsense now and then.
days = st.sampled_from((0, 0, 0, -1, -2, -9, 1))
written = st.sampled_from(("iso",) * 6 + ("thai", "ce", "nonsense"))


class OfficeByHand(AnyOffice):
    """An office and its neighbour, in both of which the system may stop."""

    def __init__(self) -> None:
        super().__init__()
        self.world: OutageWorld = OutageWorld(self.offices)
        self.sent: list[tuple[int, dict[str, Any], str]] = []

    def running(self, place: int, *states: str) -> Document | None:
        """The last outage of an office that is in one of the states."""
        found = [each for each in self.world.documents(self.at(place), "outage") if each.state in states]
        return found[-1] if found else None

    def step(self, place: int, move: str, states: str, by: str, **more: Any) -> Outcome | None:
        """A move of the outage that is in one of these states."""
        outage = self.running(place, *states.split("|"))
        if outage is None:
            return None
        return self.world.attempt(self.at(place), f"outage.{move}", {"document_id": outage.id, **more}, by)

    @rule(
        place=places, back=st.integers(0, 3), areas=areas, restored=seldom, confirmed=mostly, year=seldom, same=seldom
    )
    def stop(
        self, place: int, back: int, areas: tuple[str, ...], restored: bool, confirmed: bool, year: bool, same: bool
    ) -> None:
        """The system stops; a second person confirms, at times the same one tries to."""
        today = self.at(place).today
        data: dict[str, Any] = {
            "trigger": "year_not_closed" if year else "system_failure", "cause": "ระบบหยุด",
            "started_on": (today - timedelta(back)).isoformat(), "areas": areas,
        }  # fmt: skip
        data |= {"fiscal_year": 2568} if year else {}
        data |= {"restored_on": today.isoformat(), "evidence": "ภาพหน้าจอ"} if restored else {}
        made = self.world.attempt(self.at(place), "outage.declare", data, "finance_officer")
        if made is not None and confirmed:
            by = "finance_officer" if same else "treasury_head"
            said = self.world.attempt(self.at(place), "outage.confirm", {"document_id": made.document_id}, by)
            assert said is None or not same

    @rule(
        place=places,
        move=st.sampled_from(("restore", "restore", "recur", "confirm", "reconcile", "reenter", "certify")),
    )
    def next_of_the_outage(self, place: int, move: str) -> None:
        """The next step of the outage that runs, by the head of treasury."""
        states = {"restore": "manual", "recur": "entering|reconciling", "confirm": "declared", "reenter": "reconciling"}
        more = {"reason": "ทดสอบ"} if move in ("recur", "reenter") else {}
        self.step(place, move, states.get(move, "entering|reconciling"), "treasury_head", **more)

    @rule(place=places, paper=papers, first=st.sampled_from((1, 1, 4, 7)), count=st.integers(1, 6), by=solvers)
    def hand_out(self, place: int, paper: str, first: int, count: int, by: str) -> None:
        """A book of numbers, at times one that overlaps another."""
        office = self.at(place)
        data = {
            "paper": paper, "book_no": "12" if paper == "receipt" else "", "first": first, "last": first + count - 1,
            "custodian": office.people["revenue_officer"],
        }  # fmt: skip
        self.world.attempt(office, "manual_book.lease", data, by)

    def line(self, place: int, paper: str, number: int, back: int, how: str, payload: dict[str, Any]) -> dict[str, Any]:
        """A paper as a line of the grid."""
        day = self.at(place).today + timedelta(back)
        said = {
            "iso": day.isoformat(), "thai": f"{day.day}/{day.month}/{day.year + 543}", "nonsense": "32/13/67",
            "ce": f"{day.day}/{day.month}/{day.year}",
        }[how]  # fmt: skip
        book_no = "12" if paper == "receipt" else ""
        return {"envelope": str(uuid4()), "book_no": book_no, "number": number, "paper_date": said, "payload": payload}

    def read(self, place: int, paper: str, lines: list[dict[str, Any]], by: str) -> Outcome | None:
        """Papers captured for the outage that runs."""
        outage = self.running(place, "manual", "entering", "reconciling") or self.running(
            place, "certified", "declared"
        )
        if outage is None:
            return None
        data = {"outage_id": outage.id, "paper": paper, "lines": lines}
        self.sent.append((place, data, by))
        return self.world.attempt(self.at(place), "back_entry.capture", data, by)

    @rule(
        place=places, paper=papers, which=st.lists(numbers, min_size=1, max_size=3), back=days, how=written,
        baht=st.sampled_from(("100", "100", "250.50", "900000")), cited=numbers, by=clerks, bad=seldom,
    )  # fmt: skip
    def write(
        self, place: int, paper: str, which: list[int], back: int, how: str, baht: str, cited: int, by: str, bad: bool
    ) -> None:
        """Papers of a kind, out of order, some twice, some with another content, some that cannot be read."""
        payload = {"lines": "?"} if bad else payload_of(paper, baht=baht, cited=cited)
        self.read(place, paper, [self.line(place, paper, each, back, how, payload) for each in which], by)

    @precondition(lambda self: self.sent)
    @rule(pick=picks, by=clerks, elsewhere=seldom)
    def send_the_same_again(self, pick: int, by: str, elsewhere: bool) -> None:
        """By the same clerk or by another: one capture, the same acknowledgement; never in the other organisation."""
        place, data, _ = self.sent[pick % len(self.sent)]
        to = 1 - place if elsewhere else place
        made = self.world.attempt(self.at(to), "back_entry.capture", data, by)
        assert made is None or not elsewhere

    @rule(place=places, limit=st.sampled_from((1, 2, 200)), by=clerks)
    def enter(self, place: int, limit: int, by: str) -> None:
        """The queue, in goes of any size."""
        outage = self.running(place, "entering", "reconciling") or self.running(place, "manual", "certified")
        if outage is not None:
            self.world.attempt(self.at(place), "back_entry.enter", {"outage_id": outage.id, "limit": limit}, by)

    def captures(self, place: int) -> list[Capture]:
        """The captures of an office that are open, or all when none is."""
        with tenancy.scope(self.at(place).org):
            every = list(Capture.objects.order_by("sequence"))
        return [each for each in every if each.state in OPEN] or every

    @rule(
        place=places, pick=picks, way=st.sampled_from(("discard", "accept", "amend", "amend", "enter")), by=solvers,
        number=numbers, back=days,
    )  # fmt: skip
    def solve(self, place: int, pick: int, way: str, by: str, number: int, back: int) -> None:
        """A capture put aside, accepted, read again, entered by name."""
        found = self.captures(place)
        if not found:
            return
        capture = found[pick % len(found)]
        data: dict[str, Any] = {"capture_id": capture.id, "reason": "ตรวจแล้ว"}
        if way == "accept":
            data |= {"problem": capture.problem or "DATE_SUSPECT"}
        if way == "amend":
            data |= self.line(
                place, capture.paper, number, back, "iso", payload_of(capture.paper, baht="100", cited=number)
            )
        if way == "enter":
            data = {"capture_id": capture.id, "outage_id": capture.outage_id}
        self.world.attempt(self.at(place), f"back_entry.{way}", data, by)

    @rule(
        place=places, end=st.sampled_from(("void", "return", "return", "lose")), paper=papers, number=numbers, by=clerks,
        named=st.booleans(),
    )  # fmt: skip
    def settle(self, place: int, end: str, paper: str, number: int, by: str, named: bool) -> None:
        """A number voided before a witness, given back or lost."""
        office, outage = self.at(place), self.running(place, "manual", "entering", "reconciling")
        data: dict[str, Any] = {"paper": paper, "book_no": "12" if paper == "receipt" else ""}
        data |= {"outage_id": outage.id} if outage and named else {}
        data |= {"numbers": str(number)} if end == "return" else {"number": number, "reason": "ทดสอบ"}
        if end == "void":
            data |= {"witness": office.people["executive"], "copies_kept": True}
        if end == "lose":
            data |= {"report_no": "1/2567"}
        self.world.attempt(office, f"manual_number.{end}", data, by)

    @rule(
        place=places,
        areas=st.sampled_from((("receiving",), ("spending", "receiving"))),
        ahead=st.sampled_from((0, 2, 9)),
    )
    def let_through(self, place: int, areas: tuple[str, ...], ahead: int) -> None:
        """A letter that frees a part of the work for some days, confirmed by somebody else."""
        office, outage = self.at(place), self.running(place, "manual", "entering", "reconciling")
        if outage is None:
            return
        data = {
            "outage_id": outage.id, "letter_number": "มท 0808.2/ว 1", "letter_date": office.today.isoformat(),
            "areas": areas, "in_force_through": (office.today + timedelta(ahead)).isoformat(),
        }  # fmt: skip
        made = self.world.attempt(office, "gate_directive.record", data, "treasury_head")
        if made is not None:
            self.world.attempt(office, "gate_directive.confirm", {"document_id": made.document_id}, "executive")

    @rule(place=places)
    def supplement(self, place: int) -> None:
        """A slip is found after certification, also after that of a supplement."""
        made = self.step(place, "supplement", "certified|closed", "finance_officer", cause="พบสำเนา")
        if made is not None:
            self.step(place, "confirm", "declared", "treasury_head")

    @rule(place=places, of=st.sampled_from(("notice", "report")))
    def take_note(self, place: int, of: str) -> None:
        """The executive takes note; with both the spell is closed."""
        states = "manual|entering|reconciling|certified"
        self.step(place, "acknowledge", states, "executive", of=of, acknowledged_by="นายก", told_by="paper")
        self.step(place, "close", "certified", "executive")

    @rule(place=places, baht=st.sampled_from(("50", "120")), bank=banks, transfer=st.booleans())
    def ordinary_work(self, place: int, baht: str, bank: str, transfer: bool) -> None:
        """A receipt of the system, or money in the bank: whenever somebody tries."""
        data: dict[str, Any] = {"payer_name": "นางบุญมี", "lines": [{"item": "42100002", "amount": baht}]}
        if transfer:
            data |= {"bank_account": bank, "reference": "R"}
            self.world.attempt(self.at(place), "receipt.receive_transfer", data, "finance_officer")
        else:
            self.world.attempt(self.at(place), "receipt.issue", data, "revenue_officer")

    @rule(place=places, certifier=st.sampled_from(("treasury_head",) * 4 + ("finance_officer", "all")))
    def wind_up(self, place: int, certifier: str) -> None:
        """Everything that can be put right is put right, and somebody certifies."""
        if self.running(place, "manual", "entering", "reconciling") is not None:
            Closing(self, place).wind_up(certifier)

    @rule(place=places, count=st.integers(1, 3), dika=st.booleans())
    def whole_day(self, place: int, count: int, dika: bool) -> None:
        """A day by hand as it should be: the system stops, papers are written, and it comes back."""
        self.stop(place, 0, (), False, True, False, False)
        for paper in PAPERS:
            self.hand_out(place, paper, 1, 6, "finance_officer")
        self.write(place, "receipt", list(range(1, count + 1)), 0, "iso", "100", 1, "revenue_officer", False)
        listed = ",".join(map(str, range(1, count + 1)))
        for paper, cited in (("remittance", listed), ("remittance_summary", "1")):
            payload = payload_of(paper, baht=f"{100 * count}", cited=cited)
            self.read(place, paper, [self.line(place, paper, 1, 0, "iso", payload)], "revenue_officer")
        for paper in ("dika", "cheque_report", "payment_voucher") if dika else ():
            self.write(place, paper, [1], 0, "iso", "100", 1, "finance_officer", False)
        self.next_of_the_outage(place, "restore")
