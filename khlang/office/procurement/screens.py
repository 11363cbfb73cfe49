"""What the generic pages show of requisitions, orders, contracts, amendments and guarantees: declarations only."""

from typing import Any

from khlang.office.budget.choices import lines
from khlang.office.procurement import choices, contents, forecasts, inspections, prints
from khlang.platform.screens import Column, Field, Filter, Print, Screen, Section, Start
from khlang.spine.access.choices import people
from khlang.spine.organisations.choices import divisions
from khlang.spine.parties.choices import parties

_VENDOR = Column(key="party_name", label="field.vendor", sortable=True)
_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="title", sortable=True),
    _VENDOR,
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
)
_FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))
_REASON = Field(key="reason", widget="long", span=4)
_AMOUNT = Column(key="amount", kind="money", total=True, phone="amount")
_NUMBER = Column(key="number", kind="link", phone="title")


def _money_of_lines(rows: Any) -> Section:
    """The money of every budget line at a glance: spent, lent, committed, reserved, left."""
    return Section(
        key="procurement.money", rows=rows, columns=(),
        meter=("expended", "advanced", "committed", "reserved", "remaining"),
    )  # fmt: skip


_SPLITS = Section(
    key="procurement.splits", rows=contents.splits,
    columns=(
        _NUMBER,
        Column(key="document_date", kind="date"),
        Column(key="title"),
        Column(key="vendor"),
        Column(key="split_by", kind="choice", prefix="split_by"),
        Column(key="split_total", kind="money"),
        Column(key="amount", kind="money", phone="amount"),
    ),
)  # fmt: skip
_QUANTITY = (
    Column(key="quantity", kind="number", phone="hidden"),
    Column(key="unit", phone="hidden"),
    Column(key="unit_price", kind="money", phone="hidden"),
)
_LINE_FIELDS = (
    Field(key="budget_line_id", label="field.budget_line", widget="search", search=lines, span=2),
    Field(key="item", label="field.purchase_item", span=2),
    Field(key="quantity", initial=lambda: "1"),
    Field(key="unit"),
    Field(key="unit_price", widget="money"),
    Field(key="amount", widget="money", help="help.purchase.amount"),
    Field(key="account", widget="search", search=choices.accounts, span=2, help="help.purchase.account"),
)
REQUISITION = Screen(
    kind="requisition",
    menu="procurement",
    icon="shopping-cart",
    prints=(Print(form="requisition", data=prints.requisition),),
    help="help.requisition",
    columns=_LIST,
    filters=_FILTERS,
    create="requisition.save",
    edit="requisition.save",
    values=contents.requisition_draft,
    moves={"order": "", "contract": ""},
    expects=forecasts.requisition,
    fields=(
        Field(key="title", span=4),
        Field(key="document_date", widget="date"),
        Field(key="division", widget="select", choices=divisions),
        Field(key="category", label="field.purchase_category", prefix="purchase_category", initial=lambda: "goods"),
        Field(key="needed_date", widget="date"),
        Field(key="method", label="field.purchase_method", widget="select", choices=choices.methods, span=2),
        Field(key="ground", label="field.method_ground", span=2, help="help.requisition.ground"),
        Field(key="fund", label="field.purchase_fund", prefix="purchase_fund", initial=lambda: "budget"),
        Field(key="council_reference", span=2, when="fund=surplus", help="help.requisition.council"),
        Field(key="council_date", widget="date", when="fund=surplus"),
        Field(key="grant_reference", span=3, when="fund=grant", help="help.requisition.grant"),
        Field(key="vendor_id", label="field.vendor", widget="search", search=parties, span=2),
        Field(key="median_price", widget="money"),
        Field(key="egp_project"),
        Field(key="lines", widget="lines", span=4, help="help.requisition.lines", lines=_LINE_FIELDS),
        Field(
            key="members", label="field.committee", widget="lines", span=4, help="help.requisition.members",
            lines=(
                Field(key="role", label="field.committee_role", prefix="committee_role", initial=lambda: "inspect"),
                Field(key="position", label="field.committee_place", prefix="committee_place"),
                Field(key="person_id", label="field.committee_person", widget="search", search=people),
                Field(key="name", label="field.committee_name"),
                Field(key="title", label="field.committee_title"),
            ),
        ),
        Field(key="purpose", label="field.purchase_purpose", widget="long", span=4),
    ),
    sections=(
        Section(
            key="requisition.head", rows=contents.requisition_head, pairs=True,
            columns=(
                Column(key="category", label="field.purchase_category", kind="choice", prefix="purchase_category"),
                Column(key="method", label="field.purchase_method"),
                Column(key="ground", label="field.method_ground"),
                Column(key="fund", label="field.purchase_fund", kind="choice", prefix="purchase_fund"),
                Column(key="council_reference"),
                Column(key="council_date", kind="date"),
                Column(key="grant_reference"),
                Column(key="needed_date", kind="date"),
                Column(key="median_price", kind="money"),
                Column(key="vendor"),
                Column(key="egp_project", kind="code"),
                Column(key="order", label="field.purchase_order", kind="code"),
                Column(key="purpose", label="field.purchase_purpose"),
            ),
        ),
        Section(
            key="requisition.lines", rows=contents.requisition_lines,
            columns=(
                Column(key="item", label="field.purchase_item", phone="title"),
                Column(key="budget_line"),
                *_QUANTITY,
                Column(key="account", kind="code", phone="hidden"),
                _AMOUNT,
            ),
        ),
        _money_of_lines(contents.requisition_money),
        Section(
            key="requisition.members", rows=contents.members,
            columns=(
                Column(key="role", label="field.committee_role", kind="choice", prefix="committee_role"),
                Column(key="place", label="field.committee_place", kind="choice", prefix="committee_place"),
                Column(key="name", phone="title"),
                Column(key="title", label="field.committee_title"),
            ),
        ),
        _SPLITS,
    ),
)  # fmt: skip

