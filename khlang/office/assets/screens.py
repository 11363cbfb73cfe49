"""The register of assets and the history of its corrections, as lists: declarations only."""

from khlang.office.assets import queries
from khlang.platform import choosing
from khlang.platform.screens import Ask, Column, Directory, Field, Filter, Page
from khlang.spine.organisations.choices import division_ids
from khlang.standards import asset_classes, fund_sources, message


def _rows(ask: Ask) -> Page:
    found, count, cost = queries.cards(
        text=ask.search, filters=ask.filters, sort=ask.sort, offset=(max(1, ask.page) - 1) * ask.size, limit=ask.size
    )
    funds = {fund.code: fund.name_th for fund in fund_sources()}
    rows = [
        {
            "id": card.id, "code": card.code, "own_code": card.own_code, "asset_class": card.asset_class.name_th,
            "name": card.name, "acquired_date": card.acquired_date, "cost": card.cost, "life_years": card.life_years,
            "fund_source": funds.get(card.fund_source, card.fund_source), "vendor_name": card.vendor_name,
            "document": card.document_number, "division": card.division, "place": card.place, "state": card.state,
            "condition": card.condition,
        }
        for card in found
    ]  # fmt: skip
    return Page(rows=rows, count=count, totals={"cost": cost})


def _values(asset_id: int) -> dict[str, object]:
    card = queries.card(asset_id=asset_id)
    return {
        "asset_id": card.id, "own_code": card.own_code, "name": card.name, "detail": card.detail,
        "division_id": card.division_id, "place": card.place, "state": card.state, "condition": card.condition,
    }  # fmt: skip


def _history(ask: Ask) -> Page:
    found, count = queries.changes(text=ask.search, offset=(max(1, ask.page) - 1) * ask.size, limit=ask.size)
    rows = [
        {
            "id": change.id, "day": change.day, "code": change.asset_code, "name": change.asset_name,
            "changed": message(f"field.{change.field}"), "before": _said(change.field, change.before),
            "after": _said(change.field, change.after), "reason": change.reason, "actor": change.actor_name,
        }
        for change in found
    ]  # fmt: skip
    return Page(rows=rows, count=count)


def _said(field: str, value: str) -> str:
    return message(f"asset_{field}.{value}") if field in ("state", "condition") and value else value


ASSETS = Directory(
    key="asset",
    menu="procurement",
    icon="id-card",
    duty="procurement.view",
    help="help.asset",
    command="asset.correct",
    keeps="asset.maintain",
    id_field="asset_id",
    adds=False,
    filters=(
        Filter(key="class_code", label="field.asset_class", choices=lambda: choosing.coded(asset_classes())),
        Filter(key="state", choices=lambda: choosing.worded("asset_state", queries.states())),
        Filter(key="division_id", label="field.division", choices=division_ids),
    ),
    rows=_rows,
    values=_values,
    columns=(
        Column(key="code", kind="link", sortable=True, phone="title"),
        Column(key="own_code", kind="code", phone="hidden"),
        Column(key="asset_class", phone="hidden"),
        Column(key="name", label="field.asset_name", sortable=True, phone="title"),
        Column(key="acquired_date", kind="date", sortable=True),
        Column(key="cost", kind="money", sortable=True, total=True, phone="amount"),
        Column(key="life_years", kind="number", phone="hidden"),
        Column(key="fund_source", phone="hidden"),
        Column(key="vendor_name", label="field.acquired_from", phone="hidden"),
        Column(key="document", label="field.acquired_with", kind="code", phone="hidden"),
        Column(key="division"),
        Column(key="place", label="field.asset_place"),
        Column(key="state", kind="choice", prefix="asset_state"),
        Column(key="condition", kind="choice", prefix="asset_condition", phone="hidden"),
    ),
    fields=(
        Field(key="asset_id", widget="hidden"),
        Field(key="name", label="field.asset_name", span=3),
        Field(key="own_code"),
        Field(key="detail", label="field.asset_detail", widget="long", span=4),
        Field(key="division_id", label="field.division", widget="select", choices=division_ids),
        Field(key="place", label="field.asset_place"),
        Field(key="state", prefix="asset_state"),
        Field(key="condition", prefix="asset_condition"),
        Field(key="reason", span=4, help="help.asset.reason"),
    ),
)
CHANGES = Directory(
    key="asset_change",
    menu="procurement",
    icon="scroll-text",
    duty="procurement.view",
    help="help.asset_change",
    rows=_history,
    columns=(
        Column(key="day", label="field.changed_on", kind="date"),
        Column(key="code", kind="code", phone="title"),
        Column(key="name", label="field.asset_name", phone="title"),
        Column(key="changed"),
        Column(key="before", label="field.before_change"),
        Column(key="after", label="field.after_change"),
        Column(key="reason"),
        Column(key="actor", label="field.changed_by"),
    ),
)

SCREENS = (ASSETS, CHANGES)
