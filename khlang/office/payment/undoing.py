"""Payments taken back before they are made: the dika are free again, the numbers of the forms are gone."""

from collections.abc import Sequence

from khlang.office.disbursement import acts as dika_acts
from khlang.office.payment.lifecycle import PAYMENT
from khlang.office.payment.models import Instrument, Payment
from khlang.platform.commands import Envelope, Outcome
from khlang.spine.documents import history, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import Act


def cancel(
    *, envelope: Envelope, payments: Sequence[Payment], reason: str, before: Sequence[Act] = ()
) -> list[Outcome]:
    """Cancel prepared payments in one write, after the acts `before` (the report's own).

    Each dika goes back to approved and each number becomes void. Refusals: those of the lifecycles, stale_version.
    """
    papers = documents.get_many(document_ids=[row.document_id for row in payments])
    ordered = [papers[row.document_id] for row in payments]
    inner = envelope.unversioned() if before else envelope
    acts = list(before)
    for document, past in history.of_all(ordered):
        acts.append(
            spine.decide(
                envelope=inner, lifecycle=PAYMENT, move="cancel", document=document, reason=reason, past=past
            )
        )  # fmt: skip
    acts += dika_acts.release(
        envelope=envelope.unversioned(), dika_ids=[row.dika_id for row in payments], reason=reason
    )
    outcomes = spine.write(envelope=envelope, acts=acts, rows=())
    ids = [row.document_id for row in payments]
    Payment.objects.filter(document_id__in=ids).update(live=False)
    void(payment_ids=ids, reason=reason, stale=False)
    return outcomes


def void(*, payment_ids: Sequence[int], reason: str, stale: bool) -> None:
    """The forms of these payments are void, or stale: they stay in the register and are never used again."""
    state = "stale" if stale else "voided"
    Instrument.objects.filter(payment_id__in=payment_ids).update(state=state, reason=reason[:500])
