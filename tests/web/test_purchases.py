"""A purchase in the pages: its papers lead to one another, the voucher to come is seen, many are carried on together."""

import re
from uuid import uuid4

import pytest

from khlang.bridges.reporting.paper_trail import paper_trail
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.organisations.models import Organisation
from tests.disbursement.asking import Desk as Asking
from tests.household import hire
from tests.office import Office
from tests.payment.cashier import Cashier
from tests.till import Till
from tests.web.desk import Desk

OFFICERS = {"wilai": "division_head", "surachai": "clerk", "kamol": "executive"}
TOGETHER = "/inbox/dika/approve/"


@pytest.fixture
def cashier(desk: Desk) -> Cashier:
    """The office of the pages with a budget, money in the bank and a book of cheques."""
    for username, role in OFFICERS.items():
        desk.people[username] = hire(desk.org, username, role)
        desk.people[username].must_change_password = False
        desk.people[username].save(update_fields=["must_change_password"])
    with tenancy.scope(desk.org):
        till = Till(Office(Organisation.objects.get(id=desk.org)))
        till.open_banks()
        counter = Cashier(Asking(till))
        counter.book()
        yield counter


def endorsed(cashier: Cashier, baht: str) -> int:
    """A dika that waits for the executive; its document."""
    lines = [cashier.desk.line("L20", baht)]
    return cashier.desk.carried(cashier.desk.draft(title=f"ค่าไฟฟ้า {baht}", lines=lines), "endorse").document_id or 0


def states(ids: list[int]) -> list[str]:
    found = documents.get_many(document_ids=ids)
    return [found[each].state for each in ids]


def test_many_are_approved_together_each_by_itself(desk: Desk, cashier: Cashier) -> None:
    """Twelve wait; eleven are approved although one was taken back by somebody else in the meantime."""
    ids = [endorsed(cashier, str(baht)) for baht in range(101, 113)]
    client = desk.client("kamol")
    inbox = client.get("/inbox/").content.decode()
    assert inbox.count('name="chosen"') == 12
    chosen = client.post(TOGETHER, {"chosen": ids}).content.decode()
    assert "1,278.00" in chosen and states(ids) == ["endorsed"] * 12
    back = {"document_id": ids[3], "reason": "เอกสารไม่ครบ"}
    desk.do("dika.reject", back)
    answer = client.post(TOGETHER, {"chosen": ids, "command_id": re.search(r'command_id" value="([^"]+)', chosen)[1]})
    assert answer.status_code == 422
    assert states(ids) == ["approved"] * 3 + ["returned"] + ["approved"] * 8
    assert "ค่าไฟฟ้า 104" in answer.content.decode()


def test_pressing_twice_does_nothing_twice(desk: Desk, cashier: Cashier) -> None:
    ids = [endorsed(cashier, "150"), endorsed(cashier, "160")]
    form = {"chosen": ids, "command_id": str(uuid4())}
    client = desk.client("kamol")
    first, second = client.post(TOGETHER, form), client.post(TOGETHER, form)
    assert (first.status_code, second.status_code) == (200, 200)
    assert states(ids) == ["approved", "approved"]
    assert [len(documents.trail(document_id=each)) for each in ids] == [6, 6]


def test_nobody_carries_on_what_is_not_theirs(desk: Desk, cashier: Cashier) -> None:
    ids = [endorsed(cashier, "150"), endorsed(cashier, "160")]
    client = desk.client("surachai")
    assert 'name="chosen"' not in client.get("/inbox/").content.decode()
    assert client.post(TOGETHER, {"chosen": ids, "command_id": str(uuid4())}).status_code == 422
    assert states(ids) == ["endorsed", "endorsed"]
    assert client.post("/inbox/dika/reject/", {"chosen": ids}).status_code == 404
    assert client.post("/inbox/nothing/approve/", {"chosen": ids}).status_code == 404


def test_the_papers_of_a_payment_lead_both_ways(desk: Desk, cashier: Cashier) -> None:
    """Two dika on one report: each shows the report and its own payment; the report shows both."""
    dikas = [cashier.desk.carried(cashier.desk.draft(title=title)) for title in ("ค่าไฟฟ้า ก", "ค่าไฟฟ้า ข")]
    report = cashier.signed(cashier.prepared(*dikas))
    one, other = (row.document_id for row in cashier.payments(report))
    page = desk.client("pranee").get(f"/documents/dika/{dikas[0].document_id}/").content.decode()
    assert f"/documents/payment/{one}/" in page and f"/documents/cheque_report/{report.document_id}/" in page
    assert f"/documents/payment/{other}/" not in page
    assert (
        f"/documents/dika/{dikas[0].document_id}/"
        in desk.client("pranee").get(f"/documents/payment/{one}/").content.decode()
    )
    whole = paper_trail(document=documents.get(document_id=report.document_id or 0))
    assert [paper.kind for paper in whole] == ["dika", "dika", "cheque_report", "payment", "payment"]
    assert [paper.here for paper in whole] == [False, False, True, False, False]


def test_a_paper_that_stands_alone_has_no_trail(desk: Desk, cashier: Cashier) -> None:
    draft = cashier.desk.draft()
    assert paper_trail(document=documents.get(document_id=draft.document_id or 0)) == ()
    assert "เอกสารที่เกี่ยวข้อง" not in desk.client("wipa").get(f"/documents/dika/{draft.document_id}/").content.decode()


def test_the_trail_does_not_ask_more_for_more_papers(
    desk: Desk, cashier: Cashier, django_assert_max_num_queries
) -> None:
    dikas = [cashier.desk.carried(cashier.desk.draft(title=f"ค่าไฟฟ้า {run}")) for run in range(6)]
    report = documents.get(document_id=cashier.signed(cashier.prepared(*dikas)).document_id or 0)
    with django_assert_max_num_queries(16):
        assert len(paper_trail(document=report)) == 13


def test_the_voucher_to_come_is_shown_until_it_is_there(desk: Desk, cashier: Cashier) -> None:
    """Names, not identifiers: the budget line in the budget book, no account codes of buckets."""
    dika = cashier.desk.draft()
    path = f"/documents/dika/{dika.document_id}/"
    before = desk.client("wipa").get(path).content.decode()
    assert "ใบผ่านรายการที่จะเกิดขึ้น" in before and "L20 ค่าไฟฟ้า" in before and "budget.expended" not in before
    cashier.paid(cashier.desk.carried(dika))
    after = desk.client("wipa").get(path).content.decode()
    assert "ใบผ่านรายการที่จะเกิดขึ้น" not in after and "PV68-00001/2568" in after


def test_both_numbers_and_the_money_of_the_line_at_a_glance(desk: Desk, cashier: Cashier) -> None:
    dika = cashier.desk.carried(cashier.desk.draft(), "receive")
    page = desk.client("kamol").get(f"/documents/dika/{dika.document_id}/").content.decode()
    assert "DK68-00001/2568" in page and "01-0001/2568" in page
    assert 'class="meter"' in page and "299,000.00" in page and "300,000.00" in page


def test_a_draft_waits_for_the_head_of_the_division_and_not_for_its_maker(desk: Desk, cashier: Cashier) -> None:
    draft = cashier.desk.draft()
    link = f"/documents/dika/{draft.document_id}/"
    assert link in desk.client("wilai").get("/inbox/").content.decode()
    assert link not in desk.client("wipa").get("/inbox/").content.decode()
