"""What the forms of procurement offer to choose from: budget lines, vendors, methods, people, requisitions, contracts."""

from collections.abc import Iterable, Sequence
from typing import Any

from khlang import standards
from khlang.core.money import format_baht
from khlang.core.thai import normalise, to_arabic_digits
from khlang.office.budget import queries as budget
from khlang.office.procurement.lifecycle import OBLIGATIONS, REQUISITION
from khlang.office.procurement.models import ObligationLine
from khlang.platform.screens import Choice
from khlang.spine.access import queries as access
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.spine.parties import queries as parties
from khlang.standards.asset_classes import asset_classes
from khlang.standards.procurement import procurement_methods, procurement_rules

_SHOWN = 20
#: Identifiers of rows are longer than anything that people type.
_IDENTIFIER = 15


def divisions() -> Sequence[Choice]:
    """The divisions of the office."""
    return [
        Choice(value=division.code, label=division.name_th, label_en=division.name_en)
        for division in organisations.divisions()
    ]


def methods() -> Sequence[Choice]:
    """The methods of procurement, each once."""
    known = {row.code: row for row in procurement_methods()}
    return [Choice(value=row.code, label=row.name_th, label_en=row.name_en) for row in known.values()]


def vendors(text: str) -> Sequence[Choice]:
    """Parties by name or number."""
    if _is_identifier(text):
        return [Choice(value=text, label=parties.get(party_id=int(text)).name)]
    return [
        Choice(value=str(found.id), label=found.name, note=found.masked_number) for found in parties.find(text=text)
    ]


def budget_lines(text: str) -> Sequence[Choice]:
    """Budget lines in force of the newest year by short name, name or work, with what is left."""
    found = [
        Choice(
            value=str(row.line.id),
            label=f"{row.line.code} {row.line.name_th}",
            note=f"{row.line.fiscal_year} · {row.line.work_code} · {format_baht(row.remaining)}",
        )
        for year in budget.fiscal_years()[:2]
        for row in budget.line_balances(fiscal_year=year)
    ]
    return _matching(found, text)


def accounts(text: str) -> Sequence[Choice]:
    """Accounts that a purchase may be charged to, by code or name."""
    prefixes = procurement_rules().account_prefixes
    found = [
        Choice(value=row.code, label=f"{row.code} {row.name_th}", label_en=f"{row.code} {row.name_en}")
        for row in standards.chart()
        if row.posting and row.code.startswith(prefixes)
    ]
    return _matching(found, text)


def classes(text: str) -> Sequence[Choice]:
    """Classes of assets by code or name."""
    found = [
        Choice(value=row.code, label=f"{row.code} {row.name_th}", label_en=f"{row.code} {row.name_en}")
        for row in asset_classes()
    ]
    return _matching(found, text)


def people(text: str) -> Sequence[Choice]:
    """People of the office, by name; choosing one fills the name in."""
    found = [
        Choice(value=str(person.id), label=person.name_th, fills={"name": person.name_th}) for person in access.people()
    ]
    return _matching(found, text)


def approved_requisitions(text: str) -> Sequence[Choice]:
    """Approved requisitions that wait for their order, by number or title; choosing one fills vendor and title in."""
    if _is_identifier(text):
        return [_requisition(documents.get(document_id=int(text), kind=REQUISITION.document))]
    found = documents.find(kind=REQUISITION.document, states=("approved",), search=text)[:_SHOWN]
    return [_requisition(row) for row in found]


def _requisition(row: Any) -> Choice:
    fills = {"title": row.title}
    if row.party_id:
        fills["vendor_id"] = str(row.party_id)
    label = f"{row.number or ''} {row.title}".strip()
    return Choice(value=str(row.id), label=label, note=format_baht(row.amount), fills=fills)


def signed_obligations(text: str) -> Sequence[Choice]:
    """Signed orders and contracts, by number, vendor or title."""
    if _is_identifier(text):
        return [_obligation(documents.get(document_id=int(text)))]
    return [
        _obligation(row)
        for kind in OBLIGATIONS
        for row in documents.find(kind=kind, states=("signed",), search=text)[:_SHOWN]
    ]


def _obligation(row: Any) -> Choice:
    label = f"{row.number or ''} {row.title}".strip()
    return Choice(value=str(row.id), label=label, note=f"{row.party_name} · {format_baht(row.amount)}")


def obligation_lines(text: str) -> Sequence[Choice]:
    """Lines of signed orders and contracts, by description or number of the document."""
    rows = ObligationLine.objects.filter(document__state="signed").select_related("document")
    if _is_identifier(text):
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
        for row in rows.order_by("-document_id", "position")[:_SHOWN]
    ]


def _is_identifier(text: str) -> bool:
    return text.isdigit() and len(text) >= _IDENTIFIER


def _matching(choices: Iterable[Choice], text: str) -> Sequence[Choice]:
    """Those whose value is the text or whose label has every word of it; the first twenty."""
    wanted = to_arabic_digits(normalise(text)).casefold()
    words = wanted.split()
    found = [
        choice
        for choice in choices
        if choice.value == wanted or all(word in f"{choice.label} {choice.label_en}".casefold() for word in words)
    ]
    return found[:_SHOWN]
