"""The paper stock: books handed out and back, every number accounted for (LAO-7; continuity C-06, C-07, C-10, A.4)."""

from collections.abc import Iterator
from datetime import date

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity import numbers
from khlang.bridges.continuity.models import ManualBook, ManualNumber
from khlang.bridges.continuity.queries import stock as queries
from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Outcome
from tests.continuity.by_hand import BACK, ByHand, opened
from tests.office import Office, open_office
from tests.together import at_once


@pytest.fixture
def desk(office: Office) -> ByHand:
    """The outage is over; nothing is handed out yet."""
    return opened(office)


def void(desk: ByHand, number: int, **more: object) -> Outcome:
    """A spoilt receipt of book 12, seen by Prasit."""
    data = {
        "paper": "receipt", "book_no": "12", "number": number, "reason": "เขียนชื่อผิด", "copies_kept": True,
        "witness": desk.office.people[desk.clerk("prasit")], "outage_id": desk.outage, **more,
    }  # fmt: skip
    return continuity.void_manual_number(envelope=desk.office.envelope(desk.clerk("anong"), day=BACK), data=data)


def settle(desk: ByHand, name: str, **data: object) -> Outcome:
    """Numbers of book 12 lost or returned."""
    given = {"paper": "receipt", "book_no": "12", "outage_id": desk.outage, **data}
    return getattr(continuity, name)(envelope=desk.office.envelope(desk.clerk("anong"), day=BACK), data=given)


def test_a_book_handed_out(desk: ByHand) -> None:
    """Every number is known from then on; the book expires with the fiscal year."""
    desk.lease(width=5)
    book = ManualBook.objects.get()
    assert (book.custodian_name, book.leased_on, book.expires_on) == ("คุณanong", date(2024, 11, 1), date(2025, 9, 30))
    assert ManualNumber.objects.filter(book=book, state="leased").count() == 50
    assert desk.number(7).printed == "00007"
    (row,) = queries.books(paper="receipt").rows
    assert (row.left, row.next_number, row.count) == (50, 1, 50)


def test_a_block_of_own_numbers(desk: ByHand) -> None:
    """The forms of the kit carry the prefix of their kind; the next free ones are told to the kit."""
    desk.lease("dika", "", 1, 20, source="kit")
    assert desk.number(3, paper="dika", book_no="").printed == "มฎ-00003"
    free = queries.free_numbers(paper="dika", on=BACK, count=3)
    assert [row.number for row in free] == [1, 2, 3]


@pytest.mark.parametrize(("first", "last"), [(50, 60), (1, 50), (20, 30), (1, 1)])
def test_leases_never_overlap(desk: ByHand, first: int, last: int) -> None:
    """C-10: the database refuses the second lease, and the refusal says who holds the book."""
    desk.lease()
    with pytest.raises(Refusal) as caught:
        desk.lease(first=first, last=last)
    code = "manual_book_taken" if first == 1 else "manual_number_taken"
    assert (caught.value.code, caught.value.field) == (code, "first")
    assert caught.value.facts["custodian"] == "คุณanong"
    assert ManualNumber.objects.count() == 50
    desk.lease(first=51, last=100)
    desk.lease(book_no="13")


