"""A card that is not in the register of the organisation cannot be corrected."""

from khlang.office.assets import commands
from tests.assets.cards import one, typed
from tests.office import Office
from tests.refusals.attempt import refused


def test_a_card_of_nobody(office: Office) -> None:
    """Neither an unknown one nor another organisation's."""
    data = typed(one(office), asset_id=7)
    with refused("asset_unknown", field="asset_id"):
        commands.correct(envelope=office.envelope("supply_officer"), data=data)
