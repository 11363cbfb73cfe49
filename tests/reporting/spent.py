"""An office that buys, borrows, pays and reconciles in its first days, so that every register of spending has rows."""

from datetime import date
from typing import Any

from khlang.office.advances import commands as advances
from khlang.office.procurement import commands as procurement
from khlang.office.reconciliation import commands as reconciliation
from khlang.platform.commands import Envelope, Outcome
from tests.budget.budgeting import line
from tests.disbursement.asking import NUMBERS, PAYABLE, Desk
from tests.payment.cashier import Cashier
from tests.procurement.accepting import accepted, item, ordered, vendor
from tests.reconciliation.bank import LAST, file
from tests.till import Till

DAY = date(2024, 10, 2)


class Spending:
    """Everything on the second of October unless said otherwise; amounts are typed in baht."""

    def __init__(self, till: Till) -> None:
        self.till, self.office = till, till.office
        self.desk = Desk(till)
        self.cashier = Cashier(self.desk)
        self.cashier.book()
        self.borrowers = 0

    def bought(self, baht: str = "46,000") -> Outcome:
        """Two computers ordered, accepted, claimed; the cheque fetched. The outcome of the payment."""
        each = f"{int(baht.replace(',', '')) // 2}"
        order = ordered(self.office, item("L24", "คอมพิวเตอร์", each, "2"), on=DAY, delivery_date="2024-10-31")
        self.secured(order.id)
        delivery = accepted(self.office, order, on=DAY)
        self.numbered()
        dika = self.desk.approved(
            "acceptance", on=DAY, payee_id=None, lines=[], acceptance_id=delivery.document_id, title="จ่ายค่าคอมพิวเตอร์"
        )
        (paid,) = self.cashier.paid(dika, on=DAY)
        self.cashier.collect(paid.document_id, on=DAY, collected_by="นายสมชาย รับแทน")
        return paid

    def numbered(self) -> None:
        """The vendor has a taxpayer's number, without which no tax can be withheld."""
        from khlang.spine.parties import commands as parties
        from khlang.spine.parties import queries

        found = queries.get(party_id=vendor(self.office))
        if not found.national_number:
            data = {
                "party_id": found.id, "kind": found.kind, "name": found.name, "national_number": NUMBERS["vendor"],
            }  # fmt: skip
            parties.save_party(envelope=self.office.envelope("supply_officer", day=DAY), data=data)

    def secured(self, obligation_id: int) -> None:
        """A bank's letter given for the order."""
        data = {
            "obligation_id": obligation_id, "kind": "bank_letter", "amount": "2,300", "bank": "ธ.กรุงไทย",
            "letter_number": "LG-2567/88", "due_date": "2026-10-31",
        }  # fmt: skip
        procurement.register_guarantee(envelope=self.office.envelope("supply_officer", day=DAY), data=data)

    def power(self, baht: str = "1,000") -> Outcome:
        """A bill of electricity paid by cheque that nobody has fetched."""
        dika = self.desk.approved(on=DAY, lines=[self.desk.line("L20", baht)])
        return self.cashier.paid(dika, on=DAY)[0]

    def held(self, baht: str = "5,000") -> Outcome:
        """Social security held for others, and remitted."""
        self.till.collect(("91300004", baht), on=DAY, payer_name="สำนักงานประกันสังคมจังหวัด")
        self.till.take_over(self.till.hand_over(on=DAY), baht, on=DAY)
        self.till.post(self.till.sum_up(on=DAY), on=DAY)
        dika = self.desk.approved(
            "deposit", on=DAY, lines=[self.desk.owed("2111020199.004", baht)], title="นำส่งประกันสังคม"
        )
        return self.cashier.paid(dika, on=DAY)[0]

    def lent(self, baht: str = "30,000") -> int:
        """An advance approved and paid; its document."""
        self.borrowers += 1
        borrower = self.desk.party(f"นางสาวมาลี ที่ {self.borrowers}")
        data: dict[str, Any] = {
            "borrower_id": borrower, "title": "เงินยืมเดินทาง", "kind": "travel", "return_date": "2024-10-10",
            "budget_line_id": line("L16").id, "amount": baht,
        }  # fmt: skip
        envelope = self.office.envelope
        saved = advances.save_advance(envelope=envelope("finance_officer", day=DAY), data=data)
        named = {"document_id": saved.document_id}
        advances.submit_advance(envelope=envelope("finance_officer", day=DAY), data=named)
        advances.check_advance(envelope=envelope("treasury_head", day=DAY), data=named)
        advances.approve_advance(envelope=envelope("executive", day=DAY), data=named)
        dika = self.desk.approved("advance", on=DAY, lines=[], payee_id=None, advance_id=saved.document_id)
        self.cashier.paid(dika, on=DAY)
        return saved.document_id or 0

    def owes(self, baht: str = "145,000") -> None:
        """A payable of the year before, nobody's by name."""
        self.desk.owe(PAYABLE, baht, on=DAY)

    def statement(self) -> None:
        """The statement of the current account for October: what came in is there and matched, no cheque is."""
        content = file(
            ("01/10/2567", "ยอดยกมา", "", "", "", "", "500,000.00"),
            ("01/10/2567", "ฝาก", "", "", "", "500,000.00", "1,000,000.00"),
        )
        data = {"bank_account": "KTB-C", "name": "october.csv", "content": content, "through": LAST}
        reconciliation.import_statement(envelope=self.accountant(), data=data)
        made = reconciliation.prepare_reconciliation(
            envelope=self.accountant(), data={"bank_account": "KTB-C", "month": LAST}
        )
        reconciliation.match_suggested(envelope=self.accountant(), data={"document_id": made.document_id})

    def accountant(self) -> Envelope:
        """The accountant at the end of the month."""
        return self.office.envelope("accountant", day=LAST)

    def divided(self) -> None:
        """Three purchases from one vendor on one day, together above the limit of their method."""
        for code, baht in (("L24", "240,000"), ("L15", "180,000"), ("L18", "100,000")):
            ordered(self.office, item(code, "งานเดียวกัน", baht), on=DAY, delivery_date="2024-10-31")

    def shared_account(self) -> None:
        """One bank account of two payees, with the explanation that lets the second one in."""
        other = self.desk.party("นางสาวมาลี ใจดี")
        self.cashier.account(self.desk.payee, on=DAY)
        self.cashier.account(other, on=DAY, explanation="เจ้าของร้านคนเดียวกัน")
