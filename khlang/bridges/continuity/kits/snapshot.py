"""What the office must know while it has no system, as tables of one moment: money, budget, obligations, payees, arrears, codes.

Amounts are satang until they are printed. Numbers of people and of their bank accounts are masked: a kit is paper that lies
in a cupboard. A check of four hexadecimal digits tells whether an account number that somebody gives is the one on file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from khlang import standards
from khlang.bridges.continuity.identity import crc16
from khlang.bridges.continuity.models.papers import CASH
from khlang.core.calendar import fiscal_year, format_date
from khlang.office.banking import queries as banking
from khlang.office.budget import queries as budget
from khlang.office.payment import queries as payment
from khlang.office.procurement import queries as procurement
from khlang.office.taxpayers import queries as taxpayers
from khlang.office.treasury import queries as treasury
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties
from khlang.standards import message

#: How many payees and taxpayers a kit holds at most; the rest is told in a note.
MOST: Final = 2_000
#: Who is called, in this order.
_CALLED: Final = ("executive", "clerk", "treasury_head", "finance_officer", "accountant", "revenue_officer", "budget_officer",
                  "supply_officer", "cash_keeper", "admin")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: kind is text, money (satang), code or date; width as forms take it."""

    label: str
    kind: str = "text"
    width: str = "auto"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the kit; a note says what was left out."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str | int, ...], ...]
    note: str = ""

    @property
    def totals(self) -> tuple[str | int, ...]:
        """The sums of the columns of money."""
        return tuple(
            sum(int(row[at]) for row in self.rows) if column.kind == "money" else ""
            for at, column in enumerate(self.columns)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where money is kept: the cash box («cash») or a bank account, and what it held at the moment of the snapshot."""

    code: str
    name: str
    balance: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One moment of an organisation; `unit` says that it is a subordinate unit and has fewer kinds of paper."""

    code: str
    name: str
    unit: bool
    taken_at: datetime
    day: date
    places: tuple[Place, ...]
    tables: tuple[Table, ...]

    def table(self, key: str) -> Table:
        """A table by its key."""
        return next(table for table in self.tables if table.key == key)


def take(*, now: datetime, day: date) -> Snapshot:
    """The snapshot of the organisation in scope at an instant; `day` is the business date."""
    own = organisations.current()
    unit = own.kind not in organisations.LOCAL_GOVERNMENTS
    places = _places(day)
    made = [_money(places), _cheques(), *([] if unit else [_budget(day), _commitments()]), _payees(day), _owed(day)]
    tables = [_people(day), *made, _revenue_codes(day)]
    return Snapshot(own.code, own.name_th, unit, now, day, places, tuple(tables))


def papers_of(*, unit: bool) -> tuple[standards.ManualPaper, ...]:
    """The kinds of paper that such an organisation makes by hand."""
    return tuple(paper for paper in standards.manual_papers() if paper.units or not unit)


def _table(key: str, columns: Sequence[Column], rows: Sequence[tuple[str | int, ...]], left_out: int = 0) -> Table:
    note = message("kit.left_out", count=left_out) if left_out else ""
    return Table(key, message(f"kit.table.{key}"), tuple(columns), tuple(rows), note)


def _heads(*wanted: tuple[str, str, str]) -> list[Column]:
    return [Column(message(f"kit.column.{key}"), kind, width) for key, kind, width in wanted]


def _places(day: date) -> tuple[Place, ...]:
    status = treasury.daily_status(day=day)
    known = {bank.code: bank for bank in banking.bank_accounts()}
    found = [Place(CASH, message("kit.cash_box"), status.cash_carried_forward)]
    for bank_day in status.banks:
        bank = known[bank_day.code]
        parts = (bank.bank_name, message(f"bank_kind.{bank.kind}"), bank.branch, bank.account_no)
        found.append(Place(bank.code, " ".join(part for part in parts if part), bank_day.balance))
    return tuple(found)


def _money(places: Sequence[Place]) -> Table:
    heads = _heads(("code", "code", "auto"), ("place", "text", "1fr"), ("balance", "money", "40mm"))
    return _table("money", heads, [(each.code, each.name, each.balance) for each in places])


def _cheques() -> Table:
    heads = _heads(
        ("code", "code", "auto"), ("cheque_kind", "text", "auto"), ("first_last", "text", "1fr"),
        ("holder", "text", "1fr"), ("free", "code", "auto"),
    )  # fmt: skip
    rows = [
        (
            book.bank_code,
            message(f"kit.cheque.{book.kind}"),
            f"{book.first} – {book.last}",
            book.issued_to,
            f"{book.free:,}",
        )
        for book in payment.cheque_books()
        if book.free
    ]
    return _table("cheques", heads, rows)


def _budget(day: date) -> Table:
    heads = _heads(
        ("budget_code", "code", "auto"), ("item", "text", "1fr"), ("net_budget", "money", "30mm"),
        ("remaining", "money", "30mm"), ("used_by_hand", "money_line", "30mm"),
    )  # fmt: skip
    rows = [
        (each.line.code, each.line.name_th, each.net, each.available, "")
        for each in budget.line_balances(fiscal_year=fiscal_year(day))
    ]
    return _table("budget", heads, rows)


def _commitments() -> Table:
    heads = _heads(
        ("number", "code", "auto"), ("vendor", "text", "1fr"), ("about", "text", "1.2fr"), ("due", "date", "auto"),
        ("not_accepted", "money", "30mm"), ("unclaimed", "money", "30mm"),
    )  # fmt: skip
    rows = [
        (row.number, row.vendor_name, row.title, format_date(row.delivery_date), row.remaining,
         row.amount - row.released - row.claimed)
        for row in procurement.contract_register()
        if row.amount - row.released - row.claimed > 0
    ]  # fmt: skip
    return _table("commitments", heads, rows)


def _payees(day: date) -> Table:
    heads = _heads(
        ("payee", "text", "1fr"), ("tax_number", "code", "auto"), ("payee_bank", "text", "auto"),
        ("payee_account", "code", "auto"), ("check", "code", "auto"),
    )  # fmt: skip
    found, count = parties.list_parties(active_only=True, limit=MOST)
    accounts = parties.payee_accounts(party_ids=[party.id for party in found], on=day)
    rows: list[tuple[str | int, ...]] = []
    for party in found:
        account, number = accounts.get(party.id), parties.masked_number(party.national_number)
        if account is None:
            rows.append((party.name, number, message("kit.no_account"), "", ""))
        else:
            rows.append(
                (
                    party.name,
                    number,
                    account.bank_name,
                    masked(number=account.account_no),
                    crc16(text=account.account_no),
                )
            )
    return _table("payees", heads, rows, count - len(found))


def masked(*, number: str) -> str:
    """The number of a bank account without what would let anybody use it: the last four digits stay."""
    return "x" * max(0, len(number) - 4) + number[-4:]


def _owed(day: date) -> Table:
    heads = _heads(
        ("taxpayer", "text", "1fr"), ("tax_number", "code", "auto"), ("assessment", "code", "auto"), ("tax", "text", "1fr"),
        ("due", "date", "auto"), ("principal", "money", "26mm"), ("addition", "money", "22mm"), ("to_pay", "money", "26mm"),
    )  # fmt: skip
    found, count = taxpayers.arrears(on=day, limit=MOST)
    rows = [
        (who.taxpayer, who.masked_number, line.code, f"{line.tax.name_th} {line.tax_year}", format_date(line.due_date),
         line.principal, line.total - line.principal, line.total)
        for who in found
        for line in who.lines
    ]  # fmt: skip
    return _table("arrears", heads, rows, count - len(found))


def _revenue_codes(day: date) -> Table:
    heads = _heads(("revenue_code", "code", "auto"), ("revenue_name", "text", "1fr"), ("account", "code", "auto"))
    rows = [(item.code, item.name_th, item.account) for item in standards.revenue_items() if item.valid(day)]
    return _table("revenue_codes", heads, rows)


def _people(day: date) -> Table:
    """Who is called, in the order of the kit's call list; the telephone is the one that the person gave."""
    heads = _heads(
        ("duty_of", "text", "auto"), ("name", "text", "1fr"), ("position", "text", "1fr"), ("telephone", "code", "34mm")
    )
    held = [row for row in access.assignments(on=day) if row.role in _CALLED]
    held.sort(key=lambda row: (_CALLED.index(row.role), row.person.name_th))
    rows = [
        (
            standards.duties().role(row.role).name_th,
            row.person.name_th,
            row.position.title_th if row.position else "",
            row.person.phone,
        )
        for row in held
    ]
    return _table("people", heads, rows)
