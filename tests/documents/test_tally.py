"""The tally of documents: lists count and sum without looking at them, and are right."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.platform.db import guards
from khlang.spine.documents import queries, verification
from khlang.spine.documents.finding import Wanted
from khlang.spine.documents.models import DayTally, Document

ON = date(2024, 10, 1)


def looked_at(wanted: Wanted) -> tuple[int, int]:
    """Count and sum from the documents themselves."""
    rows = list(wanted.rows())
    return len(rows), sum(row.amount for row in rows if row.state not in queries.WITHDRAWN)


def test_the_tally_says_what_the_documents_say(till) -> None:
    """Issued, voided, handed over; by state, channel, day, with and without a number."""
    for baht in ("100", "50", "25"):
        till.collect(("41210008", baht), on=ON)
    till.bank_in("42100002", "500", on=ON)
    till.take_over(till.hand_over(on=ON), "175", on=ON)
    for wanted in (
        Wanted(kind="receipt"),
        Wanted(kind="receipt", states=("posted",)),
        Wanted(kind="receipt", equal={"channel": "transfer"}),
        Wanted(kind="receipt", since=ON, through=ON, equal={"number__isnull": False}),
        Wanted(kind="receipt", since=date(2024, 10, 2)),
        Wanted(kind="remittance"),
    ):
        with CaptureQueriesContext(connection) as captured:
            sums = wanted.sums(void_states=queries.WITHDRAWN)
        assert (sums.count, sums.amount) == looked_at(wanted)
        assert ["documents_day_tally" in query["sql"] for query in captured.captured_queries] == [True]
    assert list(verification.tallies_agree()) == []


def test_a_search_looks_at_the_documents(till) -> None:
    for payer in ("นางคำ ทองดี", "นายแสง ทองดี", "ร้านอื่น"):
        till.collect(("41210008", "10"), on=ON, payer_name=payer)
    page = queries.page(wanted=Wanted(kind="receipt", search="ทองดี"))
    assert (page.count, page.amount, len(page.documents)) == (2, 2_000, 2)
    assert queries.page(wanted=Wanted(kind="receipt", search="ไม่มีใคร")).documents == []


def test_a_changed_tally_is_found_and_counted_anew(till) -> None:
    till.collect(("41210008", "10"), on=ON)
    DayTally.objects.filter(kind="receipt").update(amount=1)
    assert len(list(verification.tallies_agree())) == 1
    guards.recount()
    assert list(verification.tallies_agree()) == []
    assert DayTally.objects.filter(documents__lte=0).count() == 0
    assert Document.objects.count() == sum(DayTally.objects.values_list("documents", flat=True))
