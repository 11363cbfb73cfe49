"""What is received under an order or contract: the delivery that a committee inspects, and the guarantee that is lodged."""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from khlang.core.money import format_baht
from khlang.core.thai import baht_text
from khlang.office.procurement.prints import wording
from khlang.office.procurement.quantities import format_quantity
from khlang.office.procurement.queries.acceptance import AcceptanceView, acceptance
from khlang.office.procurement.queries.guarantees import GuaranteeView
from khlang.office.procurement.queries.guarantees import guarantee as read_guarantee
from khlang.office.procurement.queries.obligations import obligation
from khlang.office.procurement.queries.requisitions import inspectors_of
from khlang.office.procurement.schemas import GuaranteeKind
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import queries as ledger
from khlang.standards import message

Data = Mapping[str, Any]


def inspection(document_id: int) -> Data:
    """What was delivered, what the committee found, what is kept back, which assets were opened (ใบตรวจรับพัสดุ)."""
    view = acceptance(document_id=document_id)
    document = documents.get(document_id=document_id)
    prices = {line.id: line.unit_price for line in obligation(document_id=view.obligation_id).lines}
    return {
        **letterhead.sheet(document=document, title=message("document.inspection")),
        "division": letterhead.division(document=document),
        "facts": wording.facts(_facts(view)),
        "opening": message("paper.inspection.opening", place=view.place or message("paper.the_office")),
        "lines": [
            {
                "item": line.description, "unit": line.unit, "unit_price": format_baht(prices.get(line.line_id, 0)),
                "quantity": format_quantity(line.quantity) if line.quantity else "-", "amount": format_baht(line.amount),
            }
            for line in view.details
        ],
        "total": format_baht(view.gross),
        "amount_text": baht_text(view.gross),
        "results": _results(view),
        "sums": _sums(view),
        "fine_note": _fine(view),
        "assets": [{"code": code, "name": name, "cost": format_baht(cost)} for code, name, cost in view.assets],
        "remark": view.remark,
        "statement": message("paper.inspection.statement"),
        "signatures": _signatures(view, document),
    }  # fmt: skip


def guarantee(document_id: int) -> Data:
    """The slip for a guarantee of a contract: what was lodged, by whom, and how it was given back or forfeited."""
    view = read_guarantee(document_id=document_id)
    document = documents.get(document_id=document_id)
    order = f"{message(f'document.{view.obligation_kind}')} {view.obligation_number}" if view.obligation_number else ""
    pairs = (
        ("paper.guarantee.holder", view.holder_name), ("paper.guarantee.contract", order), ("paper.about", view.title),
        ("paper.guarantee.letter", " ".join(part for part in (view.bank, view.letter_number) if part)),
        ("document.receipt", view.receipt_number), ("paper.guarantee.received", wording.long_day(view.received_date)),
        ("paper.guarantee.due", wording.long_day(view.due_date)),
    )  # fmt: skip
    kinds = get_args(GuaranteeKind)
    return {
        **letterhead.sheet(document=document, title=message("paper.guarantee.title")),
        "division": letterhead.division(document=document),
        "kinds": [{"on": kind == view.kind, "words": message(f"guarantee_kind.{kind}")} for kind in kinds],
        "facts": wording.facts(pairs),
        "amount": format_baht(view.amount),
        "amount_text": baht_text(view.amount),
        "condition": message("paper.guarantee.condition"),
        "returned": _returned(view, document),
        "signatures": {
            "received": [
                {"label": message("signature.guarantor"), "name": view.holder_name, "position": "", "dated": True},
                *letterhead.decisions(document=document, places=(("signature.guarantee_receiver", "", ("register",)),)),
            ],
            "returned": [
                {"label": message("signature.guarantee_taker"), "name": "", "position": "", "dated": True},
                *letterhead.decisions(
                    document=document, places=(("signature.guarantee_giver", "", ("release", "forfeit")),)
                ),
            ],
        },
    }  # fmt: skip


def _facts(view: AcceptanceView) -> Sequence[tuple[str, str]]:
    dated = f"({wording.long_day(view.invoice_date)})" if view.invoice_date else ""
    invoice = " ".join(part for part in (view.invoice_no, dated) if part)
    vouchers = [each.number for each in ledger.vouchers_of(document_id=view.id) if each.number]
    return (
        (f"document.{view.obligation_kind}", view.obligation_number),
        ("paper.vendor", view.vendor_name),
        ("paper.instalment_number", str(view.instalment) if view.instalment else ""),
        ("paper.inspection.delivery_note", view.delivery_note),
        ("paper.invoice", invoice),
        ("paper.inspection.due", wording.long_day(view.due_date)),
        ("paper.inspection.delivered", wording.long_day(view.delivered_date)),
        ("paper.inspection.inspected", wording.long_day(view.inspected_date)),
        ("paper.voucher", " ".join(vouchers)),
    )


def _results(view: AcceptanceView) -> list[dict[str, Any]]:
    """The box that is ticked tells the state: nothing is ticked before the committee has decided."""
    whole, part = view.state == "accepted" and view.completes, view.state == "accepted" and not view.completes
    ticked = {"whole": whole, "part": part, "refused": view.state == "rejected"}
    return [{"on": on, "words": message(f"paper.inspection.{name}")} for name, on in ticked.items()]


def _sums(view: AcceptanceView) -> list[list[str]]:
    rows = [
        ("paper.inspection.gross", view.gross), ("paper.inspection.recovery", view.recovery),
        ("paper.inspection.fine", view.fine), ("paper.inspection.retention", view.retention),
    ]  # fmt: skip
    left = view.gross - view.recovery - view.fine - view.retention
    return [
        *([message(label), format_baht(amount)] for label, amount in rows if amount),
        [message("paper.inspection.left"), format_baht(left)],
    ]


def _fine(view: AcceptanceView) -> str:
    if not view.late_days:
        return ""
    facts: dict[str, Any] = {
        "days": view.late_days, "excused": view.excused_days, "rate": format_baht(view.fine_rate_bp),
        "fine": format_baht(view.fine),
    }  # fmt: skip
    said = message("paper.inspection.late", **facts)
    return f"{said} {message('paper.inspection.excused', **facts)} {view.excuse}" if view.excused_days else said


def _signatures(view: AcceptanceView, document: Any) -> dict[str, list[dict[str, Any]]]:
    committee = [
        {
            "label": message(f"paper.committee_place.{member.position}"), "name": member.name, "position": member.title,
            "dated": False,
        }
        for member in inspectors_of(obligation_id=view.obligation_id)
    ]  # fmt: skip
    places = (
        ("signature.supply_officer", "paper.inspection.handed_over", ("submit", "create")),
        ("signature.acceptor", "paper.inspection.accepted", ("accept",)),
        ("signature.executive", "paper.inspection.noted", ()),
    )
    return {"committee": committee, "reported": letterhead.decisions(document=document, places=places)}


def _returned(view: GuaranteeView, document: Any) -> dict[str, Any]:
    steps = letterhead.standing_steps(document=document)
    done = next((steps[move] for move in ("release", "forfeit") if move in steps), None)
    kinds = (("released", "paper.guarantee.released"), ("forfeited", "paper.guarantee.forfeited"))
    vouchers = [each.number for each in ledger.vouchers_of(document_id=view.id) if each.number]
    pairs = (
        ("paper.dated", wording.day_of_step(done)), ("paper.reason", done.reason), ("paper.voucher", " ".join(vouchers))
    ) if done else ()  # fmt: skip
    return {
        "kinds": [{"on": view.state == state, "words": message(words)} for state, words in kinds],
        "facts": wording.facts(pairs),
    }
