"""The way of a dika through the office: asked for, received, examined, endorsed, approved; or sent back (spec 4.2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from khlang.core.calendar import fiscal_year
from khlang.core.refusal import Refusal
from khlang.core.withholding import table_of
from khlang.office.budget import queries as budget
from khlang.office.budget.queries import LineBalance
from khlang.office.disbursement import composing, facts, limits, payees
from khlang.office.disbursement.commands.drafts import let_go
from khlang.office.disbursement.facts import Budgeted
from khlang.office.disbursement.lifecycle import DIKA, UNPAID
from khlang.office.disbursement.models import Dika, DikaDeduction, DikaLine, DikaPayee
from khlang.office.procurement import acts as procurement
from khlang.office.revenue import queries as revenue
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db import writes
from khlang.spine.documents import moves, spine
from khlang.spine.documents import queries as documents
from khlang.spine.documents.schemas import DocumentMove
from khlang.spine.parties import queries as parties
from khlang.standards.dika_kinds import dika_kind
from khlang.standards.withholding import withholding_tables


@command("dika.request", schema=DocumentMove)
def request_dika(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Ask the treasury to pay: the division's number is drawn and the budget is spent (spec 2.6: expended at the dika).

    What it costs each budget line is kept as it was before, and the payee's bank account as it is now.

    Refusals: document_not_found, payee_required, payees_total_differs, dika_claimed_before, advance_not_payable,
    receipt_not_refundable, receipt_relied_on, withholding_table_expired, budget_line_other_year,
    liability_insufficient, surplus_insufficient, obligation_overclaimed, budget_insufficient (at `lines.<n>.amount`),
    those of the lifecycle and the period, division_required, stale_version.
    """
    document = documents.get(document_id=data.document_id, kind="dika")
    dika = Dika.objects.get(document_id=document.id)
    if document.state not in ("draft", "returned"):
        return spine.carry_out(envelope=envelope, lifecycle=DIKA, move="request", document=document)
    writes.hold(org=envelope.org)  # limits are sums over documents, and what a line had before is printed
    lines = list(DikaLine.objects.filter(document_id=document.id).order_by("position"))
    known = budget.balances_of(line_ids=[line.budget_line_id for line in lines if line.budget_line_id is not None])
    _require_complete(envelope, document, dika, lines)
    _require_present_year(envelope, lines, known)
    limits.require_cover(kind=dika_kind(dika.dika_kind), lines=lines, document_id=document.id, today=envelope.today)
    try:
        outcome = spine.carry_out(
            envelope=envelope, lifecycle=DIKA, move="request", document=document, facts=facts.requested(lines=lines)
        )
    except Refusal as refusal:
        raise at_its_line(refusal=refusal, lines=lines) from None
    if dika.obligation_id is not None:
        procurement.consume(**claimed(obligation_id=dika.obligation_id, dika_kind=dika.dika_kind, lines=lines))
    Dika.objects.filter(document_id=document.id).update(
        money_before=money_before(known=known), **account_of(payee_id=dika.payee_id, on=envelope.today),
        out_of_plan=dika.out_of_plan or composing.beyond_plan(lines=lines, known=known, on=envelope.today),
    )  # fmt: skip
    return outcome


def _require_complete(envelope: Envelope, document: Any, dika: Dika, lines: Sequence[DikaLine]) -> None:
    """What was right when the dika was written must still be right when it is asked for."""
    kind = dika_kind(dika.dika_kind)
    if kind.payee == "many" and dika.payee_id is None:
        if not DikaPayee.objects.filter(document_id=document.id).exists():
            raise Refusal("payee_required", field="payee_id")
        kept = list(DikaDeduction.objects.filter(document_id=document.id))
        payees.require_totals(document_id=document.id, lines=lines, deductions=kept)
    for cited_id, state in ((dika.acceptance_id, "accepted"), (dika.advance_id, "approved")):
        if cited_id is None:
            continue
        composing.require_unclaimed(claimed=cited_id, document_id=document.id)
        cited = documents.get(document_id=cited_id)
        if cited.state != state:
            code = "acceptance_required" if cited_id == dika.acceptance_id else "advance_not_payable"
            raise Refusal(code, number=cited.number or "-")
    if dika.receipt_id is not None:
        _require_refundable(dika.receipt_id, document.id)
    if DikaDeduction.objects.filter(document_id=document.id, kind="withholding", rate_bp__gt=0).exists():
        table_of(withholding_tables(), on=envelope.today)


def _require_refundable(receipt_id: int, document_id: int) -> None:
    """The receipt that is given back still stands, and nobody else counts on it."""
    composing.require_unclaimed(claimed=receipt_id, document_id=document_id)
    receipt = documents.get(document_id=receipt_id)
    if receipt.state != "posted":
        raise Refusal("receipt_not_refundable", number=receipt.number or "-")
    revenue.require_free(receipt=receipt, but=("dika",))


