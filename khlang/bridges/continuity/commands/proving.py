"""A spell of work by hand is compared, certified complete, and closed when the executive has read the closing report."""

from datetime import date
from typing import Any

from django.db.models import Q

from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.lifecycle import OUTAGE
from khlang.bridges.continuity.models import Capture, ManualNumber, Outage
from khlang.bridges.continuity.queries import certificate as figures
from khlang.bridges.continuity.queries import completeness as proof
from khlang.bridges.continuity.queries import outages as queries
from khlang.bridges.continuity.schemas.proving import CertifyOutage
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove

__all__ = ["certify_outage", "close_outage", "reconcile_outage", "reenter_outage"]
#: So many reasons are named at once; the page of the outage shows all of them.
_NAMED = 50


@command("outage.reconcile", schema=DocumentMove)
def reconcile_outage(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Every paper has been entered; from now on register, documents, daily reports and money are compared (continuity A.5).

    Refusals: document_not_found, papers_left, those of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    left = queries.left(outage_id=document.id)
    if document.state == "entering" and left:
        raise Refusal("papers_left", number=document.number, left=left)
    return spine.carry_out(envelope=envelope, lifecycle=OUTAGE, move="reconcile", document=document)


reenter_outage = moves.plain(
    OUTAGE, "reenter", "Comparing has shown that papers are still missing: entering goes on, with a reason."
)


@command("outage.certify", schema=CertifyOutage)
def certify_outage(*, envelope: Envelope, data: CertifyOutage) -> Outcome:
    """The head of finance certifies «ครบถ้วน ถูกต้อง» on D: figures are frozen, the gate opens, and from the next day the daily
    status is the system's (LAO-8, UNIT-5).

    Whoever read, entered or solved a paper of the spell does not certify it (continuity C-30). Refusals: document_not_found,
    certifier_took_part, spell_incomplete (once for each reason), those of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    writes.hold(org=envelope.org)
    if document.state == "reconciling":
        _require_stranger(document, envelope.actor.id)
        _require_complete(document, envelope.today)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=OUTAGE, move="certify", document=document, reason=data.note
    )  # fmt: skip
    said = figures.figures(outage_id=document.id, on=envelope.today)
    Outage.objects.filter(document_id=document.id).update(
        certified_on=envelope.today,
        certified_by_id=envelope.actor.id,
        figures=said,
        certificate=figures.certificate_digest(said),
    )
    gatekeeping.open_again(outage_id=document.id, certified_on=envelope.today)
    return outcome


def _require_stranger(document: Any, person_id: int) -> None:
    theirs = Q(captured_by_id=person_id) | Q(entered_by_id=person_id)
    count = Capture.objects.filter(theirs, outage_id=document.id).count()
    spoilt = ManualNumber.objects.filter(outage_id=document.id, state__in=("voided", "lost"))
    count += spoilt.filter(settled_by_id=person_id).count()
    count += sum(
        any(decision.get("by_id") == str(person_id) for decision in decisions)
        for decisions in Capture.objects.filter(outage_id=document.id)
        .exclude(decisions=[])
        .values_list("decisions", flat=True)
    )
    if count:
        raise Refusal("certifier_took_part", number=document.number, count=count)


def _require_complete(document: Any, today: date) -> None:
    found = proof.lacks(outage_id=document.id, on=today)
    if found:
        raise Refusals(
            Refusal("spell_incomplete", number=document.number, lack=lack.text(), lack_en=lack.text(lang="en"))
            for lack in found[:_NAMED]
        )


@command("outage.close", schema=DocumentMove)
def close_outage(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """The executive has taken note of the notice and of the closing report: the spell is over (LAO-10, UNIT-7).

    Refusals: document_not_found, report_not_acknowledged, those of the lifecycle, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="outage")
    row = queries.of(document_id=document.id)
    if document.state == "certified" and None in (row.notice_acknowledged_on, row.report_acknowledged_on):
        raise Refusal("report_not_acknowledged", number=document.number)
    return spine.carry_out(envelope=envelope, lifecycle=OUTAGE, move="close", document=document)
