"""From the collector's drawer to the books: slips, counts, summaries, and the way back when something is wrong."""

from datetime import date

import pytest

from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.revenue import queries
from khlang.platform.commands import Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification as books
from khlang.spine.ledger import commands as ledger
from tests.till import LICENCE, VAT, WASTE_FEE, Till


def state(outcome) -> str:
    """The state a document is in now."""
    return documents.get(document_id=outcome.document_id).state


def test_money_passes_through_four_hands(till: Till) -> None:
    """Collector, finance, finance again, accounting: each step moves the receipts along."""
    receipt = till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    assert (slip.number, state(receipt)) == ("RS68-00001/2568", "remitted")
    till.take_over(slip, "300")
    posted = till.post(till.sum_up())
    assert (state(slip), state(receipt), posted.number) == ("summarised", "posted", "SM68-00001/2568")
    assert queries.unremitted(collector_id=till.office.person("revenue_officer").id, through=till.office.today) == []
    assert books.verify() == []


def test_a_slip_takes_only_what_is_named(till: Till) -> None:
    """The other receipt waits for the next slip."""
    first, second = till.collect((WASTE_FEE, "300")), till.collect((LICENCE, "500"))
    till.hand_over(receipts=[second.document_id])
    assert (state(first), state(second)) == ("issued", "remitted")
    assert queries.slip(document_id=till.hand_over().document_id or 0).cash == 30_000


def test_a_summary_adds_slips_of_several_collectors_up(till: Till) -> None:
    """By kind of money and by item; cash and transfers each have their own debit."""
    till.collect((WASTE_FEE, "300"))
    till.collect((WASTE_FEE, "200"), channel="qr", bank_account="KTB-S", reference="QR-9")
    till.collect((LICENCE, "500"), by="revenue_officer#2")
    till.take_over(till.hand_over(), "300")
    till.take_over(till.hand_over(by="revenue_officer#2"), "500")
    posted = till.post(till.sum_up(title="เงินรายรับ"))
    assert [(line.account, line.sub, line.debit, line.credit) for line in posted.lines] == [
        ("1101010101.001", "", 80_000, 0), ("1101030102.001", "KTB-S", 20_000, 0),
        ("4401030106.001", WASTE_FEE, 0, 50_000), ("4401050103.001", LICENCE, 0, 50_000),
    ]  # fmt: skip


def test_who_sums_up_does_not_post(till: Till) -> None:
    """Not even somebody who holds both duties."""
    till.collect((WASTE_FEE, "300"))
    till.take_over(till.hand_over(), "300")
    envelope = till.office.envelope
    summary = {"document_id": revenue.create_summary(envelope=envelope("all"), data={}).document_id}
    revenue.submit_summary(envelope=envelope("all"), data=summary)
    with pytest.raises(Refusal, match="own_approval"):
        revenue.post_summary(envelope=envelope("all"), data=summary)


def test_a_returned_slip_is_handed_over_again_under_its_number(till: Till) -> None:
    """The count differed; the collector brings what was missing."""
    till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    named = {"document_id": slip.document_id}
    envelope = till.office.envelope
    revenue.return_remittance(envelope=envelope("finance_officer"), data={**named, "reason": "เงินขาด 100 บาท"})
    again = revenue.resubmit_remittance(envelope=envelope("revenue_officer"), data=named)
    assert (again.state, again.number) == ("submitted", slip.number)
    till.take_over(slip, "300")
    assert state(slip) == "received"


def test_a_cancelled_slip_gives_its_receipts_back(till: Till) -> None:
    """They can be voided or go on another slip; the numbers of the slips have no gap."""
    receipt = till.collect((WASTE_FEE, "300"))
    slip = till.hand_over()
    envelope = till.office.envelope
    named = {"document_id": slip.document_id}
    revenue.return_remittance(envelope=envelope("finance_officer"), data={**named, "reason": "ผิดฉบับ"})
    revenue.cancel_remittance(envelope=envelope("revenue_officer"), data=named)
    assert (state(slip), state(receipt)) == ("cancelled", "issued")
    assert till.hand_over().number == "RS68-00002/2568"
    assert books.verify() == []


