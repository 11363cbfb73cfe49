"""A day has one report."""

from khlang.office.treasury import commands as treasury
from tests.refusals.attempt import refused
from tests.till import Till


def test_preparing_a_day_twice(till: Till) -> None:
    """What was posted later is taken in by drawing the first one up anew."""
    treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
    with refused("daily_status_prepared_before", field="day", date="1 ต.ค. 2567"):
        treasury.prepare_status(envelope=till.office.envelope("finance_officer"), data={})
