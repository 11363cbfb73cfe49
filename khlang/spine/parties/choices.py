"""What forms offer of the register: parties for a type-ahead, banks of the country, proposals that wait."""

from collections.abc import Sequence

from khlang.platform import choosing
from khlang.platform.screens import Choice
from khlang.spine.parties import queries
from khlang.spine.parties.models import PayeeAccount
from khlang.standards import message, thai_banks


def parties(text: str, *, kind: str = "") -> Sequence[Choice]:
    """Active parties (of one kind) by a piece of the name or the first digits of the number."""
    chosen = choosing.identifier(text)
    if chosen:
        return [Choice(value=text, label=queries.get(party_id=chosen).name)]
    return [
        Choice(value=str(each.id), label=each.name, note=each.masked_number or each.address)
        for each in queries.find(text=text, limit=choosing.MOST)
        if each.kind == (kind or each.kind)
    ]


def people(text: str) -> Sequence[Choice]:
    """`parties` that are persons."""
    return parties(text, kind="person")


def banks() -> tuple[Choice, ...]:
    """The banks of the country, for the select of a form."""
    return tuple(
        Choice(value=bank.code, label=f"{bank.name_th} ({bank.abbreviation})", label_en=bank.name_en, note=bank.code)
        for bank in thai_banks().values()
    )


def waiting() -> tuple[Choice, ...]:
    """The proposals that nobody has decided yet, for the boxes of the page that confirms many."""
    rows = PayeeAccount.objects.filter(waiting=True).select_related("party").order_by("id")[:500]
    return tuple(
        Choice(
            value=str(row.document_id),
            label=f"{row.party.name}: {thai_banks()[row.bank_code].abbreviation} {row.account_no}",
            note=message("payee_account.change" if row.previous_no else "payee_account.first", account=row.previous_no),
        )
        for row in rows
    )
