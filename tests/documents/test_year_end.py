"""A draft of one fiscal year that gets its number in the next belongs to the year of its number."""

from datetime import date

from khlang.office.treasury import commands as treasury
from khlang.office.treasury import queries
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.ledger import commands as ledger
from tests.till import WASTE_FEE, Till

LAST_DAY, NEXT_DAY = date(2025, 9, 30), date(2025, 10, 1)


def test_a_deposit_prepared_in_september_and_approved_in_october(till: Till) -> None:
    """Number, voucher and daily status are those of 1 October; nothing is missing from either year."""
    till.take_in((WASTE_FEE, "240"), cash="240", on=LAST_DAY)
    data = {"bank_account": "KTB-S", "cash": "240"}
    prepared = treasury.create_deposit(envelope=till.office.envelope("finance_officer", day=LAST_DAY), data=data)
    ledger.open_year(envelope=till.office.envelope("treasury_head", day=NEXT_DAY), data={"fiscal_year": 2569})
    named = {"document_id": prepared.document_id}
    approved = treasury.approve_deposit(envelope=till.office.envelope("treasury_head", day=NEXT_DAY), data=named)
    deposit = documents.get(document_id=approved.document_id, kind="cash_deposit")
    assert (deposit.number, deposit.fiscal_year) == ("CD69-00001/2569", 2569)
    assert approved.voucher_number == "JV69-00001/2569"
    assert queries.daily_status(day=NEXT_DAY).cash_deposited == 24_000
    assert verification.verify() == []
