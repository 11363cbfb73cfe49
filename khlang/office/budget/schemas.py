"""What screens, the API, spreadsheets and office nodes send to the commands of the budget (baht become satang)."""

from typing import Annotated, Literal

from pydantic import Base64Bytes, BeforeValidator, Field, StringConstraints

from khlang.core.thai import to_arabic_digits
from khlang.platform.inputs import Baht, Day, Identifier, Input, LongText, OptionalText, PositiveBaht, ShortText

Code = Annotated[
    str, BeforeValidator(lambda code: "" if code is None else to_arabic_digits(str(code)).strip()), Field(max_length=20)
]
FiscalYear = Annotated[int, BeforeValidator(lambda value: int(to_arabic_digits(str(value)))), Field(ge=2500, le=2700)]


class Appropriation(Input):
    """One line of expenditure of an ordinance, or of a supplementary budget.

    A supplementary budget names an existing line by `line_id` (then only `amount` counts) or describes a new one.
    `code` is the office's short name of the line ("L01"); left empty the next free one is given. `category_code` may
    stay empty: it follows from the item. `division` is the division's code.
    """

    line_id: Identifier | None = None
    code: Code = ""
    fund_source: Code = "budget"
    work_code: Code = ""
    category_code: Code = ""
    item_code: Code = ""
    name_th: OptionalText = ""
    division: Code = ""
    amount: PositiveBaht
    explanation: LongText = ""


class Estimate(Input):
    """One line of the revenue estimate: a revenue item (8 digits) or a class (6 digits); nothing expected is 0."""

    item_code: Code
    name_th: OptionalText = ""
    amount: Baht
    explanation: LongText = ""


class OrdinanceTerms(Input):
    """What an ordinance or supplementary budget holds. `deficit_reason`: needed when more is appropriated than estimated."""

    fiscal_year: FiscalYear
    title: ShortText
    appropriations: tuple[Appropriation, ...] = Field(min_length=1, max_length=5000)
    estimates: tuple[Estimate, ...] = Field(default=(), max_length=1000)
    deficit_reason: LongText = ""


class PrepareOrdinance(OrdinanceTerms):
    """A draft ordinance or supplementary budget."""

    document_date: Day


class RecordOrdinance(OrdinanceTerms):
    """An ordinance or supplementary budget promulgated on paper: the decision of the council, the approval of who approves
    outside it (`approved_by`, with number and date), the promulgation."""

    council_reference: ShortText
    council_date: Day
    approved_by: ShortText
    approval_number: ShortText
    approval_date: Day
    ordinance_reference: ShortText
    promulgated_date: Day


class ReviseOrdinance(PrepareOrdinance):
    """The whole draft again; what it held before is replaced."""

    document_id: Identifier


class ImportOrdinance(Input):
    """A draft from the spreadsheet template (XLSX or CSV). `content` is base64; `document_id` replaces that draft."""

    fiscal_year: FiscalYear
    title: ShortText
    document_date: Day
    filename: ShortText
    content: Base64Bytes
    deficit_reason: LongText = ""
    document_id: Identifier | None = None


class ApproveOrdinance(Input):
    """The decisions of the council (meeting and resolution) and of the approver outside it."""

    document_id: Identifier
    council_reference: ShortText
    council_date: Day
    approver: ShortText
    approver_reference: ShortText
    approver_date: Day
    reason: LongText = ""


class PromulgateOrdinance(Input):
    """The promulgation: the office's ordinance number ("1/2568") and date. It makes the money available."""

    document_id: Identifier
    ordinance_reference: ShortText
    promulgated_date: Day
    reason: LongText = ""


class TransferSource(Input):
    """What every item of a transfer says: the line that gives, how much, and why."""

    from_line_id: Identifier
    amount: PositiveBaht
    note: OptionalText = ""


class TransferItem(TransferSource):
    """Money from one line to another. `changes_nature`: it changes nature, quantity or quality of equipment, land or
    structures, so the council decides (ระเบียบ มท. วิธีการงบประมาณ 2563)."""

    to_line_id: Identifier
    changes_nature: bool = False


