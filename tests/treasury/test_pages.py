"""The pages of receiving and treasury open for those who hold the duties, and a day can be done in them."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests import browsers as browsers_of
from tests.office import Office
from tests.till import VAT, WASTE_FEE, Till

KINDS = (
    "receipt", "remittance", "remittance_summary", "receipt_reversal", "cash_deposit", "bank_transfer", "cash_count",
    "daily_status", "general_voucher", "opening_balance",
)  # fmt: skip
PEOPLE = {
    "somchai": "revenue_officer", "wipa": "finance_officer", "anan": "accountant", "pranee": "treasury_head",
    "boonsri": "cash_keeper",
}  # fmt: skip


class Browsers(browsers_of.Browsers):
    """Everybody signed in; `till` is the office behind them."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, PEOPLE)
        self.till = Till(office)
        self.till.open_banks()


@pytest.fixture
def browsers(db: object, settings: object) -> Iterator[Browsers]:
    settings.BUSINESS_DATE = "2024-10-01"  # type: ignore[attr-defined]
    office = browsers_of.opened_office()
    with tenancy.scope(office.org):
        yield Browsers(office)


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_and_form_has_its_command(kind: str) -> None:
    """A move without a button says so in its screen; everything else is carried out by a command."""
    assert browsers_of.without_command(kind) == []


def test_every_page_opens(browsers: Browsers) -> None:
    """Lists, new pages, directories; those of accounting for the accountant."""
    pages = [f"/documents/{kind}/" for kind in KINDS[:8]]
    pages += [f"/documents/{kind}/new/" for kind in KINDS[1:8]]
    pages += ["/documents/receipt/new/transfer/", "/receipts/new/", "/lists/bank_account/", "/lists/bank_account/new/"]
    assert {page: browsers.open("wipa", page)[0] for page in pages} == dict.fromkeys(pages, 200)
    pages = [
        "/documents/general_voucher/new/",
        "/documents/opening_balance/new/import/",
        "/documents/opening_balance/new/",
    ]
    assert {page: browsers.open("anan", page)[0] for page in pages} == dict.fromkeys(pages, 200)
    assert browsers.open("pranee", "/lists/receipt_book/new/")[0] == 200


def test_a_day_of_cash_in_browsers(browsers: Browsers) -> None:
    """Receipt, slip, count, summary, voucher, deposit, report: each by the person whose duty it is."""
    till, send = browsers.till, browsers.send
    till.collect((WASTE_FEE, "300"))
    slip = send("somchai", "/documents/remittance/new/")
    send("somchai", f"{slip}submit/")
    send("wipa", f"{slip}receive/", counted_cash="๓๐๐", counted_cheque="0")
    summary = send("wipa", "/documents/remittance_summary/new/", title="ค่าขยะ")
    send("wipa", f"{summary}submit/")
    preview = browsers.clients["anan"].post(f"{summary}post/preview/").content.decode()
    assert "4401030106.001" in preview
    send("anan", f"{summary}post/")
    deposit = send("wipa", "/documents/cash_deposit/new/", bank_account="KTB-S", cash="300")
    send("pranee", f"{deposit}approve/")
    report = send("wipa", "/documents/daily_status/new/")
    send("pranee", f"{report}certify/")
    send("boonsri", f"{report}sign/")
    for page in (slip, summary, deposit, report):
        status, text = browsers.open("wipa", page)
        assert (status, "2568" in text) == (200, True)
    printed = browsers.clients["wipa"].get(f"{report}print/daily_status/")
    assert printed.content.startswith(b"%PDF")


def test_a_draft_voucher_is_edited_as_it_was_typed(browsers: Browsers) -> None:
    """The lines come back with their amounts; the empty side stays empty."""
    typed = {
        "title": "ล้างเงินยืม", "lines__0__account": "5103010199.001", "lines__0__debit": "13,200",
        "lines__1__account": "1102010102.001", "lines__1__credit": "13,200",
    }  # fmt: skip
    voucher = browsers.send("anan", "/documents/general_voucher/new/", **typed)
    status, text = browsers.open("anan", f"{voucher}edit/")
    assert status == 200
    assert text.count('value="13,200.00"') == 2


def test_a_reversal_names_the_receipt_again_when_refused(browsers: Browsers) -> None:
    """What was chosen stays on the screen; the message stands at the field."""
    receipt = browsers.till.collect((WASTE_FEE, "300"))
    answer = browsers.clients["wipa"].post(
        "/documents/receipt_reversal/new/", {"receipt_id": str(receipt.document_id), "reason": "ผิด"}
    )
    assert answer.status_code == 422
    assert "ยังไม่ผ่านรายการ" in answer.content.decode()
    posted = browsers.till.bank_in(VAT, "300")
    page = browsers.send("wipa", "/documents/receipt_reversal/new/", receipt_id=posted.document_id, reason="ผิด")
    assert posted.number in browsers.open("wipa", page)[1]


def test_opening_balances_by_upload(browsers: Browsers) -> None:
    """The name of the file comes with the file."""
    content = "รหัสบัญชี,เดบิต,เครดิต\n1101010101.001,500,\n3102010101.001,,500\n".encode()
    page = browsers.send(
        "anan", "/documents/opening_balance/new/import/", fiscal_year="2568",
        content=SimpleUploadedFile("ยอดยกมา.csv", content),
    )  # fmt: skip
    assert "3102010101.001" in browsers.open("anan", page)[1]
    assert documents.find(kind="opening_balance").count() == 1


def test_money_in_the_bank_is_seen_before_it_is_posted(browsers: Browsers) -> None:
    """The page of a transfer shows the voucher of what is typed so far; nothing is written by looking."""
    page = "/documents/receipt/new/transfer/"
    assert f'hx-post="{page}preview/"' in browsers.open("wipa", page)[1]
    typed = {
        "payer_name": "กรมส่งเสริมการปกครองท้องถิ่น", "channel": "transfer", "bank_account": "KTB-S", "reference": "REF-1",
        "lines-0-item": VAT, "lines-0-amount": "900",
    }  # fmt: skip
    shown = browsers.clients["wipa"].post(f"{page}preview/", typed).content.decode()
    assert "1101030102.001" in shown and "900.00" in shown
    assert not documents.find(kind="receipt").exists()
    incomplete = browsers.clients["wipa"].post(f"{page}preview/", {**typed, "bank_account": ""}).content.decode()
    assert "alert" not in incomplete and "1101030102.001" not in incomplete
    wrong = browsers.clients["wipa"].post(f"{page}preview/", {**typed, "lines-0-amount": "9,00"}).content.decode()
    assert "alert" in wrong
    assert browsers.clients["wipa"].post("/documents/bank_statement/new/import/preview/", {}).status_code == 404
