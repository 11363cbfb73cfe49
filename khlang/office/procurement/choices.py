"""What the forms of procurement offer to choose from: methods, accounts, requisitions, contracts."""

from collections.abc import Sequence
from typing import Any

from khlang.core.money import format_baht
from khlang.core.thai import normalise
from khlang.office.procurement.lifecycle import OBLIGATIONS, REQUISITION
from khlang.office.procurement.models import ObligationLine
from khlang.platform import choosing
from khlang.platform.screens import Choice
from khlang.spine.documents import queries as documents
from khlang.standards.asset_classes import asset_classes
from khlang.standards.procurement import procurement_methods, procurement_rules


def methods() -> Sequence[Choice]:
    """The methods of procurement, each once."""
    known = {row.code: row for row in procurement_methods()}
    return choosing.named(known.values())


def accounts(text: str) -> Sequence[Choice]:
    """Accounts that a purchase may be charged to, by code or name."""
    prefixes = procurement_rules().account_prefixes
    return choosing.accounts(text, among=lambda account: account.code.startswith(prefixes))


def classes(text: str) -> Sequence[Choice]:
    """Classes of assets by code or name."""
    return choosing.fitting(choosing.coded(asset_classes()), text)


def approved_requisitions(text: str) -> Sequence[Choice]:
    """Approved requisitions that wait for their order, by number or title; choosing one fills vendor and title in."""
    if choosing.identifier(text):
        return [_requisition(documents.get(document_id=int(text), kind=REQUISITION.document))]
    found = documents.find(kind=REQUISITION.document, states=("approved",), search=text)[: choosing.MOST]
    return [_requisition(row) for row in found]


def _requisition(row: Any) -> Choice:
    fills = {"title": row.title}
    if row.party_id:
        fills["vendor_id"] = str(row.party_id)
    label = f"{row.number or ''} {row.title}".strip()
    return Choice(value=str(row.id), label=label, note=format_baht(row.amount), fills=fills)


def signed_obligations(text: str) -> Sequence[Choice]:
    """Signed orders and contracts, by number, vendor or title."""
    if choosing.identifier(text):
        return [_obligation(documents.get(document_id=int(text)))]
    return [
        _obligation(row)
        for kind in OBLIGATIONS
        for row in documents.find(kind=kind, states=("signed",), search=text)[: choosing.MOST]
    ]


def _obligation(row: Any) -> Choice:
    label = f"{row.number or ''} {row.title}".strip()
    return Choice(value=str(row.id), label=label, note=f"{row.party_name} · {format_baht(row.amount)}")


def obligation_lines(text: str) -> Sequence[Choice]:
    """Lines of signed orders and contracts, by description or number of the document."""
    rows = ObligationLine.objects.filter(document__state="signed").select_related("document")
    if choosing.identifier(text):
        rows = ObligationLine.objects.filter(id=int(text)).select_related("document")
    else:
        for word in normalise(text).split():
            rows = rows.filter(description__icontains=word) | rows.filter(document__number__icontains=word)
    return [
        Choice(
            value=str(row.id),
            label=f"{row.document.number or ''} · {row.description}",
            note=format_baht(row.amount),
        )
        for row in rows.order_by("-document_id", "position")[: choosing.MOST]
    ]
