"""The control register, the timeline for the auditor, papers of another year or month, and what is seen from above."""

from datetime import date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.bridges.continuity import queries
from khlang.bridges.continuity.models import Drill, Kit, ManualNumber
from khlang.platform.clock import BANGKOK
from khlang.spine.ledger import commands as ledger
from tests.continuity.spell import MONDAY, TUESDAY, Spell
from tests.till import Till


def test_every_number_has_its_row(spell: Spell) -> None:
    """LAO-7: issued with the number of the system and the day of entry, given back, still out."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2)
    spell.enter()
    spell.give_back("4")
    page = queries.register_page(outage_id=spell.id, paper="receipt")
    assert [(row.running, row.number, row.status) for row in page.rows] == [
        (1, 1, "issued"), (2, 2, "issued"), (3, 3, "leased"), (4, 4, "returned"), (5, 5, "leased"),
    ]  # fmt: skip
    first = page.rows[0]
    assert (first.paper_date, first.party, first.amount) == (MONDAY, "นางบุญมี ทองสุข", 10_000)
    assert (first.entered_on, first.entered_by) == (TUESDAY, "revenue_officer")
    assert first.document_number.startswith("RP68-")
    assert queries.register_rows(outage_id=spell.id, paper="receipt") == page.rows


def test_a_paper_that_waits_shows_in_the_register(spell: Spell) -> None:
    """Read and not entered yet."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1, "75.00")
    row = queries.register_page(outage_id=spell.id, paper="receipt").rows[0]
    assert (row.status, row.amount, row.document_number, row.entered_on) == ("captured", 7_500, "", None)


def test_the_register_is_read_page_by_page(spell: Spell) -> None:
    """The running number goes on; a page of some status keeps it; the number of queries does not grow with the rows."""
    spell.by_hand()
    spell.hold("receipt", 1, 40, book="12")
    spell.restore(day=TUESDAY)
    for number in (1, 2, 3):
        spell.receipt(number)
    spell.enter()
    page = queries.register_page(outage_id=spell.id, paper="receipt", page=2, size=15)
    assert ([row.running for row in page.rows], page.count, page.pages) == (list(range(16, 31)), 40, 3)
    spell.give_back("20-21")
    back = queries.register_page(outage_id=spell.id, paper="receipt", status="returned")
    assert [(row.running, row.number) for row in back.rows] == [(20, 20), (21, 21)]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.register_page(outage_id=spell.id, paper="receipt", size=40)
    assert len(asked) <= 8


