"""A book is handed to somebody who is there."""

from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy
from tests.household import hire
from tests.office import open_office
from tests.refusals.attempt import refused
from tests.till import Till


def test_a_book_for_nobody(till: Till) -> None:
    """No person has this number."""
    data = {"book_no": "12", "first": 1, "last": 50, "issued_to": 999}
    with refused("person_unknown", field="issued_to"):
        revenue.register_book(envelope=till.office.envelope("treasury_head"), data=data)


def test_a_book_for_a_collector_of_another_office(till: Till) -> None:
    """Who works next door is nobody here, and is not told by name."""
    neighbour = open_office(code="NEXT")
    with tenancy.scope(neighbour.org):
        stranger = hire(neighbour.org, "stranger", "revenue_officer")
    data = {"book_no": "12", "first": 1, "last": 50, "issued_to": stranger.id}
    with refused("person_unknown", field="issued_to"):
        revenue.register_book(envelope=till.office.envelope("treasury_head"), data=data)