def test_a_cancelled_summary_sets_its_slips_free(till: Till) -> None:
    """Returned by accounting, given up by finance, summed up anew."""
    till.collect((WASTE_FEE, "300"))
    till.take_over(till.hand_over(), "300")
    summary = {"document_id": till.sum_up().document_id}
    envelope = till.office.envelope
    revenue.return_summary(envelope=envelope("accountant"), data={**summary, "reason": "หัวข้อไม่ถูก"})
    revenue.cancel_summary(envelope=envelope("finance_officer"), data=summary)
    assert till.post(till.sum_up()).number == "SM68-00001/2568"


def test_a_posted_receipt_is_reversed_by_a_voucher_of_today(till: Till) -> None:
    """Its lines back, the money out of where it was put; once, and not by who asked."""
    receipt = till.bank_in(VAT, "300")
    request = till.ask_reversal(receipt)
    approved = revenue.approve_reversal(
        envelope=till.office.envelope("treasury_head"), data={"document_id": request.document_id}
    )
    assert approved.voucher_number == "JV68-00001/2568"
    assert [(line.account, line.debit, line.credit) for line in approved.lines] == [
        ("4402010102.001", 30_000, 0), ("1101030102.001", 0, 30_000),
    ]  # fmt: skip
    assert state(receipt) == "reversed"
    assert books.verify() == []


def test_revenue_of_an_earlier_year_is_taken_out_of_the_surplus(till: Till) -> None:
    """Collected on 30 September, posted and reversed in October; then a receipt posted before the year ended."""
    last, first = date(2025, 9, 30), date(2025, 10, 1)
    ledger.open_year(envelope=till.office.envelope(day=first), data={"fiscal_year": 2569})
    early = till.collect((WASTE_FEE, "300"), ("91200003", "50"), on=last)
    till.take_over(till.hand_over(on=last), "350", on=last)
    till.post(till.sum_up(on=last), on=last)
    late = till.collect((WASTE_FEE, "40"), on=last)
    till.take_over(till.hand_over(on=last), "40", on=last)
    till.post(till.sum_up(on=last), on=first)

    def lines(receipt: Outcome) -> list[tuple[str, str, int, int]]:
        request = {"document_id": till.ask_reversal(receipt, on=first).document_id}
        done = revenue.approve_reversal(envelope=till.office.envelope("treasury_head", day=first), data=request)
        return [(line.account, line.sub, line.debit, line.credit) for line in done.lines]

    assert lines(early) == [
        ("3102010102.001", "", 30_000, 0), ("2112010199.001", "", 5_000, 0), ("1101010101.001", "", 0, 35_000),
    ]  # fmt: skip
    assert lines(late) == [("4401030106.001", WASTE_FEE, 4_000, 0), ("1101010101.001", "", 0, 4_000)]
    assert books.verify() == []


def test_cash_that_went_to_the_bank_is_given_back_from_there(till: Till) -> None:
    """The cash box is empty: the reversal names the bank account."""
    receipt = till.collect((WASTE_FEE, "300"))
    till.take_over(till.hand_over(), "300")
    till.post(till.sum_up())
    till.deposit("300")
    envelope = till.office.envelope
    request = {"document_id": till.ask_reversal(receipt).document_id}
    with pytest.raises(Refusal, match="cash_insufficient"):
        revenue.approve_reversal(envelope=envelope("treasury_head"), data=request)
    revenue.cancel_reversal(envelope=envelope("finance_officer"), data=request)
    request = {"document_id": till.ask_reversal(receipt, bank_account="KTB-S").document_id}
    assert revenue.approve_reversal(envelope=envelope("treasury_head"), data=request).state == "approved"
