"""The purchases of October 2567 of the worked example: what each requisition reserves and each order commits, to the satang.

spec §9 and budget_movements: PR68-00001 … PR68-00006, PO68-00001 … PO68-00004, CN68-00001, CN68-00002.
"""

from datetime import date

import pytest

from khlang.office.procurement import forecasts
from khlang.spine.ledger import queries as ledger
from tests.office import Office
from tests.procurement import purchasing as factory
from tests.procurement.purchasing import Purchasing, buckets, number

LINES = (
    *factory.LINES[:3],
    {"code": "L19", "work_code": "00111", "item_code": "330800", "name_th": "วัสดุเชื้อเพลิง", "amount": "200,000"},
    {"code": "L24", "work_code": "00111", "item_code": "411600", "name_th": "ครุภัณฑ์คอมพิวเตอร์", "amount": "70,000"},
    factory.LINES[3],
)
ESTIMATES = ({"item_code": "421000", "amount": "1,400,000"},)
#: Day, budget line, what was asked for, what was agreed, kind of the agreement, its number.
OCTOBER = (
    (2, "L18", "28,890", "28,890", "purchase_order", "PO68-00001/2568"),
    (2, "L15", "108,000", "108,000", "contract", "CN68-00001/2568"),
    (2, "L41", "490,000", "486,000", "contract", "CN68-00002/2568"),
    (25, "L24", "46,000", "46,000", "purchase_order", "PO68-00002/2568"),
    (25, "L23", "10,000", "10,000", "purchase_order", "PO68-00003/2568"),
    (31, "L19", "21,400", "21,400", "purchase_order", "PO68-00004/2568"),
)


@pytest.fixture
def october(office: Office, monkeypatch: pytest.MonkeyPatch) -> Purchasing:
    """An office with the six lines that October buys from."""
    monkeypatch.setattr(factory, "LINES", LINES)
    monkeypatch.setattr(factory, "ESTIMATES", ESTIMATES)
    return Purchasing(office)


def test_the_purchases_of_october(october: Purchasing) -> None:
    """What a page foretells is what is posted; the buckets at the end are those of the budget status."""
    for run, (day, code, asked, agreed, kind, expected) in enumerate(OCTOBER, start=1):
        october.office.today = date(2024, 10, day)
        draft = october.asked(code, asked)
        foretold = forecasts.requisition(draft)
        october.submit(draft)
        assert number(draft) == f"PR68-{run:05d}/2568"
        assert moved(draft) == [(line.account, line.debit - line.credit) for line in foretold]
        waiting = {"document_id": draft}
        factory.commands.check_requisition(envelope=october.office.envelope("treasury_head"), data=waiting)
        factory.commands.approve_requisition(envelope=october.office.envelope("executive"), data=waiting)
        lines = october.request(code, agreed)["lines"]
        order = october.drafted(draft, kind, lines=lines, delivery_date="2025-09-30")
        foretold = forecasts.obligation(order)
        signing = {"document_id": order}
        factory.SUBMIT[kind](envelope=october.office.envelope("supply_officer"), data=signing)
        factory.SIGN[kind](envelope=october.office.envelope("executive"), data=signing)
        assert number(order) == expected
        assert moved(order) == [(line.account, line.debit - line.credit) for line in foretold]
        assert forecasts.obligation(order) == ()
    assert {code: buckets(code) for code in ("L15", "L18", "L19", "L23", "L24", "L41")} == {
        "L15": {"committed": 108_000, "remaining": 372_000},
        "L18": {"committed": 28_890, "remaining": 91_110},
        "L19": {"committed": 21_400, "remaining": 178_600},
        "L23": {"committed": 10_000, "remaining": 30_000},
        "L24": {"committed": 46_000, "remaining": 24_000},
        "L41": {"committed": 486_000, "remaining": 4_000},
    }


def moved(document_id: int) -> list[tuple[str, int]]:
    """What a document posted: account and satang, debit-positive."""
    entries = ledger.lines(book="budget")
    return [(row.account, row.debit - row.credit) for row in entries if row.document_id == document_id]
