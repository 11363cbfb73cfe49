"""A bank account is closed when its money has left it."""

from khlang.office.banking import commands as banking
from khlang.office.banking import queries
from tests.refusals.attempt import refused
from tests.till import VAT, Till


def test_closing_an_account_that_holds_money(till: Till) -> None:
    """Nothing could be paid out of it afterwards; its neighbour on the same account of the chart may be closed."""
    till.bank_in(VAT, "100")
    with refused("bank_account_not_empty", field="id", code="KTB-S", balance="100.00"):
        banking.close(envelope=till.office.envelope("finance_officer"), data={"id": queries.usable(code="KTB-S").id})
    banking.close(envelope=till.office.envelope("finance_officer"), data={"id": queries.usable(code="BAAC-S").id})
    assert not [bank for bank in queries.bank_accounts(with_closed=False) if bank.code == "BAAC-S"]
