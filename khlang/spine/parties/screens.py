"""The directory of payers and payees, and the pages of the accounts into which they are paid: declarations only."""

from typing import Any

from khlang.platform.screens import Ask, Choice, Column, Directory, Field, Filter, Page, Print, Screen, Section, Start
from khlang.spine.parties import choices, prints, queries
from khlang.spine.parties.models import KINDS, PayeeAccount
from khlang.standards import message, thai_banks


def _kinds() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=kind, label=message(f"party_kind.{kind}"), label_en=message(f"party_kind.{kind}", "en"))
        for kind in KINDS
    )


def _rows(ask: Ask) -> Page:
    found, count = queries.list_parties(
        text=ask.search, kind=ask.filters.get("kind", ""), offset=(ask.page - 1) * ask.size, limit=ask.size
    )
    on = ask.on
    accounts = queries.payee_accounts(party_ids=[party.id for party in found], on=on) if on else {}
    rows = [
        {
            "id": party.id,
            "name": party.name,
            "kind": party.kind,
            "national_number": party.national_number,
            "address": party.address,
            "phone": party.phone,
            "account": account_text(accounts[party.id]) if party.id in accounts else "",
            "active": party.active,
        }
        for party in found
    ]
    return Page(rows=rows, count=count)


def account_text(account: queries.PayeeAccountView) -> str:
    """The account of a payee in one line; a recent change is said with it (F-2)."""
    text = f"{thai_banks()[account.bank_code].abbreviation} {account.account_no}"
    return message("payee_account.recent", account=text) if account.recently_changed else text


def _values(party_id: int) -> dict[str, object]:
    party = queries.get(party_id=party_id)
    names = ("kind", "national_number", "name", "address", "phone", "email", "note", "vat_registered", "active")
    return {"party_id": party.id} | {name: getattr(party, name) for name in names}


DIRECTORY = Directory(
    key="party",
    menu="revenue",
    icon="users",
    command="party.save",
    keeps="party.maintain",
    id_field="party_id",
    duty="party.view",
    help="help.party.name",
    columns=(
        Column(key="name", kind="link", phone="title", personal="name"),
        Column(key="kind", kind="choice", prefix="party_kind"),
        Column(key="national_number", kind="code"),
        Column(key="address", phone="hidden"),
        Column(key="phone", kind="code"),
        Column(key="account", kind="code", label="field.payee_account", personal="bank_account"),
        Column(key="active", kind="yes", phone="hidden"),
    ),
    filters=(Filter(key="kind", choices=_kinds),),
    rows=_rows,
    values=_values,
    fields=(
        Field(key="kind", prefix="party_kind"),
        Field(key="national_number", help="help.party.national_number"),
        Field(key="name", span=2),
        Field(key="address", span=4),
        Field(key="phone"),
        Field(key="email"),
        Field(key="note", span=2),
        Field(key="vat_registered", help="help.party.vat_registered", span=2),
    ),
)


def _account(document_id: int) -> list[dict[str, Any]]:
    row = PayeeAccount.objects.select_related("party").get(document_id=document_id)
    before = thai_banks().get(row.previous_bank)
    return [
        {
            "payee": row.party.name, "bank": thai_banks()[row.bank_code].name_th, "branch": row.branch,
            "account_no": row.account_no, "account_name": row.account_name,
            "previous_no": f"{before.name_th} {row.previous_no}" if before else "", "callback": row.callback,
            "explanation": row.explanation, "confirmed_on": row.confirmed_on, "superseded_on": row.superseded_on,
        }
    ]  # fmt: skip


def _sharers(document_id: int) -> list[dict[str, Any]]:
    """Other payees of the same account: what the second person must have seen (F-1)."""
    row = PayeeAccount.objects.get(document_id=document_id)
    others = queries.shared_account(bank=row.bank_code, no=row.account_no, except_party=row.party_id)
    return [{"name": party.name, "address": party.address} for party in others]


_LINE_FIELDS = (
    Field(key="party_id", widget="search", search=choices.parties, label="field.payee", span=2),
    Field(key="bank", widget="select", choices=choices.banks, label="field.payee_bank"),
    Field(key="branch"),
    Field(key="account_no"),
    Field(key="account_name"),
    Field(key="callback", widget="long", label="field.callback", help="help.payee_account.callback", span=2),
    Field(
        key="explanation",
        widget="long",
        label="field.shared_explanation",
        help="help.payee_account.explanation",
        span=2,
    ),
)

PAYEE_ACCOUNT = Screen(
    kind="payee_account",
    menu="disbursement",
    icon="landmark",
    columns=(
        Column(key="number", kind="link", sortable=True, phone="title"),
        Column(key="document_date", kind="date", sortable=True),
        Column(key="party_name", label="field.payee", sortable=True),
        Column(key="title"),
        Column(key="state", kind="state", sortable=True, phone="amount"),
    ),
    filters=(Filter(key="state"), Filter(key="document_date", kind="period")),
    create="payee_account.propose",
    moves={"propose": ""},
    fields=_LINE_FIELDS,
    starts=(
        Start(
            key="confirm_many", command="payee_account.confirm_many", duty="payee_account.confirm", icon="list-checks",
            help="help.payee_account.confirm_many",
            fields=(Field(key="document_ids", widget="many", choices=choices.waiting, label="field.payee_accounts", span=4),),
        ),
    ),
    sections=(
        Section(
            key="payee_account.account", rows=_account, pairs=True,
            columns=(
                Column(key="payee"), Column(key="bank", label="field.payee_bank"), Column(key="branch"),
                Column(key="account_no", kind="code"), Column(key="account_name"),
                Column(key="previous_no", kind="code", label="field.previous_account"), Column(key="callback"),
                Column(key="explanation", label="field.shared_explanation"), Column(key="confirmed_on", kind="date"),
                Column(key="superseded_on", kind="date"),
            ),
        ),
        Section(
            key="payee_account.sharers", rows=_sharers,
            columns=(Column(key="name", label="field.payee", phone="title", personal="name"), Column(key="address")),
        ),
    ),
    prints=(Print(form="payee_account", data=prints.payee_account),),
    help="help.payee_account",
)  # fmt: skip

SCREENS = (PAYEE_ACCOUNT, DIRECTORY)
