"""An office that asks, orders and secures: requisitions, orders, contracts, each step by who does it. Baht as typed."""

from datetime import date
from typing import Any

from khlang.office.budget import queries as budget
from khlang.office.procurement import commands
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as party_queries
from tests.budget.budgeting import line, ordinance_in_force
from tests.office import Office

#: The lines of the worked example that October buys from.
LINES = (
    {"code": "L15", "work_code": "00111", "item_code": "320100", "name_th": "จ้างเหมาบริการ", "amount": "480,000"},
    {"code": "L18", "work_code": "00111", "item_code": "330100", "name_th": "วัสดุสำนักงาน", "amount": "120,000"},
    {"code": "L23", "work_code": "00111", "item_code": "410100", "name_th": "ครุภัณฑ์สำนักงาน", "amount": "40,000"},
    {"code": "L41", "work_code": "00312", "item_code": "420900", "name_th": "ถนน คสล. หมู่ที่ 3", "amount": "490,000"},
)
ESTIMATES = ({"item_code": "421000", "amount": "1,130,000"},)
COMMITTEE = tuple(
    {"name": f"กรรมการคนที่ {run}", "position": "chair" if run == 1 else "member", "title": "นักวิชาการพัสดุ"}
    for run in (1, 2, 3)
)
SAVE = {"purchase_order": commands.save_purchase_order, "contract": commands.save_contract}
SUBMIT = {"purchase_order": commands.submit_purchase_order, "contract": commands.submit_contract}
SIGN = {"purchase_order": commands.sign_purchase_order, "contract": commands.sign_contract}
TERMINATE = {"purchase_order": commands.terminate_purchase_order, "contract": commands.terminate_contract}


class Purchasing:
    """The supply officer, the head of treasury and the executive of one office."""

    def __init__(self, office: Office, *, day: date = date(2024, 10, 2)) -> None:
        self.office = office
        ordinance_in_force(office, appropriations=LINES, estimates=ESTIMATES)
        office.today = day

    def vendor(self, name: str = "ร้านตัวอย่างเครื่องเขียน", kind: str = "juristic") -> int:
        """Somebody to buy from; the same name is the same vendor."""
        known, _ = party_queries.list_parties(text=name)
        if known:
            return int(known[0].id)
        data = {"kind": kind, "name": name}
        return parties.save_party(envelope=self.office.envelope("supply_officer"), data=data).document_id or 0

    def request(self, code: str = "L18", price: str = "28,890", **changes: Any) -> dict[str, Any]:
        """The input of `requisition.save` for one thing out of one budget line; "" for money that is no line's."""
        bought = {"item": "วัสดุสำนักงาน", "quantity": "1", "unit": "งาน", "unit_price": price}
        bought |= {"budget_line_id": line(code).id} if code else {"account": "5104010104.001"}
        return {
            "title": "รายงานขอซื้อวัสดุสำนักงาน", "method": "specific", "lines": [bought], "members": COMMITTEE, **changes,
        }  # fmt: skip

    def asked(self, code: str = "L18", price: str = "28,890", **changes: Any) -> int:
        """A requisition drafted; its document."""
        data = self.request(code, price, **changes)
        return commands.save_requisition(envelope=self.office.envelope("supply_officer"), data=data).document_id or 0

    def submitted(self, code: str = "L18", price: str = "28,890", **changes: Any) -> int:
        """A requisition whose money is reserved; its document."""
        document_id = self.asked(code, price, **changes)
        self.submit(document_id)
        return document_id

    def submit(self, document_id: int) -> Outcome:
        """The supply officer hands it in."""
        envelope = self.office.envelope("supply_officer")
        return commands.submit_requisition(envelope=envelope, data={"document_id": document_id})

    def approved(self, code: str = "L18", price: str = "28,890", **changes: Any) -> int:
        """A requisition that waits for its order; its document."""
        document_id = self.submitted(code, price, **changes)
        data = {"document_id": document_id}
        commands.check_requisition(envelope=self.office.envelope("treasury_head"), data=data)
        commands.approve_requisition(envelope=self.office.envelope("executive"), data=data)
        return document_id

    def order(self, requisition_id: int, **changes: Any) -> dict[str, Any]:
        """The input of `purchase_order.save` and `contract.save`: everything as it was asked for."""
        terms = {"delivery_date": "2024-10-31", "vendor_id": self.vendor(), **changes}
        return {"requisition_id": requisition_id, **terms}

    def drafted(self, requisition_id: int, kind: str = "purchase_order", **changes: Any) -> int:
        """An order or contract drafted; its document."""
        data = self.order(requisition_id, **changes)
        return SAVE[kind](envelope=self.office.envelope("supply_officer"), data=data).document_id or 0

    def signed(self, requisition_id: int, kind: str = "purchase_order", **changes: Any) -> int:
        """A signed order or contract; its document."""
        data = {"document_id": self.drafted(requisition_id, kind, **changes)}
        SUBMIT[kind](envelope=self.office.envelope("supply_officer"), data=data)
        SIGN[kind](envelope=self.office.envelope("executive"), data=data)
        return int(data["document_id"])

    def amended(self, obligation_id: int, *, by: str = "executive", **changes: Any) -> Outcome:
        """An amendment drafted, handed in and approved."""
        supply = self.office.envelope("supply_officer")
        data = {"obligation_id": obligation_id, "explanation": "ปรับปริมาณงานตามสภาพพื้นที่", **changes}
        made = {"document_id": commands.save_amendment(envelope=supply, data=data).document_id}
        commands.submit_amendment(envelope=self.office.envelope("supply_officer"), data=made)
        return commands.approve_amendment(envelope=self.office.envelope(by), data=made)

    def secured(self, obligation_id: int, **changes: Any) -> Outcome:
        """A bank's letter given for an order or contract."""
        data = {
            "obligation_id": obligation_id, "kind": "bank_letter", "amount": "24,300", "bank": "ธ.กรุงไทย",
            "letter_number": "LG-2567/88", "due_date": "2026-10-31", **changes,
        }  # fmt: skip
        return commands.register_guarantee(envelope=self.office.envelope("supply_officer"), data=data)


def buckets(code: str) -> dict[str, int]:
    """What stands in the buckets of a budget line, in baht."""
    found = line(code)
    held = budget.balances_of(line_ids=[found.id])[found.id]
    names = ("reserved", "committed", "expended", "remaining")
    return {name: getattr(held, name) // 100 for name in names if getattr(held, name)}


def number(document_id: int) -> str:
    """The official number of a document."""
    return documents.get(document_id=document_id).number or ""
