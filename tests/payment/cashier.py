"""The treasury's counter: books of cheques, reports prepared and signed, payees paid, cheques fetched."""

from datetime import date
from typing import Any

from khlang.office.payment import commands as payment
from khlang.office.payment import queries
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.parties import commands as parties
from tests.disbursement.asking import VAT, Desk
from tests.household import hire

SIGNERS = ("treasury_head", "clerk", "executive")


class Cashier:
    """The finance officer at the counter; amounts are typed in baht, every step is done by the officer whose step it is."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.till = desk.till
        self.office = desk.office
        self.keeper = hire(self.office.org, f"wanna-{self.office.organisation.code.lower()}", "finance_officer").id
        self.fund("KTB-C", "500,000")
        self.fund("KTB-S", "2,000,000")

    def fund(self, bank: str, baht: str, *, on: date | None = None) -> None:
        """Money in a bank account to pay out."""
        self.till.bank_in(VAT, baht, bank=bank, on=on)

    def book(
        self, first: str = "0000001", last: str = "0000050", *, bank: str = "KTB-C", kind: str = "cheque", **more: Any
    ) -> Outcome:
        """A book from the bank, handed to the keeper unless said otherwise."""
        data = {"bank_account": bank, "kind": kind, "first": first, "last": last, "issued_to": self.keeper, **more}
        return payment.save_book(envelope=self.office.envelope("finance_officer"), data=data)

    def prepared(
        self, *dikas: Outcome, channel: str = "cheque", bank: str = "KTB-C", on: date | None = None,
        by: str = "finance_officer", **more: Any,
    ) -> Outcome:  # fmt: skip
        """A report of these dika."""
        data = {
            "bank_account": bank, "channel": channel, "dikas": [dika.document_id for dika in dikas], **more,
        }  # fmt: skip
        return payment.prepare_report(envelope=self.office.envelope(by, day=on), data=data)

    def signed(self, report: Outcome, *, on: date | None = None, signers: tuple[str, ...] = SIGNERS) -> Outcome:
        """The report with its three signatures."""
        for role in signers:
            envelope = self.office.envelope(role, day=on)
            report = payment.sign_report(envelope=envelope, data={"document_id": report.document_id})
        return report

    def payments(self, report: Outcome) -> list[Any]:
        """The payments on a report."""
        return list(queries.report(document_id=report.document_id or 0).payments)

    def ready(self, *dikas: Outcome, on: date | None = None, **more: Any) -> list[int]:
        """Payments of a report that is prepared and signed."""
        report = self.signed(self.prepared(*dikas, on=on, **more), on=on)
        return [row.document_id for row in self.payments(report)]

    def pay(self, payment_id: int, *, by: str = "finance_officer", on: date | None = None, **more: Any) -> Outcome:
        """One payment made."""
        data = {"document_id": payment_id, **more}
        return payment.pay(envelope=self.office.envelope(by, day=on), data=data)

    def paid(self, *dikas: Outcome, on: date | None = None, **more: Any) -> list[Outcome]:
        """Dika prepared, signed and paid one by one."""
        return [self.pay(each, on=on) for each in self.ready(*dikas, on=on, **more)]

    def collect(self, payment_id: int | None, *, on: date | None = None, **more: Any) -> Outcome:
        """A cheque fetched."""
        data = {"document_id": payment_id, **more}
        return payment.collect(envelope=self.office.envelope("finance_officer", day=on), data=data)

    def undo(
        self, command: Any, document_id: int | None, *, by: str = "treasury_head", on: date | None = None, **more: Any
    ) -> Outcome:
        """A payment, report or certificate taken back by the head of treasury."""
        data = {"document_id": document_id, "reason": "พิมพ์ผิด", **more}
        return command(envelope=self.office.envelope(by, day=on), data=data)

    def account(
        self, party_id: int, number: str = "1234567890", *, bank: str = "006", on: date | None = None, **more: Any
    ) -> Outcome:
        """The payee's account proposed by finance and confirmed by accounting."""
        data = {
            "party_id": party_id, "bank": bank, "account_no": number, "account_name": "บัญชีผู้รับเงิน", "branch": "", **more,
        }  # fmt: skip
        proposed = parties.propose_account(envelope=self.office.envelope("finance_officer", day=on), data=data)
        envelope = self.office.envelope("accountant", day=on)
        return parties.confirm_account(envelope=envelope, data={"document_id": proposed.document_id})

    def state(self, document_id: int | None) -> str:
        """The state of a document now."""
        return str(documents.get(document_id=document_id or 0).state)
