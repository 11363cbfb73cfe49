"""Bad input to the dika: each gets its name, its field and its words in both languages; nothing is written."""

from datetime import date
from typing import Any

import pytest

from khlang.office.advances import commands as advances
from khlang.office.budget.models import BudgetLine
from khlang.office.disbursement import commands
from khlang.office.disbursement.models import DikaPayee
from khlang.office.procurement import commands as procurement
from khlang.office.revenue import commands as receipts
from khlang.spine.ledger import commands as ledger
from tests.budget.budgeting import ordinance_in_force
from tests.disbursement.asking import NUMBERS, SECURITY, Desk
from tests.payment.cashier import Cashier
from tests.procurement.accepting import VENDORS, accepted, handed_in, item, ordered
from tests.refusals.attempt import refused
from tests.till import Till

DAY = date(2024, 10, 25)
SURPLUS = "3102010101.001"
COUNCIL = {"council_reference": "1/2568", "council_date": "2024-10-01"}
SPENT = {"source": "surplus", "account": "5104010112.001", "amount": "1,000"}
FIRST = "lines.0."


@pytest.fixture
def desk(till: Till) -> Desk:
    """An office with banks, divisions, a budget in force and a payee."""
    return Desk(till)


#: What is wrong with a draft: kind, lines (code of the budget line or the line as typed), more input; code, field, facts.
DRAFTS: list[tuple[str, Any, dict[str, Any], str, str, dict[str, Any]]] = [
    ("acceptance", [], {}, "acceptance_required", "acceptance_id", {}),
    ("direct", "L18", {}, "acceptance_required", FIRST + "budget_line_id", {}),
    ("direct", "L24", {}, "acceptance_required", FIRST + "budget_line_id", {}),
    ("contract_advance", [], {}, "field_required", "obligation_id", {}),
    ("advance", [], {}, "field_required", "advance_id", {}),
    ("refund", [], {}, "field_required", "receipt_id", {}),
    ("direct", [], {}, "field_required", "lines", {}),
    ("direct", "L20", {"payee_id": None}, "field_required", "payee_id", {}),
    ("direct", "L20", {"title": ""}, "field_required", "title", {}),
    ("deposit", [{"amount": "5"}], {}, "field_required", FIRST + "account", {}),
    ("nonsense", "L20", {}, "choice_unknown", "dika_kind", {"value": "nonsense"}),
    ("direct", "L20", {"evidence": ["nonsense"]}, "choice_unknown", "evidence", {"value": "nonsense"}),
    ("direct", "L20", {"document_date": "2024-10-02"}, "date_in_future", "document_date", {}),
    ("direct", "L20", {"division": "99"}, "division_unknown", "division", {"code": "99"}),
    ("allowance", [Desk.owed(SECURITY, "5")], {}, "line_source_not_allowed", FIRST + "source",
     {"kind": "allowance", "source": "liability"}),
    ("direct", [{"budget_line_id": 5, "amount": "5"}], {}, "budget_line_unknown", FIRST + "budget_line_id", {}),
    ("deposit", [Desk.owed("5104020101.001", "5")], {}, "account_not_fitting", FIRST + "account",
     {"account": "5104020101.001", "source": "liability"}),
    ("surplus", [{**SPENT, "account": "1101030102.001"}], COUNCIL, "account_not_fitting", FIRST + "account",
     {"account": "1101030102.001", "source": "surplus"}),
    ("surplus", [SPENT], {}, "council_required", "council_reference", {}),
    ("surplus", [SPENT], {"council_reference": "1/2568"}, "council_required", "council_date", {}),
    ("direct", "L20", {"deductions": [{"kind": "student_loan", "amount": "5"}]}, "deduction_not_allowed",
     "deductions.0.kind", {"deduction": "student_loan", "kind": "direct"}),
    ("direct", "L20", {"withhold": True, "deductions": [{"kind": "withholding", "form": "pnd53", "amount": "5"}]},
     "deduction_reckoned", "deductions.0.kind", {"deduction": "withholding"}),
    ("direct", "L20", {"deductions": [{"kind": "withholding", "amount": "5"}]}, "tax_form_unknown",
     "deductions.0.form", {"form": "-"}),
    ("direct", "L20", {"deductions": [{"kind": "other", "amount": "1,000.01"}]}, "deductions_above_gross", "deductions",
     {"deducted": "1,000.01", "gross": "1,000.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "lines", "more", "code", "field", "says"), DRAFTS)
def test_a_draft_that_cannot_be(
    desk: Desk, kind: str, lines: Any, more: dict[str, Any], code: str, field: str, says: dict[str, Any]
) -> None:
    """Every finding at its field."""
    typed = [desk.line(lines, "1,000")] if isinstance(lines, str) else lines
    with refused(code, field=field, **says):
        desk.draft(kind, lines=typed, **more)


def test_a_line_of_another_year(desk: Desk) -> None:
    """The budget of next year is there already; it is not spent this year."""
    row = {"code": "N1", "work_code": "00111", "item_code": "340100", "name_th": "ค่าไฟฟ้า", "amount": "100"}
    ordinance_in_force(desk.office, fiscal_year=2569, appropriations=[row], deficit_reason="ทดสอบ")
    line = {"budget_line_id": BudgetLine.objects.get(code="N1").id, "amount": "5"}
    with refused("budget_line_other_year", field=FIRST + "budget_line_id", line="N1", year=2569):
        desk.draft(lines=[line])


def test_no_division_asks(desk: Desk) -> None:
    """A dika of deposits has no budget line that would name it."""
    with refused("division_required", field="division"):
        desk.draft("deposit", lines=[desk.owed(SECURITY, "5")], division=None)


def test_tax_of_somebody_without_a_number(desk: Desk) -> None:
    """The tax would be certified under no number."""
    name = "บริษัท ไม่มีเลข จำกัด"
    payee = desk.party(name, kind="juristic")
    with refused("payee_tax_number_missing", field="payee_id", name=name):
        desk.draft(withhold=True, payee_id=payee)


def test_a_day_that_no_table_of_tax_covers(desk: Desk) -> None:
    """The table has run out: nothing that is taxed is paid before somebody confirms the rates."""
    data = desk.written(withhold=True, lines=[desk.owed("2101010102.001", "1,000")], division="01")
    with refused("withholding_table_expired", field="document_date", date="1 ต.ค. 2570", last="30 ก.ย. 2570"):
        commands.prepare_dika(envelope=desk.office.envelope("finance_officer", day=date(2027, 10, 1)), data=data)


def test_an_invoice_twice(desk: Desk) -> None:
    """Written in another way it is the same invoice (reliability F-3); another payee may have that number."""
    desk.draft(invoice_no="INV-001/67")
    with refused("invoice_duplicate", field="invoice_no", invoice="inv 001 67", date="1 ต.ค. 2567"):
        desk.draft(invoice_no="inv 001 67")
    other = desk.party("การไฟฟ้าส่วนภูมิภาค", kind="government")
    assert desk.draft(invoice_no="INV-001/67", payee_id=other).state == "draft"


def test_more_than_the_line_has(desk: Desk) -> None:
    """Refused at the line that lacks it, by its name."""
    dika = desk.draft(lines=[desk.line("L16", "100"), desk.line("L20", "300,000.01")])
    facts = {"line": "L20", "name": "ค่าไฟฟ้า", "remaining": "300,000.00", "wanted": "300,000.01"}
    with refused("budget_insufficient", field="lines.1.amount", **facts):
        desk.move(dika, "request")


def test_more_than_is_owed(desk: Desk) -> None:
    """What another unpaid dika asks for is no longer there."""
    desk.owe(SECURITY, "100")
    desk.move(desk.draft("deposit", lines=[desk.owed(SECURITY, "60")]), "request")
    dika = desk.draft("deposit", lines=[desk.owed(SECURITY, "40.01")])
    facts = {"account": SECURITY, "remaining": "40.00", "wanted": "40.01"}
    with refused("liability_insufficient", field=FIRST + "amount", **facts):
        desk.move(dika, "request")


def test_more_than_the_surplus(desk: Desk) -> None:
    """What other dika of the year spend of it counts."""
    desk.owe("2111020199.999", "1")  # the books hold a surplus of minus one baht
    desk.till.write_entry("ยอดยกมา", ("1101010101.001", "1,501", "0"), (SURPLUS, "0", "1,501"))
    desk.move(desk.draft("surplus", lines=[SPENT], **COUNCIL), "request")
    dika = desk.draft("surplus", lines=[SPENT], **COUNCIL)
    with refused("surplus_insufficient", field="lines", remaining="500.00", wanted="1,000.00"):
        desk.move(dika, "request")


def test_a_payroll_without_payees(desk: Desk) -> None:
    """Nobody would be paid."""
    dika = desk.draft("payroll", payee_id=None, lines=[desk.line("L33", "5", account="5101010101.001")])
    with refused("payee_required", field="payee_id"):
        desk.move(dika, "request")


def test_a_payroll_that_says_other_than_its_payees(desk: Desk) -> None:
    """Typed lines must be what the list adds up to."""
    lines = [desk.line("L33", "5,000", account="5101010101.001")]
    dika = desk.draft("payroll", payee_id=None, lines=lines)
    DikaPayee.objects.create(document_id=dika.document_id, position=1, name="ก", gross=400_000, net=400_000,
                             lines={"L33": 400_000})  # fmt: skip
    facts = {"part": "L33", "payees": "4,000.00", "dika": "5,000.00"}
    with refused("payees_total_differs", field="lines", **facts):
        desk.move(dika, "request")
    changed = desk.written("payroll", payee_id=None, lines=lines, document_id=dika.document_id)
    with refused("payees_total_differs", field="lines", **facts):
        commands.prepare_dika(envelope=desk.office.envelope("finance_officer"), data=changed)


def vendors(desk: Desk) -> None:
    """The vendor of the tests of acceptance, with a number."""
    desk.party(VENDORS["juristic"], kind="juristic", national_number=NUMBERS["vendor"])


def cites(delivery: int | None, **more: Any) -> dict[str, Any]:
    """The input of a dika of an acceptance."""
    return {"payee_id": None, "lines": [], "acceptance_id": delivery, **more}


def test_an_acceptance_that_is_none_yet(desk: Desk) -> None:
    """Handed in to the committee, not accepted."""
    vendors(desk)
    delivery = handed_in(desk.office, ordered(desk.office, item("L18", "กระดาษ", "1,000"), on=DAY), on=DAY)
    with refused("acceptance_required", field="acceptance_id"):
        desk.draft("acceptance", on=DAY, **cites(delivery))


def test_an_acceptance_paid_twice_or_to_another(desk: Desk) -> None:
    """One live dika for a delivery, of its vendor and its amount."""
    vendors(desk)
    order = ordered(desk.office, item("L18", "กระดาษ", "1,000"), on=DAY)
    delivery = accepted(desk.office, order, on=DAY).document_id
    with refused("payee_differs", field="payee_id", name=VENDORS["juristic"]):
        desk.draft("acceptance", on=DAY, **cites(delivery, payee_id=desk.payee))
    with refused("lines_differ_from_cited", field="lines", wanted="1,000.00", given="999.00"):
        desk.draft("acceptance", on=DAY, **cites(delivery, lines=[desk.line("L18", "999")]))
    title = desk.draft("acceptance", on=DAY, **cites(delivery, title="ฎีกาแรก"))
    assert title.state == "draft"
    with refused("dika_claimed_before", number="ฎีกาแรก"):
        desk.draft("acceptance", on=DAY, **cites(delivery))


def test_an_order_that_pays_nothing_in_advance(desk: Desk) -> None:
    """Signed without advance payment, or not signed any more."""
    vendors(desk)
    order = ordered(desk.office, item("L18", "กระดาษ", "1,000"), on=DAY)
    cited = {"payee_id": None, "lines": [], "obligation_id": order.id}
    with refused("contract_advance_none", field="obligation_id", number=order.number):
        desk.draft("contract_advance", on=DAY, **cited)
    procurement.terminate_purchase_order(
        envelope=desk.office.envelope("executive", day=DAY), data={"document_id": order.id, "reason": "ผู้ขายเลิกกิจการ"}
    )
    with refused("obligation_not_signed", field="obligation_id", number=order.number):
        desk.draft("contract_advance", on=DAY, **cited)


def test_an_advance_that_is_not_approved(desk: Desk) -> None:
    """Still a draft."""
    data = {
        "kind": "project", "borrower_id": desk.party("นางสาวมาลี ใจดี"), "title": "ยืมเงิน", "amount": "1,000",
        "budget_line_id": desk.line("L16", "1")["budget_line_id"],
    }  # fmt: skip
    saved = advances.save_advance(envelope=desk.office.envelope("finance_officer"), data=data)
    with refused("advance_not_payable", field="advance_id", number="-"):
        desk.draft("advance", lines=[], payee_id=None, advance_id=saved.document_id)


def test_refunds_that_cannot_be(desk: Desk) -> None:
    """A receipt that is not posted has brought nothing in; no more comes back than came in."""
    issued = desk.till.collect(("41210008", "100"))
    with refused("receipt_not_refundable", field="receipt_id", number=issued.number):
        desk.draft("refund", lines=[], receipt_id=issued.document_id)
    posted = desk.till.bank_in("41309001", "100")
    line = {"account": "4401060101.001", "sub": "41309001", "amount": "100.01"}
    with refused("refund_above_receipt", field=FIRST + "amount", amount="100.01", remaining="100.00"):
        desk.draft("refund", lines=[line], receipt_id=posted.document_id)


def test_what_has_been_asked_for_is_not_rewritten(desk: Desk) -> None:
    """Only a draft or a returned dika is changed."""
    dika = desk.carried(desk.draft(), "request")
    with refused("move_not_allowed", document="dika", state="requested", move="edit"):
        desk.draft(document_id=dika.document_id)
    with refused("move_not_allowed", document="dika", state="requested", move="request"):
        desk.move(dika, "request")


def test_the_division_of_a_numbered_dika(desk: Desk) -> None:
    """Its number is one of the division that drew it, also after it was sent back."""
    dika = desk.carried(desk.draft(), "request")
    back = {"document_id": dika.document_id, "reason": "ไม่ครบ"}
    commands.return_dika(envelope=desk.office.envelope("finance_officer"), data=back)
    with refused("division_numbered", field="division", number="01-0001/2568"):
        desk.draft(document_id=dika.document_id, division="02")


def test_a_draft_left_lying_over_the_end_of_the_year(desk: Desk) -> None:
    """Last year's money is not spent after the year."""
    dika = desk.draft()
    ledger.open_year(envelope=desk.office.envelope(), data={"fiscal_year": 2569})
    with refused("budget_line_other_year", field=FIRST + "budget_line_id", line="L20", year=2568):
        desk.move(dika, "request", on=date(2025, 10, 1))


def test_a_vendor_is_not_paid_beside_the_acceptance(desk: Desk) -> None:
    """A dika of deposits would pay the delivery without spending the budget that was committed for it."""
    vendors(desk)
    order = ordered(desk.office, item("L18", "กระดาษ", "1,000"), on=DAY)
    accepted(desk.office, order, on=DAY)
    line = desk.owed("2101010102.001", "1,000", sub=str(order.vendor_id))
    dika = desk.draft("deposit", on=DAY, lines=[line], payee_id=order.vendor_id)
    facts = {"account": "2101010102.001", "remaining": "0.00", "wanted": "1,000.00"}
    with refused("liability_insufficient", field=FIRST + "amount", **facts):
        desk.move(dika, "request", on=DAY)


def test_a_contractor_is_not_paid_ahead_out_of_other_money(desk: Desk) -> None:
    """Only the budget lines that the contract has committed, up to what it agreed."""
    vendors(desk)
    terms = {"kind": "contract", "category": "service", "advance_amount": "15,000"}
    order = ordered(desk.office, item("L15", "จ้างเหมาบริการ", "100,000"), on=DAY, **terms)
    cited = {"payee_id": None, "obligation_id": order.id}
    for line, wanted, given in (("L16", "0.00", "1,000.00"), ("L15", "15,000.00", "15,000.01")):
        typed = [desk.line(line, given, source="committed")]
        with refused("lines_differ_from_cited", field=FIRST + "amount", wanted=wanted, given=given):
            desk.draft("contract_advance", on=DAY, lines=typed, **cited)


def test_money_kept_for_another(desk: Desk) -> None:
    """The retention of one vendor is not paid to the next, unless the remark says why."""
    owner = desk.party("หจก. ผู้รับจ้างก่อสร้าง", kind="juristic", national_number=NUMBERS["vendor"])
    kept = desk.owed("2112010102.001", "1,000", sub=str(owner))
    with refused("liability_of_another", field=FIRST + "sub", name="หจก. ผู้รับจ้างก่อสร้าง"):
        desk.draft("deposit", lines=[kept])
    assert desk.draft("deposit", lines=[kept], payee_id=owner).state == "draft"
    assert desk.draft("deposit", lines=[kept], remark="โอนสิทธิเรียกร้องตามหนังสือลงวันที่ 1 ต.ค. 2567").state == "draft"


def test_a_transfer_into_the_account_it_comes_from(till: Till) -> None:
    """Between two accounts of the office, not from one into itself."""
    cashier = Cashier(Desk(till))
    cashier.book()
    line = {"source": "bank", "sub": "KTB-C", "amount": "100"}
    dika = cashier.desk.approved("bank_transfer", payee_id=None, lines=[line])
    with refused("bank_transfer_same_account", field="dikas.0", code="KTB-C"):
        cashier.prepared(dika)


def test_the_surplus_twice_under_an_old_date(desk: Desk) -> None:
    """The day that is written on a dika does not decide whether it counts."""
    desk.till.write_entry("ยอดยกมา", ("1101030102.001", "100,000", "0", "KTB-S"), (SURPLUS, "0", "100,000"))
    spent = {**COUNCIL, "document_date": "2024-09-30", "lines": [{**SPENT, "amount": "99,000"}]}
    desk.carried(desk.draft("surplus", **spent))
    second = desk.draft("surplus", **spent, title="อีกครั้ง")
    with refused("surplus_insufficient", field="lines", remaining="1,000.00", wanted="99,000.00"):
        desk.move(second, "request")


def test_a_receipt_reversed_since_the_refund_was_drafted(desk: Desk) -> None:
    """Its reversal and its refund would give the money back twice: whoever is first wins."""
    receipt = desk.till.bank_in("42100002", "5,000")
    waiting = desk.till.ask_reversal(receipt)
    with refused("receipt_relied_on", field="receipt_id", document="receipt_reversal"):
        desk.draft("refund", receipt_id=receipt.document_id, lines=None)
    named = {"document_id": waiting.document_id}
    receipts.approve_reversal(envelope=desk.office.envelope("treasury_head"), data=named)
    with refused("receipt_not_refundable", field="receipt_id", number=receipt.number):
        desk.draft("refund", receipt_id=receipt.document_id, lines=None)
