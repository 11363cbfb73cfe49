"""The papers of receiving and treasury: what they say, and that the forms take it."""

from khlang.office.treasury import commands as treasury
from khlang.platform import screens
from khlang.spine.documents import rendering
from tests.till import LAND_TAX_DUE, LICENCE, OTHER_FINE, WASTE_FEE, Till


def paper(kind: str, form: str, document_id: int | None) -> dict:
    """What a declared print says; the form must take it."""
    declared = next(each for each in screens.screen(kind=kind).prints if each.form == form)
    data = declared.data(document_id or 0)
    pdf = rendering.render_pdf(form=form, data=data)
    assert pdf.startswith(b"%PDF")
    return dict(data)


def test_a_receipt_by_cheque(till: Till) -> None:
    """Lines with running totals, the amount in words, the cheque, the address that proves it."""
    receipt = till.collect(
        (LAND_TAX_DUE, "8400"), (OTHER_FINE, "252"), channel="cheque", cheque_number="1234567",
        cheque_bank="ธ.กรุงเทพ", cheque_date="1/10/2567", payer_number="1-1037-02071-81-1",
    )  # fmt: skip
    for form in ("receipt", "receipt_a4"):
        data = paper("receipt", form, receipt.document_id)
    assert data["number"] == "RC68-00001/2568"
    assert [line["running"] for line in data["lines"]] == ["8,400.00", "8,652.00"]
    assert data["amount_text"] == "แปดพันหกร้อยห้าสิบสองบาทถ้วน"
    assert data["payments"][0]["detail"] == "ธ.กรุงเทพ เลขที่ 1234567 ลงวันที่ 1 ต.ค. 2567"
    assert "/v/" in data["verify_url"]


def test_a_voided_receipt_says_so(till: Till) -> None:
    """The paper of a voided receipt bears the mark."""
    receipt = till.collect((WASTE_FEE, "300"))
    till.void(receipt)
    assert paper("receipt", "receipt", receipt.document_id)["mark"] == "ยกเลิก"


def test_a_slip_and_its_summary(till: Till) -> None:
    """Receipts by item with their numbers; the summary splits by kind of money and names the voucher."""
    till.collect((WASTE_FEE, "300"))
    till.collect((LICENCE, "2000"), channel="cheque", cheque_number="7", cheque_bank="ธ.ออมสิน", cheque_date="1/10/67")
    till.void(till.collect((WASTE_FEE, "300")), reason="พิมพ์ชื่อผิด")
    slip = till.hand_over()
    till.take_over(slip, "300", "2000")
    summary = till.post(till.sum_up())
    data = paper("remittance", "remittance", slip.document_id)
    assert [(row["numbers"], row["amount"]) for row in data["rows"]] == [
        ("RC68-00001/2568", "300.00"), ("RC68-00002/2568", "2,000.00"),
    ]  # fmt: skip
    assert data["voided"] == [{"number": "RC68-00003/2568", "reason": "พิมพ์ชื่อผิด"}]
    assert data["cheques"][0]["number"] == "7"
    data = paper("remittance_summary", "remittance_summary", summary.document_id)
    assert data["voucher_number"] == summary.voucher_number
    assert (data["cash"], data["cheque"], data["transfer"], data["total"]) == ("300.00", "2,000.00", "-", "2,300.00")


def test_the_daily_status_report(till: Till) -> None:
    """Figures, bank accounts, the count by denomination, places to sign, the head of the trail."""
    till.take_in((WASTE_FEE, "1550"), cash="1550")
    till.deposit("1000")
    envelope = till.office.envelope
    counted = {"lines": [{"denomination": "500", "pieces": 1}, {"denomination": "50", "pieces": 1}]}
    treasury.create_count(envelope=envelope("finance_officer"), data=counted)
    report = treasury.prepare_status(envelope=envelope("finance_officer"), data={})
    named = {"document_id": report.document_id}
    treasury.certify_status(envelope=envelope("treasury_head"), data=named)
    treasury.sign_status(envelope=envelope("cash_keeper"), data=named)
    data = paper("daily_status", "daily_status", report.document_id)
    assert data["cash"] == {
        "brought_forward": "0.00", "received": "1,550.00", "deposited": "1,000.00", "carried_forward": "550.00",
    }  # fmt: skip
    assert (data["bank"]["carried_forward"], data["total_money"]) == ("1,000.00", "1,550.00")
    assert [row["count"] for row in data["cash_count"]["rows"]] == ["1", "1"]
    assert data["cash_count"]["difference"] == "0.00"
    assert len(data["accounts"]) == 4
    assert len(data["trail_head"]) == 64
    assert [place["name"] for place in data["signatures"]["keepers"]] == ["cash_keeper", "", ""]


def test_a_deposit_slip_and_a_general_voucher(till: Till) -> None:
    """The account the money goes to; debits before credits."""
    till.take_in((WASTE_FEE, "300"), cash="300")
    deposit = till.deposit("300")
    assert paper("cash_deposit", "cash_deposit", deposit.document_id)["total"] == "300.00"
    entry = till.write_entry("ล้างเงินยืม", ("1102010102.001", "0", "100"), ("5103010199.001", "100", "0"))
    data = paper("general_voucher", "general_voucher", entry.document_id)
    assert [line["side"] for line in data["lines"]] == ["เดบิต", "เครดิต"]
