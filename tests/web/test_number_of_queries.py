"""Pages of spending ask the database as often for many rows as for few."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.platform import tenancy
from khlang.spine.organisations.models import Organisation
from tests.disbursement.asking import Desk as Asking
from tests.disbursement.payrolls import Payroll, sheet, somebody
from tests.household import hire
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.procurement.purchasing import Purchasing
from tests.till import Till
from tests.web.desk import Desk

HEADINGS = ("ที่", "เลขประจำตัว 13 หลัก *", "ชื่อ-สกุล *", "ธนาคาร *", "เลขที่บัญชี *", "ชื่อบัญชี",
            "L10 เงินเดือนพนักงาน", "ภาษีหัก ณ ที่จ่าย")  # fmt: skip


@pytest.fixture
def office(desk: Desk) -> Iterator[Office]:
    """The office of the pages, with a supply officer, inside its walls."""
    desk.people["suda"] = hire(desk.org, "suda", "supply_officer")
    desk.people["suda"].must_change_password = False
    desk.people["suda"].save(update_fields=["must_change_password"])
    with tenancy.scope(desk.org):
        yield Office(Organisation.objects.get(id=desk.org))


def counter(office: Office) -> Cashier:
    """A budget, money in the bank and a book of fifty cheques."""
    till = Till(office)
    till.open_banks()
    made = Cashier(Asking(till))
    made.book()
    return made


def asked(desk: Desk, page: str, who: str = "wipa") -> int:
    """How many statements the page takes once it is warm."""
    client = desk.client(who)
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(page)
        return len(captured.captured_queries)


def test_the_list_of_dika(desk: Desk, office: Office) -> None:
    asking = counter(office).desk
    asking.draft()
    few = asked(desk, "/documents/dika/")
    for _ in range(4):
        asking.draft()
    assert asked(desk, "/documents/dika/") == few <= 14


def test_a_report_of_fifty_cheques(desk: Desk, office: Office) -> None:
    cashier = counter(office)
    dikas = [cashier.desk.approved(lines=[cashier.desk.line("L20", "10")]) for _ in range(50)]
    pages = [f"/documents/cheque_report/{cashier.prepared(*some).document_id}/" for some in (dikas[:2], dikas[2:])]
    few, many = (asked(desk, page) for page in pages)
    assert few == many <= 45
    assert desk.client("wipa").get(pages[1]).content.decode().count("PM68-") >= 48


def test_a_payroll_of_three_hundred(desk: Desk, office: Office) -> None:
    payroll = Payroll(office)
    made = []
    for first, last in ((1, 3), (101, 400)):
        rows = [somebody(each, "20,000", "100") for each in range(first, last + 1)]
        made.append(
            payroll.bring(sheet(HEADINGS, rows), count=len(rows), net=f"{19_900 * len(rows)}", register_new=True)
        )
    few, many = (asked(desk, f"/documents/dika/{dika.document_id}/") for dika in made)
    assert few == many <= 70


def test_the_list_of_requisitions_and_one_of_them(desk: Desk, office: Office) -> None:
    purchasing = Purchasing(office)
    one = purchasing.asked(price="100")
    pages = ("/documents/requisition/", f"/documents/requisition/{one}/")
    few = [asked(desk, page, "suda") for page in pages]
    for _ in range(5):
        purchasing.asked(price="100")
    assert [asked(desk, page, "suda") for page in pages] == few
