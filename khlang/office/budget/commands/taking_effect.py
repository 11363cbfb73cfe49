"""How an ordinance or supplementary budget takes effect: decisions recorded, then promulgated and posted."""

from django.db import IntegrityError, transaction

from khlang.core.lifecycle import Lifecycle
from khlang.core.refusal import Refusal
from khlang.office.budget import facts, limits
from khlang.office.budget.lifecycle import ORDINANCE, SUPPLEMENTARY
from khlang.office.budget.models import BudgetLine, Decision, EstimateLine, Ordinance
from khlang.office.budget.schemas import ApproveOrdinance, PromulgateOrdinance
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine


@command("ordinance.approve", schema=ApproveOrdinance, single_write=True)
def approve_ordinance(*, envelope: Envelope, data: ApproveOrdinance) -> Outcome:
    """Record that the council passed the ordinance and that the approver outside it agreed (spec 2.4).

    Refusals: document_not_found, decision_date_in_future, decision_dates_disordered and those of the lifecycle.
    """
    return _approve(envelope, ORDINANCE, data)


@command("supplementary.approve", schema=ApproveOrdinance, single_write=True)
def approve_supplementary(*, envelope: Envelope, data: ApproveOrdinance) -> Outcome:
    """Record that council and approver agreed to the supplementary budget. Refusals: as for an ordinance."""
    return _approve(envelope, SUPPLEMENTARY, data)


@command("ordinance.promulgate", schema=PromulgateOrdinance)
def promulgate_ordinance(*, envelope: Envelope, data: PromulgateOrdinance) -> Outcome:
    """Promulgate the ordinance: its lines come into being, appropriations and estimates are posted to the budget book.

    Refusals: document_not_found, decision_date_in_future, decision_dates_disordered, ordinance_exists, line_code_taken
    and those of the lifecycle and the period.
    """
    return _promulgate(envelope, ORDINANCE, data)


@command("supplementary.promulgate", schema=PromulgateOrdinance)
def promulgate_supplementary(*, envelope: Envelope, data: PromulgateOrdinance) -> Outcome:
    """Promulgate the supplementary budget and post it. Refusals: as for an ordinance; estimate_taken."""
    return _promulgate(envelope, SUPPLEMENTARY, data)


def _approve(envelope: Envelope, lifecycle: Lifecycle, data: ApproveOrdinance) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=lifecycle.document)
    limits.check_order_of_dates(
        dates=(
            ("document_date", document.document_date),
            ("council_date", data.council_date),
            ("approver_date", data.approver_date),
        ),
        today=envelope.today,
    )
    decisions = [
        decision(document.id, "council", data.council_reference, data.council_date),
        decision(document.id, "approver", data.approver_reference, data.approver_date, data.approver),
    ]
    return spine.carry_out(
        envelope=envelope,
        lifecycle=lifecycle,
        move="approve",
        document=document,
        rows=[Rows(Decision, decisions)],
        reason=data.reason,
    )


def decision(document_id: int, body: str, reference: str, day: object, decided_by: str = "") -> dict[str, object]:
    """A decision made outside the system, as a row of its table."""
    return {
        "document_id": document_id,
        "body": body,
        "reference": reference,
        "decided_date": day,
        "decided_by": decided_by,
    }


def _promulgate(envelope: Envelope, lifecycle: Lifecycle, data: PromulgateOrdinance) -> Outcome:
    document = documents.get(document_id=data.document_id, kind=lifecycle.document)
    approved = Decision.objects.filter(document_id=document.id, body="approver").first()
    earlier = (("approver_date", approved.decided_date),) if approved else ()
    limits.check_order_of_dates(dates=(*earlier, ("promulgated_date", data.promulgated_date)), today=envelope.today)
    ordinance = Ordinance.objects.get(document_id=document.id)
    limits.check_year(year=ordinance.fiscal_year, today=envelope.today)
    may_take_effect(ordinance)
    promulgation = decision(document.id, "promulgation", data.ordinance_reference, data.promulgated_date)
    outcome = spine.carry_out(
        envelope=envelope,
        lifecycle=lifecycle,
        move="promulgate",
        document=document,
        facts=facts.ordinance(document_id=document.id),
        rows=[Rows(Decision, [promulgation])],
        reason=data.reason,
    )
    take_effect(document.id)
    return outcome


def may_take_effect(ordinance: Ordinance) -> None:
    """One ordinance a year; short names and revenue items that others took since the draft are told by name."""
    year, document_id = ordinance.fiscal_year, ordinance.document_id
    if (
        not ordinance.supplementary
        and Ordinance.objects.filter(fiscal_year=year, supplementary=False, in_force=True)
        .exclude(document_id=document_id)
        .exists()
    ):
        raise Refusal("ordinance_exists", year=year)
    codes = BudgetLine.objects.filter(introduced_by_id=document_id).values_list("code", flat=True)
    taken = BudgetLine.objects.filter(fiscal_year=year, in_force=True, code__in=list(codes)).first()
    if taken is not None:
        raise Refusal("line_code_taken", code=taken.code)
    items = EstimateLine.objects.filter(introduced_by_id=document_id).values_list("item_code", flat=True)
    known = EstimateLine.objects.filter(fiscal_year=year, in_force=True, item_code__in=list(items)).first()
    if known is not None:
        raise Refusal("estimate_taken", code=known.item_code, name=known.name_th)


def take_effect(document_id: int) -> None:
    """The lines count from now on. Somebody who was quicker meets the unique constraints: stale_version."""
    try:
        with transaction.atomic():
            Ordinance.objects.filter(document_id=document_id).update(in_force=True)
            for model in (BudgetLine, EstimateLine):
                model.objects.filter(introduced_by_id=document_id).update(in_force=True)
    except IntegrityError as taken:
        raise Refusal("stale_version") from taken
