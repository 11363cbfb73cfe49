"""The register of tax receivables, as of a day."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.bridges.reporting import exports, queries
from tests.office import Office
from tests.taxpayers.roll import DUE, LAND, LATE, assessed, pay, person


def run(on: date):  # type: ignore[no-untyped-def]
    """The register on a day."""
    return queries.run(name="tax_receivables", parameters={"on": on.isoformat()}, today=LATE)


def test_year_payer_assessed_paid_outstanding_and_age(office: Office) -> None:
    """One row an assessment; who has paid everything has no age; the columns add up."""
    first = assessed(office)
    pay(office, (first, LAND, 40_000), on=DUE)
    done = assessed(office, party_id=person("นายสมชาย ใจดี"))
    pay(office, (done, LAND, 100_000), on=DUE)
    result = run(LATE)
    keys = ("tax_year", "code", "payer", "assessed", "paid", "outstanding", "fine", "surcharge", "age")
    assert [tuple(row.value(key) for key in keys) for row in result.rows] == [
        (2568, "LB68-00001", "นางบุญมี ทองสุข", 100_000, 40_000, 60_000, 6_000, 1_800, 62),
        (2568, "LB68-00002", "นายสมชาย ใจดี", 100_000, 100_000, 0, 0, 0, 0),
    ]
    assert "ทะเบียนคุมลูกหนี้ภาษี" in exports.json_text(result=result)


def test_as_of_a_day_before_the_payment(office: Office) -> None:
    """Payments count by their own day."""
    each = assessed(office)
    pay(office, (each, LAND, 100_000), on=LATE)
    (row,) = run(DUE).rows
    assert (row.value("paid"), row.value("outstanding"), row.value("age")) == (0, 100_000, 0)


def test_more_taxpayers_need_no_more_queries(office: Office) -> None:
    """The same statements for one and for twenty."""

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            run(LATE)
        return len(context)

    assessed(office)
    few = asked()
    for number in range(20):
        assessed(office, party_id=person(f"นายเลขที่ {number}"))
    assert asked() == few