_INSTALMENT_FIELDS = (
    Field(key="description", span=2),
    Field(key="due_date", widget="date"),
    Field(key="amount", widget="money"),
    Field(key="advance_recovery", widget="money"),
)
_INSTALMENTS = Section(
    key="procurement.instalments", rows=contents.instalments,
    columns=(
        Column(key="position", label="field.instalment", kind="number"),
        Column(key="description", phone="title"),
        Column(key="due_date", kind="date"),
        Column(key="advance_recovery", kind="money", total=True, phone="hidden"),
        Column(key="accepted", label="field.instalment_accepted", kind="yes"),
        _AMOUNT,
    ),
)  # fmt: skip
_OBLIGATION_HEAD = Section(
    key="procurement.terms", rows=contents.obligation_head, pairs=True,
    columns=(
        Column(key="requisition", kind="code"),
        Column(key="category", label="field.purchase_category", kind="choice", prefix="purchase_category"),
        Column(key="fund", label="field.purchase_fund", kind="choice", prefix="purchase_fund"),
        Column(key="start_date", kind="date"),
        Column(key="end_date", kind="date"),
        Column(key="delivery_date", kind="date"),
        Column(key="warranty_days"),
        Column(key="fine_rate"),
        Column(key="retention_rate"),
        Column(key="vat_included", kind="yes"),
        *(
            Column(key=key, kind="money", label=f"field.obligation_{key}")
            for key in ("accepted", "claimed", "released", "remaining")
        ),
        *(
            Column(key=key, kind="money", label=f"field.contractor_{key}")
            for key in ("advance_amount", "advance_claimed", "advance_recovered")
        ),
        *(Column(key=f"guarantee_{key}", kind="money") for key in ("required", "held", "missing")),
        Column(key="egp_project", kind="code"),
        Column(key="egp_contract", kind="code"),
        Column(key="paper_reference", kind="code"),
        Column(key="terms", label="field.contract_terms"),
    ),
)  # fmt: skip
_OBLIGATION_LINES = Section(
    key="procurement.lines", rows=contents.obligation_lines,
    columns=(
        Column(key="description", phone="title"),
        Column(key="budget_line"),
        *_QUANTITY,
        Column(key="account", kind="code", phone="hidden"),
        Column(key="asset_class", kind="code", phone="hidden"),
        Column(key="accepted", label="field.obligation_accepted", kind="money", total=True, phone="hidden"),
        _AMOUNT,
    ),
)  # fmt: skip
_GUARANTEES = Section(
    key="procurement.guarantees", rows=contents.guarantees,
    columns=(
        _NUMBER,
        Column(key="guarantee_kind", kind="choice", prefix="guarantee_kind"),
        Column(key="bank"),
        Column(key="letter_number", kind="code"),
        Column(key="due_date", label="field.guarantee_due_date", kind="date"),
        Column(key="state", kind="choice", prefix="state.guarantee"),
        _AMOUNT,
    ),
)  # fmt: skip
_AMENDMENTS = Section(
    key="procurement.amendments", rows=contents.amendments,
    columns=(
        _NUMBER,
        Column(key="document_date", kind="date"),
        Column(key="explanation", label="field.amendment_explanation"),
        Column(key="delivery_after", kind="date"),
        Column(key="amount_before", kind="money"),
        Column(key="amount_after", kind="money", phone="amount"),
    ),
)  # fmt: skip
_OBLIGATION_FIELDS = (
    Field(
        key="requisition_id", label="field.requisition", widget="search",
        search=choices.approved_requisitions, span=4, help="help.obligation.requisition",
    ),
    Field(key="vendor_id", label="field.vendor", widget="search", search=parties, span=2),
    Field(key="title", span=2),
    Field(key="document_date", widget="date"),
    Field(key="start_date", widget="date"),
    Field(key="end_date", widget="date"),
    Field(key="delivery_date", widget="date"),
    Field(key="fine_rate", help="help.obligation.fine_rate"),
    Field(key="retention_rate"),
    Field(key="guarantee_rate", help="help.obligation.guarantee_rate"),
    Field(key="advance_amount", label="field.contractor_advance_amount", widget="money"),
    Field(key="warranty_days", widget="number"),
    Field(key="vat_included", widget="check"),
    Field(key="egp_project"),
    Field(key="egp_contract"),
    Field(key="paper_reference"),
    Field(key="monthly_instalments", widget="number", help="help.obligation.monthly"),
    Field(
        key="lines", widget="lines", span=4, help="help.obligation.lines",
        lines=(*_LINE_FIELDS, Field(key="asset_class", widget="search", search=choices.classes)),
    ),
    Field(
        key="instalments", widget="lines", span=4, help="help.obligation.instalments", lines=_INSTALMENT_FIELDS
    ),
    Field(key="terms", label="field.contract_terms", widget="long", span=4),
)  # fmt: skip


