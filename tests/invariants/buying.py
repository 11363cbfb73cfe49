"""How random people buy: requisitions, orders and contracts, amendments, deliveries, guarantees."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from khlang.office.procurement.models import Instalment, ObligationLine, RequisitionLine
from khlang.spine.documents.models import Document
from tests.invariants.machine import AnyOffice, amounts, mostly, picks, places, roles, seldom, senders, there_is
from tests.invariants.spenders import CODES, COMMITTEE, baht, line_id, party_id, rows_of

OBLIGATIONS = ("purchase_order", "contract")
#: What things cost: some are assets, some exhaust their line, some are mistyped.
prices = st.one_of(st.sampled_from(("999.99", "4,500", "12,000", "12,000", "23,000", "39,999.50", "75,000")), amounts)
codes = st.sampled_from((*CODES, "L24", "L18"))
#: Percent of what there is: nearly always some of it or all, now and then more.
parts = st.sampled_from((100, 100, 50, 25, 33, 99, 110))
funds = st.sampled_from(("budget",) * 7 + ("grant", "surplus"))


class Buying(AnyOffice):
    """Rules of procurement; `far` carries what was made to its end at once."""

    @rule(
        place=places,
        code=codes,
        other=codes,
        price=prices,
        quantity=st.sampled_from(("1", "1", "2", "3", "0.5")),
        two=seldom,
        fund=funds,
        category=st.sampled_from(("goods", "goods", "service", "works")),
        far=mostly,
        pick=picks,
        by=senders,
    )  # fmt: skip
    def ask_to_buy(
        self, place: int, code: str, other: str, price: str, quantity: str, two: bool, fund: str, category: str,
        far: bool, pick: int, by: str | None,
    ) -> None:  # fmt: skip
        """A requisition for one thing or two, of the budget, a grant or the surplus."""
        lines = [self._thing(place, each, price, quantity, fund) for each in (code, other)[: 1 + two]]
        council = {"council_reference": "1/2568", "council_date": "2024-10-01"} if fund == "surplus" else {}
        data = {
            "title": "ขอซื้อ", "method": "specific", "category": category, "fund": fund, "lines": lines,
            "members": COMMITTEE, **council,
        }  # fmt: skip
        self.send(place, "requisition.save", data, by or "supply_officer", far=pick if far else None)

    def _thing(self, place: int, code: str, price: str, quantity: str, fund: str) -> dict[str, Any]:
        bought = {"item": f"พัสดุ {code}", "quantity": quantity, "unit_price": price}
        if fund == "budget":
            return {**bought, "budget_line_id": line_id(self.at(place), code)}
        return {**bought, "account": "5104010104.001"}

    @there_is("requisition", state="approved")
    @rule(
        place=places,
        pick=picks,
        kind=st.sampled_from(OBLIGATIONS),
        price=st.sampled_from((100, 100, 90, 75, 101)),
        ahead=st.sampled_from((0, 0, 10, 15, 40)),
        kept=st.sampled_from(("", "5", "10")),
        days=st.sampled_from((-1, 0, 5, 30)),
        monthly=st.sampled_from((0, 0, 0, 3)),
        vendor=st.integers(0, 3),
        far=mostly,
        by=senders,
    )  # fmt: skip
    def order(
        self, place: int, pick: int, kind: str, price: int, ahead: int, kept: str, days: int, monthly: int, vendor: int,
        far: bool, by: str | None,
    ) -> None:  # fmt: skip
        """An order or contract of an approved requisition: cheaper or dearer, with advance, retention, instalments."""
        asked = self.named(place, "requisition", pick, "approved")
        if asked is None:
            return
        lines = [
            {
                "budget_line_id": row.budget_line_id, "item": row.item, "account": row.account,
                "unit_price": baht(max(1, row.amount * price // 100)),
            }
            for row in rows_of(RequisitionLine, asked)
        ]  # fmt: skip
        today = self.at(place).today
        data = {
            "requisition_id": asked.id, "vendor_id": party_id(self.at(place), vendor),
            "delivery_date": (today + timedelta(days=days)).isoformat(), "start_date": today.isoformat(),
            "retention_rate": kept, "advance_amount": baht(asked.amount * price // 100 * ahead // 100),
            "monthly_instalments": monthly, "lines": [] if price == 100 else lines,
        }  # fmt: skip
        self.send(place, f"{kind}.save", data, by or "supply_officer", far=pick if far else None)

    def agreed(self, place: int, pick: int) -> Document | None:
        """An order or contract, a signed one if there is any."""
        found = self.world.documents(self.at(place), *OBLIGATIONS)
        fitting = [document for document in found if document.state == "signed"] or found
        return fitting[pick % len(fitting)] if fitting else None

    @there_is(*OBLIGATIONS, state="signed")
    @rule(
        place=places, pick=picks, part=st.sampled_from((100, 80, 120, 50)), later=seldom, far=mostly, by=senders,
    )  # fmt: skip
    def amend(self, place: int, pick: int, part: int, later: bool, far: bool, by: str | None) -> None:
        """More or less of an order or contract, or a later day."""
        owed = self.agreed(place, pick)
        if owed is None:
            return
        lines = [{"line_id": row.id, "amount": baht(row.amount * part // 100)} for row in rows_of(ObligationLine, owed)]
        data = {
            "obligation_id": owed.id, "explanation": "ปรับปริมาณงาน", "lines": [] if later else lines,
            "delivery_date": (self.at(place).today + timedelta(days=30)).isoformat() if later else None,
        }  # fmt: skip
        self.send(place, "contract_amendment.save", data, by or "supply_officer", far=pick if far else None)

    @there_is(*OBLIGATIONS, state="signed")
    @rule(
        place=places,
        pick=picks,
        part=parts,
        whole=st.booleans(),
        late=st.sampled_from((0, 0, 1, 40)),
        asset=st.sampled_from(("", "", "101")),
        invoice=st.sampled_from(("", "", "INV-1", "INV-2")),
        far=mostly,
        by=senders,
    )  # fmt: skip
    def deliver(
        self, place: int, pick: int, part: int, whole: bool, late: int, asset: str, invoice: str, far: bool,
        by: str | None,
    ) -> None:  # fmt: skip
        """All that remains, an instalment, or part of each line; too much of it at times, too late at others."""
        owed = self.agreed(place, pick)
        if owed is None:
            return
        lines = [
            {"line_id": row.id, "amount": baht(max(1, row.amount * part // 100)), "asset_class": asset}
            for row in rows_of(ObligationLine, owed)
        ]
        today = self.at(place).today
        data = {
            "obligation_id": owed.id, "delivered_date": today.isoformat(), "lines": [] if whole else lines,
            "invoice_no": invoice, "excused_days": late, "excuse": "น้ำท่วม" if late else "",
        }  # fmt: skip
        instalments = [row for row in rows_of(Instalment, owed) if not row.accepted]
        if instalments:
            data |= {"instalment_id": instalments[pick % len(instalments)].id, "lines": []}
        self.send(place, "inspection.save", data, by or "supply_officer", far=pick if far else None)

    @there_is(*OBLIGATIONS, state="signed")
    @rule(place=places, pick=picks, by=st.one_of(st.just("executive"), roles))
    def end_it(self, place: int, pick: int, by: str) -> None:
        """An order or contract is terminated, whatever came of it so far."""
        owed = self.agreed(place, pick)
        if owed is not None:
            self.send(place, f"{owed.kind}.terminate", {"document_id": owed.id, "reason": "ทิ้งงาน"}, by)

    @there_is(*OBLIGATIONS, state="signed")
    @rule(place=places, pick=picks, kind=st.sampled_from(("bank_letter", "cheque", "cash")), amount=amounts, far=seldom)
    def secure(self, place: int, pick: int, kind: str, amount: str, far: bool) -> None:
        """A guarantee for an order or contract; cash without a receipt is refused."""
        owed = self.agreed(place, pick)
        if owed is not None:
            data = {
                "obligation_id": owed.id, "kind": kind, "amount": amount, "bank": "ธ.กรุงไทย", "letter_number": "LG-1",
                "due_date": "2026-10-31",
            }  # fmt: skip
            self.send(place, "guarantee.register", data, "supply_officer", far=pick if far else None)
