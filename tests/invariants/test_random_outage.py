"""Random outages in two organisations (continuity C-02): the invariants I1 to I12 hold, whatever people try.

`KHLANG_TEST_PROFILE=nightly` draws ten thousand, and anew each time; the usual profile draws the same each time.
"""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from khlang.bridges.continuity.models import Outage
from khlang.platform import tenancy
from tests.invariants.machine import NIGHTLY, profile
from tests.invariants.outage_machine import OfficeByHand
from tests.invariants.outage_world import found_outage_offices
from tests.office import Office

RUNS = 10_000


@pytest.fixture
def offices(db: None) -> Iterator[tuple[Office, Office]]:
    """Two offices that every run starts from."""
    yield found_outage_offices()


def test_nothing_is_lost_or_doubled(offices: tuple[Office, Office]) -> None:
    """As many random runs as the profile asks for."""
    machine = type("Machine", (OfficeByHand,), {"offices": offices})
    asked = profile(examples=4, steps=25)
    run_state_machine_as_test(machine, settings=settings(asked, max_examples=RUNS) if NIGHTLY else asked)


def test_a_day_by_hand_comes_to_its_end(offices: tuple[Office, Office]) -> None:
    """The people of the random offices know how it is done: what they wind up is certified, and so is a supplement."""
    machine = type("Machine", (OfficeByHand,), {"offices": offices})()
    try:
        machine.whole_day(0, 3, True)
        machine.wind_up(0, "treasury_head")
        machine.supplement(0)
        machine.wind_up(0, "treasury_head")
        machine.take_note(0, "notice")
        machine.take_note(0, "report")
        with tenancy.scope(machine.at(0).org):
            states = Outage.objects.order_by("id").values_list("document__state", flat=True)
            assert list(states) == ["certified", "closed"]
    finally:
        machine.teardown()
