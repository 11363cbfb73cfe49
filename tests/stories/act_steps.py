"""Sentences in which somebody does something."""

from khlang.core.money import plain_baht
from tests.stories.language import says
from tests.stories.stage_steps import entry_lines
from tests.stories.world import World, item_code, records

Table = list[list[str]]


def _lines(datatable: Table) -> list[dict[str, str]]:
    return [{"item": item_code(row["รายรับ"]), "amount": row["จำนวนเงิน"]} for row in records(datatable)]


# ── receipts ─────────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> ออกใบเสร็จ "<เอกสารใหม่>" ให้ "<ผู้ชำระ>" ค่า "<รายรับ>" เป็นเงินสด <จำนวน> บาท')
def issue_one(world: World, who: str, new: str, payer: str, item: str, amount: int) -> None:
    """A receipt with one line, paid in cash."""
    line = {"item": item_code(item), "amount": plain_baht(amount)}
    world.act(who, "receipt.issue", {"payer_name": payer, "lines": [line]}, ref=new)


@says('<ใคร> ออกใบเสร็จ "<เอกสารใหม่>" ให้ "<ผู้ชำระ>" เป็นเงินสดดังนี้')
def issue_many(world: World, who: str, new: str, payer: str, datatable: Table) -> None:
    """รายรับ, จำนวนเงิน."""
    world.act(who, "receipt.issue", {"payer_name": payer, "lines": _lines(datatable)}, ref=new)


@says("<ใคร> ออกใบเสร็จเป็นเงินสดดังนี้")
def issue_list(world: World, who: str, datatable: Table) -> None:
    """ชื่อเอกสาร, ผู้ชำระ, รายรับ, จำนวนเงิน: a receipt a row."""
    for row in records(datatable):
        data = {"payer_name": row["ผู้ชำระ"], "lines": [{"item": item_code(row["รายรับ"]), "amount": row["จำนวนเงิน"]}]}
        world.act(who, "receipt.issue", data, ref=row["เอกสาร"])


@says('<ใคร> ออกใบเสร็จ "<เอกสารใหม่>" ให้ "<ผู้ชำระ>" ค่า "<รายรับ>" เป็นเช็คเลขที่ <เลขที่> ของ "<ข้อความ>" <จำนวน> บาท')
def issue_for_cheque(
    world: World, who: str, new: str, payer: str, item: str, number: str, text: str, amount: int
) -> None:
    """A receipt for a cheque dated today."""
    data = {
        "payer_name": payer, "channel": "cheque", "cheque_number": number, "cheque_bank": text,
        "cheque_date": world.office.today, "lines": [{"item": item_code(item), "amount": plain_baht(amount)}],
    }  # fmt: skip
    world.act(who, "receipt.issue", data, ref=new)


@says('<ใคร> รับ<วิธี> "<เอกสารใหม่>" จาก "<ผู้ชำระ>" ค่า "<รายรับ>" <จำนวน> บาท เข้าบัญชี "<บัญชีธนาคาร>"')
def receive(world: World, who: str, channel: str, new: str, payer: str, item: str, amount: int, bank: str) -> None:
    """Money that is in the bank already; posted at once."""
    data = {
        "payer_name": payer, "channel": channel, "bank_account": bank, "reference": f"รายการเดินบัญชี {new}", "title": new,
        "lines": [{"item": item_code(item), "amount": plain_baht(amount)}],
    }  # fmt: skip
    world.act(who, "receipt.receive_transfer", data, ref=new)


@says('<ใคร> ขอกลับรายการใบเสร็จ "<เอกสาร>" ด้วย "<เอกสารใหม่>" เพราะ "<เหตุผล>"')
def reverse(world: World, who: str, ref: str, new: str, reason: str) -> None:
    """Ask for a posted receipt to be taken back out of where its money went."""
    world.act(who, "receipt_reversal.create", {"receipt_id": world.refs[ref][1], "reason": reason}, ref=new)


@says('<ใคร> ขอกลับรายการใบเสร็จ "<เอกสาร>" ด้วย "<เอกสารใหม่>" จ่ายคืนจากบัญชี "<บัญชีธนาคาร>" เพราะ "<เหตุผล>"')
def reverse_from_bank(world: World, who: str, ref: str, new: str, bank: str, reason: str) -> None:
    """Ask for a posted receipt to be taken back; the money leaves a bank account."""
    data = {"receipt_id": world.refs[ref][1], "bank_account": bank, "reason": reason}
    world.act(who, "receipt_reversal.create", data, ref=new)


