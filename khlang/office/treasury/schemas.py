"""What the commands of the treasury take; amounts are typed in baht and arrive as satang."""

from typing import Annotated

from pydantic import Base64Bytes, Field

from khlang.platform.inputs import Baht, Day, Identifier, Input, LongText, OptionalText, PositiveBaht, ShortText

#: As long as the columns that keep it.
Particulars = Annotated[OptionalText, Field(max_length=120)]


class CreateCashDeposit(Input):
    """Cash (and received cheques) taken to one of the organisation's bank accounts."""

    bank_account: ShortText
    cash: Baht = 0
    cheque: Baht = 0
    slip: Particulars = ""
    document_date: Day | None = None
    title: OptionalText = ""


class CreateBankTransfer(Input):
    """Money moved between two of the organisation's bank accounts."""

    from_account: ShortText
    to_account: ShortText
    amount: PositiveBaht
    reference: Particulars = ""
    document_date: Day | None = None
    title: OptionalText = ""


class EntryLineInput(Input):
    """One line: a posting account, `sub` the code of the bank account when the account is kept per bank account, and an
    amount on one side only."""

    account: ShortText
    sub: OptionalText = ""
    debit: Baht = 0
    credit: Baht = 0
    description: OptionalText = ""


class SaveGeneralVoucher(Input):
    """A general voucher; with `document_id` the draft it names is replaced. `title` is the description in the journal."""

    document_id: Identifier | None = None
    title: ShortText
    document_date: Day | None = None
    lines: Annotated[tuple[EntryLineInput, ...], Field(min_length=2, max_length=500)]


class RecordGeneralVoucher(Input):
    """A general voucher that was written and approved by hand, as its paper says it."""

    title: ShortText
    lines: Annotated[tuple[EntryLineInput, ...], Field(min_length=2, max_length=500)]
    approved_by: OptionalText = ""


class SaveOpeningBalance(Input):
    """Balances that open a fiscal year (B.E.); with `document_id` the draft it names is replaced."""

    document_id: Identifier | None = None
    fiscal_year: Annotated[int, Field(ge=2500, le=2700)]
    title: OptionalText = ""
    lines: Annotated[tuple[EntryLineInput, ...], Field(min_length=2, max_length=5000)]


class ImportOpeningBalance(Input):
    """A spreadsheet or CSV with account_code, debit, credit and optionally bank_id: its content in Base64.

    When bank accounts are kept, `banks_name` and `banks_content` may give a second file with bank_id, bank, type,
    gl_account, opening_balance, from which the lines of the bank accounts are taken instead.
    """

    fiscal_year: Annotated[int, Field(ge=2500, le=2700)]
    title: OptionalText = ""
    name: ShortText
    content: Base64Bytes
    banks_name: OptionalText = ""
    banks_content: Base64Bytes = b""


class DenominationInput(Input):
    """So many pieces of one note or coin."""

    denomination: PositiveBaht
    pieces: Annotated[int, Field(ge=0, le=10_000_000)]


class CreateCashCount(Input):
    """The cash box counted; a difference from the book needs an explanation."""

    lines: Annotated[tuple[DenominationInput, ...], Field(max_length=20)] = ()
    cheque: Baht = 0
    explanation: LongText = ""


class PrepareDailyStatus(Input):
    """The daily financial status report of a day (today when empty)."""

    day: Day | None = None
    note: LongText = ""
