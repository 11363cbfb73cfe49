"""A paper asks the database a fixed number of times, however many lines, payees or payments stand on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.office.disbursement import prints as dika_papers
from khlang.office.payment import prints as payment_papers
from khlang.office.procurement import prints as procurement_papers
from tests.disbursement.asking import Desk
from tests.disbursement.payrolls import WHO, Payroll, somebody
from tests.disbursement.payrolls import sheet as workbook
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.procurement.accepting import item, opened, ordered
from tests.till import Till

#: A page may wait for so many questions, not more.
MANY = 32


def asked(compose: Callable[[int], Any], document_id: int | None) -> int:
    """How many queries the data of a paper take."""
    compose(document_id or 0)
    with CaptureQueriesContext(connection) as found:
        compose(document_id or 0)
    return len(found)


@pytest.fixture
def desk(till: Till) -> Desk:
    """An office that pays by dika."""
    return Desk(till)


def test_a_dika_of_many_lines(desk: Desk) -> None:
    one = desk.approved()
    many = desk.approved(lines=[desk.line(code, "10") for code in ("L20", "L15", "L16", "L33", "L20")])
    assert asked(dika_papers.dika, one.document_id) == asked(dika_papers.dika, many.document_id) < MANY


def test_a_list_of_many_payees(office: Office) -> None:
    payroll = Payroll(office)
    payroll.register(*range(1, 31))
    found = []
    for people in (range(1, 3), range(3, 31)):
        rows = [somebody(each, "1,000", "50") for each in people]
        content = workbook((*WHO, "L08 เงินเดือนนายก/รองนายก", "ประกันสังคม"), rows)
        dika = payroll.bring(content, count=len(people), net=f"{950 * len(people)}")
        found.append(asked(dika_papers.payee_list, dika.document_id))
    assert found[0] == found[1] < MANY


def test_a_report_of_many_cheques(desk: Desk) -> None:
    cashier = Cashier(desk)
    cashier.book()
    few, many = (cashier.prepared(*(desk.approved() for _ in range(count))) for count in (1, 4))
    for compose in (payment_papers.report, payment_papers.cheques):
        assert asked(compose, few.document_id) == asked(compose, many.document_id) < MANY


def test_an_order_of_many_things(office: Office) -> None:
    opened(office)
    few = ordered(office, item("L18", "กระดาษ", "10"))
    many = ordered(office, *(item(code, f"ของ {code}", "10") for code in ("L18", "L15", "L19", "L18")))
    for compose, documents in (
        (procurement_papers.purchase_order, (few.id, many.id)),
        (procurement_papers.requisition, (few.requisition_id, many.requisition_id)),
    ):
        counts = [asked(compose, document_id) for document_id in documents]
        assert counts[0] == counts[1] < MANY
