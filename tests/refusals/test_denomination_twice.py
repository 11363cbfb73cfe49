"""Each note and coin is counted on one line."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import Till


def test_hundreds_on_two_lines(till: Till) -> None:
    """They belong together."""
    data = {"lines": [{"denomination": "100", "pieces": 1}, {"denomination": "100", "pieces": 2}]}
    with refused("denomination_twice", field="lines.1.denomination", value="100.00"):
        treasury.create_count(envelope=till.office.envelope("finance_officer"), data=data)
