"""What the generic pages draw of outages, of letters that open the gate, and of kits."""

from khlang.bridges.continuity import choices
from khlang.platform.screens import Column, Field, Filter, Screen, Start

#: What the lists of all three show: none of them has an amount or a party.
_COLUMNS = (
    Column(key="number", kind="link", sortable=True, phone="title"),
    Column(key="document_date", kind="date", sortable=True),
    Column(key="title"),
    Column(key="state", kind="state"),
)
_DECLARE = (
    Field(key="trigger", span=2, initial=lambda: "system_failure"),
    Field(key="started_on"),
    Field(key="started_time", help="help.outage.time"),
    Field(key="cause", widget="long", span=4, help="help.outage.cause"),
    Field(key="areas", choices=choices.areas, help="help.outage.areas"),
    Field(key="units", choices=choices.units, help="help.outage.units"),
    Field(key="restored_on", help="help.outage.restored"),
    Field(key="restored_time"),
    Field(key="evidence", widget="long", span=4, label="field.outage_evidence", help="help.outage.evidence"),
    Field(key="fiscal_year", when="trigger=year_not_closed", help="help.outage.fiscal_year"),
    Field(key="site", help="help.outage.site"),
    Field(key="event", help="help.outage.event"),
)

OUTAGE_SCREEN = Screen(
    kind="outage",
    menu="continuity",
    columns=_COLUMNS,
    filters=(Filter(key="state"), Filter(key="document_date", kind="period")),
    starts=(
        Start(key="declare", command="outage.declare", icon="megaphone", label="move.outage.declare", fields=_DECLARE),
    ),
    own_page="/continuity/{id}/",
    move_fields={"restore": (Field(key="restored_on"), Field(key="restored_time"))},
    later=("restore", "recur", "reconcile", "reenter"),
    icon="cloud-off",
    help="help.outage",
)

DIRECTIVE_SCREEN = Screen(
    kind="gate_directive",
    menu="continuity",
    columns=_COLUMNS,
    filters=(Filter(key="state"),),
    fields=(
        Field(key="outage_id", widget="hidden"),
        Field(key="letter_number", span=2, label="field.directive_number"),
        Field(key="letter_date"),
        Field(key="in_force_through"),
        Field(key="areas", choices=choices.areas, help="help.gate_directive.areas"),
        Field(key="by_paper_date", help="help.gate_directive.by_paper_date", span=4),
    ),
    icon="scroll-text",
    help="help.gate_directive",
)

KIT_SCREEN = Screen(
    kind="kit",
    menu="continuity",
    columns=_COLUMNS,
    icon="package",
    help="help.kit",
)

SCREENS = (OUTAGE_SCREEN, DIRECTIVE_SCREEN, KIT_SCREEN)
