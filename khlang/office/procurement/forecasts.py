"""What a document of procurement has yet to post, as ledger lines: its page shows them before anybody signs."""

from khlang.core import posting
from khlang.core.posting import Facts, Line
from khlang.office.procurement import facts, queries
from khlang.office.procurement.lines import by_budget_line
from khlang.office.procurement.models import AmendedLine
from khlang.spine.documents import queries as documents
from khlang.standards import floors, rule

#: Before these states are left, the posting is still to come.
_OPEN = ("draft", "returned", "submitted")


def requisition(document_id: int) -> tuple[Line, ...]:
    """The reservation of a draft; nothing once it is handed in."""
    view = queries.requisition(document_id=document_id)
    if view.state not in ("draft", "returned"):
        return ()
    amounts = by_budget_line((line.budget_line_id, line.amount) for line in view.lines)
    return _expanded("requisition.submitted", facts.reserved(amounts=amounts))


def obligation(document_id: int) -> tuple[Line, ...]:
    """The commitment of an order or contract that is not signed, with what it leaves of the reservation."""
    view = queries.obligation(document_id=document_id)
    if view.state not in _OPEN:
        return ()
    asked = queries.requisition(document_id=view.requisition_id)
    requested = by_budget_line((line.budget_line_id, line.amount) for line in asked.lines)
    agreed = by_budget_line((line.budget_line_id, line.amount) for line in view.lines)
    return _expanded(f"{view.kind}.signed", facts.signed(requested=requested, agreed=agreed))


def amendment(document_id: int) -> tuple[Line, ...]:
    """What an amendment that is not approved adds to the commitment or takes off it."""
    if documents.get(document_id=document_id).state not in _OPEN:
        return ()
    rows = AmendedLine.objects.filter(document_id=document_id).select_related("line")
    changes = by_budget_line((row.line.budget_line_id, row.after - row.before) for row in rows)
    return _expanded("contract_amendment.approved", facts.amended(changes=changes))


def _expanded(event: str, given: Facts | None) -> tuple[Line, ...]:
    return posting.expand(rule(event), given, floors=floors()) if given is not None else ()
