"""What the generic pages show of the dika: declarations only."""

from khlang.office.budget.choices import lines
from khlang.office.disbursement import choices, contents, prints
from khlang.office.disbursement.starts import STARTS
from khlang.platform.screens import Column, Field, Filter, Print, Screen, Section
from khlang.spine.organisations.choices import divisions
from khlang.spine.parties.choices import parties

_LIST = (
    Column(key="number", kind="link", label="field.dika_received_number", sortable=True, phone="title"),
    Column(key="request_number", kind="code", phone="hidden"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="party_name", label="field.dika_payee", sortable=True),
    Column(key="title", phone="note"),
    Column(key="channel", kind="choice", prefix="dika_brief", label="field.dika_kind", phone="hidden"),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", label="field.gross", sortable=True, total=True, phone="amount"),
)
_FILTERS = (
    Filter(key="state"),
    Filter(key="channel", label="field.dika_kind", choices=choices.kinds),
    Filter(key="document_date", kind="period"),
)
_PAID_TO_ONE = "dika_kind=direct|pension|grant_paid|deposit|surplus|carried_over|grant"
_INVOICED = "dika_kind=direct|surplus|carried_over|grant|contract_advance|acceptance"
_LINES = Field(
    key="lines", widget="lines", span=4, help="help.dika.lines",
    when="dika_kind=direct|pension|grant_paid|deposit|surplus|carried_over|grant|contract_advance|refund|bank_transfer",
    lines=(
        Field(key="source", prefix="dika_source", label="field.dika_source"),
        Field(key="budget_line_id", widget="search", search=lines, span=2, label="field.dika_line"),
        Field(key="account", widget="search", search=choices.accounts, span=2, named=True),
        Field(key="sub"),
        Field(key="amount", widget="money"),
        Field(key="description", span=2),
    ),
)  # fmt: skip
_DEDUCTIONS = Field(
    key="deductions", widget="lines", span=4, help="help.dika.deductions", label="field.deductions",
    when="dika_kind=acceptance|contract_advance|direct|pension|deposit|surplus|carried_over|grant",
    lines=(
        Field(key="kind", prefix="deduction", label="field.deduction"),
        Field(key="form", prefix="tax_form", label="field.tax_form"),
        Field(key="base", widget="money", label="field.dika_base"),
        Field(key="amount", widget="money"),
    ),
)  # fmt: skip
_FIELDS = (
    Field(key="dika_kind", widget="select", choices=choices.kinds, span=2, initial=lambda: "acceptance"),
    Field(key="division", widget="select", choices=divisions, label="field.dika_division", help="help.dika.division"),
    Field(key="document_date", widget="date"),
    Field(
        key="acceptance_id", widget="search", search=choices.acceptances, span=2, when="dika_kind=acceptance",
        help="help.dika.acceptance", required=True,
    ),
    Field(
        key="obligation_id", widget="search", search=choices.contracts, span=2, when="dika_kind=contract_advance",
        required=True,
    ),
    Field(
        key="advance_id", widget="search", search=choices.approved_advances, span=2, when="dika_kind=advance",
        required=True,
    ),
    Field(
        key="receipt_id", widget="search", search=choices.posted_receipts, span=2, when="dika_kind=refund",
        label="field.dika_receipt", required=True,
    ),
    Field(
        key="payee_id", widget="search", search=parties, span=2, when=_PAID_TO_ONE, label="field.dika_payee",
        required=True,
    ),
    Field(key="title", span=4),
    _LINES,
    Field(key="invoice_no", label="field.dika_invoice_no", when=_INVOICED),
    Field(key="invoice_date", widget="date", label="field.dika_invoice_date", when=_INVOICED),
    Field(key="vat_included", widget="check", when="dika_kind=direct|surplus|carried_over|grant"),
    Field(key="withhold", widget="check", when="dika_kind=direct|surplus|grant", help="help.dika.withhold"),
    _DEDUCTIONS,
    Field(
        key="council_reference", span=2, when="dika_kind=surplus", help="help.dika.council", required=True
    ),
    Field(key="council_date", widget="date", when="dika_kind=surplus", required=True),
    Field(key="evidence", widget="many", choices=choices.papers, span=4),
    Field(key="out_of_plan", widget="check"),
    Field(key="remark", widget="long", span=3, help="help.dika.remark"),
)  # fmt: skip
_ACCOUNT = (Column(key="account", kind="code"), Column(key="account_name"))
_AMOUNT = Column(key="amount", kind="money", total=True, phone="amount")
_SECTIONS = (
    Section(
        key="dika.money", rows=contents.money, columns=(),
        meter=("expended", "reserved", "committed", "advanced", "this", "left"),
    ),
    Section(
        key="dika.sums", rows=contents.sums, pairs=True,
        columns=(
            Column(key="gross", kind="money"), Column(key="deducted", kind="money"), Column(key="net", kind="money"),
            Column(key="net_in_words"),
        ),
    ),
    Section(key="dika.warnings", rows=contents.warned, columns=(Column(key="warning", phone="title"),)),
    Section(
        key="dika.lines", rows=contents.lines,
        columns=(
            Column(key="source", kind="choice", prefix="dika_source", label="field.dika_source"),
            Column(key="dika_line", phone="title"), Column(key="description"), *_ACCOUNT, _AMOUNT,
        ),
    ),
    Section(
        key="dika.owed", rows=contents.owed,
        columns=(
            Column(key="account", kind="code"), Column(key="account_name", phone="title"), Column(key="sub", kind="code"),
            Column(key="owed_before", kind="money"), _AMOUNT, Column(key="owed_after", kind="money"),
        ),
    ),
    Section(
        key="dika.deductions", rows=contents.deductions,
        columns=(
            Column(key="deduction", kind="choice", prefix="deduction", phone="title"),
            Column(key="tax_form", kind="choice", prefix="tax_form"),
            Column(key="base", kind="money", label="field.dika_base"), Column(key="rate"), *_ACCOUNT, _AMOUNT,
        ),
    ),
    Section(
        key="dika.payees", rows=contents.payees,
        columns=(
            Column(key="position", kind="number", label="field.dika_position", phone="hidden"),
            Column(key="name", phone="title"), Column(key="national_number", kind="code", phone="hidden"),
            Column(key="account_no", kind="code"),
            Column(
                key="account_state", kind="choice", prefix="payee_account_state", label="field.payee_account_state"
            ),
            Column(key="gross", kind="money", total=True, phone="hidden"),
            Column(key="deducted", kind="money", total=True, phone="hidden"),
            Column(key="net", kind="money", total=True, phone="amount"),
        ),
    ),
    Section(
        key="dika.evidence", rows=contents.evidence,
        columns=(
            Column(key="evidence", kind="choice", prefix="evidence", phone="title"),
            Column(key="attached", kind="yes", phone="amount"),
        ),
    ),
    Section(
        key="dika.head", rows=contents.head, pairs=True,
        columns=(
            Column(key="dika_kind", kind="choice", prefix="dika_kind"),
            Column(key="division", label="field.dika_division"),
            Column(key="national_number", kind="code"), Column(key="account_no", kind="code"),
            Column(key="invoice_no", label="field.dika_invoice_no"),
            Column(key="invoice_date", kind="date", label="field.dika_invoice_date"),
            Column(key="vat_included", kind="yes"), Column(key="council_reference"),
            Column(key="council_date", kind="date"), Column(key="out_of_plan", kind="yes"), Column(key="remark"),
        ),
    ),
)  # fmt: skip

DIKA = Screen(
    kind="dika",
    menu="disbursement",
    icon="list-checks",
    columns=_LIST,
    filters=_FILTERS,
    create="dika.prepare",
    edit="dika.prepare",
    values=contents.typed,
    fields=_FIELDS,
    starts=STARTS,
    handed_over=True,
    moves={"prepare_payment": "", "pay": "", "release_payment": ""},
    sections=_SECTIONS,
    expects=contents.expected,
    prints=(
        Print(form="dika", data=prints.dika),
        Print(form="payee_list", data=prints.payee_list, label="action.print_payees", channels=prints.LISTED),
    ),
    help="help.dika",
)
SCREENS = (DIKA,)
