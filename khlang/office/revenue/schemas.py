"""What the commands of receiving take; amounts are typed in baht and arrive as satang."""

from typing import Annotated, Literal

from pydantic import Field

from khlang.platform.inputs import (
    Baht,
    Day,
    Identifier,
    Input,
    LongText,
    NationalNumber,
    OptionalText,
    PositiveBaht,
    ShortText,
)

ItemCode = Annotated[ShortText, Field(max_length=8)]
BookNumber = Annotated[int, Field(ge=1, le=999_999_999)]
#: As long as the columns that keep them.
Particulars = Annotated[OptionalText, Field(max_length=120)]
ChequeNumber = Annotated[OptionalText, Field(max_length=20)]


class ReceiptLineInput(Input):
    """One line: a code of the revenue classification or of the receipt items, what it is for, how much.

    `assessment` is the local tax that it pays, or the fine and surcharge of it (office/taxpayers).
    """

    assessment: Identifier | None = None
    item: ItemCode
    description: OptionalText = ""
    amount: PositiveBaht


class MoneyReceived(Input):
    """What a receipt says, whether the system issues it or a hand wrote it: from whom, how, for what.

    `bank_account` is the code of the organisation's own account, needed for transfer and QR.
    """

    payer_id: Identifier | None = None
    payer_name: ShortText
    payer_number: NationalNumber = ""
    payer_address: OptionalText = ""
    channel: Literal["cash", "cheque", "transfer", "qr"] = "cash"
    bank_account: OptionalText = ""
    reference: Particulars = ""
    cheque_number: ChequeNumber = ""
    cheque_bank: Particulars = ""
    cheque_branch: Particulars = ""
    cheque_date: Day | None = None
    book_number: BookNumber | None = None
    lines: Annotated[tuple[ReceiptLineInput, ...], Field(min_length=1, max_length=200)]


class ReceiptInput(MoneyReceived):
    """A receipt as the collector fills it in.

    `document_date` empty is today; another day is possible only for a receipt written in a printed book (`book_no`,
    `book_number`).
    """

    document_date: Day | None = None
    book_no: OptionalText = ""


class SaveReceipt(ReceiptInput):
    """A draft: new without `document_id`, otherwise the draft it names is replaced."""

    document_id: Identifier | None = None


class IssueReceipt(ReceiptInput):
    """Issue at once. With `document_id` the draft is issued with what is given here, or as it stands when no line is."""

    document_id: Identifier | None = None
    payer_name: OptionalText = ""
    lines: Annotated[tuple[ReceiptLineInput, ...], Field(max_length=200)] = ()


class ReceiveTransfer(Input):
    """Money that is already in the bank: allocated tax, grant, interest, bill payment. Posted in one step.

    `title` is the description of the receipt voucher; empty takes the name of the first line's item.
    """

    payer_id: Identifier | None = None
    payer_name: ShortText
    payer_number: NationalNumber = ""
    payer_address: OptionalText = ""
    title: OptionalText = ""
    channel: Literal["transfer", "qr"] = "transfer"
    bank_account: ShortText
    reference: Annotated[ShortText, Field(max_length=120)]
    lines: Annotated[tuple[ReceiptLineInput, ...], Field(min_length=1, max_length=200)]


class VoidReceipt(Input):
    """Cancel an issued receipt on its day, before it is on a remittance slip."""

    document_id: Identifier
    reason: LongText = ""


class RegisterReceiptBook(Input):
    """A printed book handed out to a collector: numbers `first` to `last`."""

    book_no: Annotated[ShortText, Field(max_length=20)]
    first: BookNumber
    last: BookNumber
    issued_to: Identifier


class CloseReceiptBook(Input):
    """Void a book, or take it back with its unused numbers cancelled."""

    id: Identifier
    outcome: Literal["voided", "returned"]
    reason: LongText = ""


class CreateRemittance(Input):
    """A slip of the actor's own receipts: the ones named, or all that are not yet remitted up to the day (today)."""

    document_date: Day | None = None
    receipts: Annotated[tuple[Identifier, ...], Field(max_length=2000)] = ()
    title: OptionalText = ""


class ReceiveRemittance(Input):
    """Finance's own count of what was handed over; it must agree with the slip."""

    document_id: Identifier
    counted_cash: Baht
    counted_cheque: Baht = 0


class CreateSummary(Input):
    """Sum received slips up: the ones named, or all that are received and not summed up. `title` describes the voucher."""

    document_date: Day | None = None
    remittances: Annotated[tuple[Identifier, ...], Field(max_length=500)] = ()
    title: OptionalText = ""


class RecordProof(MoneyReceived):
    """A receipt that was written by hand. Book, number and day stand in the envelope (its paper).

    `collector_id` is who took the money (whoever enters it when empty); `book_number` the number in a printed book of the
    register, whose book is that of the paper; `total` what the paper says in all, if it was read.
    """

    collector_id: Identifier | None = None
    total: Baht | None = None


class CorrectProof(RecordProof):
    """What the paper really says, for a proof that was read wrongly and is on no slip; the paper is that of the envelope."""

    reason: ShortText


class _HandedOn(Input):
    """What a slip or a summary says that was made by hand: the sum, and if it was read, each kind of money."""

    total: PositiveBaht
    cash: Baht | None = None
    cheque: Baht | None = None
    transfer: Baht | None = None
    title: OptionalText = ""


class RecordRemittance(_HandedOn):
    """A remittance slip made by hand: the receipts and proofs on it, of whichever collector, in the order of the paper.

    `collector` is who handed the money over as the paper names him; empty takes the collector of the first receipt.
    """

    receipts: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=5000)]
    collector_id: Identifier | None = None
    collector: OptionalText = ""


class RecordSummary(_HandedOn):
    """A summary of remittance slips made by hand: the slips on it, made by hand or in the system."""

    remittances: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=500)]


class CreateReversal(Input):
    """Take a posted receipt back. `bank_account` says which account the money leaves if not the one it came into."""

    receipt_id: Identifier
    bank_account: OptionalText = ""
    reason: ShortText