@pytest.fixture
def busy(transactional_db: None) -> Iterator[ByHand]:
    """The same with work that is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        yield opened(office)


def test_two_leases_of_the_same_numbers_at_once(busy: ByHand) -> None:
    """C-10: one is handed out, whoever was first; the others are told."""
    answers = at_once(busy.office, [lambda first=each: busy.lease(first=first, last=60) for each in (1, 11, 21, 31)])
    codes = [answer for answer in answers if isinstance(answer, str)]
    assert codes == ["manual_number_taken"] * 3
    assert ManualBook.objects.count() == 1


def test_a_voided_number(desk: ByHand) -> None:
    """C-06: with reason, witness and both copies it is accounted for."""
    desk.lease()
    void(desk, 7)
    row = desk.number(7)
    assert (row.state, row.reason, row.witness, row.copies_kept) == ("voided", "เขียนชื่อผิด", "คุณprasit", True)
    assert (row.outage_id, row.settled_on, row.amount) == (desk.outage, BACK, 0)


@pytest.mark.parametrize(
    ("more", "code"), [({"witness": 0}, "witness_own"), ({"copies_kept": False}, "copies_not_kept")]
)
def test_a_number_is_not_voided_alone(desk: ByHand, more: dict[str, object], code: str) -> None:
    """C-06: a witness is another person, and the copies are there."""
    desk.lease()
    if "witness" in more:
        more = {"witness": desk.office.people[desk.clerk("anong")]}
    with pytest.raises(Refusal) as caught:
        void(desk, 7, **more)
    assert (caught.value.code, desk.number(7).state) == (code, "leased")


def test_a_receipt_on_a_slip_is_not_voided(desk: ByHand) -> None:
    """C-06: after the remittance it needs a reversal, not a voiding."""
    desk.lease()
    desk.lease("remittance", "", 1, 5, source="kit")
    desk.capture(desk.slip(1, "1-2", "480"), paper="remittance")
    with pytest.raises(Refusal) as caught:
        void(desk, 2)
    assert (caught.value.code, caught.value.facts["other"]) == ("manual_number_relied_on", "ใบนำส่งเงิน เลขที่ 1")
    desk.capture(desk.line(1), desk.line(2))
    with pytest.raises(Refusal) as caught:
        void(desk, 2)
    assert caught.value.code == "manual_number_relied_on"
    desk.enter()
    assert desk.number(2).state == "issued"


def test_lost_and_returned_numbers(desk: ByHand) -> None:
    """Each other end of a number, with what must be known of it."""
    desk.lease()
    settle(desk, "lose_number", number=9, report_no="บจ. 12/2567", reason="หายระหว่างออกจัดเก็บ")
    assert (desk.number(9).state, desk.number(9).report_no) == ("lost", "บจ. 12/2567")
    assert settle(desk, "return_numbers", numbers="๑๐, 20-22").data["returned"] == 4
    assert [row.number for row in ManualNumber.objects.filter(state="returned").order_by("number")] == [10, 20, 21, 22]


def test_a_lost_paper_is_found(desk: ByHand) -> None:
    """It is entered like any other; what the report said stays with the number."""
    desk.lease()
    settle(desk, "lose_number", number=9, report_no="บจ. 12/2567", reason="หายระหว่างออกจัดเก็บ")
    desk.capture(desk.line(9))
    assert desk.enter()["entered"] == 1
    assert (desk.number(9).state, desk.number(9).report_no) == ("issued", "บจ. 12/2567")


def test_a_book_taken_back(desk: ByHand) -> None:
    """Its unused numbers are returned; what was captured is still entered."""
    book = desk.lease(last=10).data["id"]
    desk.capture(desk.line(1))
    data = {"book_id": int(book), "outage_id": desk.outage}
    told = continuity.close_manual_book(envelope=desk.office.envelope("finance_officer", day=BACK), data=data)
    assert (told.state, told.data["returned"]) == ("closed", 9)
    assert desk.enter()["entered"] == 1
    assert queries.gaps(outage_id=desk.outage) == []


def test_the_number_that_nobody_accounts_for_is_named(desk: ByHand) -> None:
    """C-07: 1 to 47 and 49 issued, 50 returned, of 48 nothing is known."""
    desk.lease()
    desk.capture(*(desk.line(number) for number in range(1, 50) if number != 48))
    desk.enter()
    settle(desk, "return_numbers", numbers="50")
    (gap,) = queries.gaps(outage_id=desk.outage)
    assert gap.name == "ใบเสร็จรับเงิน เล่มที่ 12 เลขที่ 48"
    void(desk, 48)
    assert queries.gaps(outage_id=desk.outage) == []


def test_what_a_custodian_has_left(desk: ByHand) -> None:
    """Below half of what was handed out it is time for the next book (PK3)."""
    desk.lease(last=10)
    settle(desk, "return_numbers", numbers="1-5")
    (held,) = queries.holdings(on=BACK, paper="receipt")
    assert (held.custodian, held.leased, held.left, held.used, held.refill) == ("คุณanong", 10, 5, 50, False)
    settle(desk, "return_numbers", numbers="6")
    (held,) = queries.holdings(on=BACK, paper="receipt")
    assert (held.left, held.refill) == (4, True)
    assert queries.holdings(on=date(2025, 10, 1)) == []


@pytest.mark.parametrize(
    ("text", "found"), [("12, 14-16", (12, 14, 15, 16)), ("๑๒ ถึง ๑๔", (12, 13, 14)), ("3;1;3", (1, 3)), ("5–6", (5, 6))]
)
def test_numbers_as_people_write_them(text: str, found: tuple[int, ...]) -> None:
    """Commas, ranges, Thai digits."""
    assert numbers.listed(text) == found
