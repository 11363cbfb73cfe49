"""Sentences of spending: dika, lists of payees, payments, payees' accounts, advances, the bank's statement."""

import base64
import csv
import io
from typing import Any

from khlang.core.money import plain_baht
from khlang.office.payment import queries as payment
from khlang.office.reconciliation import queries as reconciliation
from khlang.spine.documents import queries as documents
from tests.stories.buying_steps import line_id
from tests.stories.language import says
from tests.stories.world import World, records

Table = list[list[str]]
#: What a dika pays: the kind of dika and the field that cites it, by the kind of the document.
CITED = {
    "inspection": ("acceptance", "acceptance_id"), "advance": ("advance", "advance_id"),
    "contract": ("contract_advance", "obligation_id"), "receipt": ("refund", "receipt_id"),
}  # fmt: skip


# ── dika ─────────────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> เขียนฎีกา "<เอกสารใหม่>" จ่ายตาม "<เอกสาร>"')
def write_for(world: World, who: str, new: str, ref: str) -> None:
    """What an acceptance, an advance or the advance payment of a contract asks to be paid."""
    kind, field = CITED[world.refs[ref][0]]
    world.write_dika(who, new, {"dika_kind": kind, field: world.refs[ref][1]})


@says('<ใคร> เขียนฎีกาถอนคืนเงิน "<เอกสารใหม่>" ของ "<กอง>" ตามใบเสร็จ "<ใบเสร็จ>" ให้ "<ผู้รับเงิน>"')
def write_refund(world: World, who: str, new: str, division: str, receipt: str, payee: str) -> None:
    """Revenue given back to who paid it."""
    data = {"dika_kind": "refund", "receipt_id": world.refs[receipt][1], "payee_id": world.parties[payee]}
    world.write_dika(who, new, {**data, "division": world.divisions[division]})


@says('<ใคร> เขียนฎีกา<ชนิดฎีกา> "<เอกสารใหม่>" ของ "<กอง>" จ่าย "<ผู้รับเงิน>" ดังนี้')
def write(world: World, who: str, dika_kind: str, new: str, division: str, payee: str, datatable: Table) -> None:
    """Some of รายการ, รหัสบัญชี, เจ้าของเงิน (money kept apart for each), and จำนวนเงิน."""
    _write(world, who, dika_kind, new, division, payee, datatable)


@says('<ใคร> เขียนฎีกา<ชนิดฎีกา> "<เอกสารใหม่>" ของ "<กอง>" จ่าย "<ผู้รับเงิน>" ตามใบแจ้งหนี้เลขที่ <เลขที่> ดังนี้')
def write_invoiced(
    world: World, who: str, dika_kind: str, new: str, division: str, payee: str, number: str, datatable: Table
) -> None:
    """The same, with the number of the invoice."""
    _write(world, who, dika_kind, new, division, payee, datatable, invoice_no=number)


@says('<ใคร> เขียนฎีกา<ชนิดฎีกา> "<เอกสารใหม่>" ของ "<กอง>" จ่าย "<ผู้รับเงิน>" ตามมติสภา "<ข้อความ>" ดังนี้')
def write_resolved(
    world: World, who: str, dika_kind: str, new: str, division: str, payee: str, text: str, datatable: Table
) -> None:
    """The same, with the resolution of the council of today."""
    council = {"council_reference": text, "council_date": world.office.today}
    _write(world, who, dika_kind, new, division, payee, datatable, **council)


@says('<ใคร> แก้ไขฎีกา "<เอกสาร>" เป็นดังนี้')
def rewrite(world: World, who: str, ref: str, datatable: Table) -> None:
    """รายการ, รหัสบัญชี, จำนวนเงิน: other lines, all else as it was written."""
    world.write_dika(who, ref, {**world.written[ref], "lines": _lines(world, datatable)})


def _write(
    world: World, who: str, dika_kind: str, new: str, division: str, payee: str, datatable: Table, **more: Any
) -> None:
    data = {"dika_kind": dika_kind, "division": world.divisions[division], "payee_id": world.parties[payee], **more}
    world.write_dika(who, new, {**data, "lines": _lines(world, datatable)})


