"""A treasury whose system stood still from 1 to 8 November 2567: dika, reports, payment vouchers written by hand."""

from datetime import date
from typing import Any

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import Capture
from khlang.bridges.continuity.models.papers import OPEN
from khlang.spine.documents import queries as documents
from khlang.spine.documents.models import Document
from tests.continuity.by_hand import START, ByHand
from tests.disbursement.asking import NUMBERS, Desk
from tests.payment.cashier import Cashier
from tests.till import Till

SIGNERS = ["นางปราณี ศรีสุข", "นายสมศักดิ์ ใจมั่น", "นายประสิทธิ์ ทองดี"]
KINDS = {"dika": "dika", "cheque_report": "cheque_report", "payment_voucher": "payment"}
PAYEE = "หจก. เครื่องเขียนทุ่งทอง"


class Treasury(ByHand):
    """Numbers are those of the papers; amounts are typed in baht."""

    def __init__(self, till: Till, *, before: Any = None, book: bool = True) -> None:
        self.till, self.office, self.desk = till, till.office, Desk(till)
        self.cashier = Cashier(self.desk)
        if book:
            self.cashier.book()
        self.earlier = before(self) if before else None
        super().__init__(till)
        for paper in (*KINDS, "general_voucher"):
            self.lease(paper, "", 1, 50)

    def written(self, paper: str, number: int, payload: dict[str, Any], *, day: str = "1 พ.ย. 67") -> None:
        """A paper captured by the collector's colleague."""
        told = self.capture(self.line(number, book_no="", day=day, payload=payload), paper=paper).data["lines"][0]
        assert told["state"] == "captured", told

    def dika(self, number: int = 1, *, day: str = "1 พ.ย. 67", **more: Any) -> None:
        """A dika of 1,000 baht of electricity unless said otherwise."""
        payload = {
            "dika_kind": "direct", "title": "จ่ายค่าไฟฟ้า", "division": "01", "payee_name": PAYEE,
            "payee_number": NUMBERS["juristic"], "approved_by": "นายประสิทธิ์ ทองดี",
            "lines": [{"budget_line": "L20", "amount": "1,000"}], **more,
        }  # fmt: skip
        self.written("dika", number, payload, day=day)

    def report(self, number: int = 1, *cheques: dict[str, Any], day: str = "4 พ.ย. 67", **more: Any) -> None:
        """A report of cheques out of the current account; the one of dika 1 by cheque 0000001 unless said otherwise."""
        lines = list(cheques) or [{"dika_number": 1, "cheque_number": "0000001"}]
        payload = {"bank_account": "KTB-C", "signers": SIGNERS, "lines": lines, **more}
        self.written("cheque_report", number, payload, day=day)

    def voucher(self, number: int = 1, *, day: str = "5 พ.ย. 67", **more: Any) -> None:
        """A payment voucher of dika 1 unless said otherwise."""
        self.written("payment_voucher", number, {"dika_number": 1, "payee_name": PAYEE, **more}, day=day)

    def entered(self) -> None:
        """Everything is entered; what is not is told."""
        told = self.enter()
        problems = [
            (row.paper, row.number, row.problem, row.refusal) for row in self.open_captures() if row.state != "entered"
        ]
        assert not problems, (told, problems)

    def open_captures(self) -> list[Any]:
        """Captures that are still to be dealt with."""
        return list(Capture.objects.filter(state__in=OPEN).order_by("paper", "number"))

    def problem(self, number: int = 1, *, paper: str = "dika") -> tuple[str, list[str]]:
        """Why a paper waits: the exception, and the codes of what refused it."""
        capture = self.only(number, paper=paper)
        return capture.problem, [error["code"] for error in capture.refusal.get("errors", ())]

    def made(self, number: int = 1, *, paper: str = "dika") -> Document:
        """The document of a paper."""
        found: Document = documents.get(document_id=self.number(number, paper=paper, book_no="").document_id or 0)
        return found

    def directed(self, *areas: str, until: date = date(2024, 12, 31)) -> None:
        """A letter that lets ordinary work go on beside the backlog, recorded by one and confirmed by another."""
        data = {
            "outage_id": self.outage, "letter_number": "มท 0808.2/ว 1234", "letter_date": "8 พ.ย. 67",
            "areas": list(areas) or ["spending"], "in_force_through": until.isoformat(),
        }  # fmt: skip
        envelope = self.office.envelope("treasury_head", day=self.today)
        made = continuity.record_directive(envelope=envelope, data=data)
        continuity.confirm_directive(
            envelope=self.office.envelope("executive", day=self.today), data={"document_id": made.document_id}
        )


__all__ = ["PAYEE", "SIGNERS", "START", "Treasury"]
