"""An office that pays by dika: a budget in force, money in the bank, payees, and everybody on the way of a dika."""

from datetime import date
from typing import Any

from khlang.core.posting import AccountRef
from khlang.office.disbursement import acts, commands, queries
from khlang.platform.commands import Outcome
from khlang.platform.db import writes
from khlang.spine.documents import spine
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations import commands as organisations
from khlang.spine.parties import commands as parties
from tests.budget.budgeting import left, line, ordinance_in_force
from tests.till import Till

LINES = (
    ("L01", "00411", "110300", "เงินสมทบกองทุนประกันสังคม", "96,000"),
    ("L02", "00411", "110700", "เบี้ยยังชีพผู้สูงอายุ", "900,000"),
    ("L03", "00411", "110800", "เบี้ยยังชีพคนพิการ", "250,000"),
    ("L15", "00111", "320100", "จ้างเหมาบริการ", "200,000"),
    ("L16", "00111", "320300", "ค่าเดินทางไปราชการ", "250,000"),
    ("L18", "00111", "330100", "วัสดุสำนักงาน", "120,000"),
    ("L20", "00111", "340100", "ค่าไฟฟ้า", "300,000"),
    ("L24", "00111", "411600", "ครุภัณฑ์คอมพิวเตอร์", "300,000"),
    ("L33", "00211", "320300", "ค่าจัดการเรียนการสอน ศพด.", "170,000"),
    ("L34", "00212", "610200", "อุดหนุนโรงเรียน (อาหารกลางวัน)", "500,000"),
)
ESTIMATE = ({"item_code": "421000", "amount": "3,086,000"},)
VAT, SURPLUS = "42100002", "3102010101.001"
PAYABLE, POWER_DUE, SECURITY, GRANT = "2101010102.001", "2102040101.001", "2111020199.004", "2103010102.001"
BANK = AccountRef("1101030102.001", "KTB-S")
#: Each move of a dika on its way and who makes it.
WAY = {
    "request": (commands.request_dika, "division_head"),
    "receive": (commands.receive_dika, "finance_officer"),
    "examine": (commands.examine_dika, "treasury_head"),
    "endorse": (commands.endorse_dika, "clerk"),
    "approve": (commands.approve_dika, "executive"),
}
#: Valid 13-digit numbers for payees.
NUMBERS = {"juristic": "0105536000313", "person": "1101700203450", "vendor": "0105536000321"}


class Desk:
    """Amounts are typed in baht; every step is done by the officer whose step it is."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.office = till.office
        fields = ("code", "work_code", "item_code", "name_th", "amount")
        for code, name in (("01", "สำนักปลัด"), ("02", "กองคลัง")):
            organisations.save_division(envelope=self.office.envelope(), data={"code": code, "name_th": name})
        rows = [{**dict(zip(fields, row, strict=True)), "division": "01"} for row in LINES]
        ordinance_in_force(self.office, appropriations=rows, estimates=ESTIMATE)
        self.payee = self.party("หจก. เครื่องเขียนทุ่งทอง", kind="juristic", national_number=NUMBERS["juristic"])

    def party(self, name: str, **more: Any) -> int:
        """Somebody in the register of parties."""
        envelope = self.office.envelope("finance_officer")
        return parties.save_party(envelope=envelope, data={"name": name, **more}).document_id or 0

    def fund(self, baht: str = "2,000,000", *, on: date | None = None) -> None:
        """Money in the bank to pay out."""
        self.till.bank_in(VAT, baht, on=on)

    def owe(self, account: str, baht: str, *, on: date | None = None) -> None:
        """A liability in the books, as opening balances bring it in."""
        self.till.write_entry("ยอดยกมา", (SURPLUS, baht, "0"), (account, "0", baht), on=on)

    def draft(
        self, kind: str = "direct", *, by: str = "finance_officer", on: date | None = None, **more: Any
    ) -> Outcome:
        """A dika written; a direct one pays 1,000 baht of electricity unless said otherwise."""
        envelope = self.office.envelope(by, day=on)
        return commands.prepare_dika(envelope=envelope, data=self.written(kind, **more))

    def written(self, kind: str = "direct", **more: Any) -> dict[str, Any]:
        """The input of `dika.prepare`."""
        data = {
            "dika_kind": kind, "title": "จ่ายค่าไฟฟ้า", "division": "01", "payee_id": self.payee,
            "lines": [self.line("L20", "1,000")], **more,
        }  # fmt: skip
        return {key: value for key, value in data.items() if value is not None}

    @staticmethod
    def line(code: str, baht: str, **more: Any) -> dict[str, Any]:
        """A line of this year's budget as it is typed."""
        return {"budget_line_id": line(code).id, "amount": baht, **more}

    @staticmethod
    def owed(account: str, baht: str, **more: Any) -> dict[str, Any]:
        """A line that pays a liability."""
        return {"source": "liability", "account": account, "amount": baht, **more}

    def move(self, dika: Outcome, move: str, *, on: date | None = None, by: str = "", **more: Any) -> Outcome:
        """One move on the way, by whose it is."""
        make, role = WAY[move]
        data = {"document_id": dika.document_id, **more}
        return make(envelope=self.office.envelope(by or role, day=on), data=data)

    def carried(self, dika: Outcome, through: str = "approve", *, on: date | None = None) -> Outcome:
        """A draft carried on up to and with a move."""
        for move in WAY:
            dika = self.move(dika, move, on=on)
            if move == through:
                break
        return dika

    def approved(self, kind: str = "direct", *, on: date | None = None, **more: Any) -> Outcome:
        """A dika written and carried to its approval."""
        return self.carried(self.draft(kind, on=on, **more), on=on)

    def pay(self, dika: Outcome, *, bank: AccountRef = BANK, on: date | None = None) -> Outcome:
        """Prepared and paid, as the payment module does it; the outcome of the dika with its voucher."""
        envelope = self.office.envelope("all", day=on)
        writes.hold(org=self.office.org)
        view = queries.dika(document_id=dika.document_id or 0)
        spine.write(envelope=envelope, acts=acts.prepare(envelope=envelope, dikas=[view]), rows=())
        view = queries.dika(document_id=view.id)
        paid = acts.pay(envelope=envelope, dikas=[(view, bank)])[0]
        return spine.write(envelope=envelope, acts=paid, rows=())[0]

    def paid(self, kind: str = "direct", *, bank: AccountRef = BANK, on: date | None = None, **more: Any) -> Outcome:
        """A dika from its draft to its payment."""
        return self.pay(self.approved(kind, on=on, **more), bank=bank, on=on)


def posted(outcome: Outcome) -> list[tuple[str, int, int]]:
    """The lines of the voucher of an outcome: account, debit, credit in satang."""
    rows = ledger.lines_of_voucher(voucher_id=outcome.voucher_id or 0)
    return [(row.account, row.debit, row.credit) for row in rows]


def buckets(code: str) -> dict[str, int]:
    """What a budget line has in its buckets, those that hold something."""
    from khlang.office.budget import queries as budget

    row = budget.balances_of(line_ids=[line(code).id])[line(code).id]
    found = {name: getattr(row, name) for name in ("reserved", "committed", "advanced", "expended", "available")}
    return {name: amount for name, amount in found.items() if amount}


__all__ = ["BANK", "Desk", "buckets", "left", "posted", "queries"]
