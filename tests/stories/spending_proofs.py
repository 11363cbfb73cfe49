"""Sentences that say how budget, dika, payments, advances and the bank must stand."""

from khlang import standards
from khlang.core.money import format_baht
from khlang.office.advances import queries as advances
from khlang.office.assets import queries as assets
from khlang.office.budget import queries as budget
from khlang.office.payment import queries as payment
from khlang.office.reconciliation import queries as reconciliation
from tests.stories.buying_steps import line_id
from tests.stories.language import says
from tests.stories.world import World, records

Table = list[list[str]]
#: The buckets of a budget line and their columns in a story.
BUCKETS = {
    "จองไว้": "reserved", "ก่อหนี้": "committed", "เงินยืม": "advanced", "เบิกจ่าย": "expended", "คงเหลือ": "available",
}  # fmt: skip
FORMS = {"pnd1": "ภ.ง.ด.1", "pnd3": "ภ.ง.ด.3", "pnd53": "ภ.ง.ด.53"}


@says("งบประมาณเป็นดังนี้")
def buckets(world: World, datatable: Table) -> None:
    """รายการ, and some of จองไว้, ก่อหนี้, เงินยืม, เบิกจ่าย, คงเหลือ: where the money of each line stands."""
    world.settle()
    rows = records(datatable)
    found = []
    for row in rows:
        key = line_id(world, row["รายการ"]) or 0
        held = budget.balances_of(line_ids=[key])[key]
        stands = {name: format_baht(getattr(held, BUCKETS[name])) for name in row if name in BUCKETS}
        found.append({"รายการ": row["รายการ"], **stands})
    assert found == rows, found


@says('"<เอกสาร>" มีเลขที่ผู้เบิก <เลขที่>')
def has_request_number(world: World, ref: str, number: str) -> None:
    """The number that the division gave its dika."""
    world.settle()
    assert world.document(ref).request_number == number


@says("ภาษีหัก ณ ที่จ่ายของเดือนนี้คือ")
def withheld(world: World, datatable: Table) -> None:
    """แบบ, ผู้ถูกหัก, เงินได้, ภาษี, หนังสือรับรอง: the lines of the forms of the month."""
    world.settle()
    found = [
        {
            "แบบ": FORMS[row.form], "ผู้ถูกหัก": row.name, "เงินได้": format_baht(row.base), "ภาษี": format_baht(row.amount),
            "หนังสือรับรอง": row.certificate_number,
        }
        for row in payment.certificates(month=world.office.today)
    ]  # fmt: skip
    assert found == records(datatable), found


@says("เช็คที่ผู้รับเงินยังไม่มารับมี <กี่ใบ> ฉบับ รวม <จำนวน> บาท")
def uncollected(world: World, count: int, amount: int) -> None:
    """Cheques paid for and not fetched by the end of today."""
    world.settle()
    waiting = payment.uncollected(day=world.office.today)
    assert (waiting.count, waiting.amount) == (count, amount)


def _form_state(state: str) -> str:
    """The state of a number: that of its payment, or of the form itself."""
    own = f"cheque_state.{state}"
    return standards.message(own if standards.message_exists(own) else f"state.payment.{state}")


@says('ทะเบียนคุมเช็คของบัญชี "<บัญชีธนาคาร>" คือ')
def cheque_register(world: World, bank: str, datatable: Table) -> None:
    """เลขที่, ผู้รับเงิน, จำนวนเงิน, สถานะ: every number that is used or void."""
    world.settle()
    found = [
        {
            "เลขที่": row.number, "ผู้รับเงิน": row.payee, "จำนวนเงิน": format_baht(row.amount),
            "สถานะ": _form_state(row.state),
        }
        for row in payment.cheque_register(bank_code=bank).rows
    ]  # fmt: skip
    assert found == records(datatable), found


@says("เงินยืมที่เกินกำหนดส่งใช้คือ")
def overdue(world: World, datatable: Table) -> None:
    """เลขที่, ผู้ยืม, ค้างส่งใช้."""
    world.settle()
    found = [
        {
            "เลขที่": row.document.number, "ผู้ยืม": row.borrower_name,
            "ค้างส่งใช้": format_baht(row.amount - row.spent - row.returned),
        }
        for row in advances.overdue(on=world.office.today)
    ]  # fmt: skip
    assert found == records(datatable), found


@says('งบกระทบยอดของบัญชี "<บัญชีธนาคาร>" คือ')
def reconciled(world: World, bank: str, datatable: Table) -> None:
    """รายการ, จำนวนเงิน: the report of the account at the end of today."""
    world.settle()
    rows = reconciliation.report(bank=bank, on=world.office.today)
    found = [{"รายการ": row.item, "จำนวนเงิน": format_baht(row.amount)} for row in rows]
    assert found == records(datatable), found


@says("มีสินทรัพย์ในทะเบียน <กี่ใบ> รายการ รวม <จำนวน> บาท")
def asset_cards(world: World, count: int, amount: int) -> None:
    """Cards of the asset register by the end of today, at cost."""
    world.settle()
    cards = list(assets.register(through=world.office.today))
    assert (len(cards), sum(card.cost for card in cards)) == (count, amount)
