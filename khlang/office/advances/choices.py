"""What the forms of advances offer to choose from: borrowers, paid advances, accounts of expense, kinds."""

from collections.abc import Sequence
from datetime import date

from khlang.core.money import format_baht
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.advances import queries
from khlang.platform.screens import Choice
from khlang.spine.parties import queries as parties
from khlang.standards import chart

_MOST = 20
_LONGEST_NUMBER = 13


def _identifier(text: str) -> int:
    """The identifier that a form shows again; what people type is shorter."""
    return int(text) if text.isdigit() and len(text) > _LONGEST_NUMBER else 0


def borrowers(text: str) -> Sequence[Choice]:
    """People of the register by name or number."""
    chosen = _identifier(text)
    if chosen:
        return [Choice(value=text, label=parties.get(party_id=chosen).name)]
    return [
        Choice(value=str(found.id), label=found.name, note=found.masked_number)
        for found in parties.find(text=text, limit=_MOST)
        if found.kind == "person"
    ]


def outstanding(text: str) -> Sequence[Choice]:
    """Paid advances that are not yet cleared, by number, borrower or title, with what is owed."""
    chosen = _identifier(text)
    if chosen:
        view = queries.advance(document_id=chosen)
        return [Choice(value=text, label=f"{view.number} {view.borrower_name}", note=view.document.title)]
    rows, _, _ = queries.register(
        on=date.max, choice="outstanding", search=normalise(to_arabic_digits(text)), limit=_MOST
    )
    return [
        Choice(
            value=str(view.id), label=f"{view.number} {view.borrower_name}",
            note=f"{view.document.title} · {format_baht(view.remaining)}",
        )
        for view in rows
    ]  # fmt: skip


def expenses(text: str) -> Sequence[Choice]:
    """Accounts of expense by code or by words of the name; those that begin with the code first."""
    wanted = normalise(to_arabic_digits(text)).casefold()
    found = [
        account
        for account in chart()
        if account.posting
        and account.kind == "expense"
        and (
            account.code.startswith(wanted)
            or all(word in f"{account.name_th} {account.name_en}".casefold() for word in wanted.split())
        )
    ]
    return [
        Choice(value=each.code, label=each.name_th, label_en=each.name_en, note=each.code) for each in found[:_MOST]
    ]
