"""Receipts and payments of the month: what moved cash and banks, and what it moved them from and to."""

from tests.budget import budgeting
from tests.reporting.asked import run
from tests.till import Till


def amounts(result) -> dict[str, tuple[int | None, int | None]]:
    return {str(row.value("item")): (row.value("year"), row.value("month")) for row in result.rows}


def test_two_days_of_receiving(two_days: Till) -> None:
    budgeting.ordinance_in_force(two_days.office)
    result = run("receipts_and_payments", on="2024-10-02")
    found = amounts(result)
    assert found["ยอดยกมา"] == (1_807_285_000, 1_807_285_000)
    assert found["ยอดยกไป (เงินสดและเงินฝากธนาคาร)"] == (1_885_089_495, 1_885_089_495)
    assert found["รวมรายรับ"] == found["รายรับสูงกว่า/(ต่ำกว่า) รายจ่าย"] == (77_804_495, 77_804_495)
    assert found["รวมรายจ่าย"] == (0, 0)
    assert result.notes == ()


def test_what_is_not_revenue_stands_off_the_budget(two_days: Till) -> None:
    result = run("receipts_and_payments", on="2024-10-02")
    rows = [(row.value("item"), row.style) for row in result.rows]
    start = rows.index(("เงินรับนอกงบประมาณ", "heading"))
    assert rows[start + 1 : start + 4] == [
        ("ลูกหนี้ - ภาษีที่ดินและสิ่งปลูกสร้าง", ""), ("เงินประกันสัญญา - ระยะยาว", ""), ("รวมเงินรับนอกงบประมาณ", "total"),
    ]  # fmt: skip


def test_the_estimate_of_a_class_and_of_a_category(two_days: Till) -> None:
    budgeting.ordinance_in_force(two_days.office)
    rows = {row.value("code"): row.value("estimate") for row in run("receipts_and_payments").rows if row.value("code")}
    assert (rows["411000"], rows["421000"], rows["533000"]) == (21_000_000, 30_000_000, 12_000_000)
