"""Opening balances go into empty books: a year that follows another carries its balances forward by itself."""

from datetime import date

from khlang.office.treasury import commands as treasury
from khlang.platform.commands import Outcome
from khlang.spine.ledger import commands as ledger
from tests.refusals.attempt import refused
from tests.till import VAT, Till

LINES = [{"account": "1101010101.001", "debit": "500"}, {"account": "3102010101.001", "credit": "500"}]
NEXT = date(2025, 10, 1)


def submitted(till: Till, fiscal_year: int, *, on: date | None = None) -> dict[str, int | None]:
    """Balances of a year, written and submitted by the accountant."""
    data = {"fiscal_year": fiscal_year, "lines": LINES}
    saved: Outcome = treasury.save_opening(envelope=till.office.envelope("accountant", day=on), data=data)
    named = {"document_id": saved.document_id}
    treasury.submit_opening(envelope=till.office.envelope("accountant", day=on), data=named)
    return named


def test_balances_into_a_year_that_follows_another(till: Till) -> None:
    """What was received in 2568 is in the balance of 30 September 2568; bringing it in again would count it twice."""
    till.bank_in(VAT, "100")
    ledger.open_year(envelope=till.office.envelope(day=NEXT), data={"fiscal_year": 2569, "cutover": True})
    opening = submitted(till, 2569, on=NEXT)
    with refused("opening_books_running", date="30 ก.ย. 2568"):
        treasury.approve_opening(envelope=till.office.envelope("treasury_head", day=NEXT), data=opening)


def test_balances_of_the_next_year_after_those_of_this(till: Till) -> None:
    """A second set is a second set, whichever year it is said to open."""
    treasury.approve_opening(envelope=till.office.envelope("treasury_head"), data=submitted(till, 2568))
    opening = submitted(till, 2569, on=NEXT)
    with refused("opening_done_before", fiscal_year=2568):
        treasury.approve_opening(envelope=till.office.envelope("treasury_head", day=NEXT), data=opening)


def test_receipts_of_the_year_do_not_stand_in_the_way(till: Till) -> None:
    """The office may take money in before its balances are brought in and checked."""
    till.bank_in(VAT, "100")
    approved = treasury.approve_opening(envelope=till.office.envelope("treasury_head"), data=submitted(till, 2568))
    assert approved.voucher_number == "OB67-00001/2567"
