"""What the commands of paying take; amounts are typed in baht and arrive as satang."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from khlang.core.refusal import Refusal
from khlang.core.thai import to_arabic_digits
from khlang.platform.inputs import Baht, Identifier, Input, LongText, OptionalText, PositiveBaht, ShortText, refused

MAX_DIKAS = 500
Particulars = Annotated[OptionalText, Field(max_length=120)]
Note = Annotated[OptionalText, Field(max_length=500)]


def _digits(text: str) -> str:
    plain = to_arabic_digits(text).strip()
    if plain and not (plain.isascii() and plain.isdigit()):
        raise refused(Refusal("cheque_number_malformed", number=text[:20]))
    return plain


#: A number as the bank printed it on the form, leading zeros kept; Thai digits are read.
FormNumber = Annotated[str, StringConstraints(max_length=12), AfterValidator(_digits), Field(examples=["0000001"])]
RequiredNumber = Annotated[FormNumber, StringConstraints(min_length=1)]


class SaveChequeBook(Input):
    """A book of cheques or withdrawal slips: `first` and `last` as printed. With `id` the book is handed to somebody
    (`issued_to`), or closed with a reason; its bank account and numbers stay."""

    id: Identifier | None = None
    bank_account: ShortText
    kind: Literal["cheque", "withdrawal"] = "cheque"
    first: RequiredNumber
    last: RequiredNumber
    issued_to: Identifier | None = None
    closed: bool = False
    reason: Note = ""


class VoidNumber(Input):
    """A form that was spoilt before it was used: its number is never given out again."""

    bank_account: ShortText
    kind: Literal["cheque", "withdrawal"] = "cheque"
    number: RequiredNumber
    reason: Annotated[ShortText, Field(max_length=500)]


class ChequeInput(Input):
    """A cheque or slip written by hand: for which dika, its number, and what stands on it, if it was typed."""

    dika: Identifier
    number: FormNumber = ""
    amount: PositiveBaht | None = None
    amount_in_words: OptionalText = ""


class PrepareReport(Input):
    """Pay approved dika out of one bank account in one way. Numbers follow one another in the books of the account, from
    `first_number` when it is given; `cheques` are those written by hand."""

    bank_account: ShortText
    channel: Literal["cheque", "withdrawal", "transfer"]
    dikas: Annotated[tuple[Identifier, ...], Field(max_length=MAX_DIKAS)] = ()
    first_number: FormNumber = ""
    cheques: Annotated[tuple[ChequeInput, ...], Field(max_length=MAX_DIKAS)] = ()
    title: OptionalText = ""


class SpoiltForm(Input):
    """A form that was spoilt while it was written by hand: its number is void."""

    number: RequiredNumber
    reason: Note = ""


class WrittenCheque(Input):
    """A line of a report made by hand: the dika, the number of its cheque or slip ("" for a transfer), what stands on it."""

    dika: Identifier
    number: FormNumber = ""
    amount: PositiveBaht | None = None
    amount_in_words: OptionalText = ""


class RecordReport(Input):
    """A report of cheques, slips or transfers that was made and signed by hand, as its paper says it. `signers` are the
    names in the places of the joint signatures, `voided` the forms that were spoilt, `total` the net of all, for control."""

    bank_account: ShortText
    channel: Literal["cheque", "withdrawal", "transfer"]
    cheques: Annotated[tuple[WrittenCheque, ...], Field(min_length=1, max_length=MAX_DIKAS)]
    voided: Annotated[tuple[SpoiltForm, ...], Field(max_length=MAX_DIKAS)] = ()
    signers: Annotated[tuple[Annotated[ShortText, Field(max_length=200)], ...], Field(max_length=10)] = ()
    total: PositiveBaht | None = None
    title: OptionalText = ""


class RecordPayment(Input):
    """A dika that was paid by hand, as the payment voucher says it. What its report says may be left out; a number that
    differs from it is that of a cheque written anew. `amount` is the net, for control; `collected_by` who was handed the
    money when it was not the payee."""

    dika: Identifier
    bank_account: OptionalText = ""
    channel: Literal["", "cheque", "withdrawal", "transfer"] = ""
    number: FormNumber = ""
    amount: Baht | None = None
    reference: Particulars = ""
    collected_by: OptionalText = ""
    voided: Annotated[tuple[SpoiltForm, ...], Field(max_length=20)] = ()


class PayPayment(Input):
    """Hand the money over: the payment voucher is drawn. `reference` is what the bank answered to a transfer;
    `amount_in_words` what stands on the printed form, when it is checked once more."""

    document_id: Identifier
    reference: Particulars = ""
    amount_in_words: OptionalText = ""


class PayMany(Input):
    """Pay many prepared payments of signed reports at once; all or none."""

    payments: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MAX_DIKAS)]
    reference: Particulars = ""


class PayReport(Input):
    """Pay everything on a signed report that is not paid yet."""

    document_id: Identifier
    reference: Particulars = ""


class CollectPayment(Input):
    """A cheque or slip handed over: to whom, when that is not the payee."""

    document_id: Identifier
    collected_by: OptionalText = ""


class CollectMany(Input):
    """Cheques and slips that their payees fetched today."""

    payments: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MAX_DIKAS)]


class ConfirmPayee(Input):
    """A second person asked the payee back about an account that changed: whom, by which number, when."""

    document_id: Identifier
    call_back: Annotated[ShortText, Field(max_length=250)]


class StopPayment(Input):
    """A cheque that will not reach its payee: cancelled, or stale."""

    document_id: Identifier
    stale: bool = False
    reason: LongText = ""


class IssueCertificates(Input):
    """Certificates for tax withheld without one: of a payment, or of salaries of a calendar year (B.E.)."""

    payment_id: Identifier | None = None
    tax_year: Annotated[int, Field(ge=2500, le=2700)] | None = None
