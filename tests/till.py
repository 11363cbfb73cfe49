"""An office with bank accounts and money, spoken of as its people do: collect, hand over, sum up, post, deposit."""

from datetime import date
from typing import Any

from khlang.office.banking import commands as banking
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.platform.commands import Outcome
from tests.household import hire
from tests.office import Office

BANKS = (
    ("KTB-S", "ธ.กรุงไทย", "savings", "1101030102.001"),
    ("BAAC-S", "ธ.ก.ส.", "savings", "1101030102.001"),
    ("KTB-C", "ธ.กรุงไทย", "current", "1101030101.001"),
    ("GSB-F", "ธ.ออมสิน", "fixed", "1104010101.001"),
)
WASTE_FEE, LICENCE, LAND_TAX_DUE, OTHER_FINE, VAT = "41210008", "41239001", "91100008", "41229003", "42100002"


class Till:
    """The collectors, finance, accounting and the head of treasury of one office; amounts are typed in baht."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def open_banks(self) -> None:
        """The four bank accounts of the worked example."""
        for code, name, kind, account in BANKS:
            data = {"code": code, "bank_name": name, "kind": kind, "account": account}
            banking.save(envelope=self.office.envelope("finance_officer"), data=data)

    def hold_book(self, *, book_no: str = "12", first: int = 1, last: int = 50) -> Outcome:
        """A printed book handed out to the collector, who has an account from then on."""
        self.office.people["revenue_officer"] = hire(self.office.org, "somchai", "revenue_officer").id
        data = {"book_no": book_no, "first": first, "last": last, "issued_to": self.office.people["revenue_officer"]}
        return revenue.register_book(envelope=self.office.envelope("treasury_head"), data=data)

    def void(
        self, receipt: Outcome, *, by: str = "treasury_head", on: date | None = None, reason: str = "พิมพ์ผิด"
    ) -> Outcome:
        """A receipt voided by the head of treasury."""
        data = {"document_id": receipt.document_id, "reason": reason}
        return revenue.void(envelope=self.office.envelope(by, day=on), data=data)

    def ask_reversal(self, receipt: Outcome, *, on: date | None = None, **more: Any) -> Outcome:
        """Finance asks for a posted receipt to be reversed."""
        data = {"receipt_id": receipt.document_id, "reason": "รับผิดรายการ", **more}
        return revenue.create_reversal(envelope=self.office.envelope("finance_officer", day=on), data=data)

    def collect(
        self, *lines: tuple[str, str], by: str = "revenue_officer", on: date | None = None, **more: Any
    ) -> Outcome:
        """A receipt for lines of (item, baht), in cash unless said otherwise."""
        data = {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": item, "amount": baht} for item, baht in lines], **more}
        return revenue.issue(envelope=self.office.envelope(by, day=on), data=data)

    def hand_over(self, *, by: str = "revenue_officer", on: date | None = None, **more: Any) -> Outcome:
        """A slip of everything the collector still holds, handed over."""
        slip = revenue.create_remittance(envelope=self.office.envelope(by, day=on), data=more)
        return revenue.submit_remittance(
            envelope=self.office.envelope(by, day=on), data={"document_id": slip.document_id}
        )

    def take_over(self, slip: Outcome, cash: str, cheque: str = "0", *, on: date | None = None) -> Outcome:
        """Finance counts and takes the money of a slip."""
        return revenue.receive_remittance(
            envelope=self.office.envelope("finance_officer", day=on),
            data={"document_id": slip.document_id, "counted_cash": cash, "counted_cheque": cheque},
        )

    def sum_up(self, *, title: str = "", on: date | None = None, **more: Any) -> Outcome:
        """Finance sums the waiting slips up and hands the summary to accounting."""
        envelope = self.office.envelope("finance_officer", day=on)
        summary = revenue.create_summary(envelope=envelope, data={"title": title, **more})
        envelope = self.office.envelope("finance_officer", day=on)
        return revenue.submit_summary(envelope=envelope, data={"document_id": summary.document_id})

    def post(self, summary: Outcome, *, on: date | None = None) -> Outcome:
        """Accounting posts a summary."""
        envelope = self.office.envelope("accountant", day=on)
        return revenue.post_summary(envelope=envelope, data={"document_id": summary.document_id})

    def bank_in(self, item: str, baht: str, *, title: str = "", bank: str = "KTB-S", on: date | None = None) -> Outcome:
        """Money that is already in the bank."""
        data = {
            "payer_name": "กรมส่งเสริมการปกครองท้องถิ่น", "title": title, "bank_account": bank, "reference": "REF-1",
            "lines": [{"item": item, "amount": baht}],
        }  # fmt: skip
        return revenue.receive_transfer(envelope=self.office.envelope("finance_officer", day=on), data=data)

    def take_in(
        self, *lines: tuple[str, str], cash: str, title: str = "", on: date | None = None, **more: Any
    ) -> Outcome:
        """Cash from the payer to the books: receipt, slip, count, summary, voucher."""
        self.collect(*lines, on=on, **more)
        slip = self.hand_over(on=on)
        self.take_over(slip, cash, on=on)
        return self.post(self.sum_up(title=title, on=on), on=on)

    def deposit(
        self, baht: str, *, bank: str = "KTB-S", title: str = "", on: date | None = None, **more: Any
    ) -> Outcome:
        """Cash taken to the bank by finance, approved by the head of treasury."""
        data = {"bank_account": bank, "cash": baht, "title": title, **more}
        prepared = treasury.create_deposit(envelope=self.office.envelope("finance_officer", day=on), data=data)
        return treasury.approve_deposit(
            envelope=self.office.envelope("treasury_head", day=on), data={"document_id": prepared.document_id}
        )

    def write_entry(self, title: str, *lines: tuple[str, ...], on: date | None = None) -> Outcome:
        """A general voucher of lines (account, debit, credit, sub if any), submitted and approved."""
        data = {
            "title": title,
            "lines": [dict(zip(("account", "debit", "credit", "sub"), line, strict=False)) for line in lines],
        }
        saved = treasury.save_voucher(envelope=self.office.envelope("accountant", day=on), data=data)
        named = {"document_id": saved.document_id}
        treasury.submit_voucher(envelope=self.office.envelope("accountant", day=on), data=named)
        return treasury.approve_voucher(envelope=self.office.envelope("treasury_head", day=on), data=named)
