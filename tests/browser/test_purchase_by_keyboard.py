"""A purchase from the requisition to the cheque that is fetched, by the people whose steps they are, without a mouse."""

from typing import Any

import pytest

from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.organisations.models import Organisation
from tests.browser.hands import Hands
from tests.disbursement.asking import Desk as Asking
from tests.household import PASSWORD, hire
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.till import Till
from tests.web.desk import Desk

BUYERS = {"suda": "supply_officer", "wilai": "division_head", "surachai": "clerk", "kamol": "executive"}
SCREENS = {
    "suda": "desktop", "pranee": "desktop", "wipa": "desktop", "wilai": "desktop", "surachai": "phone", "kamol": "phone",
}  # fmt: skip
TITLE = "กระดาษถ่ายเอกสาร"


@pytest.fixture
def buying(desk: Desk) -> Desk:
    """An office with a budget, money in the bank, a book of cheques and everybody who has a step in a purchase."""
    office = Office(Organisation.objects.get(id=desk.org))
    with tenancy.scope(desk.org):
        till = Till(office)
        till.open_banks()
        Cashier(Asking(till)).book()
    for username, role in BUYERS.items():
        desk.people[username] = hire(desk.org, username, role, password=PASSWORD)
        desk.people[username].must_change_password = False
        desk.people[username].save(update_fields=["must_change_password"])
    return desk


def test_from_the_requisition_to_the_cheque_that_is_fetched(buying: Desk, enter: Any) -> None:
    """The office works before wide screens, the executive and the clerk sign on their phones."""
    seen: set[str] = set()
    people = {name: Hands(enter(name, size), seen) for name, size in SCREENS.items()}
    suda, wipa, kamol = people["suda"], people["wipa"], people["kamol"]
    ask_and_order(people)
    suda.open("/documents/inspection/new/")
    suda.find("obligation_id")
    suda.fill("title", f"ตรวจรับ{TITLE}")
    suda.fill("invoice_no", "IV-15")
    suda.save()
    suda.move("submit")
    people["wilai"].carry_on("accept", title=TITLE)
    suda.open("/documents/dika/new/")
    suda.find("acceptance_id")
    suda.fill("title", f"จ่ายค่า{TITLE}")
    suda.save()
    for name, move in (("wilai", "request"), ("wipa", "receive"), ("pranee", "examine"), ("surachai", "endorse")):
        people[name].carry_on(move, title=TITLE)
    kamol.carry_on("approve", title=TITLE)
    pay(people)
    with tenancy.scope(buying.org):
        (payment,) = documents.find(kind="payment")
        (dika,) = documents.find(kind="dika")
    assert (payment.state, dika.state, dika.amount) == ("collected", "paid", 1_070_000)
    assert "PV68-00001/2568" in wipa.page.inner_text("main")
    trail = wipa.page.inner_text(".trail")
    assert all(word in trail for word in ("PR68-00001", "PO68-00001", "IN68-00001", "DK68-00001", "CQ68-00001", "WT68"))
    assert [fault for hands in people.values() for fault in hands.faults] == []


def ask_and_order(people: dict[str, Hands]) -> None:
    """The requisition, seen by the treasury and approved; the order, signed."""
    suda = people["suda"]
    suda.open("/documents/requisition/new/")
    suda.fill("title", f"ขอซื้อ{TITLE}")
    suda.choose("method", "specific")
    suda.find("lines-0-budget_line_id", "L18")
    suda.fill("lines-0-item", TITLE)
    suda.fill("lines-0-quantity", "100")
    suda.fill("lines-0-unit", "รีม")
    suda.fill("lines-0-unit_price", "107")
    suda.find("members-0-person_id", "wilai")
    suda.save()
    suda.move("submit")
    people["pranee"].carry_on("check", title=TITLE)
    people["kamol"].carry_on("approve", title=TITLE)
    suda.open("/documents/purchase_order/new/")
    suda.find("requisition_id")
    suda.find("vendor_id", "เครื่องเขียน")
    suda.fill("title", f"ใบสั่งซื้อ{TITLE}")
    suda.fill("delivery_date", "31/10/2567")
    suda.tick("vat_included")
    suda.save()
    suda.move("submit")
    people["kamol"].carry_on("sign", title=TITLE)


def pay(people: dict[str, Hands]) -> None:
    """The cheque: written, signed by three, paid, fetched."""
    wipa = people["wipa"]
    wipa.open("/documents/cheque_report/new/")
    wipa.choose("bank_account", "KTB-C")
    wipa.choose("channel", "cheque")
    wipa.tick("dikas")
    wipa.save()
    for name in ("pranee", "surachai", "kamol"):
        people[name].carry_on("sign", title="CQ68-00001")
    wipa.carry_on("pay", title="CQ68-00001")
    wipa.follow(".trail a[href^='/documents/payment/']")
    wipa.move("collect", collected_by="นายสมศักดิ์ ผู้รับมอบอำนาจ")