def _obligation(kind: str, icon: str) -> Screen:
    """Purchase order and contract look alike."""
    return Screen(
        kind=kind, menu="procurement", icon=icon, help=f"help.{kind}", columns=_LIST, filters=_FILTERS,
        create=f"{kind}.save", edit=f"{kind}.save", values=contents.obligation_draft, moves={"amend": ""},
        later=("complete",),
        expects=forecasts.obligation,
        prints=(Print(form=kind, data=getattr(prints, kind)),),
        fields=_OBLIGATION_FIELDS,
        sections=(
            _OBLIGATION_HEAD, _OBLIGATION_LINES, _money_of_lines(contents.obligation_money), _INSTALMENTS, _GUARANTEES,
            _AMENDMENTS, _SPLITS,
        ),
    )  # fmt: skip


PURCHASE_ORDER = _obligation("purchase_order", "file-text")
CONTRACT = _obligation("contract", "signature")
AMENDMENT = Screen(
    kind="contract_amendment",
    menu="procurement",
    icon="file-pen-line",
    prints=(Print(form="contract_amendment", data=prints.amendment),),
    help="help.contract_amendment",
    columns=_LIST,
    filters=_FILTERS,
    create="contract_amendment.save",
    edit="contract_amendment.save",
    values=contents.amendment_draft,
    expects=forecasts.amendment,
    fields=(
        Field(
            key="obligation_id", label="field.obligation", widget="search", search=choices.signed_obligations, span=4
        ),
        Field(key="title", span=2),
        Field(key="document_date", widget="date"),
        Field(key="delivery_date", widget="date", help="help.contract_amendment.delivery"),
        Field(key="explanation", label="field.amendment_explanation", widget="long", span=4),
        Field(
            key="lines", widget="lines", span=4, help="help.contract_amendment.lines",
            lines=(
                Field(key="line_id", widget="search", search=choices.obligation_lines, span=3),
                Field(key="amount", label="field.amount_after", widget="money"),
            ),
        ),
        Field(
            key="instalments", widget="lines", span=4, help="help.contract_amendment.instalments",
            lines=_INSTALMENT_FIELDS,
        ),
    ),
    sections=(
        Section(
            key="contract_amendment.head", rows=contents.amendment_head, pairs=True,
            columns=(
                Column(key="obligation", kind="code"),
                Column(key="amount_before", kind="money"),
                Column(key="amount_after", kind="money"),
                Column(key="delivery_before", kind="date"),
                Column(key="delivery_after", kind="date"),
                Column(key="explanation", label="field.amendment_explanation"),
            ),
        ),
        Section(
            key="contract_amendment.lines", rows=contents.amended_lines,
            columns=(
                Column(key="description", phone="title"),
                Column(key="amount_before", kind="money", total=True),
                Column(key="amount_after", kind="money", total=True),
                Column(key="change", label="field.amendment_change", kind="money", total=True, phone="amount"),
            ),
        ),
        _INSTALMENTS,
    ),
)  # fmt: skip
GUARANTEE = Screen(
    kind="guarantee",
    menu="procurement",
    icon="shield-check",
    prints=(Print(form="guarantee", data=prints.guarantee),),
    help="help.guarantee",
    columns=(*_LIST[:-2], Column(key="channel", label="field.guarantee_kind", kind="choice", prefix="guarantee_kind"),
             *_LIST[-2:]),
    filters=_FILTERS,
    create="guarantee.register",
    fields=(
        Field(
            key="obligation_id", label="field.obligation", widget="search", search=choices.signed_obligations, span=4
        ),
        Field(key="kind", label="field.guarantee_kind", prefix="guarantee_kind", initial=lambda: "cash"),
        Field(key="amount", widget="money"),
        Field(key="received_date", widget="date"),
        Field(key="due_date", label="field.guarantee_due_date", widget="date", help="help.guarantee.due_date"),
        Field(key="receipt_number", when="kind=cash", help="help.guarantee.receipt", span=2),
        Field(key="bank", when="kind=cheque|bank_letter", span=2),
        Field(key="letter_number", when="kind=cheque|bank_letter", span=2),
        Field(key="long_term", widget="check", help="help.guarantee.long_term", span=2),
    ),
    starts=(
        Start(
            key="bring_forward", command="guarantee.bring_forward", icon="book-open", help="help.guarantee.bring_forward",
            fields=(
                Field(key="holder_id", label="field.vendor", widget="search", search=parties, span=2),
                Field(key="title", span=2),
                Field(key="kind", label="field.guarantee_kind", prefix="guarantee_kind", initial=lambda: "cash"),
                Field(key="amount", widget="money"),
                Field(key="received_date", widget="date"),
                Field(key="due_date", label="field.guarantee_due_date", widget="date"),
                Field(key="bank", when="kind=cheque|bank_letter", span=2),
                Field(key="letter_number", when="kind=cheque|bank_letter"),
                Field(key="long_term", widget="check", help="help.guarantee.long_term"),
            ),
        ),
    ),
    moves={"register": ""},
    later=("release",),
    move_fields={"release": (_REASON,)},
    sections=(
        Section(
            key="guarantee.head", rows=contents.guarantee_head, pairs=True,
            columns=(
                Column(key="guarantee_kind", kind="choice", prefix="guarantee_kind"),
                Column(key="obligation", kind="code"),
                Column(key="receipt_number", kind="code"),
                Column(key="bank"),
                Column(key="letter_number", kind="code"),
                Column(key="received_date", kind="date"),
                Column(key="due_date", label="field.guarantee_due_date", kind="date"),
                Column(key="account", kind="code"),
                Column(key="long_term", kind="yes"),
                Column(key="brought_forward", label="field.guarantee_brought_forward", kind="yes"),
            ),
        ),
    ),
)  # fmt: skip
SCREENS: tuple[Any, ...] = (REQUISITION, PURCHASE_ORDER, CONTRACT, inspections.SCREEN, AMENDMENT, GUARANTEE)
