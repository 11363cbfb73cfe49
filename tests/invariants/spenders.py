"""Two offices that spend: budgets that run out, vendors and borrowers, money in four banks, cheques in the drawer."""

from typing import Any

from khlang import standards
from khlang.office.payment import commands as payment
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import Document
from khlang.spine.organisations import commands as organisations
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as register
from tests.budget.budgeting import line, ordinance_in_force
from tests.disbursement.payrolls import account, number
from tests.household import hire
from tests.office import Office, open_office
from tests.till import Till

#: Short name, work, item, name, baht: small enough to run out within a run.
LINES = (
    ("L02", "00411", "110700", "เบี้ยยังชีพผู้สูงอายุ", "60,000"),
    ("L15", "00111", "320100", "จ้างเหมาบริการ", "60,000"),
    ("L16", "00111", "320300", "ค่าเดินทางไปราชการ", "40,000"),
    ("L18", "00111", "330100", "วัสดุสำนักงาน", "40,000"),
    ("L20", "00111", "340100", "ค่าไฟฟ้า", "30,000"),
    ("L24", "00111", "411600", "ครุภัณฑ์คอมพิวเตอร์", "90,000"),
)
CODES = tuple(row[0] for row in LINES)
ESTIMATE = ({"item_code": "421000", "amount": "320,000"},)
SURPLUS, SECURITY, GRANT = "3102010101.001", "2111020199.004", "2103010102.001"
VENDORS = (
    {"name": "หจก. เครื่องเขียนทุ่งทอง", "kind": "juristic", "national_number": "0105536000313", "vat_registered": True},
    {"name": "นายสมชาย รับจ้าง", "kind": "person", "national_number": "1101700203450"},
    {"name": "องค์การเภสัชกรรม", "kind": "government", "national_number": "0105536000321"},
    {"name": "ร้านไม่มีเลขผู้เสียภาษี", "kind": "person"},
)
BORROWERS = ("นางสาวมาลี ใจดี", "นายวิชัย เดินทาง")
COMMITTEE = tuple(
    {"name": f"กรรมการคนที่ {run}", "position": "chair" if run == 1 else "member", "title": "นักวิชาการพัสดุ"}
    for run in (1, 2, 3)
)
PURCHASING = ("requisition", "purchase_order", "contract", "inspection")
PAYEES = 2  # people on the list of allowances


def found_spenders() -> tuple[Office, Office]:
    """Two organisations alike, each with a budget in force, money, forms of the bank and people to pay."""
    offices = open_office(code="NORTH"), open_office(code="SOUTH")
    for office in offices:
        with tenancy.scope(office.org):
            _equip(office)
    return offices


def _equip(office: Office) -> None:
    till = Till(office)
    till.open_banks()
    for code, name in (("01", "สำนักปลัด"), ("02", "กองคลัง")):
        organisations.save_division(envelope=office.envelope(), data={"code": code, "name_th": name})
    fields = ("code", "work_code", "item_code", "name_th", "amount")
    rows = [{**dict(zip(fields, row, strict=True)), "division": f"0{1 + at % 2}"} for at, row in enumerate(LINES)]
    ordinance_in_force(office, appropriations=rows, estimates=ESTIMATE)
    till.bank_in("42100002", "90,000", bank="KTB-C")
    held = ((SURPLUS, "0", "40,000"), (SECURITY, "0", "20,000"), (GRANT, "0", "30,000"))
    till.write_entry("ยอดยกมา", ("1101030102.001", "90,000", "0", "KTB-S"), *held)
    till.take_in(("41210008", "500"), cash="500")
    _papers(office)
    _people(office)
    _work(office)


def _papers(office: Office) -> None:
    """Forms of the bank, in the hands of finance."""
    keeper = hire(office.org, f"keeper-{office.organisation.code.lower()}", "finance_officer").id
    for bank, kind in (("KTB-C", "cheque"), ("KTB-S", "withdrawal")):
        data = {"bank_account": bank, "kind": kind, "first": "0000001", "last": "0000030", "issued_to": keeper}
        payment.save_book(envelope=office.envelope("finance_officer"), data=data)


def _people(office: Office) -> None:
    """Vendors, borrowers and people on the list of allowances; accounts of two of each are confirmed."""
    for party in (*VENDORS, *({"name": name} for name in BORROWERS)):
        parties.save_party(envelope=office.envelope("finance_officer"), data=party)
    people = [{"national_number": number(each), "name": f"นายคนที่ {each} ทดสอบ"} for each in range(1, PAYEES + 1)]
    parties.register_people(envelope=office.envelope("finance_officer"), data={"lines": people})
    known = register.by_numbers(numbers=[row["national_number"] for row in people])
    ids = [party_id(office, 0), party_id(office, 1), *(row.id for row in known.values())]
    lines = [
        {"party_id": each, "bank": "006", "account_no": account(at), "account_name": "บัญชีผู้รับเงิน"}
        for at, each in enumerate(ids, start=1)
    ]
    proposed = parties.propose_accounts(envelope=office.envelope("finance_officer"), data={"lines": lines})
    parties.confirm_accounts(envelope=office.envelope("accountant"), data=proposed.data)


