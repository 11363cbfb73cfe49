"""What `khlang report … --format csv` prints of the demo office, against the files of the worked example."""

import csv
import io

import pytest

from khlang.core.money import parse_baht
from khlang.faces import cli
from tests.golden.test_october import RECEIVING, golden

pytestmark = pytest.mark.django_db
TRIAL_BALANCE = ("opening_debit", "opening_credit", "month_debit", "month_credit", "closing_debit", "closing_credit")


@pytest.fixture
def report(demo, capsys):
    """Runs a report and returns its rows."""

    def run(name, *options):
        capsys.readouterr()
        assert cli.main(["report", name, "--org", "DEMO", *options, "--format", "csv"]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return run


def test_the_journal_prints_the_receiving_lines_of_the_example(report):
    wanted = [
        {
            "voucher_no": row["voucher_no"], "date": row["date"], "kind": row["voucher_type_th"],
            "account_code": row["account_code"], "debit": row["debit"], "credit": row["credit"],
            "bank": row["bank_id"], "description": row["description_th"],
        }
        for row in golden("journal_lines")
        if row["voucher_no"].startswith(RECEIVING)
    ]  # fmt: skip
    assert len(wanted) == 53
    assert report("journal", "--from", "2024-10-01", "--to", "2024-10-31") == wanted


@pytest.mark.parametrize("day", ["2024-10-01", "2024-10-02"])
def test_the_daily_status_prints_the_row_of_the_example(report, day):
    (wanted,) = (row for row in golden("daily_financial_status") if row["date"] == day)
    (found,) = report("daily-status", "--on", day)
    assert list(found) == list(wanted)
    assert (found.pop("date"), found.pop("uncollected_cheques")) == (
        wanted.pop("date"),
        wanted.pop("uncollected_cheques"),
    )
    assert {name: parse_baht(value) for name, value in found.items()} == {
        name: parse_baht(value) for name, value in wanted.items()
    }


def test_the_trial_balance_prints_the_rows_that_spending_does_not_touch(report):
    spent = {row["account_code"] for row in golden("journal_lines") if not row["voucher_no"].startswith(RECEIVING)}
    found = {row["account_code"]: row for row in report("trial-balance", "--on", "2024-10-31")}
    wanted = [row for row in golden("trial_balance_2024-10-31") if row["account_code"] not in {*spent, ""}]
    assert len(wanted) > 30
    for row in wanted:
        assert found[row["account_code"]] == row
    assert all(parse_baht(row[column]) >= 0 for row in found.values() for column in TRIAL_BALANCE)
