"""The receipts behind a summary of remittance slips, as far as they concern one account: who paid what into it."""

from collections.abc import Collection
from dataclasses import dataclass

from khlang.office.revenue.models import ReceiptLine, RemittedReceipt, SummarySlip


@dataclass(frozen=True, slots=True)
class Behind:
    """One line of a receipt that a summary posted; amount in satang."""

    receipt_id: int
    number: str
    payer: str
    description: str
    amount: int


def receipts_behind(*, summary_ids: Collection[int], account: str) -> dict[int, list[Behind]]:
    """By summary: the lines of its receipts on an account of the chart, in the order of the receipts; three queries."""
    slips = dict(SummarySlip.objects.filter(document_id__in=summary_ids).values_list("remittance_id", "document_id"))
    handed = dict(RemittedReceipt.objects.filter(document_id__in=slips).values_list("receipt_id", "document_id"))
    lines = ReceiptLine.objects.filter(document_id__in=handed, account=account).exclude(document__state="voided")
    found: dict[int, list[Behind]] = {}
    for line in lines.select_related("document").order_by("document_id", "position"):
        paper = line.document
        row = Behind(paper.id, paper.number or "", paper.party_name, line.description, line.amount)
        found.setdefault(slips[handed[paper.id]], []).append(row)
    return found
