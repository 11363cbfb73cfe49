"""What a payment does to the dika it pays: prepared, paid, released. The acts are decided here and written by the payment
(`spine.write`), together with its own; everything is to be called inside the transaction of the payment.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from khlang.core.posting import AccountRef
from khlang.office.advances import acts as advances
from khlang.office.disbursement import facts
from khlang.office.disbursement.lifecycle import DIKA
from khlang.office.disbursement.queries import DikaView
from khlang.platform.commands import Envelope
from khlang.spine.documents import history, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.spine import Act
from khlang.standards.dika_kinds import dika_kind


def prepare(*, envelope: Envelope, dikas: Sequence[DikaView], by_hand: bool = False) -> list[Act]:
    """The move `prepare_payment` of approved dika, in order; `by_hand`: `prepare_by_hand`, also of those made by hand.
    Refusals: move_not_allowed (not approved), duty_missing, paper_required."""
    return _acts(envelope, [each.document for each in dikas], "prepare_by_hand" if by_hand else "prepare_payment")


def pay(*, envelope: Envelope, dikas: Sequence[tuple[DikaView, AccountRef]], by_hand: bool = False) -> list[list[Act]]:
    """The move `pay` of prepared dika with their payment vouchers, each out of its bank account (account of the chart, code
    of the bank account); a dika that pays an advance makes the advance outstanding with it. `by_hand`: the money was paid
    by hand, and the move is `pay_by_hand`.

    The dika's own act comes first of each. Voucher: lines, bank, deductions; described by the title of the dika.
    Refusals: move_not_allowed (not prepared), duty_missing; bank_insufficient and those of the ledger on writing.
    """
    plain, move = envelope.unversioned(), "pay_by_hand" if by_hand else "pay"
    papers = history.of_all([each.document for each, _ in dikas])
    made: list[list[Act]] = []
    for (each, bank), (document, past) in zip(dikas, papers, strict=True):
        paid = facts.paid(
            kind=dika_kind(each.kind), lines=each.lines, deductions=each.deductions, bank=bank, net=each.net
        )
        acts = [spine.decide(envelope=plain, lifecycle=DIKA, move=move, document=document, facts=paid, past=past)]
        if each.advance_id is not None:
            acts.append(advances.pay(envelope=plain, advance_id=each.advance_id))
        made.append(acts)
    return made


def release(*, envelope: Envelope, dika_ids: Sequence[int], reason: str) -> list[Act]:
    """The move `release_payment`: prepared dika whose payment is cancelled are approved again. Refusals: move_not_allowed,
    duty_missing, reason_required."""
    found = documents.get_many(document_ids=dika_ids)
    return _acts(envelope, [found[each] for each in dika_ids if each in found], "release_payment", reason)


def _acts(envelope: Envelope, papers: Iterable[Any], move: str, reason: str = "") -> list[Act]:
    plain = envelope.unversioned()
    return [
        spine.decide(envelope=plain, lifecycle=DIKA, move=move, document=document, reason=reason, past=past)
        for document, past in history.of_all(list(papers))
    ]