def _work(office: Office) -> None:
    """Work under way, so that every run begins in the middle of a month: something of every kind at every stage."""
    wanted = [_asked(office, code, price) for code, price in (("L24", "12,000"), ("L24", "23,000"), ("L18", "4,500"))]
    works = _sent(
        office, "contract.save",
        {
            "requisition_id": _asked(office, "L15", "30,000", category="service"), "vendor_id": party_id(office, 0),
            "delivery_date": office.today, "advance_amount": "4,500", "retention_rate": "5",
        },
        "submit", "sign",
    )  # fmt: skip
    bought = {"requisition_id": wanted[0], "vendor_id": party_id(office, 1), "delivery_date": office.today}
    order = _sent(office, "purchase_order.save", bought, "submit", "sign")
    came = {"obligation_id": order, "delivered_date": office.today, "invoice_no": "INV-0"}
    inspection = _sent(office, "inspection.save", came, "submit", "accept")
    _dika(office, "contract_advance", obligation_id=works)
    _dika(office, "acceptance", acceptance_id=inspection)
    spent = {"payee_id": party_id(office, 0), "withhold": True}
    for code, amount in (("L20", "2,500"), ("L16", "700"), ("L20", "1,000")):
        _dika(office, "direct", lines=[{"budget_line_id": line_id(office, code), "amount": amount}], **spent)
    lent = {
        "borrower_id": borrower_id(office, 0), "title": "ยืมเงิน", "amount": "6,000",
        "budget_line_id": line_id(office, "L16"),
    }  # fmt: skip
    advance = _sent(office, "advance.save", lent, "submit", "check", "approve")
    paid = [_dika(office, "advance", advance_id=advance)]
    _sent(
        office, "cheque_report.prepare", {"bank_account": "KTB-C", "channel": "cheque", "dikas": paid},
        "sign", "sign", "sign", "pay",
    )  # fmt: skip


def _asked(office: Office, code: str, price: str, **more: Any) -> int:
    """An approved requisition."""
    bought = {"item": f"พัสดุ {code}", "unit_price": price, "budget_line_id": line_id(office, code)}
    data = {"title": "ขอซื้อ", "method": "specific", "lines": [bought], "members": COMMITTEE, **more}
    return _sent(office, "requisition.save", data, "submit", "check", "approve")


def _dika(office: Office, kind: str, **more: Any) -> int:
    """An approved dika."""
    data = {"dika_kind": kind, "title": "ขอเบิกเงิน", "division": "01", **more}
    return _sent(office, "dika.prepare", data, "request", "receive", "examine", "endorse", "approve")


def _sent(office: Office, command: str, data: dict[str, Any], *moves: str) -> int:
    """A document made and carried through moves, each by the next of those who may make it."""
    kind = command.partition(".")[0]
    maker = "supply_officer" if kind in PURCHASING else "finance_officer"
    made = COMMANDS[command].run(envelope=office.envelope(maker), data=data)
    for turn, move in enumerate(moves):
        declared = lifecycles.get(kind).move(move)
        holders = standards.duties().holders(declared.duty if declared else "")
        envelope = office.envelope(holders[turn % len(holders)].code)
        COMMANDS[f"{kind}.{move}"].run(envelope=envelope, data={"document_id": made.document_id})
    return made.document_id or 0


def party_id(office: Office, pick: int) -> int:
    """One of the vendors and borrowers of an office."""
    names = (*(row["name"] for row in VENDORS), *BORROWERS)
    with tenancy.scope(office.org):
        found, _ = register.list_parties(text=str(names[pick % len(names)]))
        return int(found[0].id)


def borrower_id(office: Office, pick: int) -> int:
    """One of those who borrow."""
    return party_id(office, len(VENDORS) + pick % len(BORROWERS))


def line_id(office: Office, code: str) -> int:
    """A budget line of an office by its short name."""
    with tenancy.scope(office.org):
        return int(line(code).id)


def rows_of(model: Any, document: Document) -> list[Any]:
    """The detail rows of a document."""
    with tenancy.scope(document.org_id):
        return list(model.objects.filter(document_id=document.id).order_by("id"))


def baht(satang: int) -> str:
    """Satang as they are typed."""
    return f"{satang // 100}.{satang % 100:02d}"


__all__ = ["CODES", "baht", "borrower_id", "found_spenders", "line_id", "party_id", "rows_of"]
