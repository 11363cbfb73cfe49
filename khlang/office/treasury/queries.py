"""Every read of the treasury that others may use. Amounts are satang, days C.E.; all are scoped to the organisation."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final

from khlang.core import reporting
from khlang.core.calendar import fiscal_year, fiscal_year_end
from khlang.core.posting import AccountRef, Line
from khlang.core.reporting import BankDay, DailyStatus
from khlang.office.banking import queries as banking
from khlang.office.payment import queries as payment
from khlang.office.revenue.queries import CHEQUE_SUB
from khlang.office.treasury import models
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.spine.ledger.queries import AccountMovement
from khlang.standards import chart

#: Notes and coins in satang, the largest first.
DENOMINATIONS: Final = (100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25)


@dataclass(frozen=True, slots=True)
class CashBookLine:
    """A line of the cash book: money in (received), money out (paid), what is left after it."""

    voucher_id: int | None
    voucher_number: str | None
    day: date
    description: str
    sub: str
    received: int
    paid: int
    balance: int


@dataclass(frozen=True, slots=True)
class Count:
    """A cash count: what was counted, what the book said, pieces by denomination."""

    document_id: int
    day: date
    cash: int
    cheque: int
    book_cash: int
    book_cheque: int
    explanation: str
    pieces: tuple[tuple[int, int], ...]

    @property
    def difference(self) -> int:
        """Counted less book: negative is a shortage."""
        return self.cash + self.cheque - self.book_cash - self.book_cheque


def on_hand() -> tuple[int, int]:
    """Cash and received cheques in the cash box now."""
    cash = chart().cash[0]
    kept = ledger.guarded(accounts=[(cash, ""), (cash, CHEQUE_SUB)])
    return kept.get((cash, ""), ("", 0))[1], kept.get((cash, CHEQUE_SUB), ("", 0))[1]


def daily_status(*, day: date) -> DailyStatus:
    """The daily financial status of a day (spec 6.2) and each bank account's own line.

    Reads balances per day, and of the day's documents only the few that move money within the office (deposits,
    transfers between banks, general vouchers, dika that pay another account of the office): the day's number of receipts
    does not matter. What opening vouchers brought in on the cut-over day is brought forward and not received. Cheques that
    were paid out and nobody has fetched are told beside the figures; they have left the bank account already.
    """
    moved = _brought_in(day, ledger.movements(since=day, through=day, accounts=[*chart().cash, *chart().banks]))
    inside = [*_within_the_office(day), *_paid_to_ourselves(day)]
    waiting = payment.uncollected(day=day)
    status = reporting.daily_status(
        day=day,
        cash_brought_forward=sum(row.before for row in moved if chart().is_cash(row.account)),
        banks_brought_forward={row.sub: row.before for row in moved if chart().is_bank(row.account)},
        vouchers=(*inside, *_one_way(moved, inside)),
        chart=chart(),
        uncollected_cheques=waiting.count,
        uncollected_amount=waiting.amount,
    )
    return replace(status, banks=_banks(moved))


def _brought_in(day: date, moved: Sequence[AccountMovement]) -> list[AccountMovement]:
    """The movements of a day, those of opening vouchers counted as standing there before it."""
    if day != fiscal_year_end(fiscal_year(day)):
        return list(moved)
    brought: dict[tuple[str, str], list[int]] = {}
    for line in ledger.lines(since=day, through=day, book="accrual", kinds=["opening"]):
        sides = brought.setdefault((line.account, line.sub), [0, 0])
        sides[0] += line.debit
        sides[1] += line.credit
    told = []
    for row in moved:
        debit, credit = brought.get((row.account, row.sub), (0, 0))
        told.append(
            replace(row, before=row.before + debit - credit, debit=row.debit - debit, credit=row.credit - credit)
        )
    return told


def _paid_to_ourselves(day: date) -> list[list[Line]]:
    """The money lines of the payment vouchers of a day that also take money in: a dika paid into another own account."""
    by_voucher: dict[int, list[Line]] = {}
    for line in ledger.lines(since=day, through=day, book="accrual", kinds=["payment"]):
        if chart().is_bank(line.account) or chart().is_cash(line.account):
            found = by_voucher.setdefault(line.voucher_id, [])
            found.append(_line(line.account, line.sub, line.debit, line.credit))
    return [lines for lines in by_voucher.values() if any(line.debit for line in lines)]


def _within_the_office(day: date) -> list[list[Line]]:
    """The money lines of the documents of the day that may touch cash and banks at once, document by document."""
    posted = {"document__fiscal_year": fiscal_year(day), "document__posting_date": day, "document__state": "approved"}
    found: list[list[Line]] = []
    deposits = models.CashDeposit.objects.filter(**posted, document__kind="cash_deposit").select_related("bank_account")
    for deposit in deposits:
        amount = deposit.cash + deposit.cheque
        bank = _line(deposit.bank_account.account, deposit.bank_code, amount, 0)
        found.append([bank, _line(chart().cash[0], "", 0, amount)])
    transfers = models.BankTransfer.objects.filter(**posted, document__kind="bank_transfer")
    for transfer in transfers.select_related("from_account", "to_account"):
        found.append(
            [
                _line(transfer.to_account.account, transfer.to_code, transfer.amount, 0),
                _line(transfer.from_account.account, transfer.from_code, 0, transfer.amount),
            ]
        )
    entries = models.EntryLine.objects.filter(
        **posted, document__kind="general_voucher", account__in=(*chart().cash, *chart().banks)
    )
    by_document: dict[int, list[Line]] = {}
    for row in entries.order_by("document_id", "position"):
        by_document.setdefault(row.document_id, []).append(_line(row.account, row.sub, row.debit, row.credit))
    return found + list(by_document.values())


def _one_way(moved: Sequence[AccountMovement], inside: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The rest of the day's movement, as one line per account and side: receipts and payments, never both at once."""
    rest = {(row.account, row.sub): [row.debit, row.credit] for row in moved}
    kept: dict[str, list[int]] = {}
    for (account, _), (debit, credit) in rest.items():
        sums = kept.setdefault(account, [0, 0])
        sums[0] += debit
        sums[1] += credit
    for lines in inside:
        for line in lines:
            kept[line.account][0] -= line.debit
            kept[line.account][1] -= line.credit
    return [
        [_line(account, "", *sides)] for account, (debit, credit) in kept.items() for sides in ((debit, 0), (0, credit))
    ]


