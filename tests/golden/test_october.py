"""October 2567 of the demo office against the worked example (domain/spec.md §9): all of it, to the satang."""

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
KINDS = (("RV", 18), ("AP", 6), ("PV", 19), ("JV", 8))
NUMBERS = [f"{kind}68-{run:05d}/2568" for kind, last in KINDS for run in range(1, last + 1)]
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


def test_exactly_the_vouchers_of_the_example_are_there(vouchers):
    wanted = {
        row["voucher_no"]: (date.fromisoformat(row["date"]), row["description_th"]) for row in golden("transactions")
    }
    assert len(wanted) == 51
    assert {number: (voucher.posting_date, voucher.description) for number, voucher in vouchers.items()} == wanted


@pytest.mark.parametrize("voucher_no", NUMBERS)
def test_the_lines_of_a_voucher_are_those_of_the_example(vouchers, voucher_no):
    """Account, amount, bank account and words of every line; the debits first."""
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
        if line.book == "accrual"
    ]
    assert sorted(found) == sorted(wanted)
    sides = [debit > 0 for _, debit, *_ in found]
    assert sides == sorted(sides, reverse=True)


def test_every_line_of_the_journal(demo):
    lines = [row for row in ledger.lines(since=FIRST, through=LAST, book="accrual")]
    assert len(lines) == len(golden("journal_lines")) == 120
    assert sum(line.debit for line in lines) == sum(line.credit for line in lines) == parse_baht("6,997,292.75")


def test_vouchers_of_a_kind_are_numbered_in_the_order_of_their_days(demo):
    posted = ledger.lines(since=FIRST, through=LAST, book="accrual")
    for kind, last in KINDS:
        found = [line.voucher_number for line in posted if line.voucher_number.startswith(kind)]
        assert list(dict.fromkeys(found)) == [f"{kind}68-{run:05d}/2568" for run in range(1, last + 1)]


def test_account_names_are_those_of_the_chart():
    named = {row["account_code"]: row["account_name_th"] for row in golden("journal_lines")}
    named |= {row["account_code"]: row["account_name_th"] for row in golden("trial_balance_2024-10-31")}
    named.pop("")
    assert {code: chart().posting(code).name_th for code in named} == named


# ── balances ─────────────────────────────────────────────────────────────────────────────────────


def test_the_trial_balance(demo):
    moved = ledger.movements(since=FIRST, through=LAST)
    balance = trial_balance(
        [Balance(row.account, row.sub, row.before, row.debit, row.credit) for row in moved], chart()
    )
    columns = ("opening_debit", "opening_credit", "month_debit", "month_credit", "closing_debit", "closing_credit")
    wanted = [
        (row["account_code"], *(parse_baht(row[column]) for column in columns))
        for row in golden("trial_balance_2024-10-31")
    ]
    found = [(row.account, *(getattr(row, column) for column in columns)) for row in (*balance.rows, balance.totals)]
    assert found == wanted
    assert balance.balanced
    assert balance.totals.closing_debit == parse_baht("57,405,590.98")


def test_the_checks_of_the_month(demo):
    """Revenue, expense and surplus; and from what the budget spent to what was an expense (spec §9)."""
    moved = ledger.movements(since=FIRST, through=LAST)
    revenue = sum(row.credit - row.debit for row in moved if row.account.startswith("4"))
    expense = sum(row.debit - row.credit for row in moved if row.account.startswith("5"))
    assert (revenue, expense) == (parse_baht("4,328,860.95"), parse_baht("1,669,205.30"))
    spent = sum(row.expended for row in budget.line_balances(fiscal_year=2568, through=LAST))
    bridge = ("13,200.00", "21,400.00", "10,000.00", "-46,000.00", "-18,640.50")
    assert spent == parse_baht("1,689,245.80")
    assert spent + sum(parse_baht(step) for step in bridge) == expense


@pytest.mark.parametrize("row", golden("daily_financial_status"), ids=lambda row: row["date"])
def test_the_daily_status_of_every_day(demo, row):
    status = treasury.daily_status(day=date.fromisoformat(row["date"]))
    figures = treasury.figures(status=status)
    assert figures["uncollected_cheques"] == int(row["uncollected_cheques"])
    columns = [name for name in row if name not in ("date", "uncollected_cheques")]
    assert {name: figures[name] for name in columns} == {name: parse_baht(row[name]) for name in columns}
    banks = [
        (each["bank_id"], *(parse_baht(each[name]) for name in ("brought_forward", "received", "paid", "balance")))
        for each in golden("daily_bank_detail")
        if each["date"] == row["date"]
    ]
    assert [(bank.code, bank.brought_forward, bank.received, bank.paid, bank.balance) for bank in status.banks] == banks


COLUMNS = (
    "approved", "transfer_in", "transfer_out", "net_budget", "reserved", "committed", "advance", "expended", "remaining",
)  # fmt: skip


