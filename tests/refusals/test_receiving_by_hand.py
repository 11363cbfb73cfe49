"""Bad input to the papers of receiving: named, at the field, in both languages, nothing written."""

from datetime import timedelta

import pytest

from khlang.office.revenue import commands as revenue
from khlang.office.revenue import prints, queries
from tests.continuity.papers_by_hand import Papers
from tests.refusals.attempt import refused
from tests.standstill import Standstill
from tests.till import WASTE_FEE, Till


@pytest.fixture
def papers(till: Till) -> Papers:
    """A receipt of the system that was not remitted when the line was cut; a receipt by hand; the system is back."""
    till.collect((WASTE_FEE, "240"))
    spell = Standstill(till.office).by_hand()
    till.office.today += timedelta(days=3)
    spell.backlog()
    made = Papers(till.office, spell)
    for paper in ("receipt", "remittance", "remittance_summary", "receipt_voucher"):
        made.book(paper)
    made.receipt(48, "300")
    return made


@pytest.mark.parametrize(
    ("sums", "field", "says"),
    [
        ({"total": "300.01"}, "total", {"paper": "300.01", "system": "300.00"}),
        ({"total": "300", "cash": "250", "cheque": "50"}, "cash", {"paper": "250.00", "system": "300.00"}),
        ({"total": "300", "transfer": "300"}, "transfer", {"paper": "300.00", "system": "0.00"}),
    ],
)
def test_a_slip_whose_sum_differs(papers: Papers, sums: dict[str, str], field: str, says: dict[str, str]) -> None:
    """By a satang, or in the kind of money."""
    with refused("paper_total_differs", field=field, **says):
        papers.slip(1, receipts="48", **sums)


def test_a_receipt_whose_sum_differs(papers: Papers) -> None:
    """The lines are not what the foot says."""
    with refused("paper_total_differs", field="total", paper="310.00", system="300.00"):
        papers.receipt(49, "300", total="310")


def test_a_proof_printed_as_a_receipt(papers: Papers) -> None:
    """The payer holds the handwritten one."""
    proof = papers.receipt(49, "300")
    with refused("proof_is_no_receipt", number=proof.number, paper="เล่มที่ 12 เลขที่ 49"):
        prints.receipt(proof.document_id or 0)


def test_an_ordinary_slip_that_takes_a_receipt_of_the_outage(papers: Papers) -> None:
    """Also when a directive lets ordinary work pass."""
    papers.spell.directed(until=papers.office.today)
    held = queries.unremitted(through=papers.office.today, collector_id=papers.office.person("revenue_officer").id)
    with refused("receipt_of_spell", field="receipts.0", number="RC68-00001/2568"):
        revenue.create_remittance(
            envelope=papers.office.envelope("revenue_officer"), data={"receipts": [row.id for row in held]}
        )


def test_a_slip_of_a_receipt_that_was_not_entered(papers: Papers) -> None:
    """By book and number."""
    with refused("paper_not_entered", field="lines.0.receipt_numbers", book="12", number=47):
        papers.slip(1, "600", receipts="47-48")


def test_a_slip_of_a_receipt_that_the_system_never_issued(papers: Papers) -> None:
    """By its number."""
    with refused("system_number_unknown", field="system_receipts", number="RC68-00099/2568"):
        papers.slip(1, "540", receipts="48", system_receipts="rc68-00001/2568, RC68-00099/2568")


def test_papers_that_name_nothing(papers: Papers) -> None:
    """A slip without receipts, a summary without slips, a voucher without a summary."""
    with refused("nothing_on_paper", field="lines"):
        papers.slip(1, "300")
    with refused("nothing_on_paper", field="lines"):
        papers.summary(1, "300")
    with refused("nothing_on_paper", field="summary_number"):
        papers.enter("receipt_voucher", 1, {"total": "300"})


def test_numbers_that_nobody_can_read(papers: Papers) -> None:
    """At the field where they stand."""
    with refused("number_list_malformed", field="lines.0.receipt_numbers", text="สี่สิบแปด"):
        papers.slip(1, "300", receipts="สี่สิบแปด")


def test_a_voucher_of_a_summary_that_is_not_posted(papers: Papers) -> None:
    """A slip that stands on no summary."""
    slip = papers.slip(1, "540", receipts="48", system_receipts="RC68-00001/2568")
    with refused("summary_not_posted", field="system_summary", number=slip.number):
        papers.enter("receipt_voucher", 1, {"total": "540", "system_summary": slip.number})
