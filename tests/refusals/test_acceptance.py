"""Bad input to inspection and acceptance: each by its name, at its field, in both languages; nothing is written."""

from datetime import date
from typing import Any

import pytest

from khlang.core.posting import Line
from khlang.office.budget import queries as budget
from khlang.office.procurement import acts, commands, queries
from khlang.office.procurement.models import Obligation, ObligationLine
from tests.household import hire
from tests.office import Office
from tests.procurement.accepting import DAY, accepted, handed_in, inspected, item, opened, ordered, paid_ahead, post
from tests.procurement.test_october_payables import GRANT
from tests.refusals.attempt import refused

EARLY = date(2024, 10, 15)
PARTS = [{"due_date": "2024-10-20", "amount": "200,000"}, {"due_date": "2024-10-25", "amount": "286,000"}]


@pytest.fixture
def buying(office: Office) -> Office:
    """An office with a budget, on 25 October 2567."""
    return opened(office)


def lines(order: queries.ObligationView, **given: Any) -> list[dict[str, Any]]:
    """The first line of an order as typed."""
    return [{"line_id": order.lines[0].id, **given}]


def accept(office: Office, document_id: int, by: str = "clerk") -> Any:
    """The committee's word."""
    return commands.accept_inspection(envelope=office.envelope(by), data={"document_id": document_id})


def test_more_than_was_ordered_or_what_was_not_ordered(buying: Office) -> None:
    """At the amount of the line, with what is still to come."""
    order = ordered(buying, item("L24", "คอมพิวเตอร์", "23,000", "2"))
    with refused("inspection_above_contract", field="lines.0.amount", amount="46,000.01", remaining="46,000.00"):
        inspected(buying, order, lines=lines(order, amount="46,000.01"))
    with refused("inspection_above_contract", field="lines.0.amount", amount="69,000.00", remaining="46,000.00"):
        inspected(buying, order, lines=lines(order, quantity="3"))
    with refused("obligation_line_unknown", field="lines.0.line_id"):
        inspected(buying, order, lines=[{"line_id": 7}])
    with refused("inspection_line_twice", field="lines.1.line_id", item="คอมพิวเตอร์"):
        inspected(buying, order, lines=2 * lines(order, quantity="1"))
    with refused("amount_not_positive", field="lines.0.amount", amount="-1.00"):
        inspected(buying, order, lines=lines(order, amount="-1"))
    accepted(buying, order)
    with refused("inspection_above_contract", field="obligation_id"):
        inspected(buying, order)


def test_accounts_and_classes_that_do_not_fit(buying: Office) -> None:
    """A heading, a bank, a class of nothing; an asset that changes its class half-way."""
    order = ordered(buying, item("L24", "ระบบห้องประชุม", "150,000"))
    for code, account in (
        ("account_unknown", "9999999999.999"), ("account_is_heading", "5104010000.000"),
        ("purchase_account_unfit", "1101030102.001"),
    ):  # fmt: skip
        with refused(code, field="lines.0.account"):
            inspected(buying, order, lines=lines(order, account=account))
    with refused("asset_class_unknown", field="lines.0.asset_class", code="999"):
        inspected(buying, order, lines=lines(order, asset_class="999"))
    accepted(buying, order, lines=lines(order, amount="50,000"))
    with refused("asset_class_differs", field="lines.0.asset_class", item="ระบบห้องประชุม", account="1206100102.001"):
        inspected(buying, order, lines=lines(order, asset_class="101"))


