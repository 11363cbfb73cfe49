"""What `khlang report … --format csv` prints of a month's spending, against the files of the worked example."""

import csv
import io
from collections import Counter

import pytest

from khlang.bridges.reporting import paper, queries
from khlang.core.money import parse_baht
from khlang.faces import cli
from tests.golden.test_october import GOLDEN, LAST, golden
from tests.reporting.test_files import squeezed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(demo, capsys):
    """Runs a report at the end of October and returns what it prints."""

    def run(name, *options):
        capsys.readouterr()
        assert cli.main(["report", name, "--org", "DEMO", *options, "--format", "csv"]) == 0
        return capsys.readouterr().out

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_the_budget_status_of_all_43_lines(printed):
    """The columns of the file, in their order; amounts to the satang."""
    found = rows(printed("budget-status", "--on", "2024-10-31"))
    assert list(found[0]) == [
        "line", "work_code", "category_code", "item_code", "name_th", "approved", "transfer_in", "transfer_out",
        "net_budget", "reserved", "committed", "advance", "expended", "remaining",
    ]  # fmt: skip
    amounts = list(found[0])[5:]
    wanted = golden("budget_lines_and_status")
    assert len(wanted) == len(found) == 43
    for row, expected in zip(found, wanted, strict=True):
        assert {name: parse_baht(row[name]) for name in amounts} == {
            name: parse_baht(expected[name]) for name in amounts
        }
        assert {name: row[name] for name in row if name not in amounts} == {
            name: expected[name] for name in row if name not in amounts
        }


def test_the_statement_by_plan_has_the_grant_below(demo):
    """Expended 1,689,245.80 of the ordinance, and 148,000 of an earmarked grant beside it."""
    result = queries.run(name="budget_status", parameters={"on": "2024-10-31"}, today=LAST)
    grant = result.rows[-1]
    assert (grant.value("expended"), grant.value("net"), grant.style) == (14_800_000, None, "")
    plans = [row for row in result.rows if row.style == "total"]
    assert sum(row.amount("expended") for row in plans) == parse_baht("1,689,245.80")
    assert sum(row.amount("remaining") for row in plans) == parse_baht("21,551,234.20")


@pytest.mark.parametrize("options", [("--bank", "KTB-C"), ()])
def test_the_bank_reconciliation_is_the_file(printed, options):
    """With the account named, and without: it is the only one with anything to reconcile."""
    wanted = (GOLDEN / "bank_reconciliation_KTB-C.csv").read_text(encoding="utf-8")
    assert printed("bank-reconciliation", "--on", "2024-10-31", *options) == wanted


def test_the_movements_of_every_line(printed):
    """Reserved, committed, given back, advanced, spent: the same 41 movements, whatever the numbers of the documents."""
    found = rows(printed("budget-movements", "--from", "2024-10-01", "--to", "2024-10-31"))
    told = Counter(
        (row["date"], row["line"], row["movement"], parse_baht(row["amount"]))
        for row in found
        if row["movement"] != "อนุมัติ"
    )
    wanted = [(row["date"], row["line"], row["movement"], parse_baht(row["amount"])) for row in _movements()]
    assert len(wanted) == 41
    assert told == Counter(wanted)


def _movements():
    with (GOLDEN / "budget_movements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_register_of_a_line_ends_with_what_its_status_says(printed):
    status = {row["line"]: row["remaining"] for row in rows(printed("budget-status", "--on", "2024-10-31"))}
    for line in ("L15", "L18", "L23", "L39", "L41"):
        register = rows(printed("expenditure", "--budget-line", line, "--on", "2024-10-31"))
        assert register[-1]["available"] == status[line]


def test_receipts_and_payments_end_with_cash_and_banks(printed):
    """All money at the end of the month (spec 9): 20,377,635.68."""
    found = {row["item"]: row for row in rows(printed("receipts-and-payments", "--on", "2024-10-31"))}
    assert found["ยอดยกไป (เงินสดและเงินฝากธนาคาร)"]["month"] == "20377635.68"
    assert found["ยอดยกมา"]["month"] == "18072850.00"
    assert found["รวมรายจ่ายตามงบประมาณ"]["estimate"] == "23856880.00"
    assert (found["งบกลาง"]["month"], found["ค่าครุภัณฑ์"]["month"]) == ("818300.00", "46000.00")
    taken, spent = found["รวมรายรับ"]["month"], found["รวมรายจ่าย"]["month"]
    assert parse_baht("18,072,850.00") + parse_baht(taken) - parse_baht(spent) == parse_baht("20,377,635.68")


def test_every_dika_and_every_cheque_of_the_month(printed):
    dikas = rows(printed("dika-register", "--from", "2024-10-01", "--to", "2024-10-31"))
    assert [row["number"] for row in dikas] == [f"DK68-{run:05d}/2568" for run in range(1, 20)]
    payroll = next(row for row in dikas if row["number"] == "DK68-00013/2568")
    assert (payroll["gross"], payroll["withholding"], payroll["other"], payroll["net"]) == (
        "470100.00", "4120.00", "55482.30", "410497.70",
    )  # fmt: skip
    cheques = rows(printed("cheque-register", "--from", "2024-10-01", "--to", "2024-10-31"))
    assert [(row["number"], row["amount"]) for row in cheques] == [("0000001", "42500.00"), ("0000002", "36000.00")]
    payables = rows(printed("payables", "--from", "2024-10-01", "--to", "2024-10-31"))
    assert sum(parse_baht(row["balance"]) for row in payables) == parse_baht("31,400.00")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("budget_status", ("รวมแผนงานบริหารงานทั่วไป", "558,695.80", "เงินอุดหนุนระบุวัตถุประสงค์/เฉพาะกิจ", "148,000.00", "21,551,234.20")),
        ("receipts_and_payments", ("รวมรายรับ", "818,300.00", "20,377,635.68", "ผู้บริหารท้องถิ่น")),
        ("bank_reconciliation", ("421,500.00", "เช็คที่ผู้รับยังไม่ขึ้นเงิน: 0000002", "457,500.00", "ผู้ตรวจสอบ")),
        ("dika_register", ("DK68-00013/2568", "410,497.70", "0000002")),
    ],
)  # fmt: skip
def test_the_papers_of_the_month_say_it(demo, name, words):
    result = queries.run(name=name, parameters=_october(name), today=LAST)
    text = text_of(paper.pdf(result=result))
    assert [word for word in words if squeezed(word) not in text] == []


def test_the_register_of_a_line_on_paper(demo):
    result = queries.run(name="expenditure", parameters={"budget_line": "L24", "on": "2024-10-31"}, today=LAST)
    text = text_of(paper.pdf(result=result))
    for word in ("PR68-00004/2568", "ก่อหนี้", "DK68-00012/2568", "24,000.00"):
        assert squeezed(word) in text


def _october(name):
    keys = {parameter.key for parameter in queries.about(name=name).parameters}
    return {"on": "2024-10-31"} if "on" in keys else {"from": "2024-10-01", "to": "2024-10-31"}
