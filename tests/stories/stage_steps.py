"""Sentences that set the stage: the office, its people, banks, budget and balances."""

from datetime import date

from khlang.core.calendar import fiscal_year, fiscal_year_start
from tests.household import hire
from tests.stories.language import says
from tests.stories.world import STAGE_HANDS, World, records

PREPARES, APPROVES = STAGE_HANDS
PARTIES = {"บุคคล": "person", "นิติบุคคล": "juristic", "ส่วนราชการ": "government"}
KINDS = {
    "ออมทรัพย์": ("savings", "1101030102.001"),
    "กระแสรายวัน": ("current", "1101030101.001"),
    "ประจำ": ("fixed", "1104010101.001"),
}


@says("วันนี้คือ <วันที่>")
def today(world: World, day: str) -> None:
    """The business date."""
    world.settle()
    world.turn_to(day)


@says("ผู้ปฏิบัติงานคือ")
def people(world: World, datatable: list[list[str]]) -> None:
    """ชื่อ, บทบาท."""
    for row in records(datatable):
        world.introduce(row["ชื่อ"], row["บทบาท"])


@says("มีบัญชีธนาคาร")
def banks(world: World, datatable: list[list[str]]) -> None:
    """รหัส, ธนาคาร, ประเภท."""
    for row in records(datatable):
        kind, account = KINDS[row["ประเภท"]]
        data = {"code": row["รหัส"], "bank_name": row["ธนาคาร"], "kind": kind, "account": account}
        world.arrange(PREPARES, "bank_account.save", data)


@says("มีกอง")
def divisions(world: World, datatable: list[list[str]]) -> None:
    """รหัส, ชื่อ."""
    for row in records(datatable):
        world.arrange(PREPARES, "division.save", {"code": row["รหัส"], "name_th": row["ชื่อ"]})
        world.divisions[row["ชื่อ"]] = row["รหัส"]


@says("มีผู้รับเงิน")
def payees(world: World, datatable: list[list[str]]) -> None:
    """ชื่อ, ประเภท, เลข 13 หลัก, ธนาคาร, เลขที่บัญชี: in the register, with the account confirmed where one is named."""
    for row in records(datatable):
        party = {"name": row["ชื่อ"], "kind": PARTIES[row["ประเภท"]], "national_number": row["เลข 13 หลัก"]}
        party["vat_registered"] = party["kind"] == "juristic"
        party_id = world.arrange(PREPARES, "party.save", party).document_id or 0
        world.parties[row["ชื่อ"]] = party_id
        if row.get("เลขที่บัญชี"):
            account = {
                "party_id": party_id, "bank": row["ธนาคาร"], "account_no": row["เลขที่บัญชี"], "account_name": row["ชื่อ"],
            }  # fmt: skip
            made = world.arrange(PREPARES, "payee_account.propose", account)
            world.arrange(APPROVES, "payee_account.confirm", {"document_id": made.document_id})


@says('มีสมุดเช็คของบัญชี "<บัญชีธนาคาร>" เลขที่ <เลขที่> ถึง <ถึงเลขที่>')
def cheques(world: World, bank: str, number: str, last: str) -> None:
    """A book of cheques handed to a finance officer."""
    keeper = hire(world.office.org, "keeper", "finance_officer").id
    data = {"bank_account": bank, "kind": "cheque", "first": number, "last": last, "issued_to": keeper}
    world.arrange(PREPARES, "cheque_book.save", data)


@says("ยกยอดปีงบประมาณ <ปี> มาดังนี้")
def opening(world: World, year: int, datatable: list[list[str]]) -> None:
    """รหัสบัญชี, บัญชีธนาคาร, เดบิต, เครดิต: posted on the day before the year."""
    data = {"fiscal_year": year, "lines": entry_lines(datatable)}
    balance = {"document_id": world.arrange(PREPARES, "opening_balance.save", data).document_id}
    world.arrange(PREPARES, "opening_balance.submit", balance)
    world.arrange(APPROVES, "opening_balance.approve", balance)


def entry_lines(datatable: list[list[str]]) -> list[dict[str, str]]:
    """The lines of a voucher from a table."""
    return [
        {
            "account": row["รหัสบัญชี"], "sub": row.get("บัญชีธนาคาร", ""), "debit": row.get("เดบิต") or "0",
            "credit": row.get("เครดิต") or "0",
        }
        for row in records(datatable)
    ]  # fmt: skip


@says("ข้อบัญญัติงบประมาณปี <ปี> ประกาศใช้แล้วดังนี้")
def ordinance(world: World, year: int, datatable: list[list[str]]) -> None:
    """รหัส, งาน, ประเภท, ชื่อ, จำนวนเงิน, and กอง if there are any; the estimate of revenue is made to cover it."""
    rows = records(datatable)
    lines = [
        {
            "code": row["รหัส"],
            "work_code": row["งาน"],
            "item_code": row["ประเภท"],
            "name_th": row["ชื่อ"],
            "amount": row["จำนวนเงิน"],
            "division": world.divisions[row["กอง"]] if row.get("กอง") else "",
        }
        for row in rows
    ]
    day = min(world.office.today, fiscal_year_start(year))
    total = sum(int(row["จำนวนเงิน"].replace(",", "").partition(".")[0]) for row in rows)
    draft = {
        "fiscal_year": year, "title": f"ข้อบัญญัติงบประมาณรายจ่าย {year}", "document_date": day, "appropriations": lines,
        "estimates": [{"item_code": "43100002", "amount": str(total)}],
    }  # fmt: skip
    made = world.arrange(PREPARES, "ordinance.prepare", draft)
    world.arrange(PREPARES, "ordinance.submit", {"document_id": made.document_id})
    decide_ordinance(world, APPROVES, "ordinance", made.document_id or 0, day)


def decide_ordinance(world: World, who: str, kind: str, document_id: int, day: date) -> None:
    """Council, approver and promulgation of an ordinance or a supplementary budget."""
    approval = {
        "document_id": document_id, "council_reference": "มติสภา", "council_date": day, "approver": "นายอำเภอ",
        "approver_reference": "หนังสืออนุมัติ", "approver_date": day,
    }  # fmt: skip
    world.arrange(who, f"{kind}.approve", approval)
    promulgation = {"document_id": document_id, "ordinance_reference": "1", "promulgated_date": day}
    world.arrange(who, f"{kind}.promulgate", promulgation)


@says("ปิดงวดบัญชีถึง <วันที่>")
def close(world: World, day: str) -> None:
    """No voucher is taken for days up to this one."""
    through = world.date_of(day)
    world.arrange(APPROVES, "period.close_through", {"fiscal_year": fiscal_year(through), "day": through})
