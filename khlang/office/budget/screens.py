"""What the generic pages show of the budget: declarations only."""

from dataclasses import replace
from typing import Any

from khlang.office.budget import choices, contents, directories, prints, queries
from khlang.platform import choosing
from khlang.platform.screens import Column, Download, Field, Filter, Print, Screen, Section, Start
from khlang.spine.organisations.choices import divisions
from khlang.standards import fund_sources

_LIST = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="title", sortable=True),
    Column(key="state", kind="state", sortable=True),
    Column(key="amount", kind="money", sortable=True, total=True, phone="amount"),
)
_FILTERS = (Filter(key="state"), Filter(key="document_date", kind="period"))
_HEAD = (
    Field(key="fiscal_year", widget="number"),
    Field(key="document_date", widget="date"),
    Field(key="title", span=4),
)
_REASON = Field(key="reason", widget="long", span=4)
_LINE_FIELDS = (
    Field(key="work_code", widget="search", search=choices.works),
    Field(key="item_code", label="field.expenditure_item", widget="search", search=choices.items),
    Field(key="name_th", label="field.line_name", span=2),
    Field(key="division", widget="select", choices=divisions),
    Field(key="amount", widget="money"),
    Field(key="explanation", label="field.budget_explanation", span=2),
    Field(key="code", help="help.budget.code"),
    Field(key="fund_source", widget="select", choices=lambda: choosing.named(fund_sources()), initial=lambda: "budget"),
    Field(key="category_code", widget="hidden"),
)
_ESTIMATES = Field(
    key="estimates",
    widget="lines",
    span=4,
    help="help.budget.estimates",
    lines=(
        Field(key="item_code", widget="search", search=choices.revenue),
        Field(key="name_th", label="field.line_name", span=2),
        Field(key="amount", widget="money"),
        Field(key="explanation", label="field.budget_explanation", span=2),
    ),
)
_DECISIONS = Section(
    key="budget.decisions",
    rows=contents.decisions,
    columns=(
        Column(key="body", kind="choice", prefix="body", phone="title"),
        Column(key="reference"),
        Column(key="decided_date", kind="date"),
        Column(key="decided_by"),
    ),
)
_IMPORT_FIELDS = (
    *_HEAD,
    Field(key="content", widget="file", span=2),
    Field(key="deficit_reason", widget="long", span=4),
)
#: The empty spreadsheet, with the codes of the classifications of the day.
_TEMPLATE = Download(
    name="ordinance-template.xlsx",
    label="web.template",
    content=lambda fiscal_year: queries.ordinance_template(fiscal_year=fiscal_year),
)
_APPROVAL = (
    Field(key="council_reference", span=2, help="help.ordinance.council"),
    Field(key="council_date", widget="date"),
    Field(key="approver", span=2, help="help.ordinance.approver"),
    Field(key="approver_reference"),
    Field(key="approver_date", widget="date"),
    _REASON,
)
_PROMULGATION = (Field(key="ordinance_reference"), Field(key="promulgated_date", widget="date"), _REASON)
_DECISION = (
    Field(key="reference", span=2, help="help.budget.decision"),
    Field(key="decided_date", widget="date"),
    _REASON,
)


def _ordinance(kind: str, first: Field, help_key: str) -> Screen:
    """Ordinance and supplementary budget look alike; in the latter a line may be one that exists."""
    needed = ("work_code", "item_code", "name_th") if kind == "ordinance" else ()
    return Screen(
        kind=kind,
        menu="budget",
        icon="scroll-text",
        help=help_key,
        columns=_LIST,
        filters=_FILTERS,
        create=f"{kind}.prepare",
        edit=f"{kind}.revise",
        values=contents.ordinance_draft,
        starts=(
            Start(
                key="import",
                command=f"{kind}.import",
                icon="upload",
                help="help.budget.import",
                fields=_IMPORT_FIELDS,
                template=_TEMPLATE,
            ),
        ),
        fields=(
            *_HEAD,
            _ESTIMATES,
            Field(
                key="appropriations",
                widget="lines",
                span=4,
                help="help.budget.appropriations",
                lines=(first, *(replace(each, required=each.key in needed) for each in _LINE_FIELDS)),
            ),
            Field(key="deficit_reason", widget="long", span=4, help="help.ordinance.deficit"),
        ),
        move_fields={"approve": _APPROVAL, "promulgate": _PROMULGATION},
        sections=(_TOTALS, _ESTIMATED, _APPROPRIATED, _DECISIONS),
        prints=(Print(form="ordinance", data=prints.ordinance),),
    )


