"""A command id that the journal knows: normally answered from the store, refused when there is nothing to answer with."""

from khlang.platform.commands import Pending
from khlang.platform.db import journal
from tests.office import Office
from tests.refusals.attempt import refused


def test_the_journal_takes_a_command_once(office: Office) -> None:
    """The second row is refused by the key of the table."""
    row = Pending("testing.note", "hash", office.envelope())
    journal.write(row=row, answer={})
    with refused("command_done_before"):
        journal.write(row=row, answer={})
