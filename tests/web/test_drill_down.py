"""From a figure of the trial balance to the ledger of the account, from there to the voucher and its PDF."""

import re


def test_trial_balance_to_voucher(desk):
    summary = desk.summary_to_post()
    desk.do("remittance_summary.post", {"document_id": summary}, "pranee")
    client = desk.client("anan")
    trial = client.get("/reports/trial_balance/", {"on": "1/10/2567"}).content.decode()
    href = re.search(r'href="(/accounts/1101010101\.001/[^"]*)"', trial)[1].replace("&amp;", "&")
    ledger = client.get(href).content.decode()
    assert "1,250.75" in ledger
    assert "ยอดยกมา" in ledger
    voucher = re.search(r'href="(/vouchers/\d+/)"', ledger)[1]
    assert "RV68-00001/2568" in client.get(voucher).content.decode()
    printed = client.get(f"{voucher}print/")
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")


def test_the_ledger_of_an_account_as_a_file_and_its_refusals(desk):
    client = desk.client("anan")
    table = client.get("/accounts/1101010101.001/export.csv").content.decode()
    assert "ยอดยกมา" in table
    assert client.get("/accounts/9999999999.999/").status_code == 404
    assert client.get("/accounts/1101010101.001/", {"document_date_from": "31/13/2567"}).status_code == 422
    assert desk.client("somchai").get("/accounts/1101010101.001/").status_code == 403


def test_reports_lead_nobody_where_they_may_not_look(desk):
    summary = desk.summary_to_post()
    desk.do("remittance_summary.post", {"document_id": summary}, "pranee")
    page = desk.client("somchai").get("/reports/trial_balance/", {"on": "1/10/2567"}).content.decode()
    assert "1,250.75" in page
    assert "/accounts/" not in page


def test_a_ledger_too_long_to_show_says_so_and_adds_nothing_up(desk, monkeypatch):
    monkeypatch.setattr("khlang.faces.web.accounts._MOST", 0)
    desk.do("remittance_summary.post", {"document_id": desk.summary_to_post()}, "pranee")
    page = desk.client("anan").get("/accounts/1101010101.001/").content.decode()
    assert "แสดงเพียง 0 บรรทัดแรก" in page
    assert "<tfoot>" not in page
    assert "1250.75" in desk.client("anan").get("/accounts/1101010101.001/export.csv").content.decode()