def test_instalments(buying: Office) -> None:
    """Not named, of another contract, above what it is, done already; a road that nobody calls a road."""
    terms = {"kind": "contract", "category": "works", "on": EARLY, "start_date": EARLY, "instalments": PARTS}
    order = ordered(buying, item("L41", "ถนน คสล.", "486,000"), **terms)
    first, second = order.instalments
    with refused("instalment_required", field="instalment_id", number=order.number):
        inspected(buying, order)
    with refused("instalment_unknown", field="instalment_id", number=order.number):
        inspected(buying, order, instalment_id=7)
    above = lines(order, amount="200,000.01")
    with refused(
        "inspection_above_instalment", field="lines.0.amount", position=1, amount="200,000.01", limit="200,000.00"
    ):
        inspected(buying, order, instalment_id=first.id, lines=above)
    accepted(buying, order, on=EARLY, instalment_id=first.id)
    with refused("instalment_done", field="instalment_id", position=1):
        inspected(buying, order, instalment_id=first.id)
    with refused("asset_class_required", field="lines.0.asset_class", item="ถนน คสล."):
        inspected(buying, order, instalment_id=second.id)


def test_days_out_of_order(buying: Office) -> None:
    """Before the order, inspected before it came, in the future; days excused without a reason."""
    order = ordered(buying, item("L18", "กระดาษ", "1,000"), on=EARLY, delivery_date=DAY)
    days = {"date": "14 ต.ค. 2567", "ordered": "15 ต.ค. 2567", "number": order.number}
    with refused("delivered_before_order", field="delivered_date", **days):
        inspected(buying, order, delivered_date="2024-10-14")
    wrong = {"delivered_date": "2024-10-20", "inspected_date": "2024-10-19"}
    with refused("inspected_before_delivery", field="inspected_date", date="19 ต.ค. 2567", delivered="20 ต.ค. 2567"):
        inspected(buying, order, **wrong)
    for field in ("delivered_date", "inspected_date", "invoice_date"):
        with refused("date_in_future", field=field):
            inspected(buying, order, **{field: "2024-10-26"})
    with refused("field_required", field="excuse"):
        inspected(buying, order, excused_days=2)


def test_an_order_that_is_not_signed(buying: Office) -> None:
    """Nothing can be delivered under a draft; nor under a document that is no order."""
    order = ordered(buying, item("L18", "กระดาษ", "1,000"))
    commands.terminate_purchase_order(
        envelope=buying.envelope("executive"), data={"document_id": order.id, "reason": "ผู้ขายเลิกกิจการ"}
    )
    with refused("obligation_not_signed", field="obligation_id", number=order.number):
        inspected(buying, order)
    data = {"obligation_id": order.requisition_id, "delivered_date": DAY}
    with refused("document_not_found", field="obligation_id"):
        commands.save_inspection(envelope=buying.envelope("supply_officer"), data=data)


def test_an_invoice_that_stands_in_another_inspection(buying: Office) -> None:
    """However it is written; a cancelled inspection gives it free."""
    order = ordered(buying, item("L18", "กระดาษ", "1,000"))
    first = inspected(buying, order, invoice_no="INV-0012/67", lines=lines(order, amount="500"))
    with refused("inspection_invoice_used", field="invoice_no", invoice="inv 0012 67"):
        inspected(buying, order, invoice_no="inv 0012 67")
    commands.cancel_inspection(envelope=buying.envelope("supply_officer"), data={"document_id": first.document_id})
    assert inspected(buying, order, invoice_no="INV-0012/67").state == "draft"


def test_who_may_accept(buying: Office) -> None:
    """Neither the preparer, nor anybody who was not appointed, nor one without the duty."""
    member = hire(buying.org, "kamon", "clerk")
    committee = [{"person_id": member.id, "position": "chair"}, {"name": "นายนอก", "position": "member"}]
    order = ordered(buying, item("L18", "กระดาษ", "1,000"), members=committee)
    document_id = handed_in(buying, order)
    with refused("not_on_committee", members=member.name_th, number=order.number):
        accept(buying, document_id)
    with refused("not_on_committee", members=member.name_th, number=order.number):
        commands.reject_inspection(
            envelope=buying.envelope("division_head"), data={"document_id": document_id, "reason": "ไม่ครบ"}
        )
    buying.people["clerk"] = member.id
    assert accept(buying, document_id).state == "accepted"
    plain = ordered(buying, item("L18", "หมึก", "1,000"))
    mine = inspected(buying, plain).document_id or 0
    commands.submit_inspection(envelope=buying.envelope("all"), data={"document_id": mine})
    with refused("own_approval"):
        accept(buying, mine, by="all")
    with refused("duty_missing"):
        accept(buying, mine, by="supply_officer")


