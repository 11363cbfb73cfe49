"""What pages and prints show of money that was spent by hand."""

from collections.abc import Iterator

import pytest

from khlang.office.payment import queries
from khlang.platform import tenancy
from tests import browsers as browsers_of
from tests.continuity.treasury_by_hand import Treasury
from tests.office import Office
from tests.till import Till

PEOPLE = {"wipa": "finance_officer", "pranee": "treasury_head"}


class Browsers(browsers_of.Browsers):
    """Everybody signed in on the day of entry: the papers of one dika entered, another still unpaid."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, PEOPLE)
        till = Till(office)
        till.open_banks()
        self.treasury = Treasury(till)
        self.treasury.dika(remark="ตามบันทึกกองคลัง")
        self.treasury.dika(2)
        self.treasury.report()
        self.treasury.voucher()
        self.treasury.entered()


@pytest.fixture
def browsers(db: object, settings: object) -> Iterator[Browsers]:
    """The office of these tests."""
    settings.BUSINESS_DATE = "2024-11-08"  # type: ignore[attr-defined]
    office = browsers_of.opened_office()
    with tenancy.scope(office.org):
        yield Browsers(office)


def test_the_pages_open_and_say_that_it_was_by_hand(browsers: Browsers) -> None:
    """The remark stands on the page; nobody is offered a move of paper, but to declare that it was not paid."""
    treasury = browsers.treasury
    waiting = f"/documents/dika/{treasury.made(2).id}/"
    status, text = browsers.open("wipa", waiting)
    assert (status, "จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 พฤศจิกายน 2567" in text) == (200, True)
    assert "ทำด้วยมือ (บันทึกเพื่ออ้างอิง)" in text and "บันทึกฎีกาที่ทำด้วยมือ" in text
    assert f"{waiting}record/" not in text and f"{waiting}pay_by_hand/" not in text
    for paper in ("dika", "cheque_report", "payment_voucher"):
        document = treasury.made(1, paper=paper)
        assert browsers.open("pranee", f"/documents/{document.kind}/{document.id}/")[0] == 200
    pages = ["/documents/dika/", "/documents/payment/", "/documents/cheque_report/", "/lists/cheque_number/"]
    assert {page: browsers.open("wipa", page)[0] for page in pages} == dict.fromkeys(pages, 200)
    assert "DK68-00002/2568" not in browsers.open("wipa", "/documents/cheque_report/new/")[1]
    assert queries.collectable(limit=10) == []


def test_the_prints_are_made(browsers: Browsers) -> None:
    """Dika, report, payment and certificate as PDF."""
    treasury = browsers.treasury
    for paper, form in (("dika", "dika"), ("cheque_report", "cheque_report"), ("payment_voucher", "payment")):
        document = treasury.made(1, paper=paper)
        answer = browsers.clients["wipa"].get(f"/documents/{document.kind}/{document.id}/print/{form}/")
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-"), form
