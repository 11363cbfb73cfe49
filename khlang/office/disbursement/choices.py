"""What the forms of the dika offer to choose from: kinds, what may be paid, money owed, papers."""

from collections.abc import Iterable, Sequence

from khlang.core.money import format_baht
from khlang.office.disbursement.limits import owed
from khlang.office.disbursement.models import Claim
from khlang.office.procurement import queries as procurement
from khlang.office.procurement.choices import signed_obligations
from khlang.office.revenue.queries import RECEIPT_KINDS
from khlang.platform import choosing
from khlang.platform.screens import Choice
from khlang.spine.documents import queries as documents
from khlang.spine.parties import queries as parties
from khlang.standards.dika_kinds import dika_kinds, evidence_codes


def kinds() -> Sequence[Choice]:
    """Every kind of dika, in the order of the table."""
    return choosing.named(dika_kinds().values())


def papers() -> Sequence[Choice]:
    """Every kind of paper that a dika is examined with."""
    return choosing.worded("evidence", evidence_codes())


def acceptances(text: str) -> Sequence[Choice]:
    """Accepted deliveries that no dika pays yet, newest first."""
    chosen = choosing.identifier(text)
    if chosen:
        return [_document(chosen)]
    rows, _ = procurement.acceptances(states=("accepted",), text=text, limit=200)
    paid = _claimed(row.id for row in rows)
    return [
        Choice(
            value=str(row.id), label=f"{row.number} {row.vendor_name}",
            note=f"{row.title} · {format_baht(row.gross - row.recovery)}", fills={"title": row.title},
        )
        for row in rows
        if row.id not in paid
    ][:choosing.MOST]  # fmt: skip


def contracts(text: str) -> Sequence[Choice]:
    """Signed orders and contracts, by number, vendor or words of the title."""
    chosen = choosing.identifier(text)
    return [_document(chosen)] if chosen else signed_obligations(text)


def approved_advances(text: str) -> Sequence[Choice]:
    """Approved advances that no dika pays yet."""
    return _documents("advance", ("approved",), text)


def posted_receipts(text: str) -> Sequence[Choice]:
    """Posted receipts and proofs of receipt that no dika refunds yet."""
    found = {each.value: each for kind in RECEIPT_KINDS for each in _documents(kind, ("posted",), text)}
    return list(found.values())[: choosing.MOST]


def _documents(kind: str, states: Sequence[str], text: str) -> Sequence[Choice]:
    chosen = choosing.identifier(text)
    if chosen:
        return [_document(chosen)]
    rows = list(documents.find(kind=kind, states=states, search=choosing.searched(text))[: choosing.MOST * 2])
    paid = _claimed(row.id for row in rows)
    return [
        Choice(
            value=str(row.id), label=f"{row.number or ''} {row.party_name}",
            note=f"{row.title} · {format_baht(row.amount)}", fills={"title": row.title},
        )
        for row in rows
        if row.id not in paid
    ][:choosing.MOST]  # fmt: skip


def _document(document_id: int) -> Choice:
    found = documents.get(document_id=document_id)
    return Choice(value=str(document_id), label=f"{found.number or ''} {found.party_name}", note=found.title)


def _claimed(document_ids: Iterable[int]) -> set[int]:
    return set(Claim.objects.filter(claimed_id__in=list(document_ids)).values_list("claimed_id", flat=True))


def accounts(text: str) -> Sequence[Choice]:
    """Posting accounts by code or words; money owed or held comes with what is left of it, and with its sub-account."""
    found = choosing.fitting_accounts(text)
    held = owed(accounts=[each.code for each in found if each.code.startswith("2")] or ["-"])
    names = sub_names(subs=[sub for _, sub in held])
    made: list[Choice] = []
    for each in found:
        subs = {sub: left for (code, sub), left in held.items() if code == each.code and left > 0}
        if not subs:
            made.append(Choice(value=each.code, label=each.name_th, label_en=each.name_en, note=each.code))
        for sub, left in sorted(subs.items()):
            note = " · ".join(filter(None, (each.code, names.get(sub, sub), format_baht(left))))
            made.append(
                Choice(value=each.code, label=each.name_th, label_en=each.name_en, note=note, fills={"sub": sub})
            )
    return made[: choosing.MOST]


def sub_names(*, subs: Sequence[str]) -> dict[str, str]:
    """What is kept apart under the identifier of a party is shown under the party's name."""
    found = parties.get_many(party_ids=[int(sub) for sub in subs if choosing.identifier(sub)])
    return {str(party_id): party.name for party_id, party in found.items()}
