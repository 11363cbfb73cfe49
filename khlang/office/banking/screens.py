"""The directory of bank accounts: declarations only."""

from khlang.core.refusal import Refusal
from khlang.office.banking import queries
from khlang.platform.screens import Ask, Choice, Column, Directory, Field, Page
from khlang.standards import chart


def _accounts() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=account.code, label=f"{account.code} {account.name_th}", label_en=account.name_en)
        for account in chart()
        if account.posting and chart().is_bank(account.code)
    )


def _rows(ask: Ask) -> Page:
    needle = ask.search.casefold()
    rows = [
        {
            "id": bank.id,
            "code": bank.code,
            "bank_name": bank.bank_name,
            "branch": bank.branch,
            "account_no": bank.account_no,
            "kind": bank.kind,
            "account": bank.account,
            "active": bank.active,
        }
        for bank in queries.bank_accounts()
        if needle in f"{bank.code} {bank.bank_name} {bank.branch} {bank.account_no}".casefold()
    ]
    return Page(rows=rows, count=len(rows))


def _values(row_id: int) -> dict[str, object]:
    bank = next((bank for bank in queries.bank_accounts() if bank.id == row_id), None)
    if bank is None:
        raise Refusal("bank_account_unknown", field="id", code=str(row_id))
    return {
        "id": bank.id,
        "code": bank.code,
        "bank_name": bank.bank_name,
        "branch": bank.branch,
        "account_no": bank.account_no,
        "account_name": bank.account_name,
        "kind": bank.kind,
        "term": bank.term,
        "account": bank.account,
    }


DIRECTORY = Directory(
    key="bank_account",
    menu="treasury",
    icon="landmark",
    command="bank_account.save",
    keeps="bank_account.manage",
    columns=(
        Column(key="code", kind="link", phone="title"),
        Column(key="bank_name"),
        Column(key="branch"),
        Column(key="account_no", kind="code", personal="no"),
        Column(key="kind", kind="choice", prefix="bank_kind"),
        Column(key="account", kind="code"),
        Column(key="active", kind="yes"),
    ),
    rows=_rows,
    values=_values,
    fields=(
        Field(key="id", widget="hidden"),
        Field(key="code"),
        Field(key="bank_name", span=2),
        Field(key="branch"),
        Field(key="account_no"),
        Field(key="account_name", span=2),
        Field(key="kind", prefix="bank_kind"),
        Field(key="term"),
        Field(key="account", widget="select", choices=_accounts, span=2, help="help.bank_account.account"),
    ),
)

SCREENS = (DIRECTORY,)
