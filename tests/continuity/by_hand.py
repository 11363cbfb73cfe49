"""An office whose system stood still, spoken of as its people do: hand out books, write, capture, enter, solve."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import Capture, ManualNumber
from khlang.platform.commands import Outcome
from tests.household import hire
from tests.office import Office
from tests.till import WASTE_FEE, Till

START = date(2024, 11, 1)  # 1 พฤศจิกายน 2567, a Friday
BACK = date(2024, 11, 8)
CLERKS = {"anong": "revenue_officer", "boonsom": "revenue_officer", "somsri": "finance_officer", "prasit": "accountant"}


class ByHand:
    """An outage from 1 to 8 November 2567 and the people who enter its papers; `today` is the day of entry."""

    def __init__(self, till: Till, *, restored: bool = True, **more: Any) -> None:
        self.till, self.office, self.today = till, till.office, BACK
        for name, role in CLERKS.items():
            self.office.people[f"{role}#{name}"] = hire(self.office.org, name, role).id
        self.outage = self.declare(started=START, **more)
        if restored:
            self.restore()

    def declare(self, *, started: date, **more: Any) -> int:
        """An outage declared by the head of finance's people and confirmed by another; its document."""
        data = {"trigger": "system_failure", "cause": "ระบบกลางใช้งานไม่ได้", "started_on": started, **more}
        envelope = self.office.envelope("finance_officer", day=max(started, START))
        made = continuity.declare_outage(envelope=envelope, data=data).document_id
        assert made is not None
        envelope = self.office.envelope("treasury_head", day=max(started, START))
        continuity.confirm_outage(envelope=envelope, data={"document_id": made})
        return made

    def restore(self) -> None:
        """The system is back; its papers may be entered."""
        envelope = self.office.envelope("treasury_head", day=BACK)
        continuity.restore_outage(envelope=envelope, data={"document_id": self.outage, "restored_on": BACK})

    def clerk(self, name: str) -> str:
        """The role under which the office knows a clerk."""
        return f"{CLERKS[name]}#{name}"

    def lease(
        self, paper: str = "receipt", book_no: str = "12", first: int = 1, last: int = 50, **more: Any
    ) -> Outcome:
        """A book handed to Anong by the one who keeps the stock."""
        custodian = self.office.people[self.clerk("anong")]
        data = {"paper": paper, "book_no": book_no, "first": first, "last": last, "custodian": custodian, **more}
        return continuity.lease_book(envelope=self.office.envelope("finance_officer", day=START), data=data)

    def line(
        self, number: int | None = 1, *, book_no: str = "12", day: str = "1 พ.ย. 67", **more: Any
    ) -> dict[str, Any]:
        """A receipt of 240 baht as a line of the grid; `payload` replaces what stands on it."""
        payload = {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": WASTE_FEE, "amount": "240"}]}
        return {
            "envelope": str(uuid4()), "book_no": book_no, "number": number, "paper_date": day, "payload": payload, **more
        }  # fmt: skip

    def capture(self, *lines: dict[str, Any], paper: str = "receipt", by: str = "anong", **more: Any) -> Outcome:
        """Lines captured by a clerk."""
        data = {"outage_id": more.pop("outage", self.outage), "paper": paper, "lines": list(lines), **more}
        return continuity.capture(envelope=self.office.envelope(self.clerk(by), day=self.today), data=data)

    def slip(self, number: int, receipts: str, total: str, *, day: str = "1 พ.ย. 67") -> dict[str, Any]:
        """A remittance slip of receipts of book 12 as a line of the grid."""
        on_it = {"receipt_book": "12", "receipt_numbers": receipts}
        payload = {"collector": "อนงค์", "total": total, "lines": [on_it]}
        return self.line(number, book_no="", day=day, payload=payload)

    def enter(self, *, by: str = "somsri", command_id: UUID | None = None, **more: Any) -> dict[str, Any]:
        """The queue entered by a clerk; what the go told."""
        envelope = self.office.envelope(self.clerk(by), day=self.today, command_id=command_id)
        return continuity.enter(envelope=envelope, data={"outage_id": self.outage, **more}).data

    def solve(self, name: str, capture: Capture, *, by: str = "prasit", **more: Any) -> Outcome:
        """A capture accepted, discarded or amended by somebody who solves."""
        data = {"capture_id": capture.id, "reason": "ตรวจกับเอกสารจริงแล้ว", **more}
        return getattr(continuity, name)(envelope=self.office.envelope(self.clerk(by), day=self.today), data=data)

    def number(self, number: int, *, paper: str = "receipt", book_no: str = "12") -> ManualNumber:
        """A number of the stock as it stands."""
        return ManualNumber.objects.get(paper=paper, book_no=book_no, number=number)

    def captures(self, number: int = 1, *, paper: str = "receipt") -> list[Capture]:
        """The captures of a paper, oldest first."""
        return list(Capture.objects.filter(paper=paper, number=number).order_by("sequence"))

    def only(self, number: int = 1, *, paper: str = "receipt") -> Capture:
        """The one capture of a paper."""
        (found,) = self.captures(number, paper=paper)
        return found

    def tomorrow(self) -> None:
        """The next day of entry."""
        self.today += timedelta(days=1)


def opened(office: Office, **more: Any) -> ByHand:
    """The office with its bank accounts open and its outage over."""
    till = Till(office)
    till.open_banks()
    return ByHand(till, **more)
