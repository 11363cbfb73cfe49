"""What the forms of advances offer to choose from: paid advances, accounts of expense."""

from collections.abc import Sequence
from datetime import date

from khlang.core.money import format_baht
from khlang.office.advances import queries
from khlang.platform import choosing
from khlang.platform.screens import Choice


def outstanding(text: str) -> Sequence[Choice]:
    """Paid advances that are not yet cleared, by number, borrower or title, with what is owed."""
    chosen = choosing.identifier(text)
    if chosen:
        view = queries.advance(document_id=chosen)
        return [Choice(value=text, label=f"{view.number} {view.borrower_name}", note=view.document.title)]
    rows, _, _ = queries.register(
        on=date.max, choice="outstanding", search=choosing.searched(text), limit=choosing.MOST
    )
    return [
        Choice(
            value=str(view.id), label=f"{view.number} {view.borrower_name}",
            note=f"{view.document.title} · {format_baht(view.remaining)}",
        )
        for view in rows
    ]  # fmt: skip


def expenses(text: str) -> Sequence[Choice]:
    """Accounts of expense by code or by words of the name."""
    return choosing.accounts(text, among=lambda account: account.kind == "expense")
