"""The journal and the register of vouchers against the worked example."""

import csv

from khlang.bridges.reporting import accounts, exports
from tests.reporting.asked import read, run
from tests.till import Till
from tests.treasury.month import FILES

COLUMNS = ("voucher_no", "date", "kind", "account_code", "debit", "credit", "bank", "description")
TWO_DAYS = {"since": "2024-10-01", "through": "2024-10-02"}


def expected() -> list[tuple[str, ...]]:
    """The lines of the first two days, as the example lists them."""
    with (FILES / "journal_lines.csv").open(encoding="utf-8", newline="") as file:
        lines = [row for row in csv.DictReader(file) if row["date"] <= "2024-10-02"]
    keys = ("voucher_no", "date", "voucher_type_th", "account_code", "debit", "credit", "bank_id", "description_th")
    return sorted(tuple(row[key] for key in keys) for row in lines)


def test_the_lines_of_the_example(two_days: Till) -> None:
    result = run("journal", **TWO_DAYS)
    assert exports.csv_text(result=result).splitlines()[0] == ",".join(COLUMNS)
    found = sorted(tuple(row[key] for key in COLUMNS) for row in read(result))
    assert found == expected()
    assert len(found) == 19


def test_debit_equals_credit(two_days: Till) -> None:
    totals = run("journal", **TWO_DAYS).totals
    assert totals is not None and totals["debit"] == totals["credit"] == 79_464_695


def test_the_lines_of_one_account(two_days: Till) -> None:
    result = run("journal", account="1101010101.001", **TWO_DAYS)
    assert {row["account_code"] for row in read(result)} == {"1101010101.001"}
    assert result.particulars == (("บัญชี", "1101010101.001 เงินสดในมือ"),)


def test_a_page_at_a_time_with_the_totals_of_all(two_days: Till, monkeypatch) -> None:
    monkeypatch.setattr(accounts, "PAGE", 7)
    pages = [run("journal", page=number, **TWO_DAYS) for number in (1, 2, 3)]
    assert [(len(page.rows), page.more, page.page) for page in pages] == [(7, True, 1), (7, True, 2), (5, False, 3)]
    assert [page.totals for page in pages] == [run("journal", **TWO_DAYS).totals] * 3
    together = [row for page in pages for row in page.rows]
    assert together == list(run("journal", **TWO_DAYS).rows)


def test_the_register_of_vouchers(two_days: Till) -> None:
    rows = read(run("voucher", kind="general", **TWO_DAYS))
    assert [(row["number"], row["document"], row["document_number"], row["amount"]) for row in rows] == [
        ("JV68-00001/2568", "ใบนำฝากเงินธนาคาร", "CD68-00001/2568", "2350.00"),
        ("JV68-00002/2568", "ใบนำฝากเงินธนาคาร", "CD68-00002/2568", "14252.00"),
    ]
    assert len(read(run("voucher", **TWO_DAYS))) == 9
