"""What the bank statement shows of payments: cheques presented, slips and transfers carried out. For the reconciliation."""

from collections.abc import Mapping
from datetime import date

from khlang.core.refusal import Refusal
from khlang.office.payment.lifecycle import PAYMENT
from khlang.office.payment.models import Payment
from khlang.platform.commands import Envelope, Outcome
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine


def clear(*, envelope: Envelope, cleared: Mapping[int, date]) -> list[Outcome]:
    """Note the day (C.E.) on which the bank carried each payment out, by document id; all or none, two queries and a write.

    Called within a command of the reconciliation. Refusals: document_not_found, those of the lifecycle.
    """
    found = documents.get_many(document_ids=list(cleared))
    if any(each not in found or found[each].kind != "payment" for each in cleared):
        raise Refusal("document_not_found")
    outcomes = spine.carry_out_all(
        envelope=envelope, lifecycle=PAYMENT, move="clear", documents=[found[each] for each in cleared]
    )
    rows = list(Payment.objects.filter(document_id__in=list(cleared)))
    for row in rows:
        row.cleared_date = cleared[row.document_id]
    Payment.objects.bulk_update(rows, ["cleared_date"])
    return outcomes
