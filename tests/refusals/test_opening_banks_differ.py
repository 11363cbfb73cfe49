"""The balances and the bank accounts tell the same story."""

import base64

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import Till


def test_a_bank_account_that_is_missing(till: Till) -> None:
    """The balances hold 500,000 in current accounts, the file of banks does not."""
    content = b"account_code,debit,credit\n1101030101.001,500000,0\n3102010101.001,0,500000\n"
    banks = b"bank_id,gl_account,opening_balance\nKTB-C,1101030101.001,400000\n"
    data = {
        "fiscal_year": 2568, "name": "a.csv", "content": base64.b64encode(content).decode(), "banks_name": "b.csv",
        "banks_content": base64.b64encode(banks).decode(),
    }  # fmt: skip
    says = {"account": "1101030101.001", "balances": "500,000.00", "banks": "400,000.00"}
    with refused("opening_banks_differ", field="banks_content", **says):
        treasury.import_opening(envelope=till.office.envelope("accountant"), data=data)
