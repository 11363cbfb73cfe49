"""Whom a transfer pays into which account, and whether that account may still be paid (reliability F-2)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.refusal import Refusal, Refusals
from khlang.office.payment.queries.views import PayeeView, payees
from khlang.spine.documents import history
from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries as parties
from khlang.spine.parties.queries import PayeeAccountView

#: A list of payees names no more of them than this when they are refused.
_NAMED = 50


def targets_of(*, view: Any) -> list[PayeeView]:
    """The payees of a dika who get money: the list of a payroll, or the one payee."""
    rows = view.payees or (view,)
    return [
        PayeeView(
            row.party_id, row.name, row.national_number, row.bank_code, row.account_no, row.account_name, row.net,
        )
        for row in rows
        if row.net
    ]  # fmt: skip


def kept(*, payment_ids: Sequence[int]) -> dict[int, list[PayeeView]]:
    """The payees of prepared transfers by payment, as they stood when the report was prepared. One query."""
    found: dict[int, list[PayeeView]] = {payment_id: [] for payment_id in payment_ids}
    for payment_id, payee in payees(payment_ids=payment_ids):
        found[payment_id].append(payee)
    return found


def checked(*, targets: Iterable[tuple[str, PayeeView]], on: date) -> list[PayeeAccountView]:
    """The accounts in force on a day, in the order of the targets, each with the field to blame.

    An account that the dika did not name is taken as it is in force. Refusals (all together): payee_account_unconfirmed,
    payee_account_changed (another account was confirmed since the document was made).
    """
    wanted = list(targets)
    ids = {target.party_id for _, target in wanted if target.party_id is not None}
    known = parties.payee_accounts(party_ids=list(ids), on=on)
    found: list[PayeeAccountView] = []
    refused: list[Refusal] = []
    for field, target in wanted:
        account = known.get(target.party_id or 0)
        if account is None:
            refused.append(Refusal("payee_account_unconfirmed", field=field, name=target.name))
        elif target.account_no and target.account != (account.bank_code, account.account_no):
            refused.append(
                Refusal(
                    "payee_account_changed", field=field, name=target.name, account_no=target.account_no,
                    now=account.account_no, date=format_date(account.confirmed_on),
                )
            )  # fmt: skip
        else:
            found.append(account)
    if refused:
        raise Refusals(refused[:_NAMED])
    return found


def recent(*, accounts: Iterable[PayeeAccountView]) -> list[PayeeAccountView]:
    """The accounts that replaced another within the last days: paid only after the payee was asked back."""
    return [account for account in accounts if account.recently_changed]


def require_call_back(*, accounts: Iterable[PayeeAccountView], called_back_on: date | None, field: str) -> None:
    """Pass when nobody's account changed lately, or a second person asked the payee back after it did.

    Refusal: payee_account_call_back_missing.
    """
    for account in recent(accounts=accounts):
        if called_back_on is None or called_back_on < account.confirmed_on:
            raise Refusal(
                "payee_account_call_back_missing", field=field, account_no=account.account_no,
                previous=account.previous_no, date=format_date(account.confirmed_on),
            )  # fmt: skip


def require_other_person(*, accounts: Sequence[PayeeAccountView], actor_id: int) -> None:
    """Pass when the actor had no part in changing the accounts. Refusal: own_approval."""
    papers = documents.get_many(document_ids=[account.document_id for account in accounts])
    for _, steps in history.of_all(list(papers.values())):
        for step in steps:
            if step.actor_id == actor_id:
                raise Refusal("own_approval", document="payment", move="confirm_payee", earlier_move=step.move)


def rows(
    *, payment_id: int, targets: Sequence[PayeeView], accounts: Sequence[PayeeAccountView | PayeeView]
) -> list[dict[str, Any]]:
    """The rows of `PaymentPayee`: each payee with the account in force, or with the one on the paper."""
    return [
        {
            "document_id": payment_id, "position": position, "party_id": target.party_id, "name": target.name,
            "national_number": target.national_number, "payee_bank": account.bank_code,
            "account_no": account.account_no, "account_name": account.account_name, "net": target.net,
        }
        for position, (target, account) in enumerate(zip(targets, accounts, strict=True), start=1)
    ]  # fmt: skip
