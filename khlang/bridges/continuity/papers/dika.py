"""A dika made by hand becomes a dika of the system, for reference (guideline LAO-3.1, UNIT-2.1)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field

from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown
from khlang.bridges.continuity.papers import citing, spending
from khlang.bridges.continuity.papers.spending import WrittenParty
from khlang.bridges.continuity.problems import DATE_SUSPECT
from khlang.core.calendar import fiscal_year
from khlang.core.refusal import Refusal
from khlang.core.thai import normalise
from khlang.office.disbursement import commands as disbursement
from khlang.office.disbursement.schemas import (
    DeductionInput,
    DikaLineInput,
    Form,
    Kept,
    RecordDika,
    Source,
    WrittenPayee,
)
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.inputs import Baht, Day, Input, LongText, NationalNumber, OptionalText, PositiveBaht, ShortText
from khlang.spine.organisations import queries as organisations
from khlang.standards import message
from khlang.standards.dika_kinds import dika_kind, dika_kinds

Serial = Annotated[int | None, Field(ge=1, le=999_999_999)]
Named = Annotated[OptionalText, Field(max_length=40)]
#: By what the document it pays is named on a dika: the kinds of document, the field of the command.
_CITED: Final = {
    "acceptance": (("inspection",), "acceptance_id"),
    "obligation": (("purchase_order", "contract"), "obligation_id"),
    "advance": (("advance",), "advance_id"),
    "receipt": (("receipt",), "receipt_id"),
}
#: Papers made by hand that a dika may pay: their kind of document, the field of the command.
_PAPERS: Final = {
    "payable_voucher": ("inspection", "acceptance_id"),
    "contract": ("contract", "obligation_id"),
    "purchase_order": ("purchase_order", "obligation_id"),
}


#: What is kept back of one of many payees, each in a column of its own.
_KEPT: Final = (
    "withholding", "social_security", "pension_fund", "provident_fund", "cooperative", "student_loan", "other",
)  # fmt: skip
_KINDS: Final[list[Any]] = [kind.code for kind in dika_kinds().values()]


def _kind(value: object) -> object:
    """A kind of dika by its code or as people call it («เงินยืม»); nothing is a direct one."""
    if not isinstance(value, str):
        return value
    text = normalise(value).casefold()
    known = {message(f"dika_kind.{code}", lang).casefold(): code for code in _KINDS for lang in ("th", "en")}
    return known.get(text, text or "direct")


class DikaLineByHand(Input):
    """One line: the budget line by its code («L20»), or an account with its sub-account; baht."""

    budget_line: Annotated[OptionalText, Field(max_length=40)] = ""
    dika_source: Source = ""
    account: Annotated[OptionalText, Field(max_length=14)] = ""
    sub: Annotated[OptionalText, Field(max_length=40)] = ""
    amount: PositiveBaht
    description: OptionalText = ""


class DeductionByHand(Input):
    """Something kept back, as the paper has it: tax names its form and its base. Baht."""

    deduction: Kept
    tax_form: Form = ""
    base: Baht = 0
    amount: PositiveBaht


class PayeeByHand(Input):
    """One line of the list of payees behind a payroll or an allowance: who, the account, what is asked for and what is kept
    back of it, by kind. Baht."""

    name: ShortText
    national_number: NationalNumber = ""
    bank: Annotated[OptionalText, Field(max_length=3)] = ""
    account_no: Annotated[OptionalText, Field(max_length=20)] = ""
    gross: PositiveBaht
    withholding: Baht = 0
    social_security: Baht = 0
    pension_fund: Baht = 0
    provident_fund: Baht = 0
    cooperative: Baht = 0
    student_loan: Baht = 0
    other: Baht = 0


class DikaByHand(WrittenParty):
    """One dika as its paper says it. What it pays is named by the number of the paper, when that was made by hand too, or by
    the number in the system (`acceptance`, `obligation`, `advance`, `receipt`). Baht."""

    dika_kind: Annotated[ShortText, BeforeValidator(_kind), Field(json_schema_extra={"enum": _KINDS})] = "direct"
    title: OptionalText = ""
    division: Annotated[OptionalText, Field(max_length=20)] = ""
    payable_voucher_book: citing.Book = ""
    payable_voucher_number: Serial = None
    contract_book: citing.Book = ""
    contract_number: Serial = None
    purchase_order_book: citing.Book = ""
    purchase_order_number: Serial = None
    acceptance: Named = ""
    obligation: Named = ""
    advance: Named = ""
    receipt: Named = ""
    council_reference: OptionalText = ""
    council_date: Day | None = None
    invoice_no: Annotated[OptionalText, Field(max_length=60)] = ""
    invoice_date: Day | None = None
    net: Baht | None = None
    approved_by: OptionalText = ""
    remark: Annotated[LongText, Field(max_length=1000)] = ""
    lines: Annotated[tuple[DikaLineByHand, ...], Field(max_length=500)] = ()
    deductions: Annotated[tuple[DeductionByHand, ...], Field(max_length=50)] = ()
    payees: Annotated[tuple[PayeeByHand, ...], Field(max_length=5000)] = ()


def enter(envelope: Envelope, data: DikaByHand, ref: PaperRef, decided: frozenset[str]) -> Outcome:
    """Record the dika for reference. Refusals: payee_not_found, paper_not_entered, system_number_unknown,
    budget_line_unknown and those of `dika.record`."""
    assert envelope.paper is not None
    day, today = envelope.paper.date, envelope.today
    cited = _cited(data)
    party = spending.payee(data=data)
    if party is None and not cited and data.payee_name and dika_kind(data.dika_kind).payee == "one":
        raise Refusal("payee_not_found", field="payee_name", name=data.payee_name)
    of_paper = fiscal_year(day) != fiscal_year(today)
    year = fiscal_year(day if of_paper else today)
    codes = [(f"lines.{at}.budget_line", line.budget_line) for at, line in enumerate(data.lines)]
    known = spending.budget_lines(codes=codes, fiscal_year=year)
    record = RecordDika.model_construct(
        dika_kind=data.dika_kind, title=data.title, division=data.division, payee_id=party.id if party else None,
        payee_name=data.payee_name, payee_number=data.payee_number, bank=data.bank, account_no=data.account_no,
        account_name=data.account_name, council_reference=data.council_reference, council_date=data.council_date,
        invoice_no=data.invoice_no, invoice_date=data.invoice_date, approved_by=data.approved_by, net=data.net,
        remark=data.remark, lines=tuple(_line(each, known) for each in data.lines),
        deductions=tuple(_deduction(each) for each in data.deductions),
        payees=tuple(_person(each) for each in data.payees), year_of_paper=of_paper, **cited,
    )  # fmt: skip
    fields = _fields(data)
    return spending.at_fields(
        lambda: disbursement.record_dika(envelope=envelope, data=record),
        lambda field: fields.get(field, field.replace("budget_line_id", "budget_line")),
    )


def _line(line: DikaLineByHand, known: dict[str, int]) -> DikaLineInput:
    return DikaLineInput.model_construct(
        source=line.dika_source,
        budget_line_id=known.get(line.budget_line),
        account=line.account,
        sub=line.sub,
        amount=line.amount,
        description=line.description,
    )


def _deduction(row: DeductionByHand) -> DeductionInput:
    return DeductionInput.model_construct(kind=row.deduction, form=row.tax_form, base=row.base, amount=row.amount)


def _person(row: PayeeByHand) -> WrittenPayee:
    kept: dict[Any, int] = {kind: amount for kind in _KEPT if (amount := getattr(row, kind))}
    return WrittenPayee.model_construct(
        name=row.name, national_number=row.national_number, bank=row.bank, account_no=row.account_no, account_name="",
        gross=row.gross, deductions=kept,
    )  # fmt: skip


def _cited(data: DikaByHand) -> dict[str, Any]:
    """The document that the dika pays, by the field of the command. Refusals: paper_not_entered, system_number_unknown."""
    found: dict[str, Any] = {}
    for paper, (kind, field) in _PAPERS.items():
        number = getattr(data, f"{paper}_number")
        if number is not None:
            named = [(f"{paper}_number", PaperRef(paper, getattr(data, f"{paper}_book"), number))]
            found[field] = next(iter(citing.entered(named=named, kind=kind)), None)
    for name, (kinds, field) in _CITED.items():
        typed = getattr(data, name)
        if typed:
            found[field] = citing.of_system(numbers_typed=typed, field=name, kinds=kinds)[0]
    return found


def _fields(data: DikaByHand) -> dict[str, str]:
    """Where a refusal about the cited document stands on the paper."""
    fields = {"payee_id": "payee_name", **{field: name for name, (_, field) in _CITED.items()}}
    fields |= {
        field: f"{paper}_number"
        for paper, (_, field) in _PAPERS.items()
        if getattr(data, f"{paper}_number") is not None
    }
    return fields


def needs(data: DikaByHand, ref: PaperRef) -> Sequence[PaperRef]:
    """The paper that it pays, when that was made by hand too."""
    return [
        PaperRef(paper, getattr(data, f"{paper}_book"), getattr(data, f"{paper}_number"))
        for paper in _PAPERS
        if getattr(data, f"{paper}_number") is not None
    ]


def examine(data: DikaByHand, ref: PaperRef, day: date, today: date) -> Sequence[Finding]:
    """What the register says of the payee by now; and that the money is that of another fiscal year, which somebody must
    decide (a dika of before 30 September) unless the office has decided it once for all."""
    found = spending.payee_changed(data=data, today=today)
    years = fiscal_year(day), fiscal_year(today)
    if years[0] != years[1] and any(line.budget_line for line in data.lines):
        settings = organisations.settings(org_id=organisations.current().id)
        if settings.old_year_dika == "ask":
            found.append(Finding(DATE_SUSPECT, {"fiscal_year": str(years[0])}, {"fiscal_year": str(years[1])}))
    return found


def shown(data: DikaByHand) -> Shown:
    """Payee, title, what is asked for."""
    title = data.title or next((line.description for line in data.lines if line.description), "")
    return Shown(data.payee_name, title, sum(line.amount for line in data.lines) or data.net or 0)


KIND = PaperKind("dika", DikaByHand, needs, shown, enter, examine)
