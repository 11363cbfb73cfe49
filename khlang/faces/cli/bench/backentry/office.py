"""An office with a budget, money in the bank, books of cheques and its people, founded by the ordinary commands."""

from datetime import date, datetime, time
from typing import Any, Final
from uuid import uuid4

from khlang import standards
from khlang.faces.cli.bench.backentry import story
from khlang.office.banking import commands as banking
from khlang.office.banking import queries as banks
from khlang.office.budget import commands as budget
from khlang.office.budget import queries as lines
from khlang.office.payment import commands as payment
from khlang.office.revenue import commands as revenue
from khlang.platform import clock, tenancy
from khlang.platform.commands import Actor, Envelope
from khlang.spine.access import commands as access
from khlang.spine.ledger import commands as ledger
from khlang.spine.organisations import commands as organisations
from khlang.spine.parties import commands as parties

FOUNDED: Final = date(2024, 10, 1)
RICH: Final = "90,000,000"
PER_LINE: Final = "20,000,000"
ROLES: Final = (
    "revenue_officer", "finance_officer", "treasury_head", "accountant", "executive", "clerk", "division_head",
    "budget_officer",
)  # fmt: skip
#: A year's income from the treasury: what the bank begins with.
GRANT: Final = "42100002"
_BANKS: Final = ((story.SAVINGS, "savings", "1101030102.001"), (story.CURRENT, "current", "1101030101.001"))


class Office:
    """One organisation and its people; every step is made by the one whose step it is."""

    def __init__(self, code: str) -> None:
        self.code, self.today = code, FOUNDED
        self.org = tenancy.new_id()
        self.founder = Actor(1, "bench", frozenset(standards.duties().duties))
        self.people: dict[str, Actor] = {}
        self.payees: dict[str, int] = {}

    def envelope(self, role: str = "", *, day: date | None = None) -> Envelope:
        """What a face would send at ten in the morning; without a role it is who sets the office up."""
        today = day or self.today
        now = datetime.combine(today, time(10), clock.BANGKOK)
        return Envelope(self.people[role] if role else self.founder, self.org, uuid4(), today, now)

    def found(self) -> "Office":
        """The organisation on the first day of the year 2568."""
        data = {"code": self.code, "kind": "tao", "name_th": "หน่วยงานทดสอบความเร็ว", "province_th": "ตัวอย่าง"}
        organisations.create_organisation(envelope=self.envelope(), data=data)
        ledger.open_year(envelope=self.envelope(), data={"fiscal_year": 2568, "cutover": True})
        self._hire()
        organisations.save_division(envelope=self.envelope(), data={"code": "01", "name_th": "สำนักปลัด"})
        for bank, kind, account in _BANKS:
            data = {"code": bank, "bank_name": "ธ.กรุงไทย", "kind": kind, "account": account}
            banking.save(envelope=self.envelope("finance_officer"), data=data)
            self._fund(bank)
        for name in story.PAYEES:
            made = parties.save_party(envelope=self.envelope("finance_officer"), data={"name": name})
            self.payees[name] = made.document_id or 0
        self.budget(2568)
        return self

    def _hire(self) -> None:
        for role in ROLES:
            username = f"{role}.{self.code}".replace("_", "-").lower()
            data = {"username": username, "name_th": f"คุณ{role}"}
            person = access.create_person(envelope=self.envelope(), data=data).document_id or 0
            granted = {"person_id": person, "role": role, "from_date": FOUNDED}
            access.grant_role(envelope=self.envelope(), data=granted)
            self.people[role] = Actor(person, role, frozenset(standards.duties().role(role).duties))

    def _fund(self, bank: str) -> None:
        data = {
            "payer_name": "กรมส่งเสริมการปกครองท้องถิ่น", "title": "เงินอุดหนุน", "bank_account": bank, "reference": "1",
            "lines": [{"item": GRANT, "amount": RICH}],
        }  # fmt: skip
        revenue.receive_transfer(envelope=self.envelope("finance_officer"), data=data)

    def cheques(self, count: int) -> None:
        """Books of cheques for so many payments, kept in the safe of finance."""
        for first in range(1, count + 1, 1_000):
            data = {
                "bank_account": story.CURRENT, "kind": "cheque", "first": f"{first:07d}", "last": f"{first + 999:07d}",
                "issued_to": self.people["finance_officer"].id,
            }  # fmt: skip
            payment.save_book(envelope=self.envelope("finance_officer"), data=data)

    def budget(self, year: int) -> None:
        """The annual budget (B.E.) through its usual way."""
        day = self.today
        rows = [dict(zip(("code", "work_code", "item_code", "name_th"), row, strict=True)) for row in story.LINES]
        made = budget.prepare_ordinance(
            envelope=self.envelope("budget_officer"),
            data={
                "fiscal_year": year, "title": f"ข้อบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. {year}", "document_date": day,
                "appropriations": [{**row, "amount": PER_LINE, "division": "01"} for row in rows],
                "estimates": [{"item_code": "421000", "amount": RICH}],
            },
        )  # fmt: skip
        named = {"document_id": made.document_id}
        budget.submit_ordinance(envelope=self.envelope("budget_officer"), data=named)
        said = {"council_reference": "สมัยที่ 3", "council_date": day, "approver": "นายอำเภอเมือง",
                "approver_reference": "ตย 1/1", "approver_date": day}  # fmt: skip
        budget.approve_ordinance(envelope=self.envelope("clerk"), data={**named, **said})
        said = {"ordinance_reference": f"1/{year}", "promulgated_date": day}
        budget.promulgate_ordinance(envelope=self.envelope("executive"), data={**named, **said})

    def next_year(self) -> None:
        """The books of 2569 are opened beside those of 2568."""
        ledger.open_year(envelope=self.envelope(), data={"fiscal_year": 2569})

    def line(self, code: str, *, year: int) -> int:
        """A budget line of a year (B.E.) by its short name."""
        with tenancy.scope(self.org):
            return int(lines.line_by_code(fiscal_year=year, code=code).id)

    def accounts(self) -> dict[tuple[str, str], str]:
        """How the story calls the accounts of money, by account and sub-account."""
        with tenancy.scope(self.org):
            held: list[Any] = list(banks.bank_accounts())
        return {(standards.chart().cash[0], ""): story.CASH, **{(each.account, each.code): each.code for each in held}}
