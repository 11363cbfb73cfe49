"""The stock of paper: what no book may be, and numbers that cannot come to this end."""

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import ManualBook
from tests.continuity.by_hand import BACK, ByHand, opened
from tests.office import Office
from tests.refusals.attempt import refused


@pytest.fixture
def desk(office: Office) -> ByHand:
    """Book 12 with the receipts 1 to 50 is out."""
    ready = opened(office)
    ready.lease()
    return ready


def settle(desk: ByHand, name: str, **data: object) -> None:
    """A number of book 12 that comes to its end."""
    given = {"paper": "receipt", "book_no": "12", **data}
    getattr(continuity, name)(envelope=desk.office.envelope(desk.clerk("anong"), day=BACK), data=given)


def void(desk: ByHand, number: int, **more: object) -> None:
    """A receipt voided with all that is asked for."""
    witness = desk.office.people[desk.clerk("prasit")]
    given = {"reason": "เขียนผิด", "copies_kept": True, "witness": witness, **more}
    settle(desk, "void_manual_number", number=number, **given)


def test_paper_unknown(desk: ByHand) -> None:
    """A kind that the office does not write by hand."""
    with refused("paper_unknown", field="paper", paper="passport"):
        desk.lease("passport")
    with refused("paper_unknown", field="paper", paper="passport"):
        desk.capture(desk.line(1), paper="passport")


@pytest.mark.parametrize(("first", "last"), [(50, 1), (1, 9_000)])
def test_manual_book_range(desk: ByHand, first: int, last: int) -> None:
    """Backwards, or more than any block."""
    with refused("manual_book_range", field="last", first=first, last=last, limit=5_000):
        desk.lease(book_no="13", first=first, last=last)


@pytest.mark.parametrize("day", ["31 ต.ค. 2567", "1 ต.ค. 2568"])
def test_manual_book_expiry(desk: ByHand, day: str) -> None:
    """Before it was handed out, or in the next fiscal year."""
    with refused("manual_book_expiry", field="expires_on"):
        desk.lease(book_no="13", expires_on=day)


def test_a_book_handed_out_tomorrow(desk: ByHand) -> None:
    """What was handed over was handed over until today."""
    with refused("date_in_future", field="leased_on"):
        desk.lease(book_no="13", leased_on="2 พ.ย. 2567")


def test_a_custodian_of_another_office(desk: ByHand) -> None:
    """Nobody of this office."""
    with refused("person_unknown", field="custodian"):
        desk.lease(book_no="13", custodian=7)


def test_manual_number_taken(desk: ByHand) -> None:
    """It is in a book that is out already."""
    with refused("manual_number_taken", field="first", paper="ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 50", custodian="คุณanong"):
        desk.lease(first=50, last=60)


def test_manual_book_taken(desk: ByHand) -> None:
    """The same book once more."""
    with refused("manual_book_taken", field="first", custodian="คุณanong"):
        desk.lease()


def test_manual_book_unknown(desk: ByHand) -> None:
    """A book that is not in the register."""
    with refused("manual_book_unknown", field="book_id"):
        continuity.close_manual_book(envelope=desk.office.envelope("finance_officer", day=BACK), data={"book_id": 7})


def test_manual_book_closed(desk: ByHand) -> None:
    """Taken back once."""
    data = {"book_id": ManualBook.objects.get().id}
    continuity.close_manual_book(envelope=desk.office.envelope("finance_officer", day=BACK), data=data)
    with refused("manual_book_closed", field="book_id", book="12"):
        continuity.close_manual_book(envelope=desk.office.envelope("finance_officer", day=BACK), data=data)


def test_manual_number_unknown(desk: ByHand) -> None:
    """Beyond the book, at each place where it may be typed."""
    name = "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 51"
    with refused("manual_number_unknown", field="number", paper=name):
        void(desk, 51)
    with refused("manual_number_unknown", field="numbers", paper=name):
        settle(desk, "return_numbers", numbers="50-51")
    with refused("manual_number_unknown", field="lines.0.number", paper=name):
        desk.capture(desk.line(51))


def test_manual_number_settled(desk: ByHand) -> None:
    """It has come to its end already."""
    void(desk, 7)
    name = "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 7"
    with refused("manual_number_settled", field="number", paper=name, was="ยกเลิก"):
        settle(desk, "lose_number", number=7, report_no="1/2567", reason="หาย")
    with refused("manual_number_settled", field="lines.0.number", paper=name, was="ยกเลิก"):
        desk.capture(desk.line(7))


def test_manual_number_captured(desk: ByHand) -> None:
    """What stands on it was read: it was used."""
    desk.capture(desk.line(7))
    with refused("manual_number_captured", field="number", paper="ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 7"):
        void(desk, 7)


def test_manual_number_relied_on(desk: ByHand) -> None:
    """C-06: a slip counts it."""
    desk.lease("remittance", "", 1, 5)
    desk.capture(desk.slip(1, "7", "240"), paper="remittance")
    name = "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 7"
    with refused("manual_number_relied_on", field="number", paper=name, other="ใบนำส่งเงิน เลขที่ 1"):
        void(desk, 7)


def test_witness_own(desk: ByHand) -> None:
    """C-06: nobody is the witness of their own spoiling."""
    with refused("witness_own", field="witness"):
        void(desk, 7, witness=desk.office.people[desk.clerk("anong")])


def test_a_witness_of_another_office(desk: ByHand) -> None:
    """C-06: somebody who works here."""
    with refused("person_unknown", field="witness"):
        void(desk, 7, witness=7)


def test_voided_without_a_reason(desk: ByHand) -> None:
    """C-06: why is said."""
    with refused("field_required", field="reason"):
        void(desk, 7, reason=" ")


def test_copies_not_kept(desk: ByHand) -> None:
    """C-06: original and copies."""
    with refused("copies_not_kept", field="copies_kept"):
        void(desk, 7, copies_kept=False)


@pytest.mark.parametrize("text", ["12,,ก", "9-7", "1-6000", "-"])
def test_number_list_malformed(desk: ByHand, text: str) -> None:
    """No list of numbers."""
    with refused("number_list_malformed", field="numbers", text=text):
        settle(desk, "return_numbers", numbers=text)


def test_paper_number_malformed(desk: ByHand) -> None:
    """Letters are no number of a paper."""
    with refused("paper_number_malformed", field="number", number="48ก"):
        settle(desk, "lose_number", number="48ก", report_no="1/2567", reason="หาย")


def test_an_outage_that_is_none(desk: ByHand) -> None:
    """A number comes to its end in an outage that runs."""
    with refused("document_not_found", field="outage_id"):
        void(desk, 7, outage_id=7)


def test_who_does_not_keep_the_stock(desk: ByHand) -> None:
    """Handing out and taking back is not everybody's."""
    with refused("duty_missing", duty="manual_book.manage"):
        data = {"paper": "receipt", "first": 1, "last": 2, "custodian": desk.office.people[desk.clerk("anong")]}
        continuity.lease_book(envelope=desk.office.envelope(desk.clerk("anong"), day=BACK), data=data)
    with refused("duty_missing", duty="paper.record"):
        data = {"paper": "receipt", "book_no": "12", "numbers": "1"}
        continuity.return_numbers(envelope=desk.office.envelope("treasury_head", day=BACK), data=data)
