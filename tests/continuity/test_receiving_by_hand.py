"""Money taken in while the system stood still (guideline LAO-2, UNIT-1): receipts by hand, slips and summaries by hand."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from khlang.bridges.continuity.models import ManualNumber
from khlang.bridges.continuity.papers import KINDS, Finding, PaperRef
from khlang.bridges.reporting import prints as papers_printed
from khlang.core.refusal import Refusal, Refusals
from khlang.office.revenue import commands as revenue
from khlang.office.revenue import prints, queries
from khlang.office.revenue.queries import genuine, registers
from khlang.office.taxpayers import queries as taxpayers
from khlang.office.taxpayers.queries import Assessment
from khlang.platform.commands import COMMANDS, Outcome, offered, parse
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.standards import excess_item
from tests.continuity.papers_by_hand import BACK, Papers, faults, state
from tests.standstill import Standstill
from tests.taxpayers.roll import LAND, assessed
from tests.till import LICENCE, WASTE_FEE, Till
from tests.untouched import nothing_written

DAY = date(2024, 10, 1)


@pytest.fixture
def by_hand(till: Till) -> Papers:
    """The system stood still on 1 October and is back on 4 October; book 12 of every paper of receiving is handed out."""
    spell = Standstill(till.office).by_hand()
    till.office.today = BACK
    spell.backlog()
    papers = Papers(till.office, spell)
    for paper in ("receipt", "remittance", "remittance_summary", "receipt_voucher", "cash_deposit", "bank_transfer"):
        papers.book(paper)
    return papers


def a_day(by_hand: Papers) -> tuple[Outcome, Outcome, Outcome, Outcome]:
    """Two receipts, a slip and a summary of 1 October: proofs, slip, summary of the system."""
    first, second = by_hand.receipt(1, "300"), by_hand.receipt(2, "500", item=LICENCE)
    slip = by_hand.slip(1, "800", receipts="1-2", cash="800")
    return first, second, slip, by_hand.summary(1, "800", slips="1", cash="800")


# ── LAO-2.1: proofs of receipt ───────────────────────────────────────────────────────────────────


def test_a_receipt_by_hand_becomes_a_proof_that_cites_it(by_hand: Papers) -> None:
    """A kind of its own with a series of its own; the day of the paper is kept, nothing is in the books yet."""
    proof = by_hand.receipt(48, "300", payer_number="1-1037-02071-81-1")
    document = documents.get(document_id=proof.document_id or 0)
    assert (document.kind, document.state, document.number) == ("proof_of_receipt", "issued", "RP68-00001/2568")
    assert (document.paper_book, document.paper_number, document.paper_date) == ("12", "48", DAY)
    assert (document.document_date, document.posting_date) == (DAY, None)
    view = queries.receipt(document_id=document.id)
    assert (view.collector_id, view.written) == (77, "เล่มที่ 12 เลขที่ 48")
    assert faults() == []


def test_one_paper_is_one_proof(by_hand: Papers) -> None:
    """L2.1-a: the second proof of the same book and number is refused."""
    by_hand.receipt(48, "300")
    with nothing_written(), pytest.raises(Refusal, match="paper_number_taken"):
        by_hand.receipt(48, "300")


def test_nobody_is_offered_to_make_a_proof(by_hand: Papers) -> None:
    """No page, no address; without a paper it is refused."""
    assert offered("proof_of_receipt.record") is None
    assert "proof_of_receipt.record" in COMMANDS
    data = {"payer_name": "ก", "lines": [{"item": WASTE_FEE, "amount": "1"}]}
    with nothing_written(), pytest.raises(Refusal, match="paper_required"):
        revenue.record_proof(envelope=by_hand.office.envelope(), data=data)


def test_no_receipt_is_printed_from_a_proof(by_hand: Papers) -> None:
    """L2.1-b, C-29: there is no such form for it; its own says in its heading and in words that it is no receipt."""
    proof = by_hand.receipt(48, "300").document_id or 0
    for form in ("receipt", "receipt_a4"):
        with pytest.raises(Refusal, match="print_unknown"):
            papers_printed.print_document(document_id=proof, form=form)
    with pytest.raises(Refusal, match="proof_is_no_receipt"):
        prints.receipt(proof)
    assert papers_printed.forms(kind="proof_of_receipt") == ("proof_of_receipt",)
    name, pdf = papers_printed.print_document(document_id=proof)
    assert (name, pdf[:5]) == ("proof_of_receipt-RP68-00001-2568.pdf", b"%PDF-")
    said = prints.proof_of_receipt(proof)
    assert said["title"] == "หลักฐานการรับเงิน"
    assert said["paper_reference"] == "ใบเสร็จที่เขียนด้วยมือ เล่มที่ 12 เลขที่ 48 ลงวันที่ 1 ตุลาคม 2567"
    assert "ไม่ใช่ใบเสร็จ" in said["notice"]
    assert (said["date"], said["entered_on"]) == ("1 ตุลาคม 2567", "4 ตุลาคม 2567")


def test_the_payer_sees_the_number_that_he_holds(by_hand: Papers) -> None:
    """C-29: the public check names book and number of the handwritten receipt."""
    proof = by_hand.receipt(48, "300").document_id or 0
    found = genuine.verify(token=genuine.token(document=documents.get(document_id=proof)))
    assert found is not None
    assert (found.kind, found.written, found.valid) == ("proof_of_receipt", "เล่มที่ 12 เลขที่ 48", True)


def test_a_part_is_paid(by_hand: Papers) -> None:
    """L2.1-e: one bill, paid in two parts with two handwritten receipts, is two proofs."""
    first, second = by_hand.receipt(1, "100"), by_hand.receipt(2, "200", day=DAY + timedelta(days=1))
    assert [each.number for each in (first, second)] == ["RP68-00001/2568", "RP68-00002/2568"]
    slip = by_hand.slip(1, "300", receipts="1, 2")
    assert queries.slip(document_id=slip.document_id or 0).cash == 30_000


def test_the_kind_of_money_as_people_write_it(by_hand: Papers) -> None:
    """«เช็ค» is a cheque and asks for its particulars."""
    cheque = {"channel": "เช็ค", "cheque_number": "1234567", "cheque_bank": "ธ.กรุงไทย", "cheque_date": "1/10/2567"}
    assert documents.get(document_id=by_hand.receipt(1, "300", **cheque).document_id or 0).channel == "cheque"
    with nothing_written(), pytest.raises(Refusals) as caught:
        by_hand.receipt(2, "300", channel="เช็ค")
    assert {error.field for error in caught.value.errors} == {"cheque_number", "cheque_bank", "cheque_date"}


def test_a_cheque_that_bounced(by_hand: Papers, till: Till) -> None:
    """L2.1-f: when everything is certified the proof is reversed as a receipt would be."""
    cheque = {"channel": "cheque", "cheque_number": "7", "cheque_bank": "ธ.ออมสิน", "cheque_date": "1/10/2567"}
    proof = by_hand.receipt(1, "300", **cheque)
    by_hand.slip(1, "300", receipts="1", cheque="300", cash="0")
    by_hand.summary(1, "300", slips="1")
    by_hand.spell.certified()
    asked = till.ask_reversal(proof)
    revenue.approve_reversal(envelope=till.office.envelope("treasury_head"), data={"document_id": asked.document_id})
    assert state(proof) == "reversed"
    assert (
        genuine.verify(token=genuine.token(document=documents.get(document_id=proof.document_id or 0))).valid is False
    )
    with pytest.raises(Refusal, match="receipt_reversed_before"):
        till.ask_reversal(proof)
    assert faults() == []


def test_what_was_read_wrongly_is_put_right(by_hand: Papers) -> None:
    """Number and trail stay, the reason is kept; once it stands on a slip it is too late."""
    proof = by_hand.receipt(48, "300")
    envelope = by_hand.envelope("receipt", 48)
    data = {"payer_name": "นางบุญมา ทองสุข", "lines": [{"item": WASTE_FEE, "amount": "330"}], "reason": "อ่านลายมือผิด"}
    revenue.correct_proof(envelope=envelope, data=data)
    document = documents.get(document_id=proof.document_id or 0)
    assert (document.number, document.amount, document.party_name) == (proof.number, 33_000, "นางบุญมา ทองสุข")
    assert [step.move for step in documents.trail(document_id=document.id)] == ["record", "correct"]
    by_hand.slip(1, "330", receipts="48")
    with nothing_written(), pytest.raises(Refusal, match="receipt_already_remitted"):
        revenue.correct_proof(envelope=by_hand.envelope("receipt", 48), data=data)
    with nothing_written(), pytest.raises(Refusal, match="document_not_found"):
        revenue.correct_proof(envelope=by_hand.envelope("receipt", 49), data=data)
    assert faults() == []


def test_a_leaf_of_a_printed_book_is_used_once(till: Till) -> None:
    """A registered book that was written in before the outage and during it: one number, one document."""
    till.hold_book()
    till.collect((WASTE_FEE, "300"), book_no="12", book_number=7)
    spell = Standstill(till.office).backlog()
    papers = Papers(till.office, spell)
    papers.book("receipt")
    with nothing_written(), pytest.raises(Refusal, match="receipt_book_number_used"):
        papers.receipt(7, "300")
    papers.receipt(8, "300")
    used = {row.book: row.used for row in registers.receipt_control(fiscal_year=2568)}
    assert used["12"] == 2
    spell.certified()
    with nothing_written(), pytest.raises(Refusal, match="receipt_book_number_used"):
        till.collect((WASTE_FEE, "300"), book_no="12", book_number=8)


# ── LAO-2.2(1), UNIT-1: slips and summaries by hand ──────────────────────────────────────────────


def test_slip_and_summary_are_entered_one_to_one(by_hand: Papers) -> None:
    """Each paper is one document of the system with the same sum; the voucher is of today, the paper day is kept."""
    first, second, slip, summary = a_day(by_hand)
    assert [state(each) for each in (first, second, slip, summary)] == ["posted", "posted", "summarised", "posted"]
    assert (slip.number, summary.number, summary.voucher_number) == (
        "RS68-00001/2568", "SM68-00001/2568", "RV68-00001/2568",
    )  # fmt: skip
    document = documents.get(document_id=summary.document_id or 0)
    assert (document.document_date, document.posting_date, document.paper_number) == (DAY, BACK, "1")
    assert [(line.account, line.debit, line.credit) for line in summary.lines] == [
        ("1101010101.001", 80_000, 0), ("4401030106.001", 0, 30_000), ("4401050103.001", 0, 50_000),
    ]  # fmt: skip
    kept = queries.slip(document_id=slip.document_id or 0)
    assert (kept.counted_cash, kept.collector_id, kept.document.party_name) == (80_000, 77, "สมชาย ใจดี")
    assert faults() == []


def test_two_slips_of_a_day_stay_two(by_hand: Papers) -> None:
    """They are not merged because they are entered on the same day."""
    by_hand.receipt(1, "300"), by_hand.receipt(2, "500")
    slips = [by_hand.slip(1, "300", receipts="1"), by_hand.slip(2, "500", receipts="2")]
    summary = by_hand.summary(1, "800", slips="1-2")
    view = queries.summary(document_id=summary.document_id or 0)
    assert [each.id for each in view.slips] == [each.document_id for each in slips]


@pytest.mark.parametrize(
    "sums", [{"total": "300.01"}, {"total": "300", "cash": "299"}, {"total": "300", "cheque": "1"}]
)
def test_a_sum_that_differs_by_a_satang(by_hand: Papers, sums: dict[str, str]) -> None:
    """The paper says something else than the proofs on it: nothing is made."""
    by_hand.receipt(1, "300")
    with nothing_written(), pytest.raises(Refusals) as caught:
        by_hand.slip(1, **sums, receipts="1")
    assert {error.code for error in caught.value.errors} == {"paper_total_differs"}
    by_hand.slip(1, "300", receipts="1")
    with nothing_written(), pytest.raises(Refusals, match="paper_total_differs"):
        by_hand.summary(1, **sums, slips="1")


def test_a_slip_waits_for_its_receipts(by_hand: Papers) -> None:
    """What it needs is named by book and number; without it nothing is made."""
    data = KINDS["remittance"].schema.model_validate(
        {"total": 300, "lines": [{"receipt_book": "12", "receipt_numbers": "๑, 3-4"}]}
    )
    needed = KINDS["remittance"].needs(data, PaperRef("remittance", "12", 1))
    assert needed == [PaperRef("receipt", "12", number) for number in (1, 3, 4)]
    with nothing_written(), pytest.raises(Refusals) as caught:
        by_hand.slip(1, "300", receipts="1")
    assert [(error.code, error.field, error.facts["number"]) for error in caught.value.errors] == [
        ("paper_not_entered", "lines.0.receipt_numbers", 1)
    ]


def test_a_voided_receipt_in_the_span_is_passed_over(by_hand: Papers) -> None:
    """«1-3» on the slip, 2 was voided."""
    by_hand.receipt(1, "300"), by_hand.receipt(3, "200")
    ManualNumber.objects.filter(paper="receipt", number=2).update(state="voided")
    assert len(queries.slip(document_id=by_hand.slip(1, "500", receipts="1-3").document_id or 0).receipts) == 2


def test_money_that_is_in_the_bank(by_hand: Papers) -> None:
    """A transfer receipted by hand goes through slip and summary into its bank account."""
    by_hand.receipt(1, "300", channel="โอนเงิน", bank_account="KTB-S", reference="REF-9")
    by_hand.slip(1, "300", receipts="1", transfer="300", cash="0")
    summary = by_hand.summary(1, "300", slips="1")
    assert [(line.sub, line.debit) for line in summary.lines if line.debit] == [("KTB-S", 30_000)]


def test_a_voucher_by_hand_is_linked_to_that_of_the_summary(by_hand: Papers) -> None:
    """UNIT-1: the number of the system goes onto the paper; nothing is posted a second time."""
    *_, summary = a_day(by_hand)
    with nothing_written(), pytest.raises(Refusal, match="paper_total_differs"):
        by_hand.enter("receipt_voucher", 1, {"total": "801", "summary_book": "12", "summary_number": "1"})
    linked = by_hand.enter("receipt_voucher", 1, {"total": "800", "summary_book": "12", "summary_number": "1"})
    assert (linked.document_id, linked.voucher_number) == (summary.document_id, "RV68-00001/2568")
    assert len(ledger.vouchers_of(document_id=summary.document_id or 0)) == 1
    assert ManualNumber.objects.get(paper="receipt_voucher", number=1).document_id == summary.document_id


# ── Local taxes: as of the day of the paper (LAO-2.1), what changed since (C-19) ─────────────────


def tax(by_hand: Papers) -> Assessment:
    """1,000 baht of land and building tax, due at the end of the year."""
    return assessed(by_hand.office, on=DAY, due_date="31/12/2567")


def on_paper(each: Assessment, baht: str = "1000") -> dict[str, object]:
    """The tax as the collector wrote it down."""
    return {"payer_name": each.taxpayer, "lines": [{"item": LAND, "amount": baht, "assessment": each.code}]}


def finding(by_hand: Papers, payload: dict[str, object]) -> Sequence[Finding]:
    """What a person would have to decide."""
    kind = KINDS["receipt"]
    data = parse(schema=kind.schema, data=payload, today=by_hand.office.today)
    assert kind.examine is not None
    return kind.examine(data, PaperRef("receipt", "12", 1), DAY, by_hand.office.today)


def test_the_tax_is_paid_on_the_day_of_the_paper(by_hand: Papers) -> None:
    """The register of taxpayers says so; a part leaves the rest open (L2.1-e)."""
    each = tax(by_hand)
    assert finding(by_hand, on_paper(each, "400")) == []
    proof = by_hand.enter("receipt", 1, on_paper(each, "400"))
    now = taxpayers.assessment(assessment_id=each.id)
    assert (now.state, now.left) == ("open", 60_000)
    assert [(row.number, row.paid_on, row.recorded_on) for row in taxpayers.payments()[0]] == [
        (proof.number, DAY, BACK)
    ]  # fmt: skip


def test_a_tax_that_was_paid_twice(by_hand: Papers) -> None:
    """L2.1-c, C-19: by hand on the 1st, at the counter on the 4th. Both versions are shown; the rest waits to be returned."""
    each = tax(by_hand)
    by_hand.spell.directed(until=BACK)
    line = {"item": LAND, "amount": "700", "assessment": each.id}
    paid = revenue.issue(
        envelope=by_hand.office.envelope("revenue_officer"), data={"payer_name": each.taxpayer, "lines": [line]}
    )
    found = finding(by_hand, on_paper(each))
    assert [(one.problem, one.paper["tax_given"], one.system["tax_given"]) for one in found] == [
        ("TAXROW_CHANGED", "1,000.00", "300.00")
    ]  # fmt: skip
    assert paid.number in found[0].system["taxrow_paid"]
    with nothing_written(), pytest.raises(Refusals, match="tax_overpaid"):
        by_hand.enter("receipt", 1, on_paper(each))
    proof = by_hand.enter("receipt", 1, on_paper(each), decided=("TAXROW_CHANGED",))
    lines = queries.receipt(document_id=proof.document_id or 0).lines
    assert [(row.item, row.amount) for row in lines] == [(LAND, 30_000), (excess_item(), 70_000)]
    assert taxpayers.assessment(assessment_id=each.id).state == "paid"


def test_an_assessment_that_nobody_knows(by_hand: Papers) -> None:
    """Named at its field."""
    payload = {"payer_name": "ก", "lines": [{"item": LAND, "amount": "1", "assessment": "LB68-99999"}]}
    with nothing_written(), pytest.raises(Refusals) as caught:
        by_hand.enter("receipt", 1, payload)
    assert [(error.code, error.field) for error in caught.value.errors] == [
        ("assessment_not_found", "lines.0.assessment")
    ]  # fmt: skip


# ── Money to the bank, and the registers afterwards ──────────────────────────────────────────────


def test_deposit_and_transfer_by_hand(by_hand: Papers) -> None:
    """Posted today, with the day of the paper; more than there is in the box is refused."""
    a_day(by_hand)
    deposit = {"bank_account": "KTB-S", "cash": "801"}
    with nothing_written(), pytest.raises(Refusal, match="cash_insufficient"):
        by_hand.enter("cash_deposit", 1, deposit)
    made = by_hand.enter("cash_deposit", 1, {**deposit, "cash": "800"})
    moved = by_hand.enter("bank_transfer", 1, {"from_account": "KTB-S", "to_account": "BAAC-S", "amount": "300"})
    assert [state(each) for each in (made, moved)] == ["approved", "approved"]
    document = documents.get(document_id=made.document_id or 0)
    assert (document.document_date, document.posting_date, document.paper_number) == (DAY, BACK, "1")
    assert [(line.sub, line.debit, line.credit) for line in moved.lines] == [
        ("BAAC-S", 30_000, 0), ("KTB-S", 0, 30_000),
    ]  # fmt: skip
    assert faults() == []


def test_the_registers_are_dated_the_day_of_entry(by_hand: Papers) -> None:
    """LAO-9: under the 4th, naming the paper of the 1st; what came in counts once."""
    a_day(by_hand)
    row = registers.revenue_register(item=WASTE_FEE, fiscal_year=2568).rows[0]
    assert (row.day, row.number, row.written) == (BACK, "RP68-00001/2568", "เล่มที่ 12 เลขที่ 1 ลงวันที่ 1 ต.ค. 2567")
    assert queries.items_received(since=DAY, through=DAY) == {}
    assert queries.items_received(since=BACK, through=BACK) == {WASTE_FEE: 30_000, LICENCE: 50_000}
    assert (queries.received_on(day=DAY), queries.received_on(day=BACK)) == (0, 80_000)
    system = [
        (each.day, each.first, each.used) for each in registers.receipt_control(fiscal_year=2568) if not each.book
    ]
    assert system == [(BACK, "RP68-00001/2568", 2)]


def test_an_outage_over_the_end_of_a_year(by_hand: Papers) -> None:
    """Written on 30 September, entered in October: the books and registers of the new year have it, the old ones do not."""
    by_hand.receipt(1, "300", day=date(2024, 9, 30))
    assert registers.revenue_register(item=WASTE_FEE, fiscal_year=2567).count == 0
    assert registers.revenue_register(item=WASTE_FEE, fiscal_year=2568).received == 30_000


def test_a_slip_of_proofs_is_printed_with_its_paper(by_hand: Papers) -> None:
    """The numbers of both series, and beside the number of the slip the paper it was entered from."""
    *_, slip, _ = a_day(by_hand)
    said = prints.remittance(slip.document_id or 0)
    assert [row["numbers"] for row in said["rows"]] == ["RP68-00001/2568", "RP68-00002/2568"]
    document = documents.get(document_id=slip.document_id or 0)
    assert letterhead.paper_marks(document=document) == [
        ("เอกสารที่ทำด้วยมือ", "เล่มที่ 12 เลขที่ 1"), ("ลงวันที่", "1 ต.ค. 2567"),
        ("บันทึกย้อนหลัง", "4 ต.ค. 2567 โดย revenue_officer"),
    ]  # fmt: skip
    assert papers_printed.print_document(document_id=document.id)[1].startswith(b"%PDF-")