_TOTALS = Section(
    key="budget.totals",
    rows=contents.head,
    pairs=True,
    columns=(
        Column(key="fiscal_year"),
        Column(key="estimated", kind="money"),
        Column(key="appropriated", kind="money"),
        Column(key="deficit_reason"),
    ),
)
_ESTIMATED = Section(
    key="budget.estimates",
    rows=contents.estimates,
    columns=(
        Column(key="item_code", kind="code"),
        Column(key="name_th", label="field.line_name", phone="title"),
        Column(key="explanation", label="field.budget_explanation"),
        Column(key="amount", kind="money", total=True, phone="amount"),
    ),
)
_APPROPRIATED = Section(
    key="budget.appropriations",
    rows=contents.appropriations,
    columns=(
        Column(key="code", kind="code"),
        Column(key="work"),
        Column(key="item_code", label="field.expenditure_item", kind="code"),
        Column(key="name_th", label="field.line_name", phone="title"),
        Column(key="division"),
        Column(key="explanation", label="field.budget_explanation", phone="hidden"),
        Column(key="amount", kind="money", total=True, phone="amount"),
    ),
)
ORDINANCE = _ordinance("ordinance", Field(key="line_id", widget="hidden"), "help.ordinance")
SUPPLEMENTARY = _ordinance(
    "supplementary",
    Field(key="line_id", widget="search", search=choices.lines, label="field.existing_line"),
    "help.supplementary",
)


def _line_field(key: str) -> Field:
    return Field(key=key, widget="search", search=choices.lines, span=2)


