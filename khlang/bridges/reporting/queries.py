"""The table of all reports and registers, and how to run one. Everything is within the organisation in scope."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from khlang.bridges.reporting import (
    accounts,
    authority,
    budgets,
    liabilities,
    money,
    monthly,
    obligations,
    receiving,
    reconciling,
    safety,
    spending,
    taxes,
)
from khlang.bridges.reporting.asking import ON, PAGED, SINCE, THROUGH, YEAR, Asked, Parameter, understand
from khlang.bridges.reporting.results import Result
from khlang.core.refusal import Refusal
from khlang.platform.screens import VIEW_DUTIES
from khlang.standards import Layout, register, report


@dataclass(frozen=True, slots=True)
class Report:
    """A report or register that can be run: its layout, what it asks for, what makes it.

    `group` is the group of pages that it tells of, where looking at reports is not enough to be told.
    """

    name: str
    family: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Asked], Result]
    group: str = ""

    @property
    def layout(self) -> Layout:
        """Titles, columns, paper and source."""
        return report(self.name) if self.family == "report" else register(self.name)

    @property
    def duty(self) -> str:
        """The view duty that the report demands beyond that of all reports, "" for none."""
        return VIEW_DUTIES.get(self.group, "")

    def open_to(self, duties: Collection[str] | None) -> bool:
        """Whether somebody with these duties may be told; None is whoever runs the installation."""
        return duties is None or not self.duty or self.duty in duties


_SPAN: Final = (SINCE, THROUGH)
_ITEM: Final = Parameter("item", choices="receipt_item", required=True)
_DEPOSIT: Final = Parameter("item", choices="deposit_item", required=True)
_BANK: Final = Parameter("bank", choices="bank", required=True)
_LINE: Final = Parameter("budget_line", choices="budget_line", required=True)
_FORM: Final = Parameter("form", choices="tax_form")
_VENDOR: Final = Parameter("vendor", choices="vendor")
_KIND: Final = Parameter("kind", choices="voucher_kind")
_ALL: Final = (
    Report("trial_balance", "report", (ON,), accounts.trial_balance),
    Report("daily_status", "report", (ON,), money.daily_status),
    Report("bank_balances", "report", (ON,), money.bank_balances),
    Report("journal", "report", (*_SPAN, Parameter("account"), PAGED), accounts.journal),
    Report("budget_status", "report", (ON, YEAR), budgets.budget_status),
    Report("receipts_and_payments", "report", (ON, YEAR), monthly.receipts_and_payments),
    Report("budget_lines", "report", (ON, YEAR), budgets.budget_lines),
    Report("bank_reconciliation", "report", (Parameter("bank", choices="bank"), ON), reconciling.bank_reconciliation),
    Report("revenue_against_estimate", "report", (ON, YEAR), receiving.revenue_against_estimate),
    Report("off_budget_receipts", "report", (ON, YEAR), receiving.off_budget_receipts),
    Report("split_purchases", "report", _SPAN, obligations.split_purchases, "procurement"),
    Report("payee_safety", "report", _SPAN, safety.payee_safety, "disbursement"),
    Report("remote_approvals", "report", _SPAN, authority.remote_approvals, "authority"),
    Report("duty_matrix", "report", (ON,), authority.duty_matrix, "authority"),
    Report("revenue", "register", (_ITEM, YEAR, PAGED), receiving.revenue_register),
    Report("receipts", "register", (*_SPAN, PAGED), receiving.receipts),
    Report("receipt_control", "register", (YEAR,), receiving.receipt_control),
    Report("remittance", "register", _SPAN, receiving.remittance),
    Report("tax_receivables", "register", (ON,), taxes.tax_receivables, "revenue"),
    Report("deposits", "register", (_DEPOSIT, *_SPAN, Parameter("depositor")), liabilities.deposits),
    Report("cash_book", "register", _SPAN, money.cash_book),
    Report("bank_book", "register", (_BANK, *_SPAN), money.bank_book),
    Report("voucher", "register", (_KIND, *_SPAN), accounts.vouchers),
    Report("expenditure", "register", (_LINE, ON, YEAR), budgets.expenditure),
    Report("budget_movements", "register", _SPAN, budgets.budget_movements),
    Report("dika_register", "register", (*_SPAN, PAGED), spending.dika_register, "disbursement"),
    Report(
        "cheque_register", "register", (Parameter("bank", choices="bank"), *_SPAN), spending.cheque_register, "treasury"
    ),
    Report("advances", "register", (ON,), spending.advance_register, "disbursement"),
    Report("withholding", "register", (_FORM, *_SPAN), spending.withholding),
    Report("payables", "register", (_VENDOR, *_SPAN), liabilities.payables, "disbursement"),
    Report("contracts", "register", (ON, YEAR), obligations.contracts, "procurement"),
    Report("guarantees", "register", (ON,), obligations.guarantees, "procurement"),
    Report("asset_register", "register", (ON,), obligations.asset_register, "procurement"),
    Report("revenue_estimate", "register", (Parameter("item"), ON, YEAR), budgets.revenue_estimate),
)
REPORTS: Final[Mapping[str, Report]] = MappingProxyType({each.name: each for each in _ALL})


def names(*, family: str = "") -> tuple[str, ...]:
    """The names of all reports, or of those of a family: report (figures at a day or over a span) or register."""
    return tuple(each.name for each in _ALL if family in ("", each.family))


def about(*, name: str) -> Report:
    """A report by its name, with "-" or "_". Refusal: report_unknown."""
    found = REPORTS.get(name.replace("-", "_"))
    if found is None:
        raise Refusal("report_unknown", name=name, known=", ".join(names()))
    return found


def run(
    *,
    name: str,
    parameters: Mapping[str, object] | None = None,
    today: date,
    lang: str = "th",
    duties: Collection[str] | None = None,
) -> Result:
    """Run a report. The number of queries does not depend on the number of rows; trial balance and daily status read
    day balances, not history.

    `duties` are those of the person who asks; None is whoever runs the installation, who is told everything. Refusals:
    report_unknown, duty_missing, those of the parameters, those of the report itself.
    """
    wanted = about(name=name)
    if not wanted.open_to(duties):
        raise Refusal("duty_missing", duty=wanted.duty, move="view", document="report")
    asked = understand(
        layout=wanted.layout, wanted=wanted.parameters, given=parameters or {}, today=today, lang=lang, duties=duties
    )
    return wanted.make(asked)
