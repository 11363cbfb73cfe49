"""What is kept back from a payee: tax by the table of the day, fine and retention of the acceptance, what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal, Refusals
from khlang.core.withholding import reckon, table_of
from khlang.office.disbursement.cited import Cited
from khlang.office.disbursement.schemas import DeductionInput
from khlang.standards.dika_kinds import DikaKind, deduction_kinds
from khlang.standards.withholding import tax_account, withholding_tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """Something kept back, with the account that it is credited to; amounts in satang, rate in hundredths of a per cent."""

    kind: str
    form: str = ""
    account: str
    sub: str = ""
    base: int = 0
    rate_bp: int = 0
    amount: int


def automatic(*, kind: DikaKind, withhold: bool) -> frozenset[str]:
    """The kinds of deduction that are reckoned and not typed."""
    found = set()
    if kind.withholding == "computed" or (kind.withholding == "offered" and withhold):
        found.add("withholding")
    if "acceptance" in kind.needs:
        found |= {"retention", "fine"}
    return frozenset(found)


def kept_back(
    *,
    typed: Sequence[DeductionInput],
    kind: DikaKind,
    given: Cited,
    payee: Any,
    gross: int,
    vat_included: bool,
    withhold: bool,
    on: date,
) -> tuple[Deduction, ...]:
    """Every deduction of a dika of `gross` satang to `payee` (a party, or None), tax first.

    Refusals: withholding_table_expired, payee_tax_number_missing, deduction_reckoned, deduction_not_allowed,
    tax_form_unknown (at `deductions.<n>.…`), deductions_above_gross.
    """
    reckoned = automatic(kind=kind, withhold=withhold)
    found: list[Deduction] = []
    if "withholding" in reckoned and payee is not None:
        table = table_of(withholding_tables(), on=on, field="document_date")
        tax = reckon(table, payee=payee.kind, amount=gross, vat_included=vat_included)
        if tax is not None:
            found.append(
                Deduction(
                    kind="withholding", form=tax.form, account=tax.account, base=tax.base, rate_bp=tax.rate_bp,
                    amount=tax.amount,
                )
            )  # fmt: skip
    for name, amount in (("retention", given.retention), ("fine", given.fine)):
        if name in reckoned and amount:
            found.append(made(kind=name, amount=amount, payee=payee))
    found += _typed(typed, kind, reckoned, payee)
    _require_tax_number(found, payee)
    require_within(deductions=found, gross=gross)
    return tuple(found)


def made(
    *, kind: str, amount: int, payee: Any = None, form: str = "", base: int = 0, field: str | None = None
) -> Deduction:
    """A deduction of a kind with its account; tax goes to the account of its form. Refusal: tax_form_unknown."""
    row = deduction_kinds()[kind]
    account = tax_account(form, field=field) if kind == "withholding" else row.account
    sub = str(payee.id) if row.per_payee and payee is not None else row.sub
    return Deduction(
        kind=kind, form=form if kind == "withholding" else "", account=account, sub=sub, base=base, amount=amount
    )


def as_written(
    *, typed: Sequence[DeductionInput], kind: DikaKind, given: Cited, payee: Any, gross: int
) -> tuple[Deduction, ...]:
    """Every deduction of a dika made by hand, as its paper has them, whatever a table says by now (LAO-3.1).

    Only what the acceptance keeps back must stand on the paper as well. Refusals: deduction_not_allowed, tax_form_unknown
    (at `deductions.<n>.…`), cited_deduction_differs, deductions_above_gross.
    """
    found = [
        replace(row, rate_bp=_rate(row)) if row.kind == "withholding" else row
        for row in _typed(typed, kind, frozenset(), payee)
    ]
    for name, wanted in (("retention", given.retention), ("fine", given.fine)):
        there = sum(row.amount for row in found if row.kind == name)
        if wanted and there != wanted:
            facts = {"deduction": name, "wanted": format_baht(wanted), "given": format_baht(there)}
            raise Refusal("cited_deduction_differs", field="deductions", **facts)
    require_within(deductions=found, gross=gross)
    return tuple(found)


def _rate(row: Deduction) -> int:
    """The rate that an amount of tax says of its base, when it says one."""
    return row.amount * 10_000 // row.base if row.base and row.amount * 10_000 % row.base == 0 else 0


def _typed(typed: Sequence[DeductionInput], kind: DikaKind, reckoned: frozenset[str], payee: Any) -> list[Deduction]:
    found: list[Deduction] = []
    refused: list[Refusal] = []
    for position, row in enumerate(typed):
        here = f"deductions.{position}"
        if row.kind in reckoned:
            refused.append(Refusal("deduction_reckoned", field=f"{here}.kind", deduction=row.kind))
        elif row.kind not in kind.deductions:
            refused.append(Refusal("deduction_not_allowed", field=f"{here}.kind", deduction=row.kind, kind=kind.code))
        else:
            try:
                field = f"{here}.form"
                found.append(
                    made(kind=row.kind, amount=row.amount, payee=payee, form=row.form, base=row.base, field=field)
                )
            except Refusal as refusal:
                refused.append(refusal)
    if refused:
        raise Refusals(refused)
    return found


def _require_tax_number(found: Sequence[Deduction], payee: Any) -> None:
    """Tax of one payee is certified under the payee's own number."""
    taxed = any(row.kind == "withholding" for row in found)
    if taxed and payee is not None and not payee.national_number:
        raise Refusal("payee_tax_number_missing", field="payee_id", name=payee.name)


def require_within(*, deductions: Sequence[Deduction], gross: int) -> None:
    """Nothing more is kept back than is paid. Refusal: deductions_above_gross."""
    total = sum(row.amount for row in deductions)
    if total > gross:
        raise Refusal(
            "deductions_above_gross", field="deductions", deducted=format_baht(total), gross=format_baht(gross)
        )
