"""The world of a story and its sentences."""

from collections.abc import Iterator

import pytest
from pytest_bdd import parsers, step

from tests.office import Office
from tests.stories import (
    act_steps,
    budget_steps,
    buying_steps,
    proof_steps,
    spending_proofs,
    spending_steps,
    stage_steps,
)
from tests.stories.language import STEPS, pattern, readers
from tests.stories.world import World

SENTENCES = (stage_steps, act_steps, budget_steps, buying_steps, spending_steps, proof_steps, spending_proofs)

for _sentence, _function in STEPS.items():
    step(parsers.re(pattern(_sentence) + "$"), converters=readers(_sentence))(_function)


@pytest.fixture
def world(office: Office) -> Iterator[World]:
    """An office on the first of October 2567; at the end nothing stays refused and unnamed."""
    made = World(office)
    yield made
    made.settle()
