"""What an auditor looks at among the bank accounts of payees (reliability F-1, F-2). Days C.E."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khlang.spine.parties.models import PayeeAccount


@dataclass(frozen=True, slots=True)
class AccountInForce:
    """An account into which a party is paid, or was from a day on: `previous_no` is the number it replaced."""

    party_id: int
    party_name: str
    document_id: int
    number: str
    bank_code: str
    account_no: str
    previous_no: str
    confirmed_on: date
    explanation: str


def shared() -> list[AccountInForce]:
    """The accounts into which more than one party is paid now, those of the same number together; two queries."""
    rows = PayeeAccount.objects.filter(in_force=True)
    many = rows.values("bank_code", "account_no").annotate(parties=Count("party_id")).filter(parties__gt=1).order_by()
    keys = {(row["bank_code"], row["account_no"]) for row in many}
    found = rows.filter(account_no__in=sorted({number for _, number in keys})).select_related("party", "document")
    ordered = found.order_by("bank_code", "account_no", "id")
    return [_account(row) for row in ordered if (row.bank_code, row.account_no) in keys]


def changed(*, since: date, through: date) -> list[AccountInForce]:
    """The accounts confirmed in a span of days in place of another, oldest first."""
    rows = PayeeAccount.objects.filter(confirmed_on__gte=since, confirmed_on__lte=through).exclude(previous_no="")
    return [_account(row) for row in rows.select_related("party", "document").order_by("confirmed_on", "id")]


def _account(row: PayeeAccount) -> AccountInForce:
    return AccountInForce(
        row.party_id, row.party.name, row.document_id, row.document.number or "", row.bank_code, row.account_no,
        row.previous_no, row.confirmed_on or date.max, row.explanation,
    )  # fmt: skip
