"""What the commands of reconciliation take; amounts are typed in baht and arrive as satang."""

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field

from khlang.platform.inputs import Baht, Day, Identifier, Input, LongText, OptionalText, ShortText

#: Why a line of the bank is not in the books.
Finding = Literal["bank_charge", "bank_interest", "bank_error", "to_book"]
Note = Annotated[LongText, Field(max_length=500)]


class ImportStatement(Input):
    """A statement as the bank gives it, XLSX or CSV, its content in Base64.

    `layout` is a key of bank_statements.toml; empty means that the file is recognised by its columns. `since` and
    `through` are the first and last day that the statement covers when they are not the first of the month of its first
    line and the day of its last.
    """

    bank_account: ShortText
    layout: Annotated[OptionalText, Field(max_length=40)] = ""
    since: Day | None = None
    through: Day | None = None
    name: ShortText
    content: Base64Bytes


class PrepareReconciliation(Input):
    """The reconciliation of a bank account for the month of a day (the last complete month when empty)."""

    bank_account: ShortText
    month: Day | None = None


class MatchItems(Input):
    """Lines of the statement and items of the books that are the same money. An item is "v" and the id of a voucher, or
    "c" and the id of an item brought forward."""

    document_id: Identifier
    lines: Annotated[tuple[Identifier, ...], Field(max_length=2000)] = ()
    items: Annotated[tuple[Annotated[str, Field(pattern=r"^[vc]\d{1,19}$")], ...], Field(max_length=2000)] = ()


class Unmatch(Input):
    """A match undone."""

    document_id: Identifier
    match_id: Identifier


class ExplainLine(Input):
    """Why a line of the bank is not in the books."""

    document_id: Identifier
    line_id: Identifier
    finding: Finding
    note: Note = ""


class BringForward(Input):
    """A cheque not yet presented or a deposit under way from before the first statement: paid out as the books say it
    (`payment`) or received, satang."""

    document_id: Identifier
    day: Day
    direction: Literal["paid", "received"] = "paid"
    amount: Baht
    number: Annotated[OptionalText, Field(max_length=20)] = ""
    description: ShortText
