"""What the commands of advances take; amounts are typed in baht and arrive as satang."""

from typing import Annotated, Literal

from pydantic import Field

from khlang.platform.inputs import (
    Baht,
    Day,
    Identifier,
    Input,
    LongText,
    OptionalText,
    PositiveBaht,
    ShortText,
)

AdvanceKind = Literal["project", "travel", "surplus"]
#: As long as the columns that keep them.
Reference = Annotated[OptionalText, Field(max_length=120)]
Purpose = Annotated[LongText, Field(max_length=1000)]
NumberText = Annotated[OptionalText, Field(max_length=40)]


class SaveAdvance(Input):
    """A contract of advance; with `document_id` the draft it names is replaced.

    `return_date` is the last day of the journey (travel), `due_date` the day agreed for repayment (surplus only: the
    other kinds compute theirs). `budget_line_id` is needed for the kinds that take budget. `council_*` is the consent to
    an advance from the accumulated surplus.
    """

    document_id: Identifier | None = None
    kind: AdvanceKind = "project"
    borrower_id: Identifier
    position: Reference = ""
    title: ShortText
    purpose: Purpose = ""
    budget_line_id: Identifier | None = None
    amount: PositiveBaht
    return_date: Day | None = None
    due_date: Day | None = None
    council_reference: OptionalText = ""
    council_date: Day | None = None
    document_date: Day | None = None


class BringForwardAdvance(Input):
    """An advance that was paid before the books were opened and is not yet cleared: `amount` is what is still owed."""

    kind: AdvanceKind = "project"
    borrower_id: Identifier
    position: Reference = ""
    title: ShortText
    original_number: Annotated[ShortText, Field(max_length=40)]
    amount: PositiveBaht
    paid_on: Day
    due_date: Day


class ClearingLine(Input):
    """One voucher that the borrower hands in: what was paid for, on which account of expense, how much."""

    account: Annotated[OptionalText, Field(max_length=14)] = ""
    description: ShortText
    reference: Reference = ""
    amount: PositiveBaht


class SaveClearing(Input):
    """Vouchers and money that the borrower brings; with `document_id` the draft it names is replaced.

    A line without an account takes the usual account of the advance's budget line. `returned` is the money left over,
    taken in by the receipt of `receipt_number`.
    """

    document_id: Identifier | None = None
    advance_id: Identifier
    lines: Annotated[tuple[ClearingLine, ...], Field(max_length=300)] = ()
    returned: Baht = 0
    receipt_number: NumberText = ""
    title: OptionalText = ""
    document_date: Day | None = None
