"""Dika that were made by hand while the system stood still: recorded for reference, or declared not to have been paid."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from khlang.core.money import format_baht
from khlang.core.refusal import Refusal
from khlang.office.disbursement import composing, facts, limits
from khlang.office.disbursement.commands import moves
from khlang.office.disbursement.composing import Composed
from khlang.office.disbursement.lifecycle import DIKA
from khlang.office.disbursement.models import DikaPayee
from khlang.office.disbursement.schemas import RecordDika, WrittenPayee
from khlang.office.procurement import acts as procurement
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import on_paper
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.spine.documents import queries as documents
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMoveWithReason
from khlang.spine.documents.spine import NewDocument
from khlang.spine.parties import queries as parties


@command("dika.record", schema=RecordDika, by_paper=True)
def record_dika(*, envelope: Envelope, data: RecordDika) -> Outcome:
    """Record a dika that was made by hand, for reference (LAO-3.1, UNIT-2.1): both its numbers are drawn and its budget is
    spent today; its day, payee and deductions (satang) are those of the paper, its remark is made here and never typed.

    It stands as `made_by_hand`: no ordinary command pays it and no file for a bank names it. Refusals: paper_required,
    those of `composing.compose`, dika_net_differs, payees_total_differs, liability_insufficient, surplus_insufficient,
    obligation_overclaimed, budget_insufficient (at `lines.<n>.amount`), those of the period, division_required.
    """
    paper = on_paper(envelope=envelope, document="dika")
    writes.hold(org=envelope.org)
    written = data.model_copy(update={"document_id": None, "document_date": paper.date})
    dika = composing.compose(data=written, document_id=None, today=envelope.today)
    _require_net(data, dika)
    dika = replace(dika, head={**dika.head, **_beside(envelope, data, dika)})
    new = NewDocument(
        title=dika.title, document_date=dika.document_date, amount=dika.gross, division_id=dika.division_id,
        party_id=dika.payee.id if dika.payee else None, party_name=dika.payee_name, channel=dika.kind.code,
    )  # fmt: skip
    limits.require_cover(kind=dika.kind, lines=dika.lines, document_id=new.id, today=envelope.today)
    people = _people(new.id, data.payees, dika)
    try:
        outcome = spine.carry_out(
            envelope=envelope, lifecycle=DIKA, move="record", new=new, facts=facts.requested(lines=dika.lines),
            rows=(*composing.rows(document_id=new.id, dika=dika), *people),
        )  # fmt: skip
    except Refusal as refusal:
        raise moves.at_its_line(refusal=refusal, lines=dika.lines) from None
    if dika.head["obligation_id"] is not None:
        taken = moves.claimed(obligation_id=dika.head["obligation_id"], dika_kind=dika.kind.code, lines=dika.lines)
        procurement.consume(**taken)
    return outcome


def _require_net(data: RecordDika, dika: Composed) -> None:
    """What was read of the paper comes to the net that stands on it."""
    net = dika.gross - dika.deducted
    if data.net is not None and data.net != net:
        raise Refusal("dika_net_differs", field="net", written=format_baht(data.net), net=format_baht(net))


def _beside(envelope: Envelope, data: RecordDika, dika: Composed) -> dict[str, Any]:
    """What a dika keeps of the moment in which it spends: each budget line as it was, the payee's account."""
    payee_id = dika.payee.id if dika.payee and not data.account_no else None
    return {
        "money_before": moves.money_before(known=dika.known),
        **(moves.account_of(payee_id=payee_id, on=envelope.today) if payee_id else {}),
    }


def _people(document_id: int, payees: Sequence[WrittenPayee], dika: Composed) -> tuple[Rows, ...]:
    """The rows of a list of payees; it must come to what the dika pays. Refusal: payees_total_differs."""
    if not payees:
        return ()
    for part, listed, said in (
        ("gross", sum(each.gross for each in payees), dika.gross),
        ("deducted", sum(sum(each.deductions.values()) for each in payees), dika.deducted),
    ):
        if listed != said:
            facts = {"part": part, "payees": format_baht(listed), "dika": format_baht(said)}
            raise Refusal("payees_total_differs", field="payees", **facts)
    known = parties.by_numbers(numbers=[each.national_number for each in payees])
    code = _code(dika)
    rows = [_person(each, known, code) for each in payees]
    return (Rows(DikaPayee, [{"document_id": document_id, "position": at, **row} for at, row in enumerate(rows, 1)]),)


def _code(dika: Composed) -> str:
    """The budget line, or the account, that the first line of the dika spends: a list on paper does not say which."""
    first = dika.lines[0]
    known = dika.known.get(first.budget_line_id or 0)
    return known.line.code if known else first.account


def _person(row: WrittenPayee, known: Mapping[str, Any], code: str) -> dict[str, Any]:
    party = known.get(row.national_number)
    return {
        "party_id": party.id if party else None, "name": row.name, "national_number": row.national_number,
        "bank_code": row.bank, "account_no": row.account_no, "account_name": row.account_name,
        "account_state": "known" if party else "new", "gross": row.gross, "lines": {code: row.gross},
        "deductions": {kind: amount for kind, amount in row.deductions.items() if amount},
        "net": row.gross - sum(row.deductions.values()),
    }  # fmt: skip


@command("dika.release_unpaid", schema=DocumentMoveWithReason)
def release_unpaid(*, envelope: Envelope, data: DocumentMoveWithReason) -> Outcome:
    """Declare that a dika made by hand was not paid by hand: from now on it is paid in the ordinary way.

    By somebody who did not record it, with the reason. It belongs to entering the papers of the outage and is made as a
    step of it, so that it is possible while ordinary work has to wait. Refusals: document_not_found, reason_required,
    own_approval and the others of the lifecycle, outage_not_running, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="dika")
    entering = envelope
    if document.outage is not None:
        entering = replace(envelope, origin="back_entry", outage=document.outage, paper=None)
    return spine.carry_out(
        envelope=entering, lifecycle=DIKA, move="release_unpaid", document=document, reason=data.reason
    )