def test_a_row_that_was_changed_shows(spell: Spell) -> None:
    """Each row carries the hash of what it says."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.receipt(1)
    spell.enter()
    before = queries.register_rows(outage_id=spell.id, paper="receipt")
    ManualNumber.objects.filter(paper="receipt", number=1).update(amount=1)
    after = queries.register_rows(outage_id=spell.id, paper="receipt")
    assert before[0].row_hash != after[0].row_hash
    assert before[1].row_hash == after[1].row_hash


def test_sums_by_kind_and_day(spell: Spell) -> None:
    """Count, sum, first and last number of each day; what became of the numbers of each kind."""
    spell.by_hand().stock()
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2, baht="150.25")
    spell.receipt(3, "10.00", day=TUESDAY)
    spell.enter()
    spell.give_back("4")
    receipts = queries.register_totals(outage_id=spell.id, paper="receipt")
    assert [(each.day, each.count, each.amount, each.first, each.last) for each in receipts] == [
        (MONDAY, 2, 30_050, "1", "2"), (TUESDAY, 1, 1_000, "3", "3"),
    ]  # fmt: skip
    settled = {each.paper: each for each in queries.settled(outage_id=spell.id)}
    assert (settled["receipt"].issued, settled["receipt"].returned, settled["receipt"].leased) == (3, 1, 1)


def test_an_auditor_reads_the_whole_spell(spell: Spell) -> None:
    """Who decided what when; which papers of which day; who entered them and how much later; what was made online meanwhile."""
    spell.by_hand().stock()
    Till(spell.office).collect(("41210008", "50"))
    spell.restore(day=TUESDAY)
    spell.day_of_receipts(1, 2)
    spell.enter()
    told = queries.whole_spell(outage_id=spell.id)
    assert [(event.move, event.actor) for event in told.events] == [
        ("declare", "finance_officer"), ("confirm", "treasury_head"), ("restore", "treasury_head"),
    ]  # fmt: skip
    assert [(day.paper, day.count, day.amount, day.entered, day.longest) for day in told.papers][:2] == [
        ("receipt", 2, 20_000, 2, 1), ("remittance", 1, 20_000, 1, 1),
    ]  # fmt: skip
    receipts = next(each for each in told.entries if each.paper == "receipt")
    assert (receipts.day, receipts.channel, receipts.count, receipts.mean) == (TUESDAY, "grid", 2, 1)
    assert told.online == 2  # the outage itself is written in the system, and the receipt


def test_papers_of_the_old_year_are_listed_for_the_new_one(spell: Spell) -> None:
    """C-03: posted on the day of entry, in the next year; the report proposes the voucher that brings them back."""
    september, october = date(2025, 9, 30), date(2025, 10, 1)
    spell.begins = spell.office.today = september
    spell.by_hand().stock()
    ledger.open_year(envelope=spell.office.envelope(), data={"fiscal_year": 2569})
    spell.restore(day=october)
    spell.day_of_receipts(1, 2)
    assert spell.enter()["left"] == 0
    (year,) = queries.cut_off(outage_id=spell.id)
    assert (year.fiscal_year, year.adjusts, year.balanced) == (2568, True, True)
    assert [(paper.paper, paper.paper_date, paper.posting_date) for paper in year.papers] == [
        ("remittance_summary", september, october)
    ]
    cash = next(line for line in year.lines if line.debit)
    assert (cash.account, cash.debit) == ("1101010101.001", 20_000)


def test_a_month_says_what_was_entered_elsewhere(spell: Spell) -> None:
    """C-04: papers of October that stand in November, or nowhere yet; the figures of October stay as they are."""
    last, first = date(2024, 10, 31), date(2024, 11, 1)
    spell.begins = spell.office.today = last
    spell.by_hand().stock()
    spell.restore(day=first)
    spell.day_of_receipts(1, 2)
    spell.enter()
    spell.receipt(3, "40.00")
    note = queries.month_note(month=last)
    assert note is not None
    assert (note.count, note.received, note.paid, note.waiting) == (5, 24_000, 0, 1)
    assert queries.month_note(month=date(2024, 9, 1)) is None


def test_how_ready_an_office_is(spell: Spell) -> None:
    """Seen from above: age of the kit, numbers left, last drill."""
    from khlang.platform import tenancy
    from tests.household import found

    above = found("PROVINCE", "provincial_office")
    organisation = spell.office.organisation
    organisation.parent_id = above
    organisation.save(update_fields=["parent"])
    (seen,) = queries.overseen(org_id=above, on=MONDAY)
    assert (seen.ready, seen.kit_age, seen.numbers_left, seen.drill_age) == (False, None, 0, None)
    spell.by_hand()
    spell.hold("receipt", book="12")
    taken = datetime(2024, 10, 4, 2, tzinfo=BANGKOK)
    Kit.objects.create(document_id=spell.id, taken_at=taken, pdf_sha256="0" * 64, workbook_sha256="0" * 64, pages=1)
    Drill.objects.create(practice_org=1, started_at=taken, started_by_id=1, finished_at=taken, score=90)
    (seen,) = queries.overseen(org_id=above, on=MONDAY)
    assert (seen.ready, seen.kit_age, seen.numbers_left, seen.drill_age, seen.drill_score) == (True, 3, 5, 3, 90)
    assert (seen.gate, seen.days, seen.outages) == ("by_hand", 1, 1)
    found("LAO-9", parent="PROVINCE")
    area, every = queries.area(org_id=above, on=MONDAY), queries.overseen(org_id=above, on=MONDAY)
    counted = (len(every), sum(1 for each in every if each.outages), sum(1 for each in every if not each.ready))
    assert (area.offices, area.with_outage, area.not_ready) == counted == (2, 1, 1)
    assert (area.gated, area.waiting, area.behind) == (0, 0, ())
    assert queries.overseen(org_id=above, on=MONDAY, first=1, size=1) == every[1:]
    with tenancy.scope(spell.office.org):
        assert queries.running()[0].document_id == spell.id


def test_one_query_a_table_however_many_offices(spell: Spell) -> None:
    """What a provincial office sees does not cost more with every office."""
    from tests.household import found

    above = found("PROVINCE", "provincial_office")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queried:
            queries.overseen(org_id=above, on=MONDAY)
        return len(queried)

    found("LAO-1", parent="PROVINCE")
    one = asked()
    for number in range(2, 6):
        found(f"LAO-{number}", parent="PROVINCE")
    assert asked() == one
