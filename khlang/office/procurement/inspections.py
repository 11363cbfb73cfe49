"""The pages of inspections: what came, what is to be paid, which assets were opened, the voucher to come."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.core.posting import Line, expand
from khlang.office.procurement import choices, facts, prints
from khlang.office.procurement.deliveries import Delivered
from khlang.office.procurement.quantities import format_quantity
from khlang.office.procurement.queries.acceptance import acceptance, open_instalments, stored_lines
from khlang.platform.screens import Choice, Column, Field, Filter, Print, Screen, Section
from khlang.spine.parties import queries as parties
from khlang.standards import chart, message, rule

Row = Mapping[str, Any]


def _label(key: str) -> str:
    return f"field.inspection.{key}"


def instalments(text: str) -> Sequence[Choice]:
    """Instalments that may be delivered, by contract, vendor or words; choosing one fills the contract in."""
    return [
        Choice(
            value=str(row.id), label=f"{row.document.number} {message('inspection.instalment', position=row.position)}",
            note=f"{row.document.party_name} · {format_date(row.due_date)} · {format_baht(row.amount)}",
            fills={"obligation_id": str(row.document_id)},
        )
        for row in open_instalments(text=text)
    ]  # fmt: skip


def _summary(document_id: int) -> list[Row]:
    view = acceptance(document_id=document_id)
    said = message("inspection.instalment", position=view.instalment) if view.instalment else ""
    return [
        {
            "obligation": view.obligation_number, "vendor": view.vendor_name, "instalment": said,
            "delivered_date": view.delivered_date, "inspected_date": view.inspected_date, "due_date": view.due_date,
            "delivery_note": view.delivery_note, "invoice_no": view.invoice_no, "invoice_date": view.invoice_date,
            "completes": view.completes, "place": view.place, "remark": view.remark,
        }
    ]  # fmt: skip


def _sums(document_id: int) -> list[Row]:
    view = acceptance(document_id=document_id)
    return [
        {
            "gross": view.gross, "recovery": view.recovery or None, "payable_amount": view.payable_amount,
            "late_days": view.late_days or None, "excused_days": view.excused_days or None, "excuse": view.excuse,
            "fine": view.fine or None, "retention": view.retention or None,
            "to_pay": view.payable_amount - view.fine - view.retention,
        }
    ]  # fmt: skip


def _lines(document_id: int) -> list[Row]:
    return [
        {
            "description": line.description, "quantity": format_quantity(line.quantity) if line.quantity else "",
            "unit": line.unit, "account": line.account, "account_name": chart().account(line.account).name_th,
            "amount": line.amount, "moved": line.moved or None, "units": line.units or None,
        }
        for line in acceptance(document_id=document_id).details
    ]  # fmt: skip


def _assets(document_id: int) -> list[Row]:
    opened = acceptance(document_id=document_id).assets
    return [{"code": code, "name": name, "cost": cost} for code, name, cost in opened]


def draft(document_id: int) -> Row:
    """What was typed, for editing the draft again."""
    view = acceptance(document_id=document_id)
    return {
        "obligation_id": view.obligation_id, "instalment_id": view.instalment_id, "title": view.title,
        "delivered_date": view.delivered_date, "inspected_date": view.inspected_date,
        "delivery_note": view.delivery_note, "invoice_no": view.invoice_no, "invoice_date": view.invoice_date,
        "excused_days": view.excused_days, "excuse": view.excuse, "recovery": view.recovery, "place": view.place,
        "remark": view.remark,
        "lines": [
            {
                "line_id": row.line_id, "quantity": format_quantity(row.quantity) if row.quantity else "",
                "amount": row.amount, "account": row.override, "asset_class": row.asset_class,
            }
            for row in stored_lines(document_id=document_id)
        ],
    }  # fmt: skip


def expected(document_id: int) -> Sequence[Line]:
    """The ledger lines that an inspection has yet to post: the payable voucher, the grant that becomes revenue."""
    view = acceptance(document_id=document_id)
    if view.state in ("accepted", "rejected", "cancelled"):
        return ()
    lines = tuple(
        Delivered(
            line_id=row.line_id, budget_line_id=row.line.budget_line_id, description=row.line.description,
            quantity=row.quantity, amount=row.amount, account=row.account, asset_account=row.asset_account,
            waiting_account=row.waiting_account, moved=row.moved,
        )
        for row in stored_lines(document_id=document_id)
    )  # fmt: skip
    kind = parties.get(party_id=view.vendor_id).kind
    owed = facts.accepted(
        lines=lines, amount=view.gross, recovery=view.recovery, vendor_id=view.vendor_id, vendor_kind=kind
    )
    made = expand(rule("inspection.accepted"), owed)
    if view.fund != "grant":
        return made
    return (*made, *expand(rule("inspection.grant_recognised"), facts.recognised(amount=view.gross)))


SCREEN = Screen(
    kind="inspection",
    menu="procurement",
    icon="list-checks",
    help="help.inspection",
    prints=(Print(form="inspection", data=prints.inspection),),
    columns=(
        Column(key="number", kind="link", sortable=True, phone="title"),
        Column(key="document_date", label=_label("inspected_date"), kind="date", sortable=True),
        Column(key="title", sortable=True),
        Column(key="party_name", label=_label("vendor"), sortable=True),
        Column(key="state", kind="state", sortable=True),
        Column(key="amount", label=_label("gross"), kind="money", sortable=True, total=True, phone="amount"),
    ),
    filters=(Filter(key="state"), Filter(key="document_date", kind="period")),
    create="inspection.save",
    edit="inspection.save",
    values=draft,
    moves={"recognise": "", "record_grant": ""},
    expects=expected,
    fields=(
        Field(
            key="obligation_id", label=_label("obligation_id"), widget="search", search=choices.signed_obligations,
            span=2, named=True,
        ),
        Field(
            key="instalment_id", label=_label("instalment_id"), widget="search", search=instalments, span=2, named=True
        ),
        Field(key="title", span=4),
        Field(key="delivered_date", label=_label("delivered_date"), widget="date"),
        Field(key="inspected_date", label=_label("inspected_date"), widget="date"),
        Field(key="delivery_note", label=_label("delivery_note")),
        Field(key="place", label=_label("place")),
        Field(key="invoice_no", label=_label("invoice_no"), span=2),
        Field(key="invoice_date", label=_label("invoice_date"), widget="date"),
        Field(key="recovery", label=_label("recovery"), widget="money", help="help.inspection.recovery"),
        Field(
            key="lines", label=_label("lines"), widget="lines", span=4, help="help.inspection.lines",
            lines=(
                Field(key="line_id", label=_label("line_id"), widget="search", search=choices.obligation_lines, span=2),
                Field(key="quantity", label=_label("quantity")),
                Field(key="amount", label=_label("amount"), widget="money"),
                Field(key="account", widget="search", search=choices.accounts, span=2),
                Field(
                    key="asset_class", label=_label("asset_class"), widget="search", search=choices.classes,
                    help="help.inspection.asset_class",
                ),
            ),
        ),
        Field(
            key="excused_days", label=_label("excused_days"), widget="number", initial=lambda: "0",
            help="help.inspection.excused_days",
        ),
        Field(key="excuse", label=_label("excuse"), widget="long", span=3),
        Field(key="remark", label=_label("remark"), widget="long", span=4),
    ),
    sections=(
        Section(
            key="inspection.summary", rows=_summary, pairs=True,
            columns=(
                Column(key="obligation", label=_label("obligation"), kind="code"),
                Column(key="vendor", label=_label("vendor")),
                Column(key="instalment", label=_label("instalment")),
                *(
                    Column(key=key, label=_label(key), kind="date")
                    for key in ("due_date", "delivered_date", "inspected_date")
                ),
                Column(key="delivery_note", label=_label("delivery_note"), kind="code"),
                Column(key="invoice_no", label=_label("invoice_no"), kind="code"),
                Column(key="invoice_date", label=_label("invoice_date"), kind="date"),
                Column(key="completes", label=_label("completes"), kind="yes"),
                Column(key="place", label=_label("place")),
                Column(key="remark", label=_label("remark")),
            ),
        ),
        Section(
            key="inspection.sums", rows=_sums, pairs=True,
            columns=(
                *(Column(key=key, label=_label(key), kind="money") for key in ("gross", "recovery", "payable_amount")),
                Column(key="late_days", label=_label("late_days"), kind="number"),
                Column(key="excused_days", label=_label("excused_days"), kind="number"),
                Column(key="excuse", label=_label("excuse")),
                *(Column(key=key, label=_label(key), kind="money") for key in ("fine", "retention", "to_pay")),
            ),
        ),
        Section(
            key="inspection.lines", rows=_lines,
            columns=(
                Column(key="description", label=_label("description"), phone="title"),
                Column(key="quantity", label=_label("quantity"), kind="number", phone="hidden"),
                Column(key="unit", label=_label("unit"), phone="hidden"),
                Column(key="account", kind="code"),
                Column(key="account_name", phone="hidden"),
                Column(key="moved", label=_label("moved"), kind="money", phone="hidden"),
                Column(key="units", label=_label("units"), kind="number", phone="hidden"),
                Column(key="amount", label=_label("amount"), kind="money", total=True, phone="amount"),
            ),
        ),
        Section(
            key="inspection.assets", rows=_assets,
            columns=(
                Column(key="code", label="field.code", kind="code", phone="title"),
                Column(key="name", label="field.asset_name"),
                Column(key="cost", kind="money", total=True, phone="amount"),
            ),
        ),
    ),
)  # fmt: skip
