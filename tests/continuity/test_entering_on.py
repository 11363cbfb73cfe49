"""The queue goes on: over a fault of the program, and over the end of the fiscal year (continuity C-03, C-35)."""

import logging
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import ManualBook
from khlang.bridges.continuity.papers import KINDS
from khlang.bridges.continuity.queries import queue as queries
from khlang.bridges.continuity.queries import stock
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document
from tests.continuity.by_hand import opened
from tests.office import Office
from tests.refusals.wording import check_refusal


def broken(number: int) -> Any:
    """The adapter of receipts with a fault: it stumbles over one number after it has made the document."""
    sound = KINDS["receipt"]

    def enter(envelope: Any, data: Any, ref: Any, decided: Any) -> Any:
        outcome = sound.enter(envelope, data, ref, decided)
        if ref.number == number:
            raise KeyError("no such thing")
        return outcome

    return replace(sound, enter=enter)


def test_a_fault_of_the_program_stops_one_paper_only(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """C-35: it is put aside and logged, nothing of it stays; the others of the go are entered. Mended, it follows."""
    desk = opened(office)
    desk.lease()
    desk.capture(desk.line(1), desk.line(2), desk.line(3))
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR, logger="khlang.continuity"):
        patched.setitem(KINDS, "receipt", broken(2))
        told = desk.enter()
    assert (told["entered"], told["exceptions"], told["left"]) == (2, 1, 0)
    assert "receipt 12 2 cannot be entered" in caplog.text and "KeyError" in caplog.text
    capture = desk.only(2)
    assert (capture.state, capture.problem, desk.number(2).state) == ("exception", "REFUSED", "leased")
    (fault,) = queries.capture(capture_id=capture.id).errors
    check_refusal(fault, "entry_fault", paper="ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 2", fault="KeyError")
    assert Document.objects.filter(kind="proof_of_receipt").count() == 2
    assert desk.enter()["entered"] == 1
    assert [row.number for row in Document.objects.filter(kind="proof_of_receipt").order_by("id")] == [
        "RP68-00001/2568", "RP68-00002/2568", "RP68-00003/2568",
    ]  # fmt: skip
    assert verification.verify() == []


def test_books_of_the_old_year_serve_an_outage_that_goes_on(office: Office) -> None:
    """C-03: the book expired on 30 September, the outage did not; papers of October from it are taken in and entered. The
    kit of 1 October carries numbers of a new block."""
    desk = opened(office)
    desk.lease()
    desk.lease("receipt", "", 1, 400, source="kit")
    book = ManualBook.objects.get(book_no="12")
    assert book.expires_on == date(2025, 9, 30)
    desk.today = date(2025, 10, 1)
    assert stock.free_numbers(paper="receipt", on=date(2025, 9, 30), count=1)[0].number == 1
    assert stock.free_numbers(paper="receipt", on=desk.today, count=1) == []
    continuity.make_kit(envelope=desk.office.envelope("treasury_head", day=desk.today), data={})
    assert stock.free_numbers(paper="receipt", on=desk.today, count=1)[0].number == 401
    desk.capture(desk.line(1, day="30 ก.ย. 68"), desk.line(2, day="1 ต.ค. 68"))
    told = desk.enter()
    assert (told["entered"], told["exceptions"]) == (2, 0)
    papers = Document.objects.filter(kind="proof_of_receipt").order_by("paper_date")
    assert [row.paper_date for row in papers] == [date(2025, 9, 30), date(2025, 10, 1)]
