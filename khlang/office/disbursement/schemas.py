"""What the commands of the dika take; amounts are typed in baht and arrive as satang."""

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field

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

Code = Annotated[OptionalText, Field(max_length=20)]
Source = Literal["", "budget", "committed", "liability", "receivable", "revenue", "surplus", "bank", "expense"]
Kept = Literal[
    "withholding", "social_security", "retention", "fine", "cooperative", "student_loan", "provident_fund",
    "pension_fund", "other",
]  # fmt: skip
Form = Literal["", "pnd1", "pnd3", "pnd53"]


class DikaLineInput(Input):
    """One line: what is paid, and from which money.

    A budget line is named by `budget_line_id`; its usual account may be replaced by `account` (an accrued expense).
    Money held or owed is named by `account` and, when it is kept apart, `sub`; a bank account of the office by `sub`. An
    empty `source` is the first one that the kind of dika allows and that fits what the line names.
    """

    source: Source = ""
    budget_line_id: Identifier | None = None
    account: Annotated[OptionalText, Field(max_length=14)] = ""
    sub: Annotated[OptionalText, Field(max_length=40)] = ""
    amount: PositiveBaht
    description: OptionalText = ""


class DeductionInput(Input):
    """Something kept back from the payee. Withheld tax names its form, and the base that it was reckoned on."""

    kind: Kept
    form: Form = ""
    base: Baht = 0
    amount: PositiveBaht


class PrepareDika(Input):
    """A draft dika of any kind (standards/dika_kinds.toml); with `document_id` the draft it names is replaced.

    What the kind cites gives the lines, the payee and the deductions when they are left out: an acceptance, an advance, a
    receipt, a contract. `division` is the code of the division that asks; left out it follows from what is paid.
    `withhold`: take tax from a payment without contract. `evidence` lists the papers that are there.
    """

    document_id: Identifier | None = None
    dika_kind: Annotated[ShortText, Field(max_length=20)]
    title: OptionalText = ""
    document_date: Day | None = None
    division: Code = ""
    payee_id: Identifier | None = None
    acceptance_id: Identifier | None = None
    obligation_id: Identifier | None = None
    advance_id: Identifier | None = None
    receipt_id: Identifier | None = None
    council_reference: OptionalText = ""
    council_date: Day | None = None
    invoice_no: Annotated[OptionalText, Field(max_length=60)] = ""
    invoice_date: Day | None = None
    vat_included: bool | None = None
    withhold: bool = False
    lines: Annotated[tuple[DikaLineInput, ...], Field(max_length=500)] = ()
    deductions: Annotated[tuple[DeductionInput, ...], Field(max_length=50)] = ()
    evidence: Annotated[tuple[ShortText, ...], Field(max_length=20)] = ()
    out_of_plan: bool = False
    remark: Annotated[LongText, Field(max_length=1000)] = ""


class WrittenPayee(Input):
    """One of many payees as the list behind a paper names them; `deductions` is what is kept back, by kind."""

    name: ShortText
    national_number: NationalNumber = ""
    bank: Annotated[OptionalText, Field(max_length=3)] = ""
    account_no: Annotated[OptionalText, Field(max_length=20)] = ""
    account_name: OptionalText = ""
    gross: PositiveBaht
    deductions: dict[Kept, Baht] = {}


class RecordDika(PrepareDika):
    """A dika that was made by hand, as its paper says it: deductions are those on the paper and nothing is reckoned.

    `payee_name`, `payee_number`, `bank`, `account_no` and `account_name` are the payee as written, which the document keeps
    whatever the register says; empty ones follow the register. `payees` are those of a list. `approved_by` is whoever
    approved the paper, `net` the net on it, for control. `remark` stands under the words of the letter.
    `year_of_paper`: the money is that of the fiscal year in which the paper was made.
    """

    payee_name: OptionalText = ""
    payee_number: NationalNumber = ""
    bank: Annotated[OptionalText, Field(max_length=3)] = ""
    account_no: Annotated[OptionalText, Field(max_length=20)] = ""
    account_name: OptionalText = ""
    payees: Annotated[tuple[WrittenPayee, ...], Field(max_length=5000)] = ()
    approved_by: OptionalText = ""
    net: Baht | None = None
    year_of_paper: bool = False


class ImportPayees(Input):
    """A list of payees (XLSX or CSV) that becomes a dika; `content` is base64, `document_id` replaces that draft.

    `control_count` and `control_net` are the totals of the signed list, typed by hand. `budget_line_id` is the line of rows
    that name none. `register_new` adds people who are not in the register and proposes their accounts. `again` says that
    people are paid a second time in the month on purpose; the remark says why.
    """

    document_id: Identifier | None = None
    dika_kind: Literal["payroll", "allowance", "pension"]
    title: ShortText
    document_date: Day | None = None
    division: Code = ""
    budget_line_id: Identifier | None = None
    filename: ShortText
    content: Base64Bytes
    control_count: Annotated[int, Field(ge=1, le=5000)]
    control_net: Baht
    register_new: bool = False
    again: bool = False
    evidence: Annotated[tuple[ShortText, ...], Field(max_length=20)] = ()
    remark: Annotated[LongText, Field(max_length=1000)] = ""


class ManyDika(Input):
    """The same move on many dika of an inbox: each is decided by itself."""

    document_ids: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=200)]