def test_an_order_that_changed_after_the_inspection_was_written(buying: Office) -> None:
    """The day of delivery was put off: the fine that was signed is no longer the fine."""
    order = ordered(buying, item("L18", "กระดาษ", "1,000"), on=EARLY, delivery_date="2024-10-20")
    document_id = handed_in(buying, order)
    Obligation.objects.filter(document_id=order.id).update(delivery_date=DAY)
    with refused("inspection_outdated", number=order.number):
        accept(buying, document_id)


def test_an_order_accepted_meanwhile(buying: Office) -> None:
    """Two inspections of all there is: the second finds nothing left; the database itself says so too."""
    order = ordered(buying, item("L18", "กระดาษ", "1,000"))
    first, second = handed_in(buying, order), handed_in(buying, order)
    accept(buying, first)
    with refused("inspection_above_contract", field="lines.0.amount", amount="1,000.00", remaining="0.00"):
        accept(buying, second)
    line_id = ObligationLine.objects.get(document_id=order.id).id
    with refused("inspection_above_contract", field="amount", amount="0.01", remaining="0.00"):
        acts.accept(obligation_id=order.id, lines={line_id: 1})


def test_advances_given_back(buying: Office) -> None:
    """No more than was paid, at last all of it, and only what the books hold."""
    order = ordered(buying, item("L24", "คอมพิวเตอร์", "23,000", "2"), kind="contract", advance_amount="6,000")
    with refused("advance_recovery_beyond", field="recovery", amount="1.00", limit="0.00"):
        inspected(buying, order, recovery="1")
    paid_ahead(buying, order, 600_000)
    with refused("advance_recovery_beyond", field="recovery", amount="6,000.01", limit="6,000.00"):
        inspected(buying, order, recovery="6,000.01")
    with refused("advance_not_recovered", field="recovery", remaining="1,000.00"):
        inspected(buying, order, recovery="5,000")
    document_id = handed_in(buying, order)
    post(buying, "จ่ายคืน", tuple(_back(order.vendor_id)))
    with refused("advance_not_paid", amount="6,000.00", paid="1,000.00"):
        accept(buying, document_id)


def _back(vendor_id: int) -> Any:
    yield Line("accrual", "1103020111.001", str(vendor_id), 0, 500_000)
    yield Line("accrual", "3102010101.001", "", 500_000, 0)


def test_a_fine_above_what_came(buying: Office) -> None:
    """Two years late: the rest is claimed from the guarantee, and the days are excused with that reason."""
    order = ordered(
        buying, item("L18", "กระดาษ", "1,000"), on=date(2024, 10, 1), dated=date(2022, 1, 1), delivery_date="2022-01-02"
    )
    facts = {"kept": "2,054.00", "amount": "1,000.00", "fine": "2,054.00", "days": 1027}
    with refused("inspection_deductions_above", field="excused_days", **facts):
        inspected(buying, order)
    assert inspected(buying, order, excused_days=900, excuse="เรียกจากหลักประกัน").state == "draft"


def test_a_grant_that_was_spent_otherwise(buying: Office) -> None:
    """What was received is no longer there when the delivery is accepted; neither voucher is made."""
    post(buying, "รับเงินอุดหนุน", GRANT)
    field = item("", "ครุภัณฑ์สนาม", "148,000", account="1206150101.001")
    order = ordered(buying, field, fund="grant")
    document_id = handed_in(buying, order)
    post(
        buying,
        "ส่งคืน",
        tuple(type(line)(line.book, line.account, "", line.credit // 2, line.debit // 2) for line in GRANT),
    )
    with refused("grant_insufficient", field="amount", wanted="148,000.00", remaining="75,000.00"):
        accept(buying, document_id)
    assert budget.line_balances(fiscal_year=2568)[0].reserved == 0