def _lines(world: World, datatable: Table) -> list[dict[str, Any]]:
    return [
        {
            "budget_line_id": line_id(world, row.get("รายการ", "")), "account": row.get("รหัสบัญชี", ""),
            "sub": str(world.parties[row["เจ้าของเงิน"]]) if row.get("เจ้าของเงิน") else "", "amount": row["จำนวนเงิน"],
        }
        for row in records(datatable)
    ]  # fmt: skip


@says('<ใคร> นำเข้าบัญชีรายชื่อ<ชนิดฎีกา> "<เอกสารใหม่>" ของ "<กอง>" <กี่คน> คน รับสุทธิ <จำนวน> บาท')
def bring_list(
    world: World, who: str, dika_kind: str, new: str, division: str, count: int, amount: int, datatable: Table
) -> None:
    """The headings of the template: a list of payees, with its people registered where they are new."""
    sheet = io.StringIO()
    csv.writer(sheet).writerows(datatable)
    data = {
        "dika_kind": dika_kind, "title": new, "division": world.divisions[division], "filename": f"{new}.csv",
        "content": base64.b64encode(sheet.getvalue().encode()).decode(), "control_count": count,
        "control_net": plain_baht(amount), "register_new": True,
    }  # fmt: skip
    world.act(who, "dika.import_payees", data, ref=new)


# ── paying ───────────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> จัดทำรายงาน "<เอกสารใหม่>" จ่ายฎีกา "<เอกสาร>" จากบัญชี "<บัญชีธนาคาร>" ด้วย<วิธีจ่าย> "<การจ่ายใหม่>"')
def prepare(world: World, who: str, new: str, ref: str, bank: str, way: str, paying: str) -> None:
    """A report of cheques, slips or transfers with one dika on it, and the payment that it prepares."""
    _prepare(world, who, new, ref, bank, way, paying)


@says('ฎีกา "<เอกสาร>" จ่ายแล้วจากบัญชี "<บัญชีธนาคาร>" ด้วย<วิธีจ่าย> "<การจ่ายใหม่>"')
def paid(world: World, ref: str, bank: str, way: str, paying: str) -> None:
    """From wherever the dika stands to its payment, every step by whose duty it is."""
    world.carry(ref)
    report = f"รายงานของ {paying}"
    _prepare(world, world.whose("payment.pay"), report, ref, bank, way, paying)
    world.carry(report)
    world.move(world.whose("payment.pay"), "จ่าย", report)


def _prepare(world: World, who: str, new: str, ref: str, bank: str, way: str, paying: str) -> None:
    dika = world.refs[ref][1]
    data = {"bank_account": bank, "channel": way, "dikas": [dika]}
    if world.act(who, "cheque_report.prepare", data, ref=new):
        made = next(row for row in payment.payments_of(dika_id=dika) if row.live)
        world.refs[paying] = ("payment", made.document_id)


@says('<ใคร> โทรถาม "<ผู้รับเงิน>" เรื่องบัญชีก่อนจ่าย "<เอกสาร>" ได้ความว่า "<ข้อความ>"')
def call_back(world: World, who: str, payee: str, ref: str, text: str) -> None:
    """A second person asks the payee back about an account that changed."""
    data = {"document_id": world.refs[ref][1], "call_back": f"{payee}: {text}"}
    world.act(who, "payment.confirm_payee", data)


@says('<ใคร> เสนอบัญชีรับเงิน "<เอกสารใหม่>" ของ "<ผู้รับเงิน>" เป็น "<ธนาคาร>" เลขที่ <เลขที่> เพราะ "<เหตุผล>"')
def propose_account(world: World, who: str, new: str, payee: str, thai_bank: str, number: str, reason: str) -> None:
    """Another account, with how the payee was asked back; somebody else confirms it."""
    data = {
        "party_id": world.parties[payee], "bank": thai_bank, "account_no": number, "account_name": payee, "callback": reason,
    }  # fmt: skip
    world.act(who, "payee_account.propose", data, ref=new)


