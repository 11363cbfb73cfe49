"""The worked example: what October's receiving writes is what the accountants wrote, line by line, satang by satang."""

import csv
from decimal import Decimal

import pytest

from khlang.core.money import plain_baht
from khlang.office.treasury import queries
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart
from tests.till import Till
from tests.treasury.month import FILES, first_and_second, october, open_books, rest


def table(name: str) -> list[dict[str, str]]:
    """A file of the example."""
    with (FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written() -> list[tuple[str, ...]]:
    """The lines of receipt and general vouchers, as the example lists them."""
    lines = ledger.lines(since=october(1), through=october(31), book="accrual", kinds=["receipt", "general"])
    return sorted(
        (
            str(line.voucher_number), line.posting_date.isoformat(), line.account, plain_baht(line.debit),
            plain_baht(line.credit), line.sub if chart().is_bank(line.account) else "", line.description,
        )
        for line in lines
    )  # fmt: skip


def expected() -> list[tuple[str, ...]]:
    """The same of the example."""
    keys = ("voucher_no", "date", "account_code", "debit", "credit", "bank_id", "description_th")
    return sorted(tuple(row[key] for key in keys) for row in table("journal_lines.csv"))


def test_the_journal_of_the_month(till: Till) -> None:
    """Eighteen receipt vouchers and eight general vouchers, with their numbers, accounts, banks and descriptions."""
    open_books(till)
    first_and_second(till)
    rest(till)
    assert written() == expected()
    assert verification.verify() == []


@pytest.mark.parametrize("row", table("daily_status.csv"), ids=lambda row: row["date"])
def test_the_daily_status(till: Till, row: dict[str, str]) -> None:
    """Cash and banks of the first two days, in all and bank by bank."""
    open_books(till)
    first_and_second(till)
    day = october(int(row["date"][-2:]))
    status = queries.daily_status(day=day)
    found = {key: plain_baht(satang) for key, satang in queries.figures(status=status).items()}
    amounts = {key: value for key, value in row.items() if key not in ("date", "uncollected_cheques")}
    assert {key: Decimal(found[key]) for key in amounts} == {key: Decimal(value) for key, value in amounts.items()}
    banks = [each for each in table("daily_banks.csv") if each["date"] == row["date"]]
    columns = ("brought_forward", "received", "paid", "balance")
    assert [
        (bank["code"], *(Decimal(plain_baht(bank[column])) for column in columns))
        for bank in queries.bank_figures(status=status)
    ] == [(each["bank_id"], *(Decimal(each[column]) for column in columns)) for each in banks]
    assert found["cash_paid"] == "0.00"