def _line(account: str, sub: str, debit: int, credit: int) -> Line:
    return Line("accrual", account, sub, debit, credit)


def _banks(moved: Sequence[AccountMovement]) -> tuple[BankDay, ...]:
    """Every bank account in the order of the office's list, closed ones only while they still hold or move money."""
    by_code = {row.sub: row for row in moved if chart().is_bank(row.account)}
    days = []
    for bank in banking.bank_accounts():
        row = by_code.get(bank.code)
        if row is None:
            if bank.active:
                days.append(BankDay(bank.code, 0))
        elif bank.active or row.before or row.debit or row.credit:
            days.append(BankDay(bank.code, row.before, row.debit, row.credit))
    return tuple(days)


def figures(*, status: DailyStatus) -> dict[str, int]:
    """The columns of the report, as they are kept with a signed report and exported."""
    return {
        "cash_brought_forward": status.cash_brought_forward,
        "cash_received": status.cash_received,
        "cash_deposited": status.cash_deposited,
        "cash_paid": status.cash_paid,
        "cash_carried_forward": status.cash_carried_forward,
        "bank_brought_forward": status.bank_brought_forward,
        "bank_deposit_of_cash": status.bank_deposit_of_cash,
        "bank_transfer_in": status.bank_transfer_in,
        "bank_paid": status.bank_paid,
        "bank_carried_forward": status.bank_carried_forward,
        "uncollected_cheques": status.uncollected_cheques,
        "uncollected_amount": status.uncollected_amount,
        "total_money": status.total_money,
    }


def bank_figures(*, status: DailyStatus) -> list[dict[str, Any]]:
    """The lines of the bank accounts, as they are kept with a signed report and exported."""
    return [{**asdict(bank), "balance": bank.balance} for bank in status.banks]


def agrees(*, document_id: int) -> bool:
    """Whether a report says what the ledger says now: total figures, and each bank account for itself."""
    kept = models.DailyStatus.objects.get(document_id=document_id)
    status = daily_status(day=kept.day)
    return (kept.figures, kept.banks) == (figures(status=status), bank_figures(status=status))


def daily_status_document(*, day: date) -> Any:
    """The report that was drawn up for a day, or None."""
    kept = models.DailyStatus.objects.filter(day=day).first()
    return None if kept is None else documents.get(document_id=kept.document_id, kind="daily_status")


def cash_book(*, since: date, through: date, account: str = "", sub: str | None = None) -> list[CashBookLine]:
    """The cash book (สมุดเงินสด), or the book of one bank account (`account` and `sub`): first line brought forward."""
    code = account or chart().cash[0]
    before = [
        row for row in ledger.movements(since=since, through=through, accounts=[code]) if sub is None or row.sub == sub
    ]
    balance = sum(row.before for row in before)
    book = [CashBookLine(None, None, since, "", sub or "", 0, 0, balance)]
    for line in ledger.lines(since=since, through=through, account=code, sub=sub, book="accrual"):
        balance += line.debit - line.credit
        book.append(
            CashBookLine(
                line.voucher_id, line.voucher_number, line.posting_date, line.description, line.sub, line.debit,
                line.credit, balance,
            )
        )  # fmt: skip
    return book


def cash_count(*, document_id: int) -> Count:
    """One cash count with its pieces, the largest denomination first."""
    row = models.CashCount.objects.get(document_id=document_id)
    pieces = models.CashCountLine.objects.filter(document_id=document_id).order_by("-denomination")
    return Count(
        document_id, row.day, row.cash, row.cheque, row.book_cash, row.book_cheque, row.explanation,
        tuple((line.denomination, line.pieces) for line in pieces),
    )  # fmt: skip


def last_count(*, day: date) -> Count | None:
    """The last cash count of a day, or None."""
    row = models.CashCount.objects.filter(day=day).order_by("-id").first()
    return None if row is None else cash_count(document_id=row.document_id)


def entry_lines(*, document_id: int) -> list[models.EntryLine]:
    """The lines of a general voucher or of opening balances as written."""
    return list(models.EntryLine.objects.filter(document_id=document_id).order_by("position"))


def bank_transfer(*, document_id: int) -> tuple[AccountRef, AccountRef, int]:
    """The account a transfer leaves and the one it enters (account of the chart and bank account), and the amount."""
    row = models.BankTransfer.objects.select_related("from_account", "to_account").get(document_id=document_id)
    source, target = row.from_account, row.to_account
    return AccountRef(source.account, source.code), AccountRef(target.account, target.code), row.amount
