"""Sentences that say how things must stand."""

from khlang import standards
from khlang.core.money import format_baht, parse_baht
from khlang.office.treasury import queries as treasury
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart
from tests.stories.language import says
from tests.stories.world import World, records

#: The rows of the daily financial status (spec 6.2) and what they are called in figures.
STATUS_ROWS = {
    "เงินสดยกมา": "cash_brought_forward",
    "เงินสดรับ": "cash_received",
    "เงินสดนำฝากธนาคาร": "cash_deposited",
    "เงินสดยกไป": "cash_carried_forward",
    "ธนาคารยกมา": "bank_brought_forward",
    "ธนาคารรับฝากเงินสด": "bank_deposit_of_cash",
    "ธนาคารรับโอน": "bank_transfer_in",
    "ธนาคารจ่าย": "bank_paid",
    "ธนาคารยกไป": "bank_carried_forward",
    "รวมเงินคงเหลือ": "total_money",
}
Table = list[list[str]]


def _same(found: int, wanted: int) -> None:
    assert found == wanted, f"{format_baht(found)} ไม่ใช่ {format_baht(wanted)}"


@says('ระบบไม่รับ เพราะ "<ข้อความ>"')
def refused(world: World, text: str) -> None:
    """The last act was refused, and these words are part of what the officer read; nothing was kept."""
    found = world.reasons()
    assert any(text in reason for reason in found), found or "nothing was refused"
    world.refused = []


@says('"<เอกสาร>" มีเลขที่ <เลขที่>')
def has_number(world: World, ref: str, number: str) -> None:
    """The official number of a document."""
    world.settle()
    assert world.document(ref).number == number


@says('"<เอกสาร>" ยังไม่มีเลขที่')
def has_no_number(world: World, ref: str) -> None:
    """A draft has no number."""
    world.settle()
    assert world.document(ref).number is None


@says('"<เอกสาร>" อยู่ในสถานะ "<สถานะ>"')
def has_state(world: World, ref: str, state: str) -> None:
    """The state as pages show it."""
    world.settle()
    document = world.document(ref)
    own = f"state.{document.kind}.{document.state}"
    shown = standards.message(own if standards.message_exists(own) else f"state.{document.state}")
    assert shown == state, f"{shown} ไม่ใช่ {state}"


@says('"<เอกสาร>" เป็นเงิน <จำนวน> บาท')
def amounts_to(world: World, ref: str, amount: int) -> None:
    """The amount of a document."""
    world.settle()
    _same(world.document(ref).amount, amount)


@says('"<เอกสาร>" ลงบัญชีด้วยใบผ่านรายการเลขที่ <เลขที่> ดังนี้')
def posted_as(world: World, ref: str, number: str, datatable: Table) -> None:
    """รหัสบัญชี, บัญชีธนาคาร, เดบิต, เครดิต: exactly these lines, in this order."""
    world.settle()
    vouchers = {voucher.number: voucher for voucher in ledger.vouchers_of(document_id=world.refs[ref][1])}
    assert number in vouchers, list(vouchers)
    found = [
        (line.account, line.sub if chart().is_bank(line.account) else "", line.debit, line.credit)
        for line in ledger.lines_of_voucher(voucher_id=vouchers[number].id)
        if line.book == "accrual"
    ]
    wanted = [
        (row["รหัสบัญชี"], row.get("บัญชีธนาคาร", ""), parse_baht(row["เดบิต"] or "0"), parse_baht(row["เครดิต"] or "0"))
        for row in records(datatable)
    ]
    assert found == wanted, found


@says('"<เอกสาร>" ยังไม่ลงบัญชี')
def not_posted(world: World, ref: str) -> None:
    """No voucher yet."""
    world.settle()
    assert ledger.vouchers_of(document_id=world.refs[ref][1]) == []


@says('ประวัติของ "<เอกสาร>" คือ')
def history(world: World, ref: str, datatable: Table) -> None:
    """ใคร, ทำอะไร: every step of the document's way."""
    world.settle()
    document = world.document(ref)
    found = []
    for step in documents.trail(document_id=document.id):
        own = f"move.{document.kind}.{step.move}"
        shown = standards.message(own if standards.message_exists(own) else f"move.{step.move}")
        found.append({"ใคร": step.actor_name, "ทำอะไร": shown})
    assert found == records(datatable), found


@says("เงินสดในมือคงเหลือ <จำนวน> บาท")
def cash_left(world: World, amount: int) -> None:
    """Cash in the box, cheques not counted."""
    world.settle()
    _same(treasury.on_hand()[0], amount)


@says("เช็คในมือคงเหลือ <จำนวน> บาท")
def cheques_left(world: World, amount: int) -> None:
    """Received cheques that are not deposited."""
    world.settle()
    _same(treasury.on_hand()[1], amount)


@says('บัญชีธนาคาร "<บัญชีธนาคาร>" คงเหลือ <จำนวน> บาท')
def bank_left(world: World, bank: str, amount: int) -> None:
    """A bank account by the book, at the end of today."""
    world.settle()
    moved = [
        row for row in ledger.balances(through=world.office.today) if chart().is_bank(row.account) and row.sub == bank
    ]
    _same(sum(row.after for row in moved), amount)


@says("บัญชี <รหัสบัญชี> คงเหลือด้าน<ด้าน> <จำนวน> บาท")
def account_left(world: World, account: str, side: str, amount: int) -> None:
    """An account of the chart at the end of today."""
    world.settle()
    chart().posting(account)
    found = sum(row.after for row in ledger.balances(through=world.office.today, accounts=[account]))
    _same(found if side == "เดบิต" else -found, amount)


@says("สถานะการเงินของวันนี้คือ")
def status_of_today(world: World, datatable: Table) -> None:
    """หัวข้อ, จำนวนเงิน: rows of the daily financial status as the ledger has it."""
    world.settle()
    figures = treasury.figures(status=treasury.daily_status(day=world.office.today))
    rows = records(datatable)
    assert {row["หัวข้อ"]: format_baht(figures[STATUS_ROWS[row["หัวข้อ"]]]) for row in rows} == {
        row["หัวข้อ"]: row["จำนวนเงิน"] for row in rows
    }


@says("มีใบเสร็จที่ออกเลขที่แล้ว <กี่ใบ> ใบ")
def receipts_there(world: World, count: int) -> None:
    """Receipts with an official number, voided ones too."""
    world.settle()
    assert documents.find(kind="receipt").exclude(number=None).count() == count


@says("ตรวจสอบบัญชีทั้งหมดแล้วไม่พบข้อผิดพลาด")
def sound(world: World) -> None:
    """`khlang verify` has nothing to say."""
    world.settle()
    assert verification.verify() == []
