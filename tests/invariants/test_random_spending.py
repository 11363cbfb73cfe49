"""Random commands by random people in two organisations: what an office that spends promises holds, whatever they try."""

from collections.abc import Iterator

import pytest
from hypothesis.stateful import invariant, run_state_machine_as_test

from khlang.platform import tenancy
from tests.invariants import promises
from tests.invariants.buying import Buying
from tests.invariants.machine import profile
from tests.invariants.paying import Paying
from tests.invariants.spenders import found_spenders
from tests.office import Office


class RandomSpending(Buying, Paying):
    """An office that buys, owes, lends and pays, and changes its budget in between."""

    between = ("L18", "L20", "L24")

    def __init__(self) -> None:
        super().__init__()
        self.looked_at = 0

    @invariant()
    def every_promise_is_kept(self) -> None:
        """Reckoned anew after every step, where something was done in it (what was refused has changed nothing)."""
        done = self.world.done[self.looked_at :]
        self.looked_at += len(done)
        for org in {each.envelope.org for each in done}:
            with tenancy.scope(org):
                assert list(promises.broken()) == []


@pytest.fixture
def spenders(db: None) -> Iterator[tuple[Office, Office]]:
    """Two offices that every run starts from."""
    yield found_spenders()


def test_the_spending_stays_whole(spenders: tuple[Office, Office]) -> None:
    """As many random runs as the profile asks for."""
    machine = type("Machine", (RandomSpending,), {"offices": spenders})
    run_state_machine_as_test(machine, settings=profile(examples=5, steps=40))