TRANSFER = Screen(
    kind="budget_transfer",
    menu="budget",
    icon="arrow-left-right",
    help="help.budget_transfer",
    columns=_LIST,
    filters=_FILTERS,
    create="budget_transfer.prepare",
    edit="budget_transfer.revise",
    values=contents.transfer_draft,
    fields=(
        *_HEAD,
        Field(
            key="items",
            widget="lines",
            span=4,
            help="help.budget_transfer.items",
            lines=(
                _line_field("from_line_id"),
                _line_field("to_line_id"),
                Field(key="amount", widget="money"),
                Field(key="changes_nature", widget="check", help="help.changes_nature"),
                Field(key="note", span=2),
            ),
        ),
        Field(
            key="new_items",
            widget="lines",
            span=4,
            help="help.budget_transfer.new_items",
            lines=(_line_field("from_line_id"), *_LINE_FIELDS, Field(key="note", span=2)),
        ),
    ),
    move_fields={"executive_approve": _DECISION, "council_approve": _DECISION},
    sections=(
        Section(
            key="budget_transfer.items",
            rows=contents.transfers,
            columns=(
                Column(key="from_line", phone="title"),
                Column(key="to_line"),
                Column(key="new_item", kind="yes"),
                Column(key="changes_nature", kind="yes"),
                Column(key="note"),
                Column(key="amount", kind="money", total=True, phone="amount"),
            ),
        ),
        _DECISIONS,
    ),
    prints=(Print(form="budget_transfer", data=prints.transfer),),
)
AMENDMENT = Screen(
    kind="explanation_amendment",
    menu="budget",
    icon="file-pen-line",
    help="help.explanation_amendment",
    columns=_LIST[:-1],
    filters=_FILTERS,
    create="explanation_amendment.prepare",
    edit="explanation_amendment.revise",
    values=contents.amendment_draft,
    fields=(
        *_HEAD,
        Field(
            key="items",
            widget="lines",
            span=4,
            lines=(
                Field(key="kind", widget="select", prefix="explanation_kind", initial=lambda: "expenditure"),
                Field(key="line_id", widget="search", search=choices.explained_lines, span=2),
                Field(key="text", span=2),
                Field(key="changes_nature", widget="check", help="help.changes_nature"),
            ),
        ),
    ),
    move_fields={"executive_approve": _DECISION, "council_approve": _DECISION},
    sections=(
        Section(
            key="explanation_amendment.items",
            rows=contents.explanations,
            columns=(
                Column(key="line_name", phone="title"),
                Column(key="before"),
                Column(key="after"),
                Column(key="changes_nature", kind="yes"),
            ),
        ),
        _DECISIONS,
    ),
    prints=(Print(form="explanation_amendment", data=prints.amendment),),
)
_QUARTERS = tuple(f"quarter_{number}" for number in (1, 2, 3, 4))
SPENDING_PLAN = Screen(
    kind="spending_plan",
    menu="budget",
    icon="calendar-clock",
    help="help.spending_plan",
    columns=_LIST,
    filters=_FILTERS,
    create="spending_plan.prepare",
    edit="spending_plan.revise",
    moves={"supersede": ""},
    values=contents.plan_draft,
    starts=(
        Start(
            key="import",
            command="spending_plan.import",
            icon="upload",
            help="help.spending_plan.import",
            fields=(*_HEAD, Field(key="content", widget="file", span=2)),
            template=Download(
                name="spending-plan-template.xlsx",
                label="web.template",
                content=lambda fiscal_year: queries.spending_plan_template(fiscal_year=fiscal_year),
            ),
        ),
    ),
    fields=(
        *_HEAD,
        Field(
            key="entries",
            widget="lines",
            label="field.planned_lines",
            span=4,
            help="help.spending_plan.entries",
            rows=choices.lines_to_plan,
            lines=(
                Field(key="line", label="field.budget_line", widget="search", search=choices.planned_lines),
                Field(key="name_th", label="field.line_name", span=2),
                *(Field(key=key, widget="money") for key in _QUARTERS),
            ),
        ),
    ),
    sections=(
        Section(
            key="spending_plan.head",
            rows=contents.plan_head,
            pairs=True,
            columns=(Column(key="fiscal_year"), Column(key="in_force", kind="yes")),
        ),
        Section(
            key="spending_plan.lines",
            rows=contents.planned,
            columns=(
                Column(key="line", label="field.budget_line", kind="code"),
                Column(key="name_th", label="field.line_name", phone="title"),
                *(Column(key=key, kind="money", total=True, phone="hidden") for key in _QUARTERS),
                Column(key="amount", kind="money", total=True, phone="amount"),
            ),
        ),
    ),
    prints=(Print(form="spending_plan", data=prints.plan),),
)
OVERRUN = Screen(
    kind="budget_overrun",
    menu="budget",
    icon="triangle-alert",
    help="help.budget_overrun",
    columns=_LIST,
    filters=_FILTERS,
    create="budget_overrun.prepare",
    edit="budget_overrun.revise",
    values=contents.overrun_draft,
    later=("cover",),
    fields=(
        Field(key="line_id", label="field.budget_line", widget="search", search=choices.lines, span=2),
        Field(key="amount", widget="money"),
        Field(key="paper_reference", label="field.overrun.paper_reference"),
        Field(key="memo_number", label="field.overrun.memo_number"),
        Field(key="memo_date", label="field.overrun.memo_date", widget="date"),
        Field(key="ordered_by", label="field.overrun.ordered_by", span=2),
        Field(key="reason", label="field.overrun.reason", widget="long", span=4),
    ),
    move_fields={"cover": (Field(key="covered_by", label="field.overrun.covered_by", span=4),)},
    sections=(
        Section(
            key="budget_overrun.summary",
            rows=contents.overrun,
            pairs=True,
            columns=(
                Column(key="line", label="field.budget_line"),
                Column(key="amount", kind="money"),
                Column(key="memo_number", label="field.overrun.memo_number"),
                Column(key="memo_date", label="field.overrun.memo_date", kind="date"),
                *(
                    Column(key=key, label=f"field.overrun.{key}")
                    for key in ("ordered_by", "reason", "paper_reference", "covered_by")
                ),
            ),
        ),
    ),
)
SCREENS: tuple[Any, ...] = (
    ORDINANCE,
    SUPPLEMENTARY,
    TRANSFER,
    AMENDMENT,
    SPENDING_PLAN,
    OVERRUN,
    directories.SPENDING,
    directories.LINES,
    directories.ESTIMATES,
)