def test_every_budget_line(demo):
    found = {
        row.line.code: (
            row.approved, row.transfer_in, row.transfer_out, row.net, row.reserved, row.committed, row.advanced,
            row.expended, row.remaining,
        )
        for row in budget.line_balances(fiscal_year=2568, through=LAST)
    }  # fmt: skip
    wanted = {
        row["line"]: tuple(parse_baht(row[name]) for name in COLUMNS) for row in golden("budget_lines_and_status")
    }
    assert found == wanted
    assert len(found) == 43


#: What the office calls each movement, as the bucket that grows or shrinks.
MOVED = {
    "จอง": ("reserved", 1), "คืนจอง": ("reserved", -1), "ก่อหนี้": ("committed", 1), "ยืม": ("advanced", 1),
    "ล้างเงินยืม": ("advanced", -1), "เบิกจ่าย": ("expended", 1), "เบิกจ่าย(จากสัญญา)": ("expended", 1),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted({row["line"] for row in golden("budget_movements")}))
def test_the_movements_of_a_line(demo, code):
    """Every movement of the example stands in the register of its line, on its day and with its amount."""
    line = budget.line_by_code(fiscal_year=2568, code=code)
    found = Counter[tuple[date, str]]()
    for row in budget.line_register(line_id=line.id, through=LAST):
        for bucket in ("reserved", "committed", "advanced", "expended"):
            found[row.date, bucket] += row.step.changes.get(bucket, 0)
    wanted = Counter[tuple[date, str]]()
    for row in golden("budget_movements"):
        if row["line"] == code and row["movement"] in MOVED:
            bucket, sign = MOVED[row["movement"]]
            day, amount = date.fromisoformat(row["date"]), parse_baht(row["amount"])
            wanted[day, bucket] += sign * amount
            if row["movement"] == "ก่อหนี้":
                wanted[day, "reserved"] -= amount
            if row["movement"] == "เบิกจ่าย(จากสัญญา)":
                wanted[day, "committed"] -= amount
    assert {key: amount for key, amount in found.items() if amount} == {
        key: amount for key, amount in wanted.items() if amount
    }


def test_the_revenue_estimate_covers_the_appropriations(demo):
    assert sum(row.authorised for row in budget.estimates(fiscal_year=2568)) >= parse_baht("23,856,880.00")


# ── documents and people ─────────────────────────────────────────────────────────────────────────


def test_thirty_four_receipts_without_a_gap(demo):
    receipts = {receipt.number: receipt for receipt in documents.find(kind="receipt") if receipt.number}
    assert sorted(receipts) == [f"RC68-{run:05d}/2568" for run in range(1, 35)]
    assert {receipt.state for receipt in receipts.values()} == {"posted"}
    assert (receipts["RC68-00028/2568"].amount, receipts["RC68-00028/2568"].channel) == (27600, "deduction")


def test_nobody_approves_what_he_prepared(demo):
    for kind, moves in (
        ("remittance_summary", ("submit", "post")),
        ("cash_deposit", ("create", "approve")),
        ("general_voucher", ("submit", "approve")),
        ("opening_balance", ("submit", "approve")),
        ("ordinance", ("submit", "approve", "promulgate")),
        ("budget_transfer", ("submit", "executive_approve")),
        ("daily_status", ("prepare", "certify", "acknowledge")),
        ("requisition", ("submit", "check", "approve")),
        ("purchase_order", ("submit", "sign")),
        ("contract", ("submit", "sign")),
        ("inspection", ("submit", "accept")),
        ("advance", ("submit", "check", "approve")),
        ("advance_clearing", ("submit", "approve")),
        ("dika", ("request", "examine", "endorse", "approve", "pay")),
        ("payee_account", ("propose", "confirm")),
        ("reconciliation", ("prepare", "approve")),
    ):
        for document in documents.find(kind=kind):
            actors = {
                step.move: step.actor_id for step in documents.trail(document_id=document.id) if step.move in moves
            }
            assert len(set(actors.values())) == len(actors), document.number


def test_a_certified_report_for_every_day(demo):
    states = Counter(document.state for document in documents.find(kind="daily_status"))
    assert states == {"acknowledged": 7, "certified": 3}
    assert treasury.daily_status_document(day=LAST) is not None


def test_nineteen_dika_with_both_numbers(demo):
    found = list(documents.find(kind="dika", states=("paid",), through=LAST))
    assert sorted(dika.number for dika in found) == [f"DK68-{run:05d}/2568" for run in range(1, 20)]
    by_division = Counter(dika.request_number.partition("-")[0] for dika in found)
    assert by_division == {"01": 6, "02": 7, "03": 1, "04": 3, "06": 2}


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
    for code in ("PROV", "DEMO2"):
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
