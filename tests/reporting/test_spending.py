"""Registers of spending: what was agreed, received, owed, asked for, paid, lent and kept back."""

import pytest

from khlang.bridges.reporting.results import Result
from tests.reporting.asked import read, run
from tests.reporting.spent import Spending
from tests.till import Till

VENDOR, PAYEE = "บริษัท ตัวอย่างคอมพิวเตอร์ จำกัด", "หจก. เครื่องเขียนทุ่งทอง"
SECURITY, OFFICE = "91300004", "สำนักงานประกันสังคมจังหวัด"


@pytest.fixture
def spending(till: Till) -> Spending:
    return Spending(till)


def cells(result: Result, *keys: str) -> list[tuple[str, ...]]:
    """Some columns of every row of a CSV."""
    return [tuple(row[key] for key in keys) for row in read(result)]


def test_a_purchase_from_order_to_cheque(spending: Spending) -> None:
    """Every register through which it goes tells it, with the documents behind the rows."""
    spending.bought()
    assert cells(run("contracts"), "number", "vendor_name", "amount", "accepted", "claimed", "held") == [
        ("PO68-00001/2568", VENDOR, "46000.00", "46000.00", "46000.00", "2300.00")
    ]
    assert cells(run("guarantees"), "kind", "obligation", "reference", "held", "returned") == [
        ("หนังสือค้ำประกันธนาคาร", "PO68-00001/2568", "ธ.กรุงไทย LG-2567/88", "2300.00", "")
    ]
    assert cells(run("dika_register"), "number", "request_number", "lines", "gross", "withholding", "net", "instrument") == [
        ("DK68-00001/2568", "01-0001/2568", "L24", "46000.00", "429.91", "45570.09", "0000001")
    ]  # fmt: skip
    assert cells(run("cheque_register"), "number", "payee", "dika", "amount", "collected_by", "state") == [
        ("0000001", VENDOR, "DK68-00001/2568", "45570.09", "นายสมชาย รับแทน", "ผู้รับเงินมารับแล้ว")
    ]
    assert cells(run("withholding", form="pnd53"), "form", "name", "base", "rate", "amount", "certificate") == [
        ("ภ.ง.ด. 53", VENDOR, "42990.65", "1", "429.91", "WT68-00001/2568")
    ]
    assert read(run("withholding", form="pnd1")) == []
    for name in ("contracts", "guarantees", "dika_register", "cheque_register", "withholding"):
        assert all(row.document_id for row in run(name).rows if not row.style), name


def test_the_register_of_the_line_tells_what_happened_to_it(spending: Spending) -> None:
    spending.bought()
    rows = cells(run("expenditure", budget_line="L24"), "number", "movement", "committed", "expended", "available")
    assert rows == [
        ("BO68-00001/2568", "อนุมัติ", "0.00", "0.00", "300000.00"),
        ("PR68-00001/2568", "จอง", "0.00", "0.00", "254000.00"),
        ("PO68-00001/2568", "ก่อหนี้", "46000.00", "0.00", "254000.00"),
        ("DK68-00001/2568", "เบิกจ่าย(จากสัญญา)", "-46000.00", "46000.00", "254000.00"),
    ]
    moved = run("budget_movements", since="2024-10-02", through="2024-10-02")
    assert cells(moved, "line", "movement", "amount", "document") == [
        ("L24", "จอง", "46000.00", "PR68-00001/2568"),
        ("L24", "ก่อหนี้", "46000.00", "PO68-00001/2568"),
        ("L24", "เบิกจ่าย(จากสัญญา)", "46000.00", "DK68-00001/2568"),
    ]


def test_assets_are_summed_up_by_class_and_type(spending: Spending) -> None:
    spending.bought()
    rows = [(row.value("name"), row.value("cost"), row.style) for row in run("asset_register").rows]
    assert rows == [
        ("คอมพิวเตอร์", 2_300_000, ""),
        ("คอมพิวเตอร์", 2_300_000, ""),
        ("รวมชนิดสินทรัพย์ : ครุภัณฑ์คอมพิวเตอร์", 4_600_000, "total"),
        ("รวมประเภทสินทรัพย์ : ครุภัณฑ์", 4_600_000, "total"),
    ]
    first = read(run("asset_register"))[0]
    assert (first["code"], first["fund_budget"], first["fund_loan"], first["depreciation"]) == (
        "110-671002-00001", "23000.00", "0.00", "4600.00",
    )  # fmt: skip


