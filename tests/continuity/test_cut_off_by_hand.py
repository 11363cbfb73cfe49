"""Receipts, slips and summaries of the system that were carried on by hand when the line was cut (LAO-2.2(2), C-20)."""

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import commands as revenue
from khlang.office.revenue import queries
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from tests.continuity.papers_by_hand import BACK, Papers, faults, state
from tests.standstill import Standstill
from tests.till import WASTE_FEE, Till
from tests.untouched import nothing_written


@pytest.fixture
def cut_off(till: Till) -> tuple[Papers, Outcome]:
    """A receipt was issued at 15:58; the line was cut before it was remitted."""
    receipt = till.collect((WASTE_FEE, "240"))
    spell = Standstill(till.office).by_hand()
    till.office.today = BACK
    spell.backlog()
    papers = Papers(till.office, spell)
    for paper in ("receipt", "remittance", "remittance_summary", "receipt_voucher"):
        papers.book(paper)
    return papers, receipt


def test_receipts_of_the_system_on_a_slip_by_hand(cut_off: tuple[Papers, Outcome]) -> None:
    """By their own numbers, beside proofs; no second document is made for them."""
    papers, receipt = cut_off
    papers.receipt(1, "60")
    slip = papers.slip(1, "300", receipts="1", system_receipts=receipt.number)
    papers.summary(1, "300", slips="1")
    assert state(receipt) == "posted"
    assert documents.find(kind="proof_of_receipt").count() == 1
    assert [each.document.number for each in queries.slip(document_id=slip.document_id or 0).receipts] == [
        "RP68-00001/2568", receipt.number,
    ]  # fmt: skip
    moves = [step.move for step in documents.trail(document_id=receipt.document_id or 0)]
    assert moves == ["issue", "remit_on_paper", "post_on_paper"]
    assert queries.unremitted(through=BACK) == []
    assert faults() == []


def test_a_number_that_the_system_does_not_know(cut_off: tuple[Papers, Outcome]) -> None:
    """Named at its field."""
    papers, _ = cut_off
    with nothing_written(), pytest.raises(Refusals) as caught:
        papers.slip(1, "240", system_receipts="RC68-00099/2568")
    assert [(error.code, error.field) for error in caught.value.errors] == [
        ("system_number_unknown", "system_receipts")
    ]
    with nothing_written(), pytest.raises(Refusal, match="nothing_on_paper"):
        papers.slip(1, "240")


def test_the_ordinary_slip_does_not_sweep_them_up(cut_off: tuple[Papers, Outcome], till: Till) -> None:
    """Also under a directive: only its slip by hand takes a receipt of those days; one of today goes the ordinary way."""
    papers, receipt = cut_off
    papers.spell.directed(until=BACK)
    with nothing_written(), pytest.raises(Refusal, match="remittance_empty"):
        till.hand_over()
    with nothing_written(), pytest.raises(Refusals, match="receipt_of_spell"):
        till.hand_over(receipts=[receipt.document_id])
    today = till.collect((WASTE_FEE, "100"))
    till.hand_over()
    assert (state(today), state(receipt)) == ("remitted", "issued")
    assert [row.id for row in queries.unremitted(through=BACK)] == [receipt.document_id]


def test_a_draft_slip_gives_way(till: Till) -> None:
    """It was drawn up before the line was cut and never handed over."""
    receipt = till.collect((WASTE_FEE, "240"))
    draft = revenue.create_remittance(envelope=till.office.envelope("revenue_officer"), data={})
    papers = Papers(till.office, Standstill(till.office).backlog())
    papers.book("remittance")
    papers.slip(1, "240", system_receipts=receipt.number)
    assert (state(draft), state(receipt)) == ("cancelled", "remitted")
    assert faults() == []


def test_a_returned_slip_gives_way(till: Till) -> None:
    """Finance had sent it back before the line was cut; its collector handed one of its receipts over again on paper. The
    slip is given up, what is not on the paper is the collector's again."""
    receipts = [till.collect((WASTE_FEE, baht)) for baht in ("240", "60")]
    slip = till.hand_over()
    revenue.return_remittance(
        envelope=till.office.envelope("finance_officer"),
        data={"document_id": slip.document_id, "reason": "เงินสดไม่ครบ"},
    )
    papers = Papers(till.office, Standstill(till.office).backlog())
    papers.book("remittance")
    papers.book("remittance_summary")
    by_hand = papers.slip(1, "240", system_receipts=receipts[0].number)
    assert [state(slip), *map(state, receipts)] == ["cancelled", "remitted", "issued"]
    assert [row.id for row in queries.unremitted(through=BACK)] == [receipts[1].document_id]
    moves = [step.move for step in documents.trail(document_id=receipts[0].document_id or 0)]
    assert moves == ["issue", "remit", "take_back_on_paper", "remit_on_paper"]
    papers.summary(1, "240", slips="1")
    assert (state(by_hand), state(receipts[0]), faults()) == ("summarised", "posted", [])


def test_slips_of_the_system_on_a_summary_by_hand(till: Till) -> None:
    """Handed over before the line was cut, counted and summed up on paper."""
    till.collect((WASTE_FEE, "240"))
    slip = till.hand_over()
    papers = Papers(till.office, Standstill(till.office).backlog())
    papers.book("remittance_summary")
    summary = papers.summary(1, "240", system_remittances=slip.number)
    assert (state(slip), state(summary)) == ("summarised", "posted")
    with nothing_written(), pytest.raises(Refusals, match="slip_already_summarised"):
        papers.summary(2, "240", system_remittances=slip.number)


def test_a_summary_that_waited_is_posted_by_its_voucher(till: Till) -> None:
    """Summed up in the system, posted by hand: the voucher of the system is of the day of entry."""
    receipt = till.collect((WASTE_FEE, "240"))
    till.take_over(till.hand_over(), "240")
    waiting = documents.get(document_id=till.sum_up().document_id or 0)
    papers = Papers(till.office, Standstill(till.office).backlog())
    papers.book("receipt_voucher")
    with nothing_written(), pytest.raises(Refusals, match="system_number_unknown"):
        papers.enter("receipt_voucher", 1, {"total": "240", "system_summary": "SM68-00009/2568"})
    posted = papers.enter("receipt_voucher", 1, {"total": "240", "system_summary": "RS68-00001/2568"})
    assert (posted.document_id, posted.voucher_number) == (waiting.id, "RV68-00001/2568")
    assert (state(receipt), faults()) == ("posted", [])
