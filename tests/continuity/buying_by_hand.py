"""An office that bought by hand from 1 to 8 November 2567: papers of the budget and of purchases, captured and entered."""

from typing import Any

from khlang.office.procurement import queries as procurement
from khlang.spine.documents import queries as documents
from khlang.spine.documents.models import Document
from khlang.spine.parties import commands as parties
from tests.budget.budgeting import ordinance_in_force
from tests.continuity.by_hand import ByHand
from tests.procurement.accepting import ESTIMATES, LINES
from tests.till import Till

#: Beside the lines of every purchase, one that a contract above every limit is paid from.
ROAD = {"code": "L42", "work_code": "00312", "item_code": "420900", "name_th": "ถนน คสล. หมู่ที่ 5", "amount": "900,000"}
MORE = {"item_code": "41100003", "amount": "900,000"}
PAPERS = (
    "ordinance", "supplementary", "budget_transfer", "explanation", "requisition", "purchase_order", "contract",
    "contract_amendment", "payable_voucher",
)  # fmt: skip
SHOP, NUMBER = "ร้านทุ่งทองพาณิชย์", "0105536000321"
INSPECTORS = "นายสมชาย ใจดี, นางมาลี สุขสม, นายวิชัย มั่นคง"


class Buying(ByHand):
    """Numbers are those of the papers; amounts are typed in baht."""

    def __init__(self, till: Till, *, before: Any = None, budget: bool = True) -> None:
        if budget:
            ordinance_in_force(till.office, appropriations=(*LINES, ROAD), estimates=(*ESTIMATES, MORE))
        self.vendor = self.shop(till)
        self.earlier = before(till.office) if before else None
        super().__init__(till)
        for paper in PAPERS:
            self.lease(paper, "", 1, 20)

    @staticmethod
    def shop(till: Till, **changes: Any) -> int:
        """The shop that the office buys from, as the register has it."""
        data = {"kind": "juristic", "name": SHOP, "national_number": NUMBER, **changes}
        envelope = till.office.envelope("supply_officer")
        return parties.save_party(envelope=envelope, data=data).document_id or 0

    def written(self, paper: str, number: int, payload: dict[str, Any], *, day: str = "4 พ.ย. 67") -> None:
        """A paper captured by the collector's colleague."""
        told = self.capture(self.line(number, book_no="", day=day, payload=payload), paper=paper).data["lines"][0]
        assert told["state"] == "captured", told

    def asked(
        self, number: int = 1, *, code: str = "L24", item: str = "คอมพิวเตอร์", price: str = "30,000", day: str = "1 พ.ย. 67",
        quantity: str = "1", **more: Any,
    ) -> None:  # fmt: skip
        """A requisition for one thing."""
        lines = [{"budget_line": code, "description": item, "quantity": quantity, "unit": "เครื่อง", "unit_price": price}]
        payload = {
            "title": f"ขอซื้อ{item}", "method": "วิธีเฉพาะเจาะจง", "vendor_name": SHOP, "vendor_number": NUMBER,
            "inspectors": INSPECTORS, "approved_by": "นายสมศักดิ์ ใจมั่น", "lines": lines, **more,
        }  # fmt: skip
        self.written("requisition", number, payload, day=day)

    def ordered(self, number: int = 1, *, kind: str = "purchase_order", day: str = "4 พ.ย. 67", **more: Any) -> None:
        """The order or contract of requisition 1, to be delivered on 6 November."""
        payload = {
            "requisition_number": 1, "vendor_name": SHOP, "vendor_number": NUMBER, "delivery_date": "6 พ.ย. 67",
            "signed_by": "นายสมศักดิ์ ใจมั่น", **more,
        }  # fmt: skip
        self.written(kind, number, payload, day=day)

    def came(self, number: int = 1, *, day: str = "6 พ.ย. 67", **more: Any) -> None:
        """A delivery under order 1, accepted on 5 November; its payable voucher was written the day after."""
        payload = {
            "order_number": 1, "delivered_date": "5 พ.ย. 67", "inspected_date": "5 พ.ย. 67",
            "accepted_by": "นายสมชาย ใจดี", **more,
        }  # fmt: skip
        self.written("payable_voucher", number, payload, day=day)

    def made(self, number: int = 1, *, paper: str) -> Document:
        """The document of a paper."""
        found: Document = documents.get(document_id=self.number(number, paper=paper, book_no="").document_id or 0)
        return found

    def owed(self, number: int = 1, *, paper: str = "purchase_order") -> procurement.ObligationView:
        """The order or contract of a paper."""
        return procurement.obligation(document_id=self.made(number, paper=paper).id)

    def all_entered(self) -> None:
        """Everything is entered; what is not is told."""
        told = self.enter()
        assert (told["waiting"], told["exceptions"], told["left"]) == (0, 0, 0), [
            (row.paper, row.number, row.problem, row.refusal) for row in self.unsettled()
        ]

    def unsettled(self) -> list[Any]:
        """Captures that are still to be dealt with."""
        from khlang.bridges.continuity.models import Capture
        from khlang.bridges.continuity.models.papers import OPEN

        return list(Capture.objects.filter(state__in=OPEN).order_by("paper", "number"))

    def problem(self, number: int = 1, *, paper: str) -> tuple[str, list[tuple[str, str | None]]]:
        """Why a paper waits: the exception, and what refused it at which field."""
        capture = self.only(number, paper=paper)
        return capture.problem, [(error["code"], error["field"]) for error in capture.refusal.get("errors", ())]


__all__ = ["NUMBER", "SHOP", "Buying"]
