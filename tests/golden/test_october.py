"""October 2567 of the demo office against the worked example (domain/spec.md §9), to the satang.

The example also spends (vouchers PV and AP), which this version does not; what only receiving touches must agree exactly.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from khlang.core.money import parse_baht
from khlang.core.reporting import Balance, trial_balance
from khlang.faces.cli import demo as building
from khlang.faces.cli.demo import passwords
from khlang.faces.cli.demo.stage import office
from khlang.office.budget import queries as budget
from khlang.office.treasury import queries as treasury
from khlang.platform import tenancy
from khlang.spine.access import queries as access
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "october"
RECEIVING = ("RV", "JV")
NUMBERS = [f"{kind}68-{run:05d}/2568" for kind, last in (("RV", 18), ("JV", 8)) for run in range(1, last + 1)]
FIRST, LAST = date(2024, 10, 1), date(2024, 10, 31)


def golden(name):
    """The rows of a file of the example; its columns are named in English before the bracket."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key.partition("(")[0]: value for key, value in row.items()} for row in csv.DictReader(file)]


def numbers_of(documents_):
    return [document.number for document in documents_]


@pytest.fixture(scope="module")
def vouchers(demo):
    """The vouchers of October with a number, by number."""
    return {voucher.number: voucher for voucher in ledger.vouchers(since=FIRST, through=LAST)}


# ── vouchers ─────────────────────────────────────────────────────────────────────────────────────


def test_exactly_the_receiving_vouchers_of_the_example_are_there(vouchers):
    wanted = {
        row["voucher_no"]: (date.fromisoformat(row["date"]), row["description_th"])
        for row in golden("transactions")
        if row["voucher_no"].startswith(RECEIVING)
    }
    assert len(wanted) == 26
    assert {number: (voucher.posting_date, voucher.description) for number, voucher in vouchers.items()} == wanted


@pytest.mark.parametrize("voucher_no", NUMBERS)
def test_the_lines_of_a_voucher_are_those_of_the_example(vouchers, voucher_no):
    wanted = [
        (
            row["account_code"],
            parse_baht(row["debit"]),
            parse_baht(row["credit"]),
            row["bank_id"],
            row["description_th"],
        )
        for row in golden("journal_lines")
        if row["voucher_no"] == voucher_no
    ]
    found = [
        (line.account, line.debit, line.credit, line.sub if chart().is_bank(line.account) else "", line.description)
        for line in ledger.lines_of_voucher(voucher_id=vouchers[voucher_no].id)
    ]
    assert found == wanted


def test_the_journal_has_the_vouchers_in_the_order_of_the_example(demo):
    posted = ledger.lines(since=FIRST, through=LAST, book="accrual")
    order = [row["voucher_no"] for row in golden("transactions") if row["voucher_no"].startswith(RECEIVING)]
    assert list(dict.fromkeys(line.voucher_number for line in posted)) == order


def test_account_names_are_those_of_the_chart():
    named = {row["account_code"]: row["account_name_th"] for row in golden("journal_lines")}
    named |= {row["account_code"]: row["account_name_th"] for row in golden("trial_balance_2024-10-31")}
    named.pop("")
    assert {code: chart().posting(code).name_th for code in named} == named


# ── balances ─────────────────────────────────────────────────────────────────────────────────────


def test_the_trial_balance_of_what_spending_does_not_touch(demo):
    lines = golden("journal_lines")
    spent = {row["account_code"] for row in lines if not row["voucher_no"].startswith(RECEIVING)}
    moved = ledger.movements(since=FIRST, through=LAST)
    balance = trial_balance(
        [Balance(row.account, row.sub, row.before, row.debit, row.credit) for row in moved], chart()
    )
    found = {row.account: row for row in balance.rows}
    columns = ("opening_debit", "opening_credit", "month_debit", "month_credit", "closing_debit", "closing_credit")
    compared = 0
    for row in golden("trial_balance_2024-10-31"):
        code = row["account_code"]
        if not code:
            continue
        here = found.get(code)
        opening = [parse_baht(row[column]) for column in columns[:2]]
        assert [getattr(here, column) if here else 0 for column in columns[:2]] == opening, code
        if code not in spent:
            assert [getattr(here, column) for column in columns] == [parse_baht(row[column]) for column in columns], (
                code
            )
            assert (here.name_th, here.name_en) == (row["account_name_th"], row["account_name_en"])
            compared += 1
    assert compared > 30
    assert balance.balanced
    assert balance.totals.opening_debit == parse_baht("53,273,300.00")


@pytest.mark.parametrize("day", [date(2024, 10, 1), date(2024, 10, 2)])
def test_the_daily_status_of_days_without_spending(demo, day):
    (row,) = (row for row in golden("daily_financial_status") if row["date"] == day.isoformat())
    figures = treasury.figures(status=treasury.daily_status(day=day))
    assert figures["uncollected_cheques"] == int(row.pop("uncollected_cheques"))
    wanted = {name: parse_baht(value) for name, value in row.items() if name != "date"}
    assert {name: figures[name] for name in wanted} == wanted
    banks = [
        (row["bank_id"], *(parse_baht(row[name]) for name in ("brought_forward", "received", "paid", "balance")))
        for row in golden("daily_bank_detail")
        if row["date"] == day.isoformat()
    ]
    status = treasury.daily_status(day=day)
    assert [(bank.code, bank.brought_forward, bank.received, bank.paid, bank.balance) for bank in status.banks] == banks


@pytest.mark.parametrize("row", golden("daily_financial_status"), ids=lambda row: row["date"])
def test_cash_and_transfers_of_every_day(demo, row):
    figures = treasury.figures(status=treasury.daily_status(day=date.fromisoformat(row["date"])))
    columns = [name for name in row if name.startswith("cash_")] + ["bank_deposit_of_cash", "bank_transfer_in"]
    assert {name: figures[name] for name in columns} == {name: parse_baht(row[name]) for name in columns}


def test_the_budget_lines_with_their_transfer(demo):
    found = {
        balance.line.code: (balance.approved, balance.transfer_in, balance.transfer_out, balance.net)
        for balance in budget.line_balances(fiscal_year=2568)
    }
    columns = ("approved", "transfer_in", "transfer_out", "net_budget")
    wanted = {
        row["line"]: tuple(parse_baht(row[name]) for name in columns) for row in golden("budget_lines_and_status")
    }
    assert found == wanted
    assert len(found) == 43
    assert sum(net for *_, net in found.values()) == parse_baht("23,856,880.00")


def test_the_revenue_estimate_covers_the_appropriations(demo):
    assert sum(row.authorised for row in budget.estimates(fiscal_year=2568)) >= parse_baht("23,856,880.00")


# ── documents and people ─────────────────────────────────────────────────────────────────────────


def test_thirty_four_receipts_without_a_gap(demo):
    receipts = {receipt.number: receipt for receipt in documents.find(kind="receipt") if receipt.number}
    assert sorted(receipts) == [f"RC68-{run:05d}/2568" for run in range(1, 35)]
    assert {number for number, receipt in receipts.items() if receipt.state != "posted"} == {"RC68-00028/2568"}
    assert receipts["RC68-00028/2568"].state == "voided"


def test_nobody_approves_what_he_prepared(demo):
    for kind, moves in (
        ("remittance_summary", ("submit", "post")),
        ("cash_deposit", ("create", "approve")),
        ("general_voucher", ("submit", "approve")),
        ("opening_balance", ("submit", "approve")),
        ("ordinance", ("submit", "approve", "promulgate")),
        ("budget_transfer", ("submit", "executive_approve")),
        ("daily_status", ("prepare", "certify", "acknowledge")),
    ):
        for document in documents.find(kind=kind):
            actors = {
                step.move: step.actor_id for step in documents.trail(document_id=document.id) if step.move in moves
            }
            assert len(set(actors.values())) == len(actors), document.number


def test_a_certified_report_for_every_day_but_the_last(demo):
    states = Counter(document.state for document in documents.find(kind="daily_status"))
    assert states == {"acknowledged": 7, "certified": 2}
    assert treasury.daily_status_document(day=LAST) is None


def test_work_waits_on_the_last_day(demo):
    waiting = {
        (kind, document.state)
        for kind in ("cash_deposit", "general_voucher", "receipt", "budget_transfer")
        for document in documents.find(kind=kind)
        if not document.number
    }
    assert waiting == {
        ("cash_deposit", "draft"), ("general_voucher", "submitted"), ("receipt", "draft"), ("budget_transfer", "submitted"),
    }  # fmt: skip


def test_everybody_can_log_in_with_the_printed_password(demo):
    printed = "\n".join(building.logins())
    for row in office()["person"]:
        assert f"{row['username']} " in printed
        assert passwords.of(row["username"]) in printed
        assert access.by_username(username=row["username"]).check_password(passwords.of(row["username"]))


def test_the_neighbours_books_are_empty(demo):
    for code in ("PROV", "DEMO2", "DEMO-CDC"):
        with tenancy.scope(demo.organisations[code]):
            assert not documents.find(kind="receipt")
            assert not ledger.balances(through=LAST)


def test_nothing_is_wrong_in_any_organisation(demo):
    for org in demo.organisations.values():
        with tenancy.scope(org):
            assert verification.verify() == []


def test_building_again_changes_nothing(demo):
    before = documents.chain_head_through(day=LAST), ledger.balances(through=LAST)
    again = building.build()
    assert (again.organisations, again.people) == (demo.organisations, demo.people)
    assert (documents.chain_head_through(day=LAST), ledger.balances(through=LAST)) == before
