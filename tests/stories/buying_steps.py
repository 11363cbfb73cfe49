"""Sentences of procurement: somebody asks, orders, has a delivery inspected, holds a guarantee."""

from typing import Any

from khlang.core.money import plain_baht
from khlang.office.budget import queries as budget
from khlang.office.procurement import queries as procurement
from khlang.standards.asset_classes import asset_classes
from tests.stories.language import says
from tests.stories.world import World, records

Table = list[list[str]]
PLACES = {"ประธาน": "chair", "กรรมการ": "member"}
METHOD = "specific"


def line_id(world: World, code: str) -> int | None:
    """The budget line of a short name in the fiscal year of today; None for money that is no line's."""
    return int(budget.line_by_code(fiscal_year=world.fiscal_year, code=code).id) if code else None


@says("กรรมการตรวจรับพัสดุคือ")
def committee(world: World, datatable: Table) -> None:
    """ชื่อ, ตำแหน่ง: who inspects the purchases of the story."""
    world.committee = [{"name": row["ชื่อ"], "position": PLACES[row["ตำแหน่ง"]]} for row in records(datatable)]


@says('<ใคร> <ขอซื้อขอจ้าง> "<เอกสารใหม่>" ให้ "<กอง>" จาก<แหล่งเงิน>ดังนี้')
def ask(world: World, who: str, category: str, new: str, division: str, fund: str, datatable: Table) -> None:
    """รายการ, สิ่งของ, จำนวน, ราคาต่อหน่วย, รหัสบัญชี: written and submitted, by the specific method."""
    lines = [
        {
            "budget_line_id": line_id(world, row.get("รายการ", "")), "item": row["สิ่งของ"], "quantity": row["จำนวน"],
            "unit_price": row["ราคาต่อหน่วย"], "account": row.get("รหัสบัญชี", ""),
        }
        for row in records(datatable)
    ]  # fmt: skip
    data: dict[str, Any] = {
        "title": new, "category": category, "method": METHOD, "fund": fund, "division": world.divisions[division],
        "lines": lines, "members": world.committee,
    }  # fmt: skip
    if world.act(who, "requisition.save", data, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> ทำ<ใบสั่งหรือสัญญา> "<เอกสารใหม่>" ตาม "<เอกสาร>" กับ "<ผู้รับเงิน>" ส่งมอบภายใน <วันที่>')
def order(world: World, who: str, kind: str, new: str, ref: str, payee: str, day: str) -> None:
    """Everything as it was asked for, written and submitted."""
    _agree(world, who, kind, new, ref, payee, delivery_date=world.date_of(day))


@says(
    '<ใคร> ทำสัญญา "<เอกสารใหม่>" ตาม "<เอกสาร>" กับ "<ผู้รับเงิน>" จ่ายล่วงหน้า <จำนวน> บาท หักประกันผลงานร้อยละ <ร้อยละ> เป็นงวดดังนี้'
)
def instalments(
    world: World, who: str, new: str, ref: str, payee: str, amount: int, rate: str, datatable: Table
) -> None:
    """กำหนดส่ง, จำนวนเงิน, หักเงินล่วงหน้า: a contract by instalments, written and submitted."""
    rows = [
        {
            "due_date": world.date_of(row["กำหนดส่ง"]), "amount": row["จำนวนเงิน"],
            "advance_recovery": row["หักเงินล่วงหน้า"],
        }
        for row in records(datatable)
    ]  # fmt: skip
    _agree(
        world, who, "contract", new, ref, payee, delivery_date=rows[-1]["due_date"], end_date=rows[-1]["due_date"],
        advance_amount=plain_baht(amount), retention_rate=rate, guarantee_rate="0", instalments=rows,
    )  # fmt: skip


def _agree(world: World, who: str, kind: str, new: str, ref: str, payee: str, **terms: Any) -> None:
    data = {"requisition_id": world.refs[ref][1], "vendor_id": world.parties[payee], "title": new, **terms}
    if world.act(who, f"{kind}.save", data, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> เสนอผลตรวจรับ "<เอกสารใหม่>" ของ "<เอกสาร>" ซึ่งส่งมอบวันที่ <วันที่>')
def inspect(world: World, who: str, new: str, ref: str, day: str) -> None:
    """Everything that remained came; written and submitted for the committee."""
    _inspect(world, who, new, ref, day, None)


@says('<ใคร> เสนอผลตรวจรับ "<เอกสารใหม่>" ของ "<เอกสาร>" งวดที่ <งวด> ซึ่งส่งมอบวันที่ <วันที่>')
def inspect_instalment(world: World, who: str, new: str, ref: str, position: int, day: str) -> None:
    """One instalment came, whole."""
    found = procurement.obligation(document_id=world.refs[ref][1])
    _inspect(world, who, new, ref, day, found.instalments[position - 1].id)


@says('<ใคร> เสนอผลตรวจรับ "<เอกสารใหม่>" ของ "<เอกสาร>" งวดที่ <งวด> ได้ "<สินทรัพย์>" ซึ่งส่งมอบวันที่ <วันที่>')
def inspect_last(world: World, who: str, new: str, ref: str, position: int, asset: str, day: str) -> None:
    """The last instalment of a structure: the class of asset that it has become, by its Thai name."""
    found = procurement.obligation(document_id=world.refs[ref][1])
    (code,) = [each.code for each in asset_classes() if each.name_th == asset]
    instalment = found.instalments[position - 1]
    line = {"line_id": found.lines[0].id, "amount": plain_baht(instalment.amount), "asset_class": code}
    _inspect(world, who, new, ref, day, instalment.id, lines=[line])


def _inspect(world: World, who: str, new: str, ref: str, day: str, instalment: int | None, **more: Any) -> None:
    data = {
        "obligation_id": world.refs[ref][1], "instalment_id": instalment, "title": new,
        "delivered_date": world.date_of(day), **more,
    }  # fmt: skip
    if world.act(who, "inspection.save", data, ref=new):
        world.move(who, "ส่ง", new)


@says('<ใคร> ลงทะเบียนหลักประกัน "<เอกสารใหม่>" ของ "<เอกสาร>" ตามใบเสร็จ "<ใบเสร็จ>" คืนได้วันที่ <วันที่>')
def hold_guarantee(world: World, who: str, new: str, ref: str, receipt: str, day: str) -> None:
    """Cash that was received as a guarantee of an order or contract."""
    paper = world.document(receipt)
    data = {
        "obligation_id": world.refs[ref][1], "amount": plain_baht(paper.amount), "receipt_number": paper.number,
        "due_date": world.date_of(day),
    }  # fmt: skip
    world.act(who, "guarantee.register", data, ref=new)
