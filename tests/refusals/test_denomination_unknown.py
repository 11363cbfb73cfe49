"""Notes and coins are those of the kingdom."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import Till


def test_a_note_of_three_hundred(till: Till) -> None:
    """There is none."""
    data = {"lines": [{"denomination": "300", "pieces": 1}]}
    with refused("denomination_unknown", field="lines.0.denomination", value="300.00"):
        treasury.create_count(envelope=till.office.envelope("finance_officer"), data=data)