# ── remittance ───────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> นำส่งเงินทั้งหมดด้วยใบนำส่ง "<เอกสารใหม่>"')
def remit(world: World, who: str, new: str) -> None:
    """Every receipt of the collector that waits, on one slip, handed over."""
    if world.act(who, "remittance.create", {}, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> นำส่งใบเสร็จ "<เอกสาร>" ด้วยใบนำส่ง "<เอกสารใหม่>"')
def remit_one(world: World, who: str, ref: str, new: str) -> None:
    """One receipt on a slip of its own, handed over."""
    if world.act(who, "remittance.create", {"receipts": [world.refs[ref][1]]}, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> รับเงินตามใบนำส่ง "<เอกสาร>" นับได้ <จำนวน> บาท')
def take_over(world: World, who: str, ref: str, amount: int) -> None:
    """Finance counts cash and takes the slip over."""
    world.act(who, "remittance.receive", {"document_id": world.refs[ref][1], "counted_cash": plain_baht(amount)})


@says('<ใคร> รับเช็คตามใบนำส่ง "<เอกสาร>" รวม <จำนวน> บาท')
def take_over_cheques(world: World, who: str, ref: str, amount: int) -> None:
    """Finance takes a slip over that has cheques only."""
    data = {"document_id": world.refs[ref][1], "counted_cash": "0", "counted_cheque": plain_baht(amount)}
    world.act(who, "remittance.receive", data)


@says('<ใคร> สรุปใบนำส่งเป็นใบสำคัญสรุป "<เอกสารใหม่>"')
def sum_up(world: World, who: str, new: str) -> None:
    """Every slip that was taken over, summed up and handed to accounting."""
    if world.act(who, "remittance_summary.create", {"title": new}, ref=new):
        world.move(who, "ส่ง", new)


# ── treasury and ledger ──────────────────────────────────────────────────────────────────────────


@says('<ใคร> นำเงินสด <จำนวน> บาท ฝากบัญชี "<บัญชีธนาคาร>" ด้วยใบนำฝาก "<เอกสารใหม่>"')
def deposit(world: World, who: str, amount: int, bank: str, new: str) -> None:
    """Cash to the bank, waiting for approval."""
    data = {"bank_account": bank, "cash": plain_baht(amount), "title": new}
    world.act(who, "cash_deposit.create", data, ref=new)


@says('<ใคร> นำเช็ค <จำนวน> บาท ฝากบัญชี "<บัญชีธนาคาร>" ด้วยใบนำฝาก "<เอกสารใหม่>"')
def deposit_cheques(world: World, who: str, amount: int, bank: str, new: str) -> None:
    """Received cheques to the bank, waiting for approval."""
    data = {"bank_account": bank, "cheque": plain_baht(amount), "title": new}
    world.act(who, "cash_deposit.create", data, ref=new)


@says('<ใคร> โอนเงิน <จำนวน> บาท จากบัญชี "<บัญชีธนาคาร>" ไปบัญชี "<ไปรายการ>" ด้วยใบโอน "<เอกสารใหม่>"')
def between_banks(world: World, who: str, amount: int, bank: str, target: str, new: str) -> None:
    """From bank account to bank account, waiting for approval."""
    data = {"from_account": bank, "to_account": target, "amount": plain_baht(amount), "title": new}
    world.act(who, "bank_transfer.create", data, ref=new)


@says('<ใคร> เขียนใบผ่านรายการบัญชีทั่วไป "<เอกสารใหม่>"')
def write_voucher(world: World, who: str, new: str, datatable: Table) -> None:
    """รหัสบัญชี, บัญชีธนาคาร, เดบิต, เครดิต: written and submitted."""
    if world.act(who, "general_voucher.save", {"title": new, "lines": entry_lines(datatable)}, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> ยกยอดปีงบประมาณ <ปี> ด้วย "<เอกสารใหม่>"')
def bring_forward(world: World, who: str, year: int, new: str, datatable: Table) -> None:
    """รหัสบัญชี, บัญชีธนาคาร, เดบิต, เครดิต: written and submitted."""
    data = {"fiscal_year": year, "title": new, "lines": entry_lines(datatable)}
    if world.act(who, "opening_balance.save", data, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> นับเงินสดเป็น "<เอกสารใหม่>" ได้ดังนี้')
def count(world: World, who: str, new: str, datatable: Table) -> None:
    """ชนิด, จำนวน."""
    pieces = [{"denomination": row["ชนิด"], "pieces": int(row["จำนวน"])} for row in records(datatable)]
    world.act(who, "cash_count.create", {"lines": pieces}, ref=new)


@says('<ใคร> จัดทำรายงานสถานะการเงินประจำวัน "<เอกสารใหม่>"')
def daily_status(world: World, who: str, new: str) -> None:
    """The report of today."""
    world.act(who, "daily_status.prepare", {}, ref=new)


# ── any document ─────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> <ขั้นตอน> "<เอกสาร>"')
def move(world: World, who: str, verb: str, ref: str) -> None:
    """One of the words of VERBS on a document that is there."""
    world.move(who, verb, ref)


@says('<ใคร> <ขั้นตอน> "<เอกสาร>" เพราะ "<เหตุผล>"')
def move_because(world: World, who: str, verb: str, ref: str, reason: str) -> None:
    """The same, with the reason."""
    world.move(who, verb, ref, reason)


@says('"<เอกสาร>" ผ่านทุกขั้นจนอนุมัติแล้ว')
def carried(world: World, ref: str) -> None:
    """Everybody whose turn it is does what leads the document to its approval."""
    world.carry(ref)
