"""What the generic pages show of paying: declarations only."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht
from khlang.office.banking.choices import bank_accounts
from khlang.office.disbursement import queries as dika_queries
from khlang.office.payment import directories, exporting, payees, prints, queries
from khlang.platform import choosing
from khlang.platform.screens import Choice, Column, Field, File, Filter, Print, Screen, Section, Start
from khlang.spine.ledger import queries as ledger
from khlang.spine.parties import queries as parties
from khlang.standards import message

_MOST = 500
_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="party_name", sortable=True),
    Column(key="title"),
    Column(key="channel", kind="choice", prefix="channel"),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
)


_FILTERS = (
    Filter(key="state"),
    Filter(key="document_date", kind="period"),
    Filter(key="channel", choices=lambda: choosing.worded("channel", ("cheque", "withdrawal", "transfer"))),
)


def _ready() -> Sequence[Choice]:
    """Approved dika, to be ticked: number, payee and net."""
    return [
        Choice(value=str(view.id), label=f"{view.number} {view.payee_name or view.title}",
               note=f"{format_baht(view.net)} · {view.title}")
        for view in dika_queries.ready(limit=_MOST).rows
    ]  # fmt: skip


def _payable() -> Sequence[Choice]:
    """Prepared payments of signed reports, to be ticked."""
    return _ticked(queries.payable(limit=_MOST))


def _collectable() -> Sequence[Choice]:
    """Cheques and slips that wait for their payees."""
    return _ticked(queries.collectable(limit=_MOST))


def _ticked(rows: Sequence[queries.PaymentView]) -> Sequence[Choice]:
    return [
        Choice(value=str(row.document_id), label=f"{row.form_number or row.number} {row.payee or row.title}",
               note=f"{format_baht(row.net)} · {row.bank_code} · {row.dika_number}")
        for row in rows
    ]  # fmt: skip


def _report_money(document_id: int) -> list[dict[str, Any]]:
    view = queries.report(document_id=document_id)
    return [{"bank_account": view.bank_code, "gross": view.gross, "deducted": view.deducted, "net": view.net}]


def _report_payments(document_id: int) -> list[dict[str, Any]]:
    """The payments in order; a payee whose account changed lately is told beside it (reliability F-2)."""
    rows = queries.report(document_id=document_id).payments
    changed = _changed_accounts(rows)
    return [
        {
            "form_number": row.form_number, "number": row.number, "dika_number": row.dika_number, "payee": row.payee,
            "gross": row.gross, "deducted": row.deducted, "net": row.net, "state": message(f"state.payment.{row.state}"),
            "account_state": changed.get(row.document_id, ""), "href_kind": "payment", "href_id": row.document_id,
        }
        for row in rows
    ]  # fmt: skip


def _changed_accounts(rows: Sequence[queries.PaymentView]) -> dict[int, str]:
    """By payment: how many of its payees had their account changed within the last days; two queries for all of them."""
    transfers = [row for row in rows if row.channel == "transfer"]
    found = queries.payees(payment_ids=[row.document_id for row in transfers])
    if not found:
        return {}
    on = max(row.paid_date or row.form_date for row in transfers)
    known = parties.payee_accounts(party_ids=[payee.party_id for _, payee in found if payee.party_id], on=on)
    changed = [payment_id for payment_id, payee in found if _is_recent(known, payee)]
    return {each: message("payment.changed_accounts", count=changed.count(each)) for each in changed}


def _signatures(document_id: int) -> list[dict[str, Any]]:
    return [
        {"signing_place": message(f"role.{row.place}"), "name": row.name, "signed_on": row.signed_on}
        for row in queries.report(document_id=document_id).signatures
    ]


CHEQUE_REPORT = Screen(
    kind="cheque_report",
    menu="treasury",
    icon="signature",
    columns=_LIST,
    filters=_FILTERS,
    create="cheque_report.prepare",
    moves={"prepare": "", "complete": ""},
    move_fields={"pay": (Field(key="reference", span=4, help="help.payment.reference"),)},
    fields=(
        Field(key="bank_account", widget="select", choices=bank_accounts, span=2),
        Field(key="channel", widget="select", choices=lambda: choosing.worded("channel", ("cheque", "withdrawal", "transfer"))),
        Field(key="first_number", help="help.cheque_report.first_number", when="channel=cheque|withdrawal"),
        Field(key="title", span=4),
        Field(key="dikas", widget="many", choices=_ready, span=4, help="help.cheque_report.dikas"),
        Field(
            key="cheques", widget="lines", span=4, help="help.cheque_report.cheques", when="channel=cheque|withdrawal",
            lines=(
                Field(key="dika", widget="select", choices=_ready, span=2),
                Field(key="number", label="field.cheque_number"),
                Field(key="amount", widget="money"),
                Field(key="amount_in_words", span=2),
            ),
        ),
    ),
    sections=(
        Section(
            key="cheque_report.payments", rows=_report_payments,
            columns=(
                Column(key="number", kind="link", phone="title"),
                Column(key="form_number", kind="code", label="field.cheque_number"),
                Column(key="dika_number", kind="code"), Column(key="payee", label="field.payment.party_name"),
                Column(key="gross", kind="money", total=True), Column(key="deducted", kind="money", total=True),
                Column(key="net", kind="money", total=True, phone="amount"), Column(key="state", label="field.state"),
                Column(key="account_state"),
            ),
        ),
        Section(
            key="cheque_report.money", rows=_report_money, pairs=True,
            columns=(
                Column(key="bank_account", kind="code"), Column(key="gross", kind="money"),
                Column(key="deducted", kind="money"), Column(key="net", kind="money"),
            ),
        ),
        Section(
            key="cheque_report.signatures", rows=_signatures,
            columns=(
                Column(key="signing_place"), Column(key="name", phone="title"), Column(key="signed_on", kind="date"),
            ),
        ),
    ),
    files=(
        File(key="payees-csv", name="payees.csv", label="payment.export_csv", content=exporting.payees_csv,
             states=exporting.SIGNED, channel="transfer"),
        File(key="payees-xlsx", name="payees.xlsx", label="payment.export_xlsx", content=exporting.payees_xlsx,
             states=exporting.SIGNED, channel="transfer"),
    ),
    prints=(
        Print(form="cheque_report", data=prints.report),
        Print(
            form="cheque", data=prints.cheques, label="action.print_cheque", channels=("cheque",),
            states=("prepared", "signed"),
        ),
    ),
    help="help.cheque_report",
)  # fmt: skip


def _payment_money(document_id: int) -> list[dict[str, Any]]:
    row = queries.payment(document_id=document_id)
    paid = [each.number for each in ledger.vouchers_of(document_id=row.dika_id) if each.kind == "payment"]
    return [
        {"voucher_number": paid[0] if paid else "", **{name: getattr(row, name) for name in row.__dataclass_fields__}}
    ]


def _payees(document_id: int) -> list[dict[str, Any]]:
    """Whom a transfer pays; an account that changed lately is told beside it for as long as it is recent."""
    row = queries.payment(document_id=document_id)
    found = [payee for _, payee in queries.payees(payment_ids=[document_id])]
    known = parties.payee_accounts(
        party_ids=[payee.party_id for payee in found if payee.party_id], on=row.paid_date or row.form_date
    )
    return [
        {
            "name": payee.name, "payee_bank": payee.bank_code, "account_no": payee.account_no,
            "account_name": payee.account_name, "net": payee.net, "account_state": _account_state(known, payee),
        }
        for payee in found
    ]  # fmt: skip


def _is_recent(known: Mapping[int, Any], payee: queries.PayeeView) -> bool:
    account = known.get(payee.party_id or 0)
    return account is not None and bool(payees.recent(accounts=[account]))


def _account_state(known: Mapping[int, Any], payee: queries.PayeeView) -> str:
    if not _is_recent(known, payee):
        return message("payment.same_account")
    account = known[payee.party_id or 0]
    return message("payment.changed_account", date=format_date(account.confirmed_on), previous=account.previous_no)


def _taxes(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "name": row.name, "form": row.form, "tax_base": row.base, "tax_rate": _rate(row.rate_bp), "tax": row.amount,
            "number": row.certificate_number, "href_kind": "withholding_certificate", "href_id": row.certificate_id,
        }
        for row in queries.taxes_of(payment_id=document_id)
    ]  # fmt: skip


def _rate(rate_bp: int) -> str:
    """Hundredths of a per cent as people read them; progressive tax has no rate."""
    return f"{rate_bp // 100}.{rate_bp % 100:02d}" if rate_bp else ""


_PAID = (
    Column(key="bank_code", kind="code", label="field.bank_account"),
    Column(key="form_number", kind="code", label="field.cheque_number"),
    Column(key="reference"),
    Column(key="gross", kind="money"),
    Column(key="deducted", kind="money"),
    Column(key="net", kind="money"),
    Column(key="paid_date", kind="date"),
    Column(key="voucher_number", kind="code"),
    Column(key="collected_date", kind="date"),
    Column(key="collected_by"),
    Column(key="cleared_date", kind="date"),
    Column(key="stopped_date", kind="date"),
    Column(key="called_back_on", kind="date"),
    Column(key="call_back"),
)
_TAXED: tuple[Column, ...] = (
    Column(key="name", label="field.withholding_certificate.party_name", phone="title"),
    Column(key="form", kind="choice", prefix="tax_form"),
    Column(key="tax_base", kind="money", total=True),
    Column(key="tax_rate"),
    Column(key="tax", kind="money", total=True, phone="amount"),
)

PAYMENT = Screen(
    kind="payment",
    menu="treasury",
    icon="hand-coins",
    columns=_LIST,
    filters=_FILTERS,
    moves={"prepare": "", "clear": ""},
    later=("pay", "confirm_payee", "collect"),
    move_fields={
        "pay": (Field(key="reference", span=2, help="help.payment.reference"), Field(key="amount_in_words", span=2)),
        "collect": (Field(key="collected_by", span=4, help="help.payment.collected_by"),),
        "confirm_payee": (Field(key="call_back", span=4, help="help.payment.call_back"),),
        "stop": (Field(key="stale", widget="check"), Field(key="reason", widget="long", span=4)),
    },
    starts=(
        Start(
            key="many", command="payment.pay_many", duty="payment.pay", icon="hand-coins", help="help.payment.many",
            fields=(
                Field(key="payments", widget="many", choices=_payable, span=4),
                Field(key="reference", span=2, help="help.payment.reference"),
            ),
        ),
        Start(
            key="collect", command="payment.collect_many", duty="payment.collect", icon="list-checks",
            help="help.payment.collect",
            fields=(Field(key="payments", widget="many", choices=_collectable, span=4),),
        ),
    ),
    sections=(
        Section(key="payment.money", rows=_payment_money, pairs=True, columns=_PAID),
        Section(
            key="payment.payees", rows=_payees,
            columns=(
                Column(key="name", label="field.payment.party_name", phone="title"),
                Column(key="payee_bank", kind="code"), Column(key="account_no", kind="code"),
                Column(key="account_name"), Column(key="account_state"),
                Column(key="net", kind="money", total=True, phone="amount"),
            ),
        ),
        Section(key="payment.taxes", rows=_taxes, columns=(Column(key="number", kind="link"), *_TAXED)),
    ),
    prints=(
        Print(form="payment", data=prints.payment),
        Print(
            form="cheque", data=prints.cheques, label="action.print_cheque", channels=("cheque",),
            states=("prepared", "paid"),
        ),
        Print(
            form="withdrawal_slip", data=prints.withdrawal_slip, label="action.print_slip", channels=("withdrawal",)
        ),
    ),
    help="help.payment",
)  # fmt: skip


def _certified(document_id: int) -> list[dict[str, Any]]:
    return [
        {
            "paid_date": row.paid_date, "income": row.income, "form": row.form, "tax_base": row.base,
            "tax_rate": _rate(row.rate_bp), "tax": row.amount,
        }
        for row in queries.certificate(document_id=document_id).lines
    ]  # fmt: skip


CERTIFICATE = Screen(
    kind="withholding_certificate",
    menu="treasury",
    icon="scroll-text",
    columns=tuple(column for column in _LIST if column.key != "channel"),
    filters=_FILTERS[:2],
    starts=(
        Start(
            key="issue", command="withholding_certificate.issue", duty="payment.pay", icon="scroll-text",
            help="help.withholding_certificate", fields=(
                Field(key="tax_year", widget="number", help="help.withholding_certificate.tax_year"),
                Field(key="payment_id", widget="hidden"),
            ),
        ),
    ),
    moves={"issue": ""},
    sections=(
        Section(
            key="withholding_certificate.lines", rows=_certified,
            columns=(Column(key="paid_date", kind="date"), Column(key="income", phone="title"), *_TAXED[1:]),
        ),
    ),
    prints=(Print(form="withholding_certificate", data=prints.certificate),),
    help="help.withholding_certificate",
)  # fmt: skip

SCREENS = (
    CHEQUE_REPORT, PAYMENT, CERTIFICATE, directories.BOOKS, directories.NUMBERS, directories.OUTSTANDING,
    directories.TAXES,
)  # fmt: skip
