"""The rules as tables: chart, classifications, posting rules, layouts, forms, numbering, duties, words.

The data stands in the files beside this one and is meant to be read by an accountant; this package only loads it,
once, into frozen values. `khlang.standards.checks` tells what does not fit together, `khlang.standards.documents`
renders the tables into the documentation. A mistyped file raises ValueError when it is first read.

Columns shared by the data: `from` and `to` are the first and last day of use (empty: no limit is known), `source`
says where a row comes from ("spec" is the domain specification, entries are those of its section 5.3).
"""

from khlang.standards.accounts import (
    BudgetAccount,
    budget_account,
    budget_accounts,
    chart,
    floor_of,
    floors,
    named_account,
)
from khlang.standards.asset_classes import (
    AssetClass,
    asset_class,
    asset_classes,
    capitalisation_threshold,
    class_of_account,
)
from khlang.standards.banks import ThaiBank, thai_bank, thai_banks
from khlang.standards.classification import (
    BudgetClassification,
    BudgetCode,
    FundSource,
    RevenueHead,
    RevenueItem,
    budget_classification,
    fund_sources,
    revenue_heads,
    revenue_item,
    revenue_items,
)
from khlang.standards.duty_matrix import Conflict, DutyGroup, DutyMatrix, Role, duties, duty_groups, never_delegated
from khlang.standards.layouts import Column, Layout, Row, register, registers, report, reports
from khlang.standards.local_taxes import LocalTax, excess_item, local_tax, local_taxes, tax_in_advance_item
from khlang.standards.manual_papers import (
    ManualPaper,
    areas,
    kinds_of_areas,
    manual_paper,
    manual_papers,
    paper_name,
    papers_of_area,
)
from khlang.standards.numbers import all_series, series
from khlang.standards.papers import Form, form, forms
from khlang.standards.rulebook import rule, rules
from khlang.standards.statement_layouts import StatementLayout, statement_layouts
from khlang.standards.terms import Term, glossary, term
from khlang.standards.texts import LANGUAGES, catalogue, labels, message, message_exists

__all__ = [
    "LANGUAGES",
    "ManualPaper",
    "areas",
    "kinds_of_areas",
    "manual_paper",
    "manual_papers",
    "paper_name",
    "papers_of_area",
    "AssetClass",
    "BudgetAccount",
    "BudgetClassification",
    "BudgetCode",
    "Column",
    "Conflict",
    "DutyGroup",
    "DutyMatrix",
    "Form",
    "FundSource",
    "Layout",
    "LocalTax",
    "RevenueHead",
    "RevenueItem",
    "Role",
    "Row",
    "StatementLayout",
    "Term",
    "ThaiBank",
    "all_series",
    "asset_class",
    "asset_classes",
    "budget_account",
    "budget_accounts",
    "budget_classification",
    "capitalisation_threshold",
    "catalogue",
    "chart",
    "class_of_account",
    "duties",
    "duty_groups",
    "excess_item",
    "floor_of",
    "floors",
    "form",
    "forms",
    "fund_sources",
    "glossary",
    "labels",
    "local_tax",
    "local_taxes",
    "message",
    "message_exists",
    "named_account",
    "never_delegated",
    "register",
    "registers",
    "report",
    "reports",
    "revenue_heads",
    "revenue_item",
    "revenue_items",
    "role_names",
    "rule",
    "rules",
    "series",
    "statement_layouts",
    "tax_in_advance_item",
    "term",
    "thai_bank",
    "thai_banks",
]


def role_names(lang: str = "th") -> dict[str, str]:
    """Return the names of the roles by code, in the order of the duty matrix."""
    return {role.code: role.name_th if lang == "th" else role.name_en for role in duties().roles}
