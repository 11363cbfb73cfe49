"""Registers of receiving: by item, by number, by slip; a voided receipt is listed and not counted."""

from datetime import date

from khlang.bridges.reporting import receiving
from khlang.office.revenue import commands as revenue
from tests.budget.budgeting import ordinance_in_force
from tests.reporting.asked import read, run
from tests.till import VAT, WASTE_FEE, Till

FIRST = date(2024, 10, 1)


def test_the_revenue_register_adds_up_and_compares(till: Till) -> None:
    ordinance_in_force(
        till.office, estimates=[{"item_code": WASTE_FEE, "amount": "1,000"}], deficit_reason="ใช้เงินสะสมสมทบ"
    )
    till.collect((WASTE_FEE, "300"), on=FIRST)
    till.collect((WASTE_FEE, "800.50"), on=FIRST)
    till.collect((VAT, "5"), on=FIRST)
    result = run("revenue", item=WASTE_FEE)
    assert [(row["received"], row["cumulative"], row["estimate"], row["over_estimate"]) for row in read(result)] == [
        ("300.00", "300.00", "1000.00", "-700.00"),
        ("800.50", "1100.50", "1000.00", "100.50"),
    ]
    assert result.totals == {"received": 110_050}
    assert ("ประมาณการ", "1,000.00") in result.particulars


def test_the_revenue_register_page_by_page(till: Till, monkeypatch) -> None:
    for _ in range(3):
        till.collect((WASTE_FEE, "100"), on=FIRST)
    monkeypatch.setattr(receiving, "PAGE", 2)
    first, second = (run("revenue", item=WASTE_FEE, page=number) for number in (1, 2))
    assert (len(first.rows), first.more, len(second.rows), second.more) == (2, True, 1, False)
    assert second.rows[0].value("cumulative") == 30_000
    assert first.totals == second.totals == {"received": 30_000}


def test_the_register_of_receipts_shows_where_each_went(till: Till) -> None:
    voided = till.collect((WASTE_FEE, "50"), on=FIRST)
    data = {"document_id": voided.document_id, "reason": "ชื่อผิด"}
    revenue.void(envelope=till.office.envelope("treasury_head", day=FIRST), data=data)
    till.take_in((WASTE_FEE, "300"), cash="300", on=FIRST)
    till.bank_in(VAT, "70", on=FIRST)
    result = run("receipts", since="2024-10-01", through="2024-10-01")
    rows = read(result)
    assert [(row["number"], row["amount"], row["remittance_number"], row["voucher_number"]) for row in rows] == [
        ("RC68-00001/2568", "", "", ""),
        ("RC68-00002/2568", "300.00", "RS68-00001/2568", "RV68-00001/2568"),
        ("RC68-00003/2568", "70.00", "", "RV68-00002/2568"),
    ]
    assert [row["state"] for row in rows][0] == "ยกเลิกใบเสร็จ"
    assert result.totals == {"amount": 37_000}


def test_the_control_register_counts_by_day(two_days: Till) -> None:
    rows = read(run("receipt_control", fiscal_year="๒๕๖๘"))
    assert [(row["day"], row["first"], row["last"], row["used"], row["amount"]) for row in rows] == [
        ("2024-10-01", "RC68-00001/2568", "RC68-00014/2568", "14", "14252.00"),
        ("2024-10-02", "RC68-00015/2568", "RC68-00018/2568", "4", "763792.95"),
    ]


def test_the_register_of_slips(two_days: Till) -> None:
    result = run("remittance", since="2024-10-01", through="2024-10-02")
    first = read(result)[0]
    assert (first["first_receipt"], first["last_receipt"], first["receipts"], first["cash"], first["summary_number"]) == (
        "RC68-00001/2568", "RC68-00012/2568", "12", "3600.00", "SM68-00001/2568",
    )  # fmt: skip
    assert result.totals == {"receipts": 14, "cash": 1_425_200, "cheque": 0, "transfer": 0, "amount": 1_425_200}


def test_guarantees_are_held_for_others(two_days: Till) -> None:
    rows = read(run("deposits", item="91200002", since="2024-10-01", through="2024-10-02"))
    assert [(row["number"], row["received"], row["balance"]) for row in rows] == [
        ("", "", "0.00"),
        ("RC68-00018/2568", "24300.00", "24300.00"),
    ]


def test_revenue_against_estimate_sums_classes(two_days: Till) -> None:
    """The class estimated as a whole carries its estimate; items without one of their own have no difference."""
    ordinance_in_force(two_days.office)
    result = run("revenue_against_estimate", on="2024-10-02")
    rows = {row.value("item"): row for row in result.rows}
    taxes = rows["421000"]
    assert (taxes.value("estimate"), taxes.value("received"), taxes.style) == (30_000_000, 73_949_295, "total")
    assert taxes.value("over") == 43_949_295
    assert rows[VAT].value("over") is None
    assert rows["41100003"].value("over") == -21_000_000
    assert result.totals is not None and result.totals["received"] == 73_949_295 + 585_200


def test_money_that_is_not_revenue(two_days: Till) -> None:
    rows = read(run("off_budget_receipts", on="2024-10-02"))
    assert [(row["code"], row["cumulative"]) for row in rows] == [("91100008", "8400.00"), ("91200002", "24300.00")]
