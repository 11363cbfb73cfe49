"""Documents that were made by hand: both numbers at once, the paper on the document, found again by the paper."""

from dataclasses import replace
from datetime import date

import pytest

from khlang.core.lifecycle import Lifecycle, Move
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Command, Envelope, Outcome, Paper, offered
from khlang.platform.inputs import Input
from khlang.spine.documents import queries, spine, verification
from khlang.spine.documents.models import Document, Step
from khlang.spine.organisations.models import Division
from tests.office import Office
from tests.refusals.attempt import refused
from tests.standstill import Standstill

ASKED = Lifecycle(
    "dika",
    "draft",
    ("approved",),
    (
        Move("request", ("draft",), "requested", "dika.request", requests=True),
        Move("approve", ("requested",), "approved", "dika.approve", numbers=True),
        Move("record", ("draft",), "approved", "paper.record", numbers=True, requests=True, paper=True),
    ),
    series="dika",
    request_series="dika_request",
)
NEW = spine.NewDocument("ค่าวัสดุ", date(2024, 10, 1), 100)


@pytest.fixture
def spell(office: Office) -> Standstill:
    """An outage whose papers wait, in an office with one division."""
    Division.objects.create(code="01", name_th="สำนักปลัด")
    return Standstill(office).backlog()


def from_paper(spell: Standstill, number: str) -> Envelope:
    paper = Paper("dika", "3", number, date(2024, 9, 30))
    return replace(spell.envelope(), paper=paper)


def record(spell: Standstill, number: str, *, papered: bool = True) -> Outcome:
    new = replace(NEW, id=tenancy.new_id(), division_id=Division.objects.get().id, papered=papered)
    return spine.carry_out(envelope=from_paper(spell, number), lifecycle=ASKED, move="record", new=new)


def test_a_paper_that_went_the_whole_way_draws_both_numbers_in_one_write(office: Office, spell: Standstill) -> None:
    """The office's and the division's; the trail names both, one a line, and verify finds neither missing."""
    for number, run in (("17", "00001"), ("18", "00002")):
        made = Document.objects.get(id=record(spell, number).document_id)
        assert (made.number, made.request_number) == (f"DK68-{run}/2568", f"01-{run[1:]}/2568")
        assert Step.objects.get(document_id=made.id).drawn == f"{made.number}\n{made.request_number}"
    assert [found for found in verification.verify() if not found.startswith("papers_registered")] == []


def test_a_document_that_has_one_number_draws_only_the_other(office: Office, spell: Standstill) -> None:
    """Asked for on screen before the system failed; its own move draws what is left."""
    spell.certified()
    new = replace(NEW, id=tenancy.new_id(), division_id=Division.objects.get().id)
    asked = spine.carry_out(envelope=office.envelope(), lifecycle=ASKED, move="request", new=new)
    spine.carry_out(envelope=office.envelope(), lifecycle=ASKED, move="approve", document=asked.document_id)
    drawn = list(Step.objects.filter(document_id=new.id).order_by("sequence").values_list("drawn", flat=True))
    assert drawn == ["01-0001/2568", "DK68-00001/2568"]


def test_a_document_is_found_by_its_paper(office: Office, spell: Standstill, django_assert_num_queries) -> None:
    """One, or many in one question; a number alone is not enough, nor another kind of document."""
    first, second = record(spell, "17"), record(spell, "18")
    found = queries.by_paper(series="dika", book="3", number="17")
    assert found is not None and (found.id, found.paper_date) == (first.document_id, date(2024, 9, 30))
    assert queries.by_paper(series="dika", book="4", number="17") is None
    assert queries.by_paper(series="dika", book="3", number="17", kind="payment") is None
    refs = [("dika", "3", "18"), ("dika", "3", "17"), ("dika", "3", "19"), ("receipt", "", "1")]
    with django_assert_num_queries(1):
        papers = queries.by_papers(refs=refs)
    assert {ref: paper.id for ref, paper in papers.items()} == {refs[0]: second.document_id, refs[1]: first.document_id}
    assert queries.by_papers(refs=()) == {}


def test_a_number_is_entered_once_a_kind(office: Office, spell: Standstill) -> None:
    """The second is refused; another kind of document may stand for the same paper."""
    record(spell, "17")
    with refused("paper_number_taken"):
        record(spell, "17")
    other = replace(ASKED, document="general_voucher", series="general_voucher")
    new = replace(NEW, id=tenancy.new_id(), division_id=Division.objects.get().id)
    spine.carry_out(envelope=from_paper(spell, "17"), lifecycle=other, move="record", new=new)
    assert Document.objects.filter(paper_number="17").count() == 2


def test_what_merely_stands_in_a_paper_does_not_carry_its_number(office: Office, spell: Standstill) -> None:
    """It belongs to the outage all the same."""
    new = replace(NEW, id=tenancy.new_id(), division_id=Division.objects.get().id, papered=False)
    made = spine.carry_out(envelope=from_paper(spell, "17"), lifecycle=ASKED, move="request", new=new)
    row = Document.objects.get(id=made.document_id)
    assert (row.origin, row.outage, row.paper_number, row.paper_date) == ("back_entry", spell.id, "", None)
    assert [found for found in verification.verify() if not found.startswith("papers_registered")] == []


def test_a_document_takes_the_paper_over_that_carried_it_on_and_keeps_it(office: Office, spell: Standstill) -> None:
    """Made on screen, carried on by hand: it has the paper's number from then on; a later paper does not replace it."""
    spell.certified()
    new = replace(NEW, id=tenancy.new_id(), division_id=Division.objects.get().id)
    spine.carry_out(envelope=office.envelope(), lifecycle=ASKED, move="request", new=new)
    again = Standstill(office).backlog()
    step = {"lifecycle": ASKED, "document": new.id}
    spine.carry_out(envelope=from_paper(again, "17"), move="approve", papered=True, **step)
    row = Document.objects.get(id=new.id)
    assert (row.origin, row.last_origin, row.outage) == ("online", "back_entry", again.id)
    assert (row.paper_series, row.paper_book, row.paper_number, row.paper_date) == (
        "dika", "3", "17", date(2024, 9, 30)
    )  # fmt: skip
    back = Lifecycle("dika", "draft", ("requested",), (Move("reopen", ("approved",), "requested", "dika.approve"),))
    envelope = from_paper(again, "18")
    spine.carry_out(envelope=envelope, lifecycle=back, move="reopen", document=new.id, papered=True)
    assert Document.objects.get(id=new.id).paper_number == "17"
    assert [*verification.trail_unbroken(), *verification.documents_follow_their_trail()] == []


def test_commands_from_paper_are_offered_to_nobody() -> None:
    """Neither pages nor addresses find them."""
    paper = Command("testing.record", Input, lambda **_: Outcome(), "", by_paper=True)
    COMMANDS["testing.record"] = paper
    try:
        assert offered("testing.record") is None and offered("testing.unknown") is None
        assert offered("attachment.add") is COMMANDS["attachment.add"]
    finally:
        del COMMANDS["testing.record"]
