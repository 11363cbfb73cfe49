"""An office that buys, for tests of acceptance: from the requisition to the accepted delivery, each by who does it."""

from datetime import date
from typing import Any

from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.posting import Line
from khlang.office.procurement import acts, commands, queries
from khlang.platform.commands import Outcome
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as party_queries
from tests.budget.budgeting import line, ordinance_in_force
from tests.office import Office

DAY = date(2024, 10, 25)
LINES = (
    {"code": "L15", "work_code": "00111", "item_code": "320100", "name_th": "จ้างเหมาบริการ", "amount": "200,000"},
    {"code": "L18", "work_code": "00111", "item_code": "330100", "name_th": "วัสดุสำนักงาน", "amount": "120,000"},
    {"code": "L19", "work_code": "00111", "item_code": "330800", "name_th": "วัสดุเชื้อเพลิง", "amount": "100,000"},
    {"code": "L23", "work_code": "00111", "item_code": "410100", "name_th": "ครุภัณฑ์สำนักงาน", "amount": "70,000"},
    {"code": "L24", "work_code": "00111", "item_code": "411600", "name_th": "ครุภัณฑ์คอมพิวเตอร์", "amount": "300,000"},
    {"code": "L41", "work_code": "00312", "item_code": "420900", "name_th": "ถนน คสล. หมู่ที่ 3", "amount": "490,000"},
)
ESTIMATES = ({"item_code": "421000", "amount": "1,280,000"},)
VENDORS = {"juristic": "บริษัท ตัวอย่างคอมพิวเตอร์ จำกัด", "person": "นายสมชาย ใจดี", "government": "องค์การเภสัชกรรม"}


def item(code: str, name: str, unit_price: str, quantity: str = "1", **more: Any) -> dict[str, Any]:
    """One thing bought out of a budget line; "" for money that is no budget line's."""
    given = {"item": name, "quantity": quantity, "unit_price": unit_price, **more}
    return {**given, "budget_line_id": line(code).id} if code else given


def opened(office: Office) -> Office:
    """The office with its ordinance in force on the day of the tests."""
    ordinance_in_force(office, appropriations=LINES, estimates=ESTIMATES)
    office.today = DAY
    return office


def vendor(office: Office, kind: str = "juristic") -> int:
    """Somebody to buy from; of each kind there is one."""
    known, _ = party_queries.list_parties(text=VENDORS[kind])
    if known:
        return int(known[0].id)
    data = {"kind": kind, "name": VENDORS[kind]}
    return parties.save_party(envelope=office.envelope("supply_officer"), data=data).document_id or 0


def ordered(
    office: Office, *lines: dict[str, Any], kind: str = "purchase_order", category: str = "goods", fund: str = "budget",
    vendor_kind: str = "juristic", title: str = "คอมพิวเตอร์", on: date | None = None, members: Any = None,
    dated: date | None = None, **terms: Any,
) -> queries.ObligationView:  # fmt: skip
    """A signed order or contract for the lines; `terms` go into it. `on` is when all is done, `dated` what it says."""
    seller = vendor(office, vendor_kind)
    request = {
        "title": f"ขอซื้อ{title}", "category": category, "method": "specific", "fund": fund, "lines": list(lines),
        "members": members or [{"name": f"กรรมการ {n}", "position": "chair" if n == 1 else "member"} for n in (1, 2, 3)],
        "ground": "มาตรา 56 (2) (ข)", "document_date": on, **({"council_reference": "1/2568", "council_date": on or DAY}
        if fund == "surplus" else {}),
    }  # fmt: skip
    asked = commands.save_requisition(envelope=office.envelope("supply_officer", day=on), data=request)
    named = {"document_id": asked.document_id}
    commands.submit_requisition(envelope=office.envelope("supply_officer", day=on), data=named)
    commands.check_requisition(envelope=office.envelope("treasury_head", day=on), data=named)
    commands.approve_requisition(envelope=office.envelope("executive", day=on), data=named)
    save, submit, sign = (
        (commands.save_purchase_order, commands.submit_purchase_order, commands.sign_purchase_order)
        if kind == "purchase_order"
        else (commands.save_contract, commands.submit_contract, commands.sign_contract)
    )
    terms = {"delivery_date": DAY, **terms}
    data = {
        "requisition_id": asked.document_id,
        "vendor_id": seller,
        "title": title,
        "document_date": dated or on,
        **terms,
    }
    order = save(envelope=office.envelope("supply_officer", day=on), data=data)
    named = {"document_id": order.document_id}
    submit(envelope=office.envelope("supply_officer", day=on), data=named)
    sign(envelope=office.envelope("executive", day=on), data=named)
    return queries.obligation(document_id=order.document_id or 0)


def inspected(office: Office, order: queries.ObligationView, *, on: date | None = None, **more: Any) -> Outcome:
    """The draft of an inspection of what came today, unless said otherwise."""
    data = {"obligation_id": order.id, "delivered_date": on or office.today, **more}
    return commands.save_inspection(envelope=office.envelope("supply_officer", day=on), data=data)


def handed_in(office: Office, order: queries.ObligationView, *, on: date | None = None, **more: Any) -> int:
    """An inspection that waits for the committee; its document."""
    document_id = inspected(office, order, on=on, **more).document_id or 0
    commands.submit_inspection(envelope=office.envelope("supply_officer", day=on), data={"document_id": document_id})
    return document_id


def accepted(
    office: Office, order: queries.ObligationView, *, on: date | None = None, by: str = "clerk", **more: Any
) -> Outcome:
    """A delivery inspected, handed in and accepted."""
    document_id = handed_in(office, order, on=on, **more)
    return commands.accept_inspection(envelope=office.envelope(by, day=on), data={"document_id": document_id})


def entry(outcome: Outcome) -> list[tuple[str, str, int]]:
    """(account, side, satang) of the lines of the voucher."""
    return [
        (line.account, "debit" if line.debit else "credit", line.debit or line.credit)
        for line in ledger.lines_of_voucher(voucher_id=outcome.voucher_id or 0)
    ]


def paid_ahead(office: Office, order: queries.ObligationView, satang: int) -> None:
    """The advance of a contract claimed and paid, as its dika does it."""
    acts.consume(obligation_id=order.id, amount=satang, advance=True)
    lines = (
        Line("accrual", "1103020111.001", str(order.vendor_id), satang, 0),
        Line("accrual", "3102010101.001", "", 0, satang),
    )
    post(office, "จ่ายเงินล่วงหน้า", lines)


def post(office: Office, title: str, lines: tuple[Line, ...]) -> None:
    """Lines in the books as another part of the office would put them there."""
    new = NewDocument(title=title, document_date=office.today)
    voucher = Lifecycle(
        document="general_voucher", initial="draft", final=("approved",), series="general_voucher",
        moves=(Move("approve", ("draft",), "approved", "general_voucher.approve", numbers=True),),
    )  # fmt: skip
    spine.carry_out(envelope=office.envelope("treasury_head"), lifecycle=voucher, move="approve", new=new, lines=lines)