@says("<ใคร> ยืนยันบัญชีรับเงินที่เสนอไว้ทั้งหมด")
def confirm_all(world: World, who: str) -> None:
    """The accounts that a list of payees brought."""
    waiting = [document.id for document in documents.find(kind="payee_account", states=["proposed"])]
    world.act(who, "payee_account.confirm_many", {"document_ids": waiting})


# ── advances ─────────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> ทำสัญญายืมเงิน "<เอกสารใหม่>" ให้ "<ผู้รับเงิน>" จากรายการ "<รายการ>" <จำนวน> บาท')
def lend(world: World, who: str, new: str, payee: str, line: str, amount: int) -> None:
    """An advance for a project, written and submitted."""
    data = {
        "kind": "project", "borrower_id": world.parties[payee], "title": new, "budget_line_id": line_id(world, line),
        "amount": plain_baht(amount),
    }  # fmt: skip
    if world.act(who, "advance.save", data, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> ส่งใช้เงินยืม "<เอกสาร>" ด้วย "<เอกสารใหม่>" เงินเหลือตามใบเสร็จ "<ใบเสร็จ>" และใบสำคัญดังนี้')
def clear(world: World, who: str, ref: str, new: str, receipt: str, datatable: Table) -> None:
    """ใบสำคัญ, รหัสบัญชี, จำนวนเงิน: vouchers and the receipt of the money left, written and submitted."""
    paper = world.document(receipt)
    lines = [
        {"description": row["ใบสำคัญ"], "account": row["รหัสบัญชี"], "amount": row["จำนวนเงิน"]}
        for row in records(datatable)
    ]
    data = {
        "advance_id": world.refs[ref][1], "lines": lines, "returned": plain_baht(paper.amount),
        "receipt_number": paper.number, "title": new,
    }  # fmt: skip
    if world.act(who, "advance_clearing.save", data, ref=new):
        world.move(who, "ส่ง", new)


# ── the bank ─────────────────────────────────────────────────────────────────────────────────────


@says('<ใคร> นำเข้าใบแจ้งยอด "<เอกสารใหม่>" ของบัญชี "<บัญชีธนาคาร>" ดังนี้')
def bring_statement(world: World, who: str, new: str, bank: str, datatable: Table) -> None:
    """วันที่, รายการ, เลขที่เช็ค, ถอน, ฝาก, คงเหลือ: the bank's lines from the first of the month to today."""
    sheet = io.StringIO()
    csv.writer(sheet).writerows(datatable)
    data = {
        "bank_account": bank, "name": f"{new}.csv", "since": world.office.today.replace(day=1),
        "through": world.office.today, "content": base64.b64encode(sheet.getvalue().encode("utf-8-sig")).decode(),
    }  # fmt: skip
    world.act(who, "bank_statement.import", data, ref=new)


@says('<ใคร> จัดทำงบกระทบยอด "<เอกสารใหม่>" ของบัญชี "<บัญชีธนาคาร>"')
def reconcile(world: World, who: str, new: str, bank: str) -> None:
    """The month of today."""
    data = {"bank_account": bank, "month": world.office.today}
    world.act(who, "reconciliation.prepare", data, ref=new)


@says('<ใคร> ชี้แจงใน "<เอกสาร>" ว่ารายการ "<ข้อความ>" ของบัญชี "<บัญชีธนาคาร>" เป็น<เหตุของธนาคาร>')
def explain(world: World, who: str, ref: str, text: str, bank: str, finding: str) -> None:
    """Why a line of the bank is not in the books."""
    today = world.office.today
    lines = reconciliation.statement_lines(bank=bank, since=today.replace(day=1), through=today)
    (line,) = [line.id for line in lines if line.description == text]
    data = {"document_id": world.refs[ref][1], "line_id": line, "finding": finding}
    world.act(who, "reconciliation.explain", data)
