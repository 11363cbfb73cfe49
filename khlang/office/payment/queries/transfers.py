"""Into which accounts money was transferred: for the report on the safety of payees (reliability F-2)."""

from dataclasses import dataclass
from datetime import date

from khlang.office.payment.models import Payment, PaymentPayee


@dataclass(frozen=True, slots=True)
class Transferred:
    """One payee of a transfer that was made (satang, days C.E.)."""

    payment_id: int
    number: str
    paid_date: date
    party_id: int
    name: str
    account_no: str
    net: int


def transferred(*, since: date, through: date, party_ids: list[int]) -> list[Transferred]:
    """The transfers of a span of days to some parties, by day; two queries."""
    payees = list(PaymentPayee.objects.filter(party_id__in=party_ids).order_by("document_id", "position"))
    made = Payment.objects.filter(
        document_id__in={row.document_id for row in payees}, paid_date__gte=since, paid_date__lte=through
    )
    known = {row.document_id: row for row in made.select_related("document")}
    found = [
        Transferred(
            row.document_id, known[row.document_id].document.number or "", known[row.document_id].paid_date,
            row.party_id, row.name, row.account_no, row.net,
        )
        for row in payees
        if row.document_id in known
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.paid_date, row.payment_id))