def _require_present_year(envelope: Envelope, lines: Sequence[DikaLine], known: Mapping[int, LineBalance]) -> None:
    """A draft that was left lying over the end of the year does not spend last year's money; what a contract has committed
    is paid whenever it falls due."""
    year = fiscal_year(envelope.today)
    for number, line in enumerate(lines):
        found = known.get(line.budget_line_id or 0)
        if line.source == "budget" and found is not None and found.line.fiscal_year != year:
            facts = {"line": found.line.code, "year": found.line.fiscal_year}
            raise Refusal("budget_line_other_year", field=f"lines.{number}.budget_line_id", **facts)


def money_before(*, known: Mapping[int, LineBalance]) -> dict[str, dict[str, int]]:
    """What each budget line of the dika had before it, in satang."""
    return {
        str(line_id): {
            "net": row.net, "reserved": row.reserved, "committed": row.committed, "advanced": row.advanced,
            "expended": row.expended, "available": row.available,
        }
        for line_id, row in known.items()
    }  # fmt: skip


def at_its_line(*, refusal: Refusal, lines: Sequence[Budgeted]) -> Refusal:
    """A budget that does not suffice is told at the line that lacks it, by the name of the budget line."""
    sub = str(refusal.facts.get("sub", ""))
    found = [number for number, line in enumerate(lines) if str(line.budget_line_id) == sub]
    if refusal.code != "budget_insufficient" or not found:
        return refusal
    row = budget.line(line_id=int(sub))
    named = {**refusal.facts, "line": row.code, "name": row.name_th}
    return Refusal("budget_insufficient", field=f"lines.{found[-1]}.amount", **named)


def account_of(*, payee_id: int | None, on: date) -> dict[str, str]:
    """The confirmed bank account of the payee on a day, to see later whether it was changed under the dika."""
    found = parties.payee_accounts(party_ids=[payee_id], on=on) if payee_id else {}
    account = found.get(payee_id or 0)
    if account is None:
        return {"bank_code": "", "account_no": "", "account_name": ""}
    return {"bank_code": account.bank_code, "account_no": account.account_no, "account_name": account.account_name}


def claimed(*, obligation_id: int, dika_kind: str, lines: Sequence[Budgeted]) -> dict[str, Any]:
    """What a dika takes of the order or contract that it pays (satang)."""
    by_line: dict[int, int] = {}
    for line in lines:
        if line.source == "committed" and line.budget_line_id is not None:
            by_line[line.budget_line_id] = by_line.get(line.budget_line_id, 0) + line.amount
    return {
        "obligation_id": obligation_id, "amount": sum(line.amount for line in lines), "by_line": by_line,
        "advance": dika_kind == "contract_advance",
    }  # fmt: skip


receive_dika = moves.plain(DIKA, "receive", "Receive a dika at the treasury: the treasury's number is drawn.")
examine_dika = moves.plain(DIKA, "examine", "Examine a dika (ตรวจฎีกา): lines, papers and deductions are right.")
endorse_dika = moves.plain(DIKA, "endorse", "The palad sees the dika fit for approval.")
approve_dika = moves.plain(DIKA, "approve", "The executive approves the payment.")


def _give_back(document: Any) -> None:
    """The order or contract that the dika was to pay has its money back."""
    dika = Dika.objects.get(document_id=document.id)
    if document.state in UNPAID and dika.obligation_id is not None:
        lines = list(DikaLine.objects.filter(document_id=document.id))
        procurement.give_back(**claimed(obligation_id=dika.obligation_id, dika_kind=dika.dika_kind, lines=lines))


def _give_back_for_good(document: Any) -> None:
    _give_back(document)
    let_go(document_id=document.id)


return_dika = moves.releasing(
    DIKA, "return", after=_give_back,
    meaning="Send a dika back before it is received: the budget is free again, the division's number stays.",
)  # fmt: skip
object_to_dika = moves.releasing(
    DIKA, "object", after=_give_back,
    meaning="Object to a dika on examining it (ทักท้วง): the budget is free again, both numbers stay.",
)  # fmt: skip
decline_dika = moves.releasing(
    DIKA, "decline", after=_give_back,
    meaning="The palad does not endorse the dika: back to the division with the reason.",
)  # fmt: skip
reject_dika = moves.releasing(
    DIKA, "reject", after=_give_back,
    meaning="The executive does not approve the dika: back to the division with the reason.",
)  # fmt: skip
withdraw_dika = moves.releasing(
    DIKA, "withdraw", after=_give_back_for_good,
    meaning="Withdraw an approved dika that will not be paid: it ends, its budget is free, what it paid may be asked for"
    " again.",
)  # fmt: skip
