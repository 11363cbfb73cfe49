"""What the commands of procurement take: requisitions, orders, contracts, inspections, guarantees (baht become satang)."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from khlang.core.refusal import Refusal
from khlang.core.thai import normalise
from khlang.office.procurement.quantities import parse_quantity
from khlang.platform.inputs import (
    Baht,
    Day,
    Identifier,
    Input,
    LongText,
    OptionalText,
    PositiveBaht,
    ShortText,
    refused,
)

#: Where the money comes from: lines of the budget; earmarked grants received; accumulated surplus (council's resolution).
Fund = Literal["budget", "grant", "surplus"]
#: What is procured; it decides about fines and guarantees.
Category = Literal["goods", "service", "works"]
Role = Literal["procure", "inspect"]
Place = Literal["chair", "member"]
GuaranteeKind = Literal["cash", "cheque", "bank_letter"]


def _quantity(value: Any) -> int:
    try:
        return parse_quantity(value)
    except Refusal as refusal:
        raise refused(refusal) from None


def _percent(value: Any) -> Any:
    """Hundredths of a percent of "5", "0.20" or "๐.๒"; nothing typed stays None."""
    text = normalise(str("" if value is None else value)).removesuffix("%").strip()
    if not text:
        return None
    thousandths = 0 if text.strip("0.") == "" else _quantity(text)
    if thousandths % 10:
        raise refused(Refusal("quantity_malformed", text=text))
    return thousandths // 10


#: A quantity with up to three decimals → thousandths.
Quantity = Annotated[int, BeforeValidator(_quantity), Field(json_schema_extra={"type": "string", "format": "quantity"})]
#: A rate in percent with two decimals → hundredths of a percent; empty takes what the rules propose.
Percent = Annotated[
    int | None, BeforeValidator(_percent), Field(json_schema_extra={"type": "string", "format": "percent"})
]
Code = Annotated[OptionalText, Field(max_length=20)]
AssetClass = Annotated[OptionalText, Field(max_length=3)]
Reference = Annotated[OptionalText, Field(max_length=60)]
EgpNumber = Annotated[OptionalText, Field(max_length=30)]
Unit = Annotated[OptionalText, Field(max_length=60)]


class RequisitionLineInput(Input):
    """One thing asked for. Without `account` the usual account of the budget line's item is taken; `amount` is quantity ×
    price unless typed (rounding of up to one baht)."""

    budget_line_id: Identifier | None = None
    item: ShortText
    quantity: Quantity = 1000
    unit: Unit = ""
    unit_price: PositiveBaht
    amount: Baht = 0
    account: Code = ""


class CommitteeMemberInput(Input):
    """Somebody appointed; `person_id` when they are a user of the system (then the name may stay empty)."""

    role: Role = "inspect"
    position: Place = "member"
    person_id: Identifier | None = None
    name: OptionalText = ""
    title: OptionalText = ""


class RequisitionTerms(Input):
    """What a requisition asks for. `method` is a code of `standards/procurement_methods.toml`; `ground` the clause that
    allows it above its limit."""

    title: ShortText
    division: Code = ""
    category: Category = "goods"
    method: Annotated[ShortText, Field(max_length=20)]
    ground: OptionalText = ""
    fund: Fund = "budget"
    purpose: LongText = ""
    needed_date: Day | None = None
    median_price: Baht = 0
    vendor_id: Identifier | None = None
    egp_project: EgpNumber = ""
    council_reference: OptionalText = ""
    council_date: Day | None = None
    grant_reference: OptionalText = ""
    lines: Annotated[tuple[RequisitionLineInput, ...], Field(min_length=1, max_length=500)]
    members: Annotated[tuple[CommitteeMemberInput, ...], Field(max_length=30)] = ()


class SaveRequisition(RequisitionTerms):
    """A requisition for purchase or hire; with `document_id` the draft it names is replaced as a whole."""

    document_id: Identifier | None = None
    document_date: Day | None = None


class RecordRequisition(RequisitionTerms):
    """A requisition approved on paper, by whom; `vendor_name` is the vendor as the paper calls it."""

    vendor_name: OptionalText = ""
    approved_by: ShortText


class ObligationLineInput(RequisitionLineInput):
    """One thing that the vendor owes; `asset_class` where it becomes an asset card."""

    asset_class: AssetClass = ""


class InstalmentInput(Input):
    """One instalment; `advance_recovery` is kept back from it."""

    description: OptionalText = ""
    due_date: Day
    amount: PositiveBaht
    advance_recovery: Baht = 0


class ObligationTerms(Input):
    """What is agreed. Without `lines` it is what the requisition asked for. Instalments are listed, or
    `monthly_instalments` says into how many equal ones the amount is divided, due on the last day of each month from
    `start_date` on."""

    requisition_id: Identifier
    vendor_id: Identifier
    title: OptionalText = ""
    start_date: Day | None = None
    end_date: Day | None = None
    delivery_date: Day
    warranty_days: Annotated[int, Field(ge=0, le=36500)] = 0
    fine_rate: Percent = None
    retention_rate: Percent = None
    guarantee_rate: Percent = None
    advance_amount: Baht = 0
    vat_included: bool = True
    egp_project: EgpNumber = ""
    egp_contract: EgpNumber = ""
    paper_reference: Reference = ""
    terms: LongText = ""
    lines: Annotated[tuple[ObligationLineInput, ...], Field(max_length=500)] = ()
    instalments: Annotated[tuple[InstalmentInput, ...], Field(max_length=200)] = ()
    monthly_instalments: Annotated[int, Field(ge=0, le=60)] = 0


class SaveObligation(ObligationTerms):
    """A purchase order or contract of an approved requisition; with `document_id` the draft it names is replaced."""

    document_id: Identifier | None = None
    document_date: Day | None = None


class RecordObligation(ObligationTerms):
    """An order or contract signed on paper, by whom; `vendor_name` is the vendor as the paper calls it."""

    vendor_name: OptionalText = ""
    signed_by: ShortText


class AmendedLineInput(Input):
    """The new amount of one line of the order or contract."""

    line_id: Identifier
    amount: PositiveBaht


class AmendmentTerms(Input):
    """What is changed of a signed order or contract: new amounts of lines, a new day of delivery, or words only.

    Where the contract has instalments and its amount changes, all instalments not yet accepted are given anew.
    """

    obligation_id: Identifier
    title: OptionalText = ""
    explanation: Annotated[LongText, Field(min_length=1)]
    delivery_date: Day | None = None
    lines: Annotated[tuple[AmendedLineInput, ...], Field(max_length=500)] = ()
    instalments: Annotated[tuple[InstalmentInput, ...], Field(max_length=200)] = ()


class SaveAmendment(AmendmentTerms):
    """An amendment of a signed order or contract; with `document_id` the draft it names is replaced."""

    document_id: Identifier | None = None
    document_date: Day | None = None


class RecordAmendment(AmendmentTerms):
    """An amendment approved on paper, by whom."""

    approved_by: ShortText


class RegisterGuarantee(Input):
    """A guarantee received: cash cites the receipt by which it came; cheque and bank letter name bank and number."""

    obligation_id: Identifier
    kind: GuaranteeKind = "cash"
    amount: PositiveBaht
    receipt_number: Annotated[OptionalText, Field(max_length=40)] = ""
    bank: Annotated[OptionalText, Field(max_length=120)] = ""
    letter_number: Reference = ""
    received_date: Day | None = None
    due_date: Day
    long_term: bool = False


class BringGuaranteeForward(Input):
    """A guarantee that was held before the books were opened here."""

    holder_id: Identifier
    title: ShortText
    kind: GuaranteeKind = "cash"
    amount: PositiveBaht
    bank: Annotated[OptionalText, Field(max_length=120)] = ""
    letter_number: Reference = ""
    received_date: Day
    due_date: Day
    long_term: bool = False


class InspectionLineInput(Input):
    """What came of one line of the order: whole units by `quantity`, part of a thing by `amount` alone.

    `account` instead of the order's, `asset_class` where the order names none.
    """

    line_id: Identifier
    quantity: Quantity | None = None
    amount: Baht = 0
    account: Code = ""
    asset_class: AssetClass = ""


class Delivery(Input):
    """What was delivered. Without `lines` everything that remains came, or the whole of the instalment. `recovery` empty
    takes what the contract says. Days that the office excuses (`excused_days`) need the reason or the resolution in
    `excuse`."""

    obligation_id: Identifier
    instalment_id: Identifier | None = None
    title: OptionalText = ""
    delivered_date: Day
    inspected_date: Day | None = None
    delivery_note: Reference = ""
    invoice_no: Reference = ""
    invoice_date: Day | None = None
    lines: Annotated[tuple[InspectionLineInput, ...], Field(max_length=500)] = ()
    excused_days: Annotated[int, Field(ge=0, le=3660)] = 0
    excuse: Annotated[LongText, Field(max_length=1000)] = ""
    recovery: Baht | None = None
    place: OptionalText = ""
    remark: LongText = ""


class SaveInspection(Delivery):
    """A delivery as the committee inspected it; with `document_id` the draft it names is replaced."""

    document_id: Identifier | None = None


class RecordInspection(Delivery):
    """A delivery accepted on paper (`accepted_by` names who signed). Fine and retention stand as the payable voucher has
    them; left empty they are worked out from the contract."""

    fine: Baht | None = None
    retention: Baht | None = None
    accepted_by: ShortText
