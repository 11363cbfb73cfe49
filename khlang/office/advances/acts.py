"""How the money of an advance reaches the borrower: a dika pays it, and the advance becomes outstanding with that."""

from khlang.office.advances.lifecycle import ADVANCE
from khlang.office.advances.models import Advance
from khlang.platform.commands import Envelope
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import Act
from khlang.standards.advance_kinds import advance_kind


def pay(*, envelope: Envelope, advance_id: int) -> Act:
    """The move `pay` of an approved advance, to be written together with the payment of its dika (`spine.write`).

    Keeps the day of payment and the day on which the advance is due. To be called inside the transaction of the
    payment. The voucher is the dika's. Refusals: document_not_found, move_not_allowed (not approved, withdrawn, or paid
    before), duty_missing.
    """
    document = documents.get(document_id=advance_id, kind=ADVANCE.document)
    act = spine.decide(envelope=envelope.unversioned(), lifecycle=ADVANCE, move="pay", document=document)
    row = Advance.objects.get(document_id=document.id)
    kind = advance_kind(row.kind, on=document.document_date)
    row.paid_on = envelope.today
    row.due_date = kind.due(paid_on=envelope.today, return_date=row.return_date, agreed=row.due_date)
    row.save(update_fields=["paid_on", "due_date"])
    return act
