"""What was accepted stays on the card, and what was corrected stays in its history: by the database itself."""

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.core.refusal import Refusal
from khlang.office.assets import commands
from khlang.platform.db import refusals
from tests.assets.cards import one, typed
from tests.office import Office
from tests.operators import operator
from tests.refusals.wording import check_refusal
from tests.untouched import nothing_written


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE assets_asset SET cost = 1", "asset_fixed"),
        ("UPDATE assets_asset SET code = '101-000000-00001'", "asset_fixed"),
        ("UPDATE assets_asset SET acquired_date = '2020-01-01'", "asset_fixed"),
        ("DELETE FROM assets_asset", "asset_fixed"),
        ("UPDATE assets_change SET reason = 'อื่น'", "trail_fixed"),
        ("DELETE FROM assets_change", "trail_fixed"),
    ],
)
def test_the_register_behind_the_program(office: Office, statement: str, code: str) -> None:
    """A statement typed into the database is refused by name."""
    commands.correct(envelope=office.envelope("supply_officer"), data=typed(one(office), place="ห้อง 2"))
    with (
        nothing_written(),
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        operator(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    check_refusal(refusals.translate(caught.value) or Refusal(""), code)
