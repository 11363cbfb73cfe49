"""Bad input to guarantees: named, at the field, in both languages, nothing written."""

from typing import Any

import pytest

from khlang.office.procurement import commands
from khlang.spine.documents import queries as documents
from tests.office import Office
from tests.procurement.purchasing import TERMINATE, Purchasing
from tests.procurement.test_guarantees import brought, opened_with, received
from tests.refusals.attempt import refused
from tests.till import VAT, Till


@pytest.fixture
def purchasing(office: Office) -> Purchasing:
    """An office with a budget, on 2 October."""
    return Purchasing(office)


@pytest.fixture
def contract(purchasing: Purchasing) -> int:
    """A signed contract of 28,890."""
    return purchasing.signed(purchasing.approved(), "contract")


CASH = {"kind": "cash", "bank": "", "letter_number": ""}
BAD: list[tuple[dict[str, Any], str, str, dict[str, Any]]] = [
    ({"received_date": "2024-10-03"}, "date_in_future", "received_date", {}),
    ({"due_date": "2024-10-01"}, "guarantee_due_before", "due_date", {"date": "1 ต.ค. 2567", "received": "2 ต.ค. 2567"}),
    ({"bank": ""}, "guarantee_letter_required", "bank", {}),
    ({"kind": "cheque", "letter_number": ""}, "guarantee_letter_required", "letter_number", {}),
    (CASH, "guarantee_receipt_required", "receipt_number", {}),
    (
        {**CASH, "receipt_number": "RC68-00099/2568"}, "guarantee_receipt_unknown", "receipt_number",
        {"number": "RC68-00099/2568"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "field", "says"), BAD)
def test_a_bad_guarantee(
    purchasing: Purchasing, contract: int, change: dict[str, Any], code: str, field: str, says: dict[str, Any]
) -> None:
    """Refused at its field."""
    with refused(code, field=field, **says):
        purchasing.secured(contract, **change)


def test_a_receipt_that_brought_less(purchasing: Purchasing, contract: int) -> None:
    """The guarantee is what was received, or a part of it."""
    receipt = received(purchasing.office, "1,000")
    says = {"number": receipt, "received": "1,000.00", "amount": "1,000.01"}
    with refused("guarantee_receipt_differs", field="amount", **says):
        purchasing.secured(contract, **CASH, receipt_number=receipt, amount="1,000.01")


def test_a_receipt_cited_twice(purchasing: Purchasing, contract: int) -> None:
    """One receipt, one guarantee."""
    receipt = received(purchasing.office)
    purchasing.secured(contract, **CASH, receipt_number=receipt, amount="1,000")
    with refused("guarantee_receipt_used", field="receipt_number"):
        purchasing.secured(contract, **CASH, receipt_number=receipt, amount="1,000")


def test_a_guarantee_of_a_contract_that_ended(purchasing: Purchasing, contract: int) -> None:
    """It was terminated."""
    data = {"document_id": contract, "reason": "ทิ้งงาน"}
    TERMINATE["contract"](envelope=purchasing.office.envelope("executive"), data=data)
    with refused("obligation_closed", field="obligation_id", number="CN68-00001/2568"):
        purchasing.secured(contract)


def test_more_brought_forward_than_the_books_hold(purchasing: Purchasing) -> None:
    """The account holds 92,500 and no more."""
    opened_with(purchasing.office, "92,500")
    vendor = purchasing.vendor()
    with refused("guarantee_above_balance", field="amount", remaining="92,500.00"):
        brought(purchasing.office, vendor, "92,500.01")


def test_released_before_it_is_due(purchasing: Purchasing, contract: int) -> None:
    """It needs a reason."""
    held = purchasing.secured(contract).document_id
    with refused("guarantee_not_due", field="reason", date="31 ต.ค. 2569"):
        commands.release_guarantee(envelope=purchasing.office.envelope("treasury_head"), data={"document_id": held})
    assert documents.get(document_id=held).state == "held"


def test_a_receipt_that_brought_something_else(purchasing: Purchasing, contract: int) -> None:
    """Allocated tax is no guarantee: nothing stands on the account."""
    till = Till(purchasing.office)
    till.open_banks()
    receipt = till.bank_in(VAT, "1,000").number
    with refused("guarantee_above_balance", field="amount", remaining="0.00"):
        purchasing.secured(contract, **CASH, receipt_number=receipt, amount="1,000")


def test_forfeited_when_the_money_is_gone(purchasing: Purchasing, contract: int) -> None:
    """Somebody paid it out by an entry of his own: it is not made revenue a second time."""
    receipt = received(purchasing.office, "1,000")
    held = purchasing.secured(contract, **CASH, receipt_number=receipt, amount="1,000").document_id
    Till(purchasing.office).write_entry(
        "คืนหลักประกัน", ("2112010101.001", "1,000", "0"), ("1101030101.001", "0", "1,000", "KTB-C")
    )
    data = {"document_id": held, "reason": "ทิ้งงาน"}
    with refused("guarantee_above_balance", field="amount", remaining="0.00"):
        commands.forfeit_guarantee(envelope=purchasing.office.envelope("treasury_head"), data=data)
