"""A link from a row of one organisation to a row of another: refused by the database, under one name on both."""

from khlang.office.revenue.models import RemittedReceipt
from khlang.platform import tenancy
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from tests.office import open_office
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till


def test_the_neighbours_receipt_on_ones_own_slip(till: Till) -> None:
    """Past every command, by the writer itself."""
    slip = till.collect((WASTE_FEE, "100"))
    neighbour = open_office(code="NEXT")
    with tenancy.scope(neighbour.org):
        theirs = Till(neighbour).collect((WASTE_FEE, "100"))
    row = {"document_id": slip.document_id, "receipt_id": theirs.document_id, "position": 1}
    with refused("foreign_organisation"):
        writes.write(org=till.office.org, entries=(), rows=[Rows(RemittedReceipt, [row])])
