"""Reports of the budget: what was appropriated, moved and left, line by line and plan by plan."""

from khlang.bridges.reporting.budgets import AMOUNTS, STATUS_KEYS
from khlang.office.budget import commands
from tests.budget import budgeting
from tests.office import Office
from tests.reporting.asked import read, run


def moved(office: Office) -> None:
    """An ordinance in force and 30,000 baht moved from the reserve to office equipment."""
    budgeting.ordinance_in_force(office)
    document = budgeting.submitted(office, budgeting.transfer("L05", "L23", "30,000"))
    data = {"document_id": document, "reference": "ที่ 1/2567", "decided_date": "2024-10-01"}
    commands.approve_transfer_by_executive(envelope=office.envelope("executive"), data=data)


def test_every_line_with_its_buckets(office: Office) -> None:
    moved(office)
    rows = {row["code"]: [row[key] for key in AMOUNTS] for row in read(run("budget_lines"))}
    zero = "0.00"
    assert rows == {
        "L05": ["350000.00", zero, zero, "30000.00", "320000.00", zero, zero, zero, zero, "320000.00"],
        "L18": ["120000.00", zero, zero, zero, "120000.00", zero, zero, zero, zero, "120000.00"],
        "L23": ["40000.00", zero, "30000.00", zero, "70000.00", zero, zero, zero, zero, "70000.00"],
    }


def test_the_statement_by_plan_and_type(office: Office) -> None:
    moved(office)
    result = run("budget-status")
    shown = [(row.value("plan_code"), row.value("type_code"), row.value("net"), row.style) for row in result.rows]
    assert shown == [
        ("00110", "530000", 12_000_000, ""),
        ("00110", "540000", 7_000_000, ""),
        ("00110", None, 19_000_000, "total"),
        ("00410", "510000", 32_000_000, ""),
        ("00410", None, 32_000_000, "total"),
    ]
    assert result.totals is not None
    assert (result.totals["net"], result.totals["remaining"]) == (51_000_000, 51_000_000)


def test_the_status_of_every_line_for_machines(office: Office) -> None:
    moved(office)
    rows = read(run("budget-status"))
    assert tuple(rows[0]) == STATUS_KEYS
    assert [row["line"] for row in rows] == ["L05", "L18", "L23"]
    assert [rows[2][key] for key in ("approved", "transfer_in", "net_budget", "remaining")] == [
        "40000.00", "30000.00", "70000.00", "70000.00",
    ]  # fmt: skip


def test_the_register_of_one_line(office: Office) -> None:
    moved(office)
    result = run("expenditure", budget_line="L05")
    assert [(row["approved"], row["available"]) for row in read(result)] == [
        ("350000.00", "350000.00"),
        ("-30000.00", "320000.00"),
    ]
    assert result.particulars[0][1] == "L05 111000 สำรองจ่าย"
    assert all(row.document_id for row in result.rows)


def test_the_register_of_the_estimate(office: Office) -> None:
    budgeting.ordinance_in_force(office)
    rows = read(run("revenue_estimate"))
    assert sorted((row["code"], row["amount"]) for row in rows) == [("41100003", "210000.00"), ("421000", "300000.00")]
    assert [row["code"] for row in read(run("revenue_estimate", item="421000"))] == ["421000"]
