"""Every write on bank accounts."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.banking import queries
from khlang.office.banking.models import BankAccount
from khlang.office.banking.schemas import CloseBankAccount, SaveBankAccount
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.platform.db import writes
from khlang.spine.ledger import queries as ledger
from khlang.standards import chart

_DUTY = "bank_account.manage"


@command("bank_account.save", schema=SaveBankAccount)
def save(*, envelope: Envelope, data: SaveBankAccount) -> Outcome:
    """Open a bank account in the books, or correct its name, branch or number.

    Refusals: duty_missing, account_unknown, account_is_heading, account_not_bank, bank_account_code_taken,
    bank_account_fixed (code and account of the chart cannot change), bank_account_unknown.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    chart().posting(data.account, field="account")
    if not chart().is_bank(data.account):
        raise Refusal("account_not_bank", field="account", code=data.account)
    row = BankAccount(position=_next_position()) if data.id is None else _existing(data.id)
    if data.id is not None and (row.code, row.account) != (data.code, data.account):
        raise Refusal("bank_account_fixed", field="code" if row.code != data.code else "account", code=row.code)
    for name, value in data.model_dump(exclude={"id"}).items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refusal("bank_account_code_taken", field="code", code=data.code) from None
    _changed()
    return Outcome(kind="bank_account", state="active", data={"id": row.id, "code": row.code})


@command("bank_account.close", schema=CloseBankAccount)
def close(*, envelope: Envelope, data: CloseBankAccount) -> Outcome:
    """Close a bank account that is empty: it keeps its place in books and reports, nothing new may cite it.

    Refusals: duty_missing, bank_account_unknown, bank_account_not_empty.
    """
    require_duty(envelope=envelope, duty=_DUTY)
    writes.hold(org=envelope.org)  # money under way is in the balance
    row = _existing(data.id)
    held = sum(
        kept.after for kept in ledger.balances(through=envelope.today, accounts=[row.account]) if kept.sub == row.code
    )
    if held:
        raise Refusal("bank_account_not_empty", field="id", code=row.code, balance=format_baht(held))
    row.active = False
    row.save(update_fields=["active"])
    _changed()
    return Outcome(kind="bank_account", state="closed", data={"id": row.id, "code": row.code})


def _existing(row_id: int) -> BankAccount:
    row: BankAccount | None = BankAccount.objects.select_for_update().filter(id=row_id).first()
    if row is None:
        raise Refusal("bank_account_unknown", field="id", code=str(row_id))
    return row


def _next_position() -> int:
    highest: int | None = BankAccount.objects.aggregate(highest=Max("position"))["highest"]
    return (highest or 0) + 1


def _changed() -> None:
    queries.forget()
    transaction.on_commit(queries.forget)