def test_payables_by_vendor_and_document_by_document(spending: Spending) -> None:
    spending.bought()
    spending.owes("1,000")
    result = run("payables")
    assert cells(result, "vendor", "received", "paid", "balance") == [
        (VENDOR, "46000.00", "46000.00", "0.00"),
        ("ไม่ระบุชื่อ (ยอดยกมา)", "1000.00", "0.00", "146000.00"),
    ]
    name, asks = result.rows[0].leads or ("", {})
    detail = run(name, **asks)
    assert cells(detail, "number", "received", "paid", "balance") == [
        ("", "", "", "0.00"),
        ("IN68-00001/2568", "46000.00", "0.00", "46000.00"),
        ("DK68-00001/2568", "0.00", "46000.00", "0.00"),
    ]


def test_deposits_tell_who_paid_in_and_who_was_paid(spending: Spending) -> None:
    spending.held("5,000")
    result = run("deposits", item=SECURITY)
    assert cells(result, "number", "depositor", "received", "paid", "balance") == [
        ("", "", "", "", "14850.00"),
        ("RC68-00003/2568", OFFICE, "5000.00", "0.00", "19850.00"),
        ("DK68-00001/2568", PAYEE, "0.00", "5000.00", "14850.00"),
    ]
    held = [(row.value("depositor"), row.value("balance")) for row in result.tables[1].rows]
    assert held == [("ยอดยกมา", 985_000), (OFFICE, 500_000), (PAYEE, 0)]
    assert cells(run("deposits", item=SECURITY, depositor="ประกันสังคม"), "received", "balance") == [
        ("5000.00", "5000.00")
    ]
    assert [row.style for row in run("deposits", item="2102040106.001").rows] == ["note"]


def test_an_advance_until_it_is_late(spending: Spending) -> None:
    spending.lent()
    keys = ("number", "borrower", "amount", "remaining", "late")
    assert cells(run("advances"), *keys) == [("BR68-00001/2568", "นางสาวมาลี ที่ 1", "30000.00", "30000.00", "0")]
    assert cells(run("advances", on="2024-10-30"), "late") == [("5",)]
    assert read(run("advances", on="2024-10-01")) == []


def test_the_month_ends_with_what_is_in_cash_and_banks(spending: Spending) -> None:
    """What was kept back counts as received, the advance as paid off the budget."""
    spending.bought()
    spending.held()
    spending.lent()
    result = run("receipts_and_payments")
    rows = {str(row.value("item")): row.value("month") for row in result.rows}
    assert (rows["ค่าครุภัณฑ์"], rows["ลูกหนี้เงินยืม"], rows["รวมรายจ่าย"]) == (4_600_000, 3_000_000, 8_100_000)
    assert rows["ภาษีหัก ณ ที่จ่ายรอนำส่ง - ภาษีเงินได้นิติบุคคลจากบุคคลภายนอก"] == 42_991
    assert result.notes == ()


def test_the_bank_has_not_paid_the_cheques(spending: Spending) -> None:
    spending.bought()
    spending.power()
    spending.statement()
    result = run("bank_reconciliation", on="2024-10-31")
    assert tuple(read(result)[0]) == ("item", "amount")
    assert cells(result, "item", "amount") == [
        ("ยอดคงเหลือตามบัญชี (book)", "953429.91"),
        ("บวก เช็คที่ผู้รับยังไม่ขึ้นเงิน: 0000001", "45570.09"),
        ("บวก เช็คที่ผู้รับยังไม่ขึ้นเงิน: 0000002", "1000.00"),
        ("ยอดคงเหลือตามใบแจ้งยอดธนาคาร (statement)", "1000000.00"),
    ]
    assert read(run("bank_reconciliation", bank="KTB-C", on="2024-10-31")) == read(result)
    assert result.rows[1].document_id


def test_what_an_auditor_looks_at(spending: Spending) -> None:
    """Purchases that are below the limit only one by one; two bills of one amount on one day; an account of two payees."""
    spending.divided()
    spending.power()
    spending.power()
    split = run("split_purchases")
    assert [row.value("amount") for row in split.rows if row.style] == [52_000_000]
    assert {row["by"] for row in read(split)} == {f"ผู้ขายรายเดียวกัน: {VENDOR}"}
    spending.shared_account()
    assert cells(run("payee_safety"), "rule", "payee", "number", "amount") == [
        ("F-1", PAYEE, "PA68-00001/2568", ""),
        ("F-1", "นางสาวมาลี ใจดี", "PA68-00002/2568", ""),
        ("F-3", PAYEE, "DK68-00002/2568", "1000.00"),
    ]
