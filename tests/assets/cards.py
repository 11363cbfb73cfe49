"""Cards for tests: things accepted with a document that exists, and what is typed to correct a card."""

from datetime import date
from typing import Any

from khlang.office.assets import acts, queries
from khlang.office.assets.acts import Acquired
from khlang.office.treasury import commands as treasury
from tests.office import Office

DAY = date(2024, 10, 25)


def accepted(office: Office) -> int:
    """A document that cards may name as their origin."""
    lines = [{"account": "1206100101.001", "debit": "46,000"}, {"account": "2101010102.001", "credit": "46,000"}]
    data = {"title": "ตรวจรับคอมพิวเตอร์", "lines": lines}
    return treasury.save_voucher(envelope=office.envelope("accountant"), data=data).document_id or 0


def units(*costs: int, **more: Any) -> Acquired:
    """So many computers of one line, each at its cost in satang."""
    given = {
        "class_code": "110", "name": "เครื่องคอมพิวเตอร์ตั้งโต๊ะ", "costs": costs, "position": 1, "acquired_date": DAY,
        "fund_source": "budget", "vendor_id": None, "vendor_name": "บริษัท ตัวอย่างคอมพิวเตอร์ จำกัด", **more,
    }  # fmt: skip
    return Acquired(**given)


def opened(office: Office, *acquired: Acquired) -> tuple[str, ...]:
    """Cards opened, as an acceptance does it."""
    envelope = office.envelope("clerk", day=DAY)
    return acts.register(envelope=envelope, document_id=accepted(office), acquired=acquired)


def one(office: Office) -> queries.Card:
    """A card of a computer."""
    opened(office, units(2_300_000))
    return queries.cards()[0][0]


def typed(card: queries.Card, **changes: Any) -> dict[str, Any]:
    """The form of a card with what is changed in it."""
    return {
        "asset_id": card.id, "own_code": card.own_code, "name": card.name, "detail": card.detail,
        "division_id": card.division_id, "place": card.place, "state": card.state, "condition": card.condition,
        "reason": "ย้ายตามบันทึกที่ 12/2568", **changes,
    }  # fmt: skip
