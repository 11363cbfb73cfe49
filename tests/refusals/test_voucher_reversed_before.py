"""A voucher is reversed once: the database keeps the link from the reversing voucher unique."""

from khlang.core import posting
from khlang.platform.commands import Outcome
from khlang.spine.documents import lifecycles, spine
from tests.refusals.attempt import refused
from tests.till import Till


def undo(till: Till, posted: Outcome) -> Outcome:
    """A general voucher that takes the lines of a posted one back, straight through the spine."""
    new = spine.NewDocument("กลับรายการ", till.office.today, 10_000)
    return spine.carry_out(
        envelope=till.office.envelope("all"), lifecycle=lifecycles.get("receipt"), move="receive", new=new,
        lines=posting.reverse(posted.lines), event="general_voucher.approved", reverses=posted.voucher_id,
    )  # fmt: skip


def test_the_second_reversal_finds_the_first(till: Till) -> None:
    """Whatever document asks for it."""
    posted = till.bank_in("42100002", "100")
    undo(till, posted)
    with refused("voucher_reversed_before"):
        undo(till, posted)
