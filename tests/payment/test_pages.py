"""The pages of paying: a finance officer ticks many dika, three people sign, everything is paid and fetched in a few clicks."""

from collections.abc import Iterator

import pytest
from django.test import Client

from khlang.office.payment import queries
from khlang.platform import tenancy
from khlang.spine.access.models import Person
from tests import browsers as browsers_of
from tests.disbursement.asking import Desk
from tests.household import PASSWORD, hire
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.till import Till

KINDS = ("cheque_report", "payment", "withholding_certificate")
LISTS = ("cheque_book", "cheque_number", "cheque_outstanding", "tax_withheld")
PEOPLE = {"wipa": "finance_officer", "pranee": "treasury_head", "somsak": "clerk", "prasit": "executive"}


class Browsers(browsers_of.Browsers):
    """Everybody signed in, with the counter behind them."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, PEOPLE)
        till = Till(office)
        till.open_banks()
        self.cashier = Cashier(Desk(till))


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
    """Lists, forms and directories, empty and with something in them; the lists as spreadsheets."""
    pages = [f"/documents/{kind}/" for kind in KINDS] + [f"/lists/{key}/" for key in LISTS]
    pages += [f"/lists/{key}/export.csv" for key in LISTS]
    pages += ["/documents/cheque_report/new/", "/documents/payment/new/many/", "/documents/payment/new/collect/"]
    pages += ["/documents/withholding_certificate/new/issue/", "/lists/cheque_book/new/", "/lists/cheque_number/new/"]
    assert {page: browsers.open("wipa", page)[0] for page in pages} == dict.fromkeys(pages, 200)
    browsers.cashier.book()
    browsers.cashier.paid(browsers.cashier.desk.approved())
    pages += [f"/lists/cheque_book/{queries.cheque_books()[0].id}/"]
    assert {page: browsers.open("wipa", page)[0] for page in pages} == dict.fromkeys(pages, 200)


def test_from_the_book_to_the_payees_in_browsers(browsers: Browsers) -> None:
    """A book, three dika ticked at once, three signatures, the report paid as a whole, the cheques fetched together."""
    send, keeper = browsers.send, browsers.cashier.keeper
    send(
        "wipa", "/lists/cheque_book/new/", bank_account="KTB-C", kind="cheque", first="0000001", last="0000050",
        issued_to=keeper,
    )  # fmt: skip
    dikas = [browsers.cashier.desk.approved().document_id for _ in range(3)]
    assert "DK68-00003/2568" in browsers.open("wipa", "/documents/cheque_report/new/")[1]
    report = send("wipa", "/documents/cheque_report/new/", bank_account="KTB-C", channel="cheque", dikas=dikas)
    assert "0000003" in browsers.open("wipa", report)[1]
    for name in ("pranee", "somsak", "prasit"):
        send(name, f"{report}sign/")
    assert "ลงนามครบ" in browsers.open("wipa", report)[1]
    send("wipa", f"{report}pay/", reference="")
    waiting = [row.document_id for row in queries.collectable(limit=10)]
    assert len(waiting) == 3
    page = send("wipa", "/documents/payment/new/collect/", payments=waiting)
    status, text = browsers.open("wipa", page)
    assert (status, "ผู้รับเงินมารับแล้ว" in text, "PM68-00003/2568" in text) == (200, True, True)
    assert queries.collectable(limit=10) == []


def test_a_refusal_stands_on_the_page(browsers: Browsers) -> None:
    """A number that is in no book: said in Thai, and what was ticked stays ticked."""
    browsers.cashier.book()
    dika = browsers.cashier.desk.approved().document_id
    typed = {"bank_account": "KTB-C", "channel": "cheque", "dikas": [dika], "first_number": "0009999"}
    answer = browsers.clients["wipa"].post("/documents/cheque_report/new/", typed)
    text = answer.content.decode()
    assert (answer.status_code, "ไม่อยู่ในเล่ม" in text, str(dika) in text) == (422, True, True)


def test_the_payment_is_shown_before_it_is_made(browsers: Browsers) -> None:
    """The dialog previews the payment voucher of the dika."""
    browsers.cashier.book()
    only = browsers.cashier.ready(browsers.cashier.desk.approved())[0]
    preview = browsers.clients["wipa"].post(f"/documents/payment/{only}/pay/preview/", {}).content.decode()
    assert "5104020101.001" in preview and "1101030101.001" in preview


def test_the_file_for_the_bank_is_offered_when_signed(browsers: Browsers) -> None:
    """Not before the three signatures, and only for transfers."""
    cashier = browsers.cashier
    cashier.account(cashier.desk.payee)
    report = cashier.prepared(cashier.desk.approved(), channel="transfer", bank="KTB-S")
    page = f"/documents/cheque_report/{report.document_id}/"
    assert browsers.open("wipa", f"{page}file/payees-csv/")[0] == 404
    cashier.signed(report)
    assert f"{page}file/payees-xlsx/" in browsers.open("wipa", page)[1]
    answer = browsers.clients["wipa"].get(f"{page}file/payees-csv/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "1234567890" in answer.content.decode("utf-8-sig")
    assert browsers.clients["wipa"].get(f"{page}file/payees-xlsx/").content.startswith(b"PK")


def test_a_changed_account_is_told_wherever_it_is_paid(browsers: Browsers) -> None:
    """On the report, and on the payment with what it was before."""
    cashier = browsers.cashier
    cashier.account(cashier.desk.payee)
    cashier.account(cashier.desk.payee, "9876543210", callback="โทรถามคุณสมศรี")
    report = cashier.prepared(cashier.desk.approved(), channel="transfer", bank="KTB-S")
    assert "มีบัญชีที่เพิ่งเปลี่ยน 1 ราย" in browsers.open("wipa", f"/documents/cheque_report/{report.document_id}/")[1]
    only = cashier.payments(report)[0].document_id
    assert "เดิม 1234567890" in browsers.open("wipa", f"/documents/payment/{only}/")[1]


def test_who_may_not_see_dika_is_led_to_none(browsers: Browsers) -> None:
    """A cash keeper reads the payment; the numbers of dika are text to him."""
    office = browsers.cashier.office
    hire(office.org, "boonsri", "cash_keeper", password=PASSWORD)
    Person.objects.filter(username="boonsri").update(must_change_password=False)
    keeper = Client()
    keeper.post("/login/", {"username": "boonsri", "password": PASSWORD})
    browsers.cashier.book()
    row = queries.payment(document_id=browsers.cashier.ready(browsers.cashier.desk.approved())[0])
    text = keeper.get(f"/documents/payment/{row.document_id}/").content.decode()
    assert (row.dika_number in text, f"/documents/dika/{row.dika_id}/" in text) == (True, False)
    assert f"/documents/cheque_report/{row.report_id}/" in text
    assert f"/documents/dika/{row.dika_id}/" in browsers.open("wipa", f"/documents/payment/{row.document_id}/")[1]
