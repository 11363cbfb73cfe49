"""What `khlang report … --format csv` prints of the demo office, against the files of the worked example."""

import csv
import io

import pytest

from khlang.core.money import parse_baht
from khlang.faces import cli
from tests.golden.test_october import COLUMNS, golden

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(demo, capsys):
    """Runs a report and returns its rows."""

    def run(name, *options):
        capsys.readouterr()
        assert cli.main(["report", name, "--org", "DEMO", *options, "--format", "csv"]) == 0
        return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    return run


def test_the_journal_prints_all_lines_of_the_example(report):
    wanted = [
        {
            "voucher_no": row["voucher_no"], "date": row["date"], "kind": row["voucher_type_th"],
            "account_code": row["account_code"], "debit": row["debit"], "credit": row["credit"],
            "bank": row["bank_id"], "description": row["description_th"],
        }
        for row in golden("journal_lines")
    ]  # fmt: skip
    found = report("journal", "--from", "2024-10-01", "--to", "2024-10-31")
    assert len(wanted) == 120
    assert sorted(map(tuple, map(dict.values, found))) == sorted(map(tuple, map(dict.values, wanted)))
    assert list(found[0]) == list(wanted[0])


@pytest.mark.parametrize("day", [row["date"] for row in golden("daily_financial_status")])
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


def test_the_trial_balance_prints_the_file_of_the_example(report):
    assert report("trial-balance", "--on", "2024-10-31") == golden("trial_balance_2024-10-31")


def test_the_budget_status_prints_every_line_of_the_example(report):
    found = report("budget-status", "--on", "2024-10-31")
    words = ("line", "work_code", "category_code", "item_code", "name_th")
    assert list(found[0]) == [*words, *COLUMNS]
    wanted = golden("budget_lines_and_status")
    assert [[row[name] for name in words] for row in found] == [[row[name] for name in words] for row in wanted]
    amounts = [[parse_baht(row[name]) for name in COLUMNS] for row in found]
    assert amounts == [[parse_baht(row[name]) for name in COLUMNS] for row in wanted]


def test_the_bank_reconciliation_prints_the_file_of_the_example(report):
    found = report("bank-reconciliation", "--on", "2024-10-31", "--bank", "KTB-C")
    assert found == golden("bank_reconciliation_KTB-C")
