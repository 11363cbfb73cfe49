"""A correction that corrects nothing would only make a new version."""

from khlang.office.assets import commands
from tests.assets.cards import one, typed
from tests.office import Office
from tests.refusals.attempt import refused


def test_a_card_saved_as_it_was(office: Office) -> None:
    """Said by the code of the asset."""
    card = one(office)
    with refused("asset_unchanged", code=card.code):
        commands.correct(envelope=office.envelope("supply_officer"), data=typed(card))
