"""What the generic pages show of receiving: declarations only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from khlang.office.banking.choices import bank_accounts
from khlang.office.revenue import prints, queries
from khlang.office.revenue.directories import BOOKS, held_books, items, payers, posted_receipts
from khlang.platform import choosing
from khlang.platform.screens import Choice, Column, Field, Filter, Print, Screen, Section, Start
from khlang.standards import revenue_item

_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="party_name", sortable=True),
    Column(key="title"),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
)
_FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))
_PAPER = ("issued", "remitted", "posted", "voided", "reversed")
#: Moves that slips, summaries and reversals make on receipts and proofs.
_CARRIED_ON = {"remit": "", "take_back": "", "post": "", "reverse": ""}


def _choices(*codes: str) -> Callable[[], Sequence[Choice]]:
    return lambda: choosing.worded("channel", codes)


_PAYER = (
    Field(key="payer_id", widget="search", search=payers, span=2, help="help.receipt.payer"),
    Field(key="payer_name", span=2),
    Field(key="payer_number", help="help.receipt.payer_number"),
    Field(key="payer_address", span=3),
)
_LINES = Field(
    key="lines", widget="lines", span=4, help="help.receipt.lines",
    lines=(
        Field(key="assessment", widget="hidden"),
        Field(key="item", widget="search", search=items, span=2),
        Field(key="description", span=2),
        Field(key="amount", widget="money"),
    ),
)  # fmt: skip


def _receipt_values(document_id: int) -> dict[str, Any]:
    typed = queries.typed(document_id=document_id)
    return {**typed, "lines": [line.model_dump() for line in typed["lines"]]}


def _receipt_lines(document_id: int) -> list[dict[str, Any]]:
    view = queries.receipt(document_id=document_id)
    return [
        {
            "item": line.item, "item_name": revenue_item(line.item).name_th, "description": line.description,
            "amount": line.amount,
        }
        for line in view.lines
    ]  # fmt: skip


def _receipt_money(document_id: int) -> list[dict[str, Any]]:
    view = queries.receipt(document_id=document_id)
    return [
        {
            "collector": view.collector, "payer_number": view.payer_number, "payer_address": view.payer_address,
            "bank_account": queries.bank_name(code=view.bank) if view.bank else "", "reference": view.reference,
            "cheque_number": view.cheque_number, "cheque_bank": view.cheque_bank, "cheque_branch": view.cheque_branch,
            "cheque_date": view.cheque_date, "book_no": view.book_no, "book_number": view.book_number,
        }
    ]  # fmt: skip


_RECEIPT_SECTIONS = (
    Section(
        key="receipt.lines", rows=_receipt_lines,
        columns=(
            Column(key="item", kind="code"),
            Column(key="item_name"),
            Column(key="description", phone="title"),
            Column(key="amount", kind="money", total=True, phone="amount"),
        ),
    ),
    Section(
        key="receipt.money", rows=_receipt_money, pairs=True,
        columns=(
            Column(key="collector"), Column(key="payer_number", kind="code"), Column(key="payer_address"),
            Column(key="bank_account"), Column(key="reference"), Column(key="cheque_number"),
            Column(key="cheque_bank"), Column(key="cheque_branch"), Column(key="cheque_date", kind="date"),
            Column(key="book_no"), Column(key="book_number", kind="number"),
        ),
    ),
)  # fmt: skip


RECEIPT = Screen(
    kind="receipt",
    menu="revenue",
    icon="receipt-text",
    columns=(*_LIST[:4], Column(key="channel", kind="choice", prefix="channel"), *_LIST[4:]),
    filters=(*_FILTERS, Filter(key="channel", choices=_choices("cash", "cheque", "transfer", "qr", "deduction"))),
    create="receipt.save",
    edit="receipt.save",
    page="receipt-entry",
    values=_receipt_values,
    moves={**_CARRIED_ON, "receive": "", "acknowledge": ""},
    fields=(
        *_PAYER,
        Field(key="document_date", widget="date", help="help.receipt.document_date"),
        Field(key="channel", widget="select", prefix="channel"),
        Field(key="bank_account", widget="select", choices=bank_accounts),
        Field(key="reference"),
        Field(key="cheque_number"),
        Field(key="cheque_bank"),
        Field(key="cheque_branch"),
        Field(key="cheque_date", widget="date"),
        Field(key="book_no", widget="select", choices=held_books, help="help.receipt.book"),
        Field(key="book_number", widget="number"),
        _LINES,
    ),
    starts=(
        Start(
            key="transfer", command="receipt.receive_transfer", icon="landmark", help="help.receipt.transfer", posts=True,
            fields=(
                *_PAYER,
                Field(key="title", span=2, help="help.receipt.title"),
                Field(key="channel", widget="select", choices=_choices("transfer", "qr")),
                Field(key="bank_account", widget="select", choices=bank_accounts),
                Field(key="reference"),
                _LINES,
            ),
        ),
    ),
    sections=_RECEIPT_SECTIONS,
    prints=(
        Print(form="receipt", data=prints.receipt, states=_PAPER, label="print.receipt"),
        Print(form="receipt_a4", data=prints.receipt, states=_PAPER, label="print.receipt_a4"),
    ),
    help="help.receipt",
)  # fmt: skip


PROOF_OF_RECEIPT = Screen(
    kind="proof_of_receipt",
    menu="revenue",
    icon="file-check",
    columns=(
        _LIST[0], Column(key="paper_book"), Column(key="paper_number", label="field.written_number"), *_LIST[1:4],
        Column(key="channel", kind="choice", prefix="channel"), *_LIST[4:],
    ),
    filters=(*_FILTERS, Filter(key="channel", choices=_choices("cash", "cheque", "transfer", "qr"))),
    moves=_CARRIED_ON,
    sections=_RECEIPT_SECTIONS,
    prints=(Print(form="proof_of_receipt", data=prints.proof_of_receipt, label="print.proof_of_receipt"),),
    help="help.proof_of_receipt",
)  # fmt: skip


def _slip_receipts(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "number": view.document.number, "document_date": view.document.document_date,
            "party_name": view.document.party_name, "channel": view.channel, "amount": view.document.amount,
            "href_kind": view.document.kind, "href_id": view.document.id,
        }
        for view in queries.slip(document_id=document_id).receipts
    ]  # fmt: skip


def _slip_money(document_id: int) -> list[dict[str, Any]]:
    slip = queries.slip(document_id=document_id)
    return [
        {
            "collector": slip.collector, "cash": slip.cash, "cheque": slip.cheque, "transfer": slip.transfer,
            "counted_cash": slip.counted_cash, "counted_cheque": slip.counted_cheque,
        }
    ]  # fmt: skip


REMITTANCE = Screen(
    kind="remittance",
    menu="revenue",
    icon="hand-coins",
    columns=tuple(
        replace(each, label="field.remittance.party_name") if each.key == "party_name" else each for each in _LIST
    ),
    filters=_FILTERS,
    create="remittance.create",
    fields=(
        Field(key="document_date", widget="date", help="help.remittance.document_date"),
        Field(key="title", span=3),
    ),
    moves={"summarise": ""},
    move_fields={
        "receive": (
            Field(key="counted_cash", widget="money", span=2, help="help.remittance.counted"),
            Field(key="counted_cheque", widget="money", span=2),
        )
    },
    sections=(
        Section(
            key="remittance.receipts", rows=_slip_receipts,
            columns=(
                Column(key="number", kind="link", phone="title"),
                Column(key="document_date", kind="date"),
                Column(key="party_name"),
                Column(key="channel", kind="choice", prefix="channel"),
                Column(key="amount", kind="money", total=True, phone="amount"),
            ),
        ),
        Section(
            key="remittance.money", rows=_slip_money, pairs=True,
            columns=(
                Column(key="collector"), Column(key="cash", kind="money"), Column(key="cheque", kind="money"),
                Column(key="transfer", kind="money"), Column(key="counted_cash", kind="money"),
                Column(key="counted_cheque", kind="money"),
            ),
        ),
    ),
    prints=(Print(form="remittance", data=prints.remittance),),
    help="help.remittance",
)  # fmt: skip


def _summary_slips(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "number": slip.number, "document_date": slip.document_date, "party_name": slip.party_name,
            "amount": slip.amount, "href_kind": "remittance", "href_id": slip.id,
        }
        for slip in queries.summary(document_id=document_id).slips
    ]  # fmt: skip


def _summary_lines(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "item": line.key if line.side == "item" else "", "account": line.account, "sub": line.sub,
            "item_name": revenue_item(line.key).name_th if line.side == "item" else queries.money_name(line=line),
            "receipts": line.receipts, "debit": line.amount if line.side == "money" else 0,
            "credit": line.amount if line.side == "item" else 0,
        }
        for line in queries.summary(document_id=document_id).lines
    ]  # fmt: skip


REMITTANCE_SUMMARY = Screen(
    kind="remittance_summary",
    menu="revenue",
    icon="sigma",
    columns=_LIST,
    filters=_FILTERS,
    create="remittance_summary.create",
    fields=(
        Field(key="document_date", widget="date"),
        Field(key="title", span=3, help="help.remittance_summary.title"),
    ),
    sections=(
        Section(
            key="remittance_summary.lines", rows=_summary_lines,
            columns=(
                Column(key="item", kind="code"),
                Column(key="item_name", phone="title"),
                Column(key="account", kind="code"),
                Column(key="receipts", kind="number"),
                Column(key="debit", kind="money", total=True, phone="amount"),
                Column(key="credit", kind="money", total=True, phone="amount"),
            ),
        ),
        Section(
            key="remittance_summary.slips", rows=_summary_slips,
            columns=(
                Column(key="number", kind="link", phone="title"),
                Column(key="document_date", kind="date"),
                Column(key="party_name", label="field.remittance.party_name"),
                Column(key="amount", kind="money", total=True, phone="amount"),
            ),
        ),
    ),
    prints=(Print(form="remittance_summary", data=prints.remittance_summary),),
    help="help.remittance_summary",
)  # fmt: skip


def _reversed_receipt(document_id: int) -> list[dict[str, Any]]:
    view = queries.reversal(document_id=document_id)
    return [
        {
            "number": view.receipt.number, "document_date": view.receipt.document_date, "account": view.money_account,
            "sub": view.money_sub, "href_kind": view.receipt.kind, "href_id": view.receipt.id,
        }
    ]  # fmt: skip


RECEIPT_REVERSAL = Screen(
    kind="receipt_reversal",
    menu="revenue",
    icon="undo-2",
    columns=_LIST,
    filters=_FILTERS,
    create="receipt_reversal.create",
    fields=(
        Field(key="receipt_id", widget="search", search=posted_receipts, span=2),
        Field(key="bank_account", widget="select", choices=bank_accounts, help="help.receipt_reversal.bank_account"),
        Field(key="reason", span=4),
    ),
    sections=(
        Section(
            key="receipt_reversal.receipt", rows=_reversed_receipt,
            columns=(
                Column(key="number", kind="link", phone="title"),
                Column(key="document_date", kind="date"),
                Column(key="account", kind="code"),
                Column(key="sub", kind="code"),
            ),
        ),
    ),
    help="help.receipt_reversal",
)  # fmt: skip

SCREENS = (RECEIPT, PROOF_OF_RECEIPT, REMITTANCE, REMITTANCE_SUMMARY, RECEIPT_REVERSAL, BOOKS)
