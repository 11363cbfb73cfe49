"""C-03: the system was closed from 27 March to 3 October 2568; what was written by hand comes back in workbooks (LAO-6 … LAO-9).

The story is that of `khlang bench backentry`, with fewer papers: 200 days, both sides of 30 September.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khlang.bridges.continuity import queries
from khlang.faces.cli.bench.backentry.by_hand import Spell
from khlang.faces.cli.bench.backentry.office import Office
from khlang.faces.cli.bench.backentry.story import Story
from khlang.office.budget import queries as budget
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification

STORY = Story(receipts=60, dikas=20)


@pytest.fixture
def spell(db: Any, settings: Any, tmp_path: Path) -> Spell:
    """The office on the day of entry: the outage is over, its stock is written down, every paper lies in a workbook."""
    settings.MEDIA_ROOT = str(tmp_path)
    office = Office("LONG").found()
    office.cheques(len(STORY.dikas))
    made = Spell(office, STORY)
    made.declare()
    made.restore()
    return made


def entered(spell: Spell) -> int:
    """The queue worked off; how many papers became documents. None waits, none is an exception."""
    told = list(spell.enter())
    assert [(each["waiting"], each["exceptions"]) for each in told] == [(0, 0)] * len(told)
    return sum(each["entered"] for each in told)


def captured(spell: Spell, *books: tuple[str, bytes]) -> list[int]:
    """Workbooks brought; how many papers of each were new. Nothing is refused, nothing waits for anybody."""
    told = [spell.upload(name, content) for name, content in books]
    assert [(each["refused_count"], each["waiting"]) for each in told] == [(0, 0)] * len(told)
    return [each["added"] for each in told]


def numbers() -> dict[str, list[str]]:
    """The numbers of what the papers became, in order."""
    kinds = ("proof_of_receipt", "remittance_summary", "dika", "payment")
    return {kind: list(documents.find(kind=kind).order_by("number").values_list("number", flat=True)) for kind in kinds}


def test_two_hundred_days_over_the_end_of_the_year(spell: Spell) -> None:
    """Loaded, entered, marked, certified; every paper once; the cut-off report is exact by account; every proof is silent."""
    story, office = STORY, spell.office
    assert (story.certified - story.begins).days + 1 == 200
    assert (story.restored, {day.day.year for day in story.days}) == (date(2025, 10, 3), {2025})
    books = list(spell.books(parts=1))
    new = captured(spell, *books)
    days = len(story.days)
    assert sum(new) == len(story.receipts) + 2 * days + 2 * len(story.dikas) + days + days + 1
    assert captured(spell, books[0]) == [0]
    assert entered(spell) == sum(new)
    with tenancy.scope(office.org):
        before = numbers()
    assert captured(spell, *books) == [0] * len(books)
    assert list(spell.enter())[0]["entered"] == 0
    spell.give_back()
    spell.mark()
    spell.reconcile()
    assert spell.certify().state == "certified"
    assert spell.findings() == []
    with tenancy.scope(office.org):
        assert numbers() == before
        assert [len(found) for found in before.values()] == [
            len(story.receipts),
            days,
            len(story.dikas),
            len(story.dikas),
        ]
        _dated_twice()
        _spent_where_the_paper_says()


def _dated_twice() -> None:
    """Every payment is posted on the day of entry, whatever its paper says; papers of the old year are in the report."""
    late = [row for row in documents.find(kind="remittance_summary") if row.paper_date < date(2025, 10, 1)]
    assert late and {row.posting_date for row in late} == {STORY.certified}


def _spent_where_the_paper_says() -> None:
    """A dika of before 30 September spends the budget of 2568, a later one that of 2569, which was passed by hand too."""
    for year in (2568, 2569):
        spent = sum(row.expended for row in budget.line_balances(fiscal_year=year))
        assert spent == STORY.figures(fiscal_year_of=year)["spent"]


def test_what_is_missing_is_named(spell: Spell) -> None:
    """Before the daily statuses are there and the leaves that nobody used are given back, nobody certifies."""
    books = list(spell.books(parts=1))
    captured(spell, *books[:-1])
    entered(spell)
    spell.mark()
    with tenancy.scope(spell.office.org):
        lacks = queries.lacks(outage_id=spell.id, on=spell.office.today)
        assert verification.verify() == []
    codes = {lack.code for lack in lacks}
    assert codes == {"unused", "day_without_report"}
    assert sum(lack.code == "day_without_report" for lack in lacks) == len(STORY.days)
