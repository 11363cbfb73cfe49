"""Parties on paper: payer and payee as every form prints them, and the bank account that a payee has given."""

from collections.abc import Mapping
from typing import Any

from khlang.spine.documents import letterhead, print_data
from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries
from khlang.spine.parties.models import PayeeAccount
from khlang.standards import message, thai_banks


def party(*, party_id: int | None, account: str = "") -> dict[str, str]:
    """Name, hyphened number and address of a party, with the account that is named for it; {} without a party."""
    found = queries.get_many(party_ids=[party_id]).get(party_id) if party_id is not None else None
    if found is None:
        return {}
    number = print_data.hyphened(number=found.national_number)
    return {"name": found.name, "national_number": number, "address": found.address, "account": account}


def account_line(*, bank_code: str, account_no: str, account_name: str = "") -> str:
    """A bank account in one line: bank, number, name; "" without a number."""
    if not account_no:
        return ""
    bank = thai_banks().get(bank_code)
    return " ".join(part for part in (bank.name_th if bank else bank_code, account_no, account_name) if part)


def payee_account(document_id: int) -> Mapping[str, Any]:
    """The account of a payee beside the one it replaces, and how it was made sure of (reliability F-1, F-2)."""
    document = documents.get(document_id=document_id, kind="payee_account")
    row = PayeeAccount.objects.get(document_id=document_id)
    banks = thai_banks()
    before = banks.get(row.previous_bank)
    accounts = (
        ("field.payee_bank", before.name_th if before else "", banks[row.bank_code].name_th),
        ("field.branch", "", row.branch),
        ("field.account_no", row.previous_no, row.account_no),
        ("field.account_name", "", row.account_name),
    )
    return {
        **letterhead.sheet(document=document, title=message("paper.payee_account.title")),
        "party": party(party_id=row.party_id),
        "accounts": [
            {"label": message(label), "before": old or "-", "after": new} for label, old, new in accounts if old or new
        ],
        "reason": document.title,
        "call_back": row.callback,
        "explanation": row.explanation,
        "statement": message("paper.payee_account.statement"),
        "signatures": letterhead.decisions(
            document=document,
            places=(
                ("signature.proposer", "", ("propose", "create")),
                ("signature.confirmer", "", ("confirm",)),
            ),
        ),
    }
