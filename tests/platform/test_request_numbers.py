"""Numbers that a move draws: the division's own, the official one, each once however often the move is made."""

import pytest

from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.posting import AccountRef, Facts, Item, reverse
from khlang.platform import tenancy
from khlang.platform.commands import Outcome
from khlang.spine.documents import drafts, spine, verification
from khlang.spine.documents.models import Document
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations.models import Division
from tests.office import Office
from tests.refusals.attempt import refused

ASKED = Lifecycle(
    "dika",
    "draft",
    ("received",),
    (
        Move("request", ("draft", "returned"), "requested", "dika.request", requests=True),
        Move("return", ("requested",), "returned", "dika.receive", undoes=("request",), reason_required=True),
        Move("receive", ("requested",), "received", "dika.receive", numbers=True),
    ),
    series="dika",
    request_series="dika_request",
)


@pytest.fixture
def divisions(office: Office) -> dict[str, int]:
    """Two divisions, by code."""
    with tenancy.scope(office.org):
        return {code: Division.objects.create(code=code, name_th=f"กอง {code}").id for code in ("01", "02")}


def _draft(office: Office, division: int | None) -> Outcome:
    new = spine.NewDocument("ค่าวัสดุ", office.today, 100, division_id=division)
    with tenancy.scope(office.org):
        return drafts.create(envelope=office.envelope(), lifecycle=ASKED, new=new, duty="dika.prepare")


def _make(office: Office, move: str, draft: Outcome, **more: str) -> Document:
    with tenancy.scope(office.org):
        spine.carry_out(envelope=office.envelope(), lifecycle=ASKED, move=move, document=draft.document_id, **more)
        return Document.objects.get(id=draft.document_id)


def test_each_division_counts_for_itself_and_the_treasury_for_all(office: Office, divisions: dict[str, int]) -> None:
    """Two divisions ask: each begins at one; the treasury receives them in one sequence."""
    drafts_ = [_draft(office, divisions[code]) for code in ("01", "02", "01")]
    asked = [_make(office, "request", each).request_number for each in drafts_]
    received = [_make(office, "receive", each).number for each in reversed(drafts_)]
    assert asked == ["01-0001/2568", "02-0001/2568", "01-0002/2568"]
    assert received == ["DK68-00001/2568", "DK68-00002/2568", "DK68-00003/2568"]


def test_asked_again_it_keeps_its_number(office: Office, divisions: dict[str, int]) -> None:
    """Returned for correction and asked for again: the same number, and the next one follows without a gap."""
    first = _draft(office, divisions["01"])
    _make(office, "request", first)
    _make(office, "return", first, reason="ขาดใบเสร็จ")
    assert _make(office, "request", first).request_number == "01-0001/2568"
    assert _make(office, "request", _draft(office, divisions["01"])).request_number == "01-0002/2568"
    with tenancy.scope(office.org):
        steps = [step.drawn for step in Document.objects.get(id=first.document_id).steps.order_by("sequence")]
        assert steps == ["", "01-0001/2568", "", ""]


def test_who_asks_must_be_named(office: Office) -> None:
    """A document without a division has nobody to number it."""
    draft = _draft(office, None)
    with refused("division_required", field="division_id"):
        _make(office, "request", draft)


def test_verify_finds_a_number_that_was_never_drawn(office: Office, divisions: dict[str, int]) -> None:
    """The request numbers of a division are checked for gaps like all others."""
    _make(office, "request", _draft(office, divisions["01"]))
    with tenancy.scope(office.org):
        from khlang.spine.documents.models import Counter

        assert verification.verify() == []
        Counter.objects.filter(series="dika_request/01").update(last=2)
        assert [each for each in verification.verify() if "01-0002/2568" in each]


def test_what_still_stands_is_what_was_posted_and_not_taken_back(office: Office) -> None:
    """Standing lines are net: after their reverse is posted, nothing stands."""
    note = Lifecycle(
        "general_voucher", "draft", ("approved",),
        (Move("approve", ("draft", "approved"), "approved", "general_voucher.approve", posts="general_voucher.approved"),),
    )  # fmt: skip
    line = Item({"amount": 500}, {"account": AccountRef("1101010101.001")})
    fees = Item({"amount": 500}, {"account": AccountRef("4401030106.001", "41210008")})
    with tenancy.scope(office.org):
        made = spine.carry_out(
            envelope=office.envelope(), lifecycle=note, move="approve", new=spine.NewDocument("ก", office.today),
            facts=Facts(groups={"debits": (line,), "credits": (fees,)}),
        )  # fmt: skip
        standing = ledger.standing(document_id=made.document_id or 0, book="accrual")
        assert [(each.account, each.debit, each.credit, each.floor) for each in standing] == [
            ("1101010101.001", 500, 0, "debit"), ("4401030106.001", 0, 500, ""),
        ]  # fmt: skip
        spine.carry_out(
            envelope=office.envelope(), lifecycle=note, move="approve", document=made.document_id,
            lines=reverse(standing), event="general_voucher.approved",
        )  # fmt: skip
        assert ledger.standing(document_id=made.document_id or 0, book="accrual") == ()
