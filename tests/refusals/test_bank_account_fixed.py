"""Ledger lines name a bank account by code and account: neither changes."""

import pytest

from khlang.office.banking import commands as banking
from khlang.office.banking import queries
from tests.refusals.attempt import refused
from tests.till import Till


@pytest.mark.parametrize("field, changed", [("code", {"code": "KTB-X"}), ("account", {"account": "1101030101.001"})])
def test_another_code_or_account(till: Till, field: str, changed: dict[str, str]) -> None:
    """The name may be corrected, these may not."""
    data = {"id": queries.usable(code="KTB-S").id, "code": "KTB-S", "bank_name": "ธ.กรุงไทย", "kind": "savings"}
    with refused("bank_account_fixed", field=field, code="KTB-S"):
        banking.save(
            envelope=till.office.envelope("finance_officer"), data={**data, "account": "1101030102.001", **changed}
        )
