"""Registers of what was agreed and bought: contracts and orders, guarantees, assets; and purchases that look divided."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from khlang.bridges.reporting.accounts import as_of, span
from khlang.bridges.reporting.asking import Asked
from khlang.bridges.reporting.results import Result, Row, Value
from khlang.core.calendar import fiscal_year_end, fiscal_year_start
from khlang.office.assets import queries as assets
from khlang.office.procurement import queries as procurement
from khlang.spine.documents import queries as documents
from khlang.standards import asset_classes, budget_classification, fund_sources

_CONTRACT: Final = (
    "number", "paper_reference", "signed_date", "vendor_name", "title", "amount", "start_date", "delivery_date",
    "instalments", "accepted", "claimed", "remaining", "required", "held", "egp_contract",
)  # fmt: skip
_RETURNED: Final = ("release", "forfeit")


def contracts(asked: Asked) -> Result:
    """The register of contracts and orders (ทะเบียนคุมสัญญา) signed in a fiscal year."""
    found = procurement.contract_register(
        since=fiscal_year_start(asked.year), through=min(asked.on, fiscal_year_end(asked.year))
    )
    rows = tuple(
        Row(
            {
                "kind": asked.say(f"document.{row.kind}"), "state": asked.state(row.kind, row.state),
                **{key: getattr(row, key) for key in _CONTRACT},
            },
            row.id,
        )
        for row in found
    )  # fmt: skip
    return asked.result(rows=rows, subtitle=f"{asked.say('report.year', year=asked.year)} {as_of(asked)}")


def guarantees(asked: Asked) -> Result:
    """The register of guarantees (ทะเบียนคุมหลักประกัน) received up to a day, with what has become of each."""
    found = procurement.guarantee_register(through=asked.on)
    days = documents.made_on(document_ids=[row.id for row in found], moves=_RETURNED)
    rows = []
    for row in found:
        returned = max(days.get(row.id, {}).values(), default=None)
        still = returned is None or returned > asked.on
        values: dict[str, Value] = {
            "number": row.number, "received_date": row.received_date, "holder": row.holder_name,
            "obligation": row.obligation_number, "kind": asked.say(f"guarantee_kind.{row.kind}"),
            "reference": row.receipt_number or " ".join(filter(None, (row.bank, row.letter_number))),
            "amount": row.amount, "due_date": row.due_date, "returned": None if still else returned,
            "held": row.amount if still else 0,
            "state": asked.state("guarantee", "held" if still else row.state),
        }  # fmt: skip
        rows.append(Row(values, row.id))
    return asked.result(rows=tuple(rows), subtitle=as_of(asked))


def split_purchases(asked: Asked) -> Result:
    """Purchases of one division within days of each other that exceed the limit of their method only together (F-4)."""
    found = procurement.split_purchases(since=asked.since, through=asked.through)
    rows: list[Row] = []
    for number, group in enumerate(found, start=1):
        why = group.name if group.by == "vendor" else _item(asked, group.key)
        for purchase in group.purchases:
            values: dict[str, Value] = {
                "group": number, "by": asked.say(f"report.split_purchases.{group.by}", what=why),
                "date": purchase.day, "number": purchase.number, "title": purchase.title,
                "vendor": purchase.vendor_name, "amount": purchase.amount,
            }  # fmt: skip
            rows.append(Row(values, purchase.document_id))
        total = asked.say("report.split_purchases.total", number=number, count=len(group.purchases))
        rows.append(Row({"group": number, "title": total, "amount": group.total}, style="total"))
    return asked.result(rows=tuple(rows), subtitle=span(asked), known={})


def _item(asked: Asked, code: str) -> str:
    found = budget_classification().codes.get(code)
    return f"{code} {asked.name(found)}" if found else code


def asset_register(asked: Asked) -> Result:
    """The register of assets (ทะเบียนข้อมูลสินทรัพย์) acquired up to a day; classes and types summed up."""
    order = {each.code: position for position, each in enumerate(asset_classes())}
    types = {each.type: position for position, each in reversed(list(enumerate(asset_classes())))}
    cards = sorted(
        assets.register(through=asked.on),
        key=lambda card: (types[card.asset_class.type], order[card.class_code], card.acquired_date, card.code),
    )
    funds = [fund.code for fund in fund_sources()]
    rows = list(_asset_rows(asked, cards, funds))
    return asked.result(rows=tuple(rows), subtitle=as_of(asked))


def _asset_rows(asked: Asked, cards: list[assets.Card], funds: list[str]) -> Iterator[Row]:
    number = 0
    for kind, of_type in groupby(cards, key=lambda card: card.asset_class.type):
        inside: list[Row] = []
        for _, of_class in groupby(of_type, key=lambda card: card.class_code):
            same = list(of_class)
            made = [_asset(asked, number + position, card, funds) for position, card in enumerate(same, start=1)]
            number += len(made)
            yield from made
            name = asked.say("report.assets.class_total", name=asked.name(same[0].asset_class))
            yield _asset_sum(name, made, funds)
            inside += made
        yield _asset_sum(asked.say("report.assets.type_total", name=asked.say(f"asset_type.{kind}")), inside, funds)


def _asset(asked: Asked, number: int, card: assets.Card, funds: list[str]) -> Row:
    values: dict[str, Value] = {
        "run": number, "type": asked.say(f"asset_type.{card.asset_class.type}"), "class_code": card.class_code,
        "class": asked.name(card.asset_class), "code": card.code, "own_code": card.own_code, "name": card.name,
        "detail": card.detail, "acquired_date": card.acquired_date, "cost": card.cost, "life_years": card.life_years,
        "depreciation": _a_year(card.cost, card.life_years),
        "state": asked.say(f"asset_state.{card.state}"), "acquired_by": asked.say("report.assets.procured"),
        "acquired_from": card.vendor_name, "document": card.document_number,
        **{f"fund_{code}": card.cost if card.fund_source == code else 0 for code in funds},
        "condition": asked.say(f"asset_condition.{card.condition}"),
        "work": " ".join(filter(None, (_item(asked, card.work_code) if card.work_code else "", card.division))),
    }  # fmt: skip
    return Row(values, card.document_id)


def _a_year(cost: int, life_years: int) -> int:
    """The straight-line depreciation of a whole year (satang, half up); nothing for what is not depreciated."""
    return (2 * cost + life_years) // (2 * life_years) if life_years else 0


def _asset_sum(name: str, rows: list[Row], funds: list[str]) -> Row:
    keys = ("cost", "depreciation", *(f"fund_{code}" for code in funds))
    return Row({"name": name, **{key: sum(row.amount(key) for row in rows) for key in keys}}, style="total")
