"""A day of receiving by programs alone: issue, remit, receive, sum up, post; then read back what became of it."""

import base64

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.program import RECEIPT, Bureau
from tests.files import scan

BANK = {"code": "KTB-S", "bank_name": "ธ.กรุงไทย", "kind": "savings", "account": "1101030102.001"}


def day_of_receiving(bureau: Bureau) -> tuple[dict, dict]:
    """The receipt and the posted summary."""
    collector, finance = bureau.program("revenue_officer"), bureau.program("finance_officer")
    receipt = collector.do("receipt.issue", RECEIPT)
    slip = collector.do("remittance.create", {})
    collector.do("remittance.submit", {"document_id": slip["document_id"]})
    finance.do("remittance.receive", {"document_id": slip["document_id"], "counted_cash": "1250.00"})
    summary = finance.do("remittance_summary.create", {"title": "รับเงินประจำวัน"})
    finance.do("remittance_summary.submit", {"document_id": summary["document_id"]})
    posted = bureau.program("accountant").do("remittance_summary.post", {"document_id": summary["document_id"]})
    return receipt, posted


def test_a_receipt_goes_from_the_payer_to_the_books(bureau: Bureau) -> None:
    receipt, posted = day_of_receiving(bureau)
    assert (receipt["number"], receipt["state"], receipt["version"]) == ("RC68-00001/2568", "issued", 1)
    assert posted["voucher_number"] == "RV68-00001/2568" and posted["state"] == "posted"
    assert {(line["account"], line["debit"], line["credit"]) for line in posted["lines"]} == {
        ("1101010101.001", "1250.00", "0.00"),
        (next(line["account"] for line in posted["lines"] if line["sub"] == "41210008"), "0.00", "1250.00"),
    }


def test_what_was_done_can_be_read_back(bureau: Bureau) -> None:
    receipt, posted = day_of_receiving(bureau)
    reader = bureau.program("auditor")
    listed = reader.ask("/documents/receipt", search="บุญมี", since="2024-10-01", state=["posted", "issued"])
    assert (listed["count"], listed["amount"]) == (1, "1250.00")
    assert listed["items"][0]["id"] == receipt["document_id"] and listed["items"][0]["state"] == "posted"
    whole = reader.ask(f"/documents/receipt/{receipt['document_id']}")
    assert [step["move"] for step in whole["trail"]][0] == "issue"
    assert whole["sections"][0]["rows"][0]["amount"] == "1250.00"
    summary = reader.ask(f"/documents/remittance_summary/{posted['document_id']}")
    assert summary["vouchers"][0]["number"] == "RV68-00001/2568" and len(summary["vouchers"][0]["lines"]) == 2
    assert reader.ask("/vouchers")["items"][0]["id"] == posted["voucher_id"]
    assert reader.ask(f"/vouchers/{posted['voucher_id']}")["lines"][0]["debit"] == "1250.00"
    journal = reader.ask("/ledger/journal", since="2024-10-01", through="2024-10-01")
    assert [line["voucher_number"] for line in journal["items"]] == ["RV68-00001/2568"] * 2 and not journal["more"]
    cash = reader.ask("/ledger/balances", account="1101010101")["items"]
    assert [(each["before"], each["debit"], each["after"]) for each in cash] == [("0.00", "1250.00", "1250.00")]
    assert reader.ask("/trail/head")["sequence"] == reader.ask("/trail/head", on="2024-10-01")["sequence"] > 0
    assert reader.ask("/ledger/periods")[0]["fiscal_year"] == 2568


def test_papers_and_reports(bureau: Bureau) -> None:
    receipt, posted = day_of_receiving(bureau)
    reader = bureau.program("auditor")
    for path in (f"/documents/receipt/{receipt['document_id']}/pdf", f"/vouchers/{posted['voucher_id']}/pdf"):
        pdf = reader.get(path)
        assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    balance = reader.ask("/reports/trial-balance", on="2024-10-31")
    assert balance["totals"]["closing_debit"] == balance["totals"]["closing_credit"] == "1250.00"
    assert reader.get("/reports/trial-balance", {"format": "csv"}).content.startswith(b"account_code,")
    assert reader.get("/reports/daily-status", {"format": "xlsx"}).content.startswith(b"PK")
    assert "trial_balance" in [each["name"] for each in reader.ask("/reports")]


def test_a_file_is_kept_and_read_again(bureau: Bureau) -> None:
    receipt = bureau.program("revenue_officer").do("receipt.issue", RECEIPT)
    clerk, address = bureau.program("accountant"), f"/documents/receipt/{receipt['document_id']}"
    content = base64.b64encode(scan()).decode()
    clerk.do("attachment.add", {"document_id": receipt["document_id"], "name": "scan.pdf", "content": content})
    (kept,) = clerk.ask(address)["attachments"]
    assert clerk.get(f"{address}/attachments/{kept['id']}").content == scan()
    assert clerk.get(f"{address}/attachments/1").status_code == 404


def test_what_waits_and_what_may_be_done(bureau: Bureau) -> None:
    collector = bureau.program("revenue_officer")
    receipt = collector.do("receipt.issue", RECEIPT)
    slip = collector.do("remittance.create", {})
    collector.do("remittance.submit", {"document_id": slip["document_id"]})
    finance = bureau.program("finance_officer")
    assert "remittance" in [each["kind"] for each in finance.ask("/inbox")]
    moves = {
        each["move"]: each["href"] for each in finance.ask(f"/documents/remittance/{slip['document_id']}")["moves"]
    }
    assert moves["receive"] == "/api/v1/commands/remittance/receive"
    assert finance.get(f"/documents/receipt/{receipt['document_id']}")["ETag"] == '"2"'


def test_lists_and_reference(bureau: Bureau) -> None:
    finance = bureau.program("finance_officer")
    bank = finance.do("bank_account.save", BANK)
    listed = finance.ask("/lists/bank-account")
    assert listed["items"][0]["cells"]["code"] == "KTB-S" and listed["items"][0]["id"] == bank["data"]["id"]
    assert finance.ask(f"/lists/bank-account/{bank['data']['id']}")["values"]["account"] == BANK["account"]
    found = finance.ask("/reference/revenue-items", search="4121")
    assert found["count"] >= 1 and all(each["code"].startswith("4121") for each in found["items"])
    assert finance.ask("/reference/accounts", search="1101010101.001", posting=True)["count"] == 1
    assert finance.ask("/reference/budget-codes", kind="plan")["count"] > 5
    assert finance.ask("/reference/fund-sources")
    me = finance.ask("/me")
    assert me["roles"] == ["finance_officer"] and me["fiscal_year"] == 2568 and me["organisation"]["code"] == "TEST"


def test_a_list_asks_the_database_as_often_for_many_as_for_one(bureau: Bureau) -> None:
    collector, reader = bureau.program("revenue_officer"), bureau.program("auditor")
    reader.ask("/me")  # notes the first use of the token
    asked = []
    for _ in range(2):
        for _ in range(4):
            collector.do("receipt.issue", RECEIPT)
        with CaptureQueriesContext(connection) as queries:
            reader.ask("/documents/receipt")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 7
