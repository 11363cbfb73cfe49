"""The code of a bank account is the key of its ledger lines: there is one of each."""

from khlang.office.banking import commands as banking
from tests.refusals.attempt import refused
from tests.till import Till


def test_a_second_account_of_the_same_code(till: Till) -> None:
    """KTB-S exists already."""
    data = {"code": "ktb-s", "bank_name": "ธ.กรุงไทย", "kind": "savings", "account": "1101030102.001"}
    with refused("bank_account_code_taken", field="code", code="KTB-S"):
        banking.save(envelope=till.office.envelope("finance_officer"), data=data)