class NewItem(TransferSource):
    """Money from one line to a line that the transfer creates; codes as in an ordinance."""

    code: Code = ""
    fund_source: Code = "budget"
    work_code: Code
    category_code: Code = ""
    item_code: Code
    name_th: ShortText
    division: Code = ""
    explanation: LongText = ""


class TransferTerms(Input):
    """A transfer of budget within one fiscal year: to existing lines, to new ones, or both."""

    fiscal_year: FiscalYear
    title: ShortText
    items: tuple[TransferItem, ...] = Field(default=(), max_length=200)
    new_items: tuple[NewItem, ...] = Field(default=(), max_length=200)


class PrepareTransfer(TransferTerms):
    """A draft transfer."""

    document_date: Day


class Approved(Input):
    """Who approved on paper (`body`: the executive or the council; `approved_by` names who signed), by which number, when."""

    body: Literal["executive", "council"] = "executive"
    approved_by: ShortText
    approval_number: ShortText
    approval_date: Day


class RecordTransfer(TransferTerms, Approved):
    """A transfer approved on paper."""


class ReviseTransfer(PrepareTransfer):
    """The whole draft again; what it held before is replaced."""

    document_id: Identifier


class Decide(Input):
    """The decision of the executive or of the council: its number and date on paper."""

    document_id: Identifier
    reference: ShortText
    decided_date: Day
    reason: LongText = ""


class ExplanationItem(Input):
    """A new explanation of one line; `kind`: expenditure names a budget line, revenue a line of the estimate."""

    kind: Literal["expenditure", "revenue"] = "expenditure"
    line_id: Identifier
    text: Annotated[LongText, StringConstraints(min_length=1)]
    changes_nature: bool = False


class AmendmentTerms(Input):
    """An amendment of explanations; allowed for past fiscal years too."""

    fiscal_year: FiscalYear
    title: ShortText
    items: tuple[ExplanationItem, ...] = Field(min_length=1, max_length=200)


class PrepareAmendment(AmendmentTerms):
    """A draft amendment of explanations."""

    document_date: Day


class RecordAmendment(AmendmentTerms, Approved):
    """An amendment of explanations approved on paper."""


class ReviseAmendment(PrepareAmendment):
    """The whole draft again; what it held before is replaced."""

    document_id: Identifier


class PlannedLine(Input):
    """What is to be spent of one line in each quarter of the fiscal year. `line` is its short name ("L01"); `name_th` is
    there for the reader and is not kept."""

    line: Annotated[Code, StringConstraints(min_length=1)]
    name_th: OptionalText = ""
    quarter_1: Baht = 0
    quarter_2: Baht = 0
    quarter_3: Baht = 0
    quarter_4: Baht = 0

    @property
    def quarters(self) -> tuple[int, int, int, int]:
        """The four amounts in satang."""
        return self.quarter_1, self.quarter_2, self.quarter_3, self.quarter_4


class PrepareSpendingPlan(Input):
    """A draft spending plan (แผนการใช้จ่ายเงิน) of a fiscal year: line by quarter."""

    fiscal_year: FiscalYear
    title: ShortText
    document_date: Day
    entries: tuple[PlannedLine, ...] = Field(min_length=1, max_length=5000)


class ReviseSpendingPlan(PrepareSpendingPlan):
    """The whole draft again; what it held before is replaced."""

    document_id: Identifier


class ImportSpendingPlan(Input):
    """A draft from the spreadsheet template (XLSX or CSV). `content` is base64; `document_id` replaces that draft."""

    fiscal_year: FiscalYear
    title: ShortText
    document_date: Day
    filename: ShortText
    content: Base64Bytes
    document_id: Identifier | None = None


class PrepareOverrun(Input):
    """A line that is to pay more than it has, by memo of the executive (number, date, who signed), and why.

    `paper_reference` says which paper it is that was paid by hand.
    """

    line_id: Identifier
    amount: PositiveBaht
    memo_number: ShortText
    memo_date: Day
    ordered_by: ShortText
    reason: Annotated[LongText, StringConstraints(min_length=1)]
    paper_reference: OptionalText = ""


class ReviseOverrun(PrepareOverrun):
    """The whole draft again; what it held before is replaced."""

    document_id: Identifier


class CoverOverrun(Input):
    """The money that covers an overrun has come; `covered_by` names the document that brought it."""

    document_id: Identifier
    covered_by: ShortText
