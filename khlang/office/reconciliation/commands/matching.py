"""Matching lines of the bank with items of the books, and explaining the lines that the books do not have."""

from collections.abc import Sequence
from typing import Any

from khlang.core.calendar import format_date
from khlang.core.money import format_baht, positive
from khlang.core.refusal import Refusal
from khlang.office.reconciliation import queries
from khlang.office.reconciliation.commands.preparing import compute_anew, get
from khlang.office.reconciliation.lifecycle import RECONCILIATION
from khlang.office.reconciliation.models import (
    BankStatement,
    CarriedItem,
    Match,
    MatchedItem,
    Reconciliation,
    StatementLine,
)
from khlang.office.reconciliation.queries import Standing
from khlang.office.reconciliation.schemas import BringForward, ExplainLine, MatchItems, Unmatch
from khlang.office.reconciliation.standing import last_approved
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.db.writes import Rows
from khlang.platform.tenancy import new_id
from khlang.spine.documents import spine
from khlang.spine.documents.schemas import DocumentMove

Pairs = Sequence[tuple[Sequence[StatementLine], Sequence[queries.BookItem]]]


@command("reconciliation.match_suggested", schema=DocumentMove)
def match_suggested(*, envelope: Envelope, data: DocumentMove) -> Outcome:
    """Match everything that can only be meant one way: the number of a cheque, a reference, the one amount nearby.

    Refusals: document_not_found, suggestions_none, those of the lifecycle, stale_version.
    """
    document, kept, bank = get(document_id=data.document_id)
    now = queries.standing(bank=bank, on=kept.day)
    lines, items = {str(line.id): line for line in now.lines}, {item.key: item for item in now.items}
    sure = [each for each in queries.suggestions(standing=now) if each.sure]
    if not sure and document.state == "prepared":
        raise Refusal("suggestions_none")
    pairs = [([lines[key] for key in each.lines], [items[key] for key in each.items]) for each in sure]
    return _match(envelope, "match_suggested", document, kept, pairs)


@command("reconciliation.match", schema=MatchItems)
def make_match(*, envelope: Envelope, data: MatchItems) -> Outcome:
    """Match lines and items that are the same money: one with one, one with many, many with many, or a mistake with its
    correction on one side alone. Both sides must amount to the same.

    Refusals: document_not_found, match_side_unknown (not open in this reconciliation), match_empty,
    match_amounts_differ, those of the lifecycle, stale_version.
    """
    document, kept, bank = get(document_id=data.document_id)
    now = queries.standing(bank=bank, on=kept.day)
    lines = _chosen({line.id: line for line in now.lines}, data.lines, "lines")
    items = _chosen({item.key: item for item in now.items}, data.items, "items")
    if len(lines) + len(items) < 2:
        raise Refusal("match_empty", field="lines")
    bank_sum, book_sum = sum(line.amount for line in lines), sum(item.amount for item in items)
    if bank_sum != book_sum:
        raise Refusal(
            "match_amounts_differ", field="lines", lines=format_baht(bank_sum), items=format_baht(book_sum),
            difference=format_baht(bank_sum - book_sum),
        )  # fmt: skip
    return _match(envelope, "match", document, kept, [(lines, items)])


def _chosen(there: Any, wanted: Sequence[Any], field: str) -> list[Any]:
    for key in wanted:
        if key not in there:
            raise Refusal("match_side_unknown", field=field)
    return [there[key] for key in dict.fromkeys(wanted)]


def _match(envelope: Envelope, move: str, document: Any, kept: Reconciliation, pairs: Pairs) -> Outcome:
    bank = queries.bank_of(code=kept.bank_code)
    matches: list[dict[str, Any]] = []
    matched: list[dict[str, Any]] = []
    changed: list[StatementLine] = []
    how = "suggested" if move == "match_suggested" else "manual"
    for lines, items in pairs:
        made = new_id()
        matches.append({"id": made, "document_id": document.id, "bank_code": kept.bank_code, "how": how})
        for item in items:
            side = "voucher_id" if item.key.startswith("v") else "carried_id"
            row = {"match_id": made, "bank_code": kept.bank_code, "day": item.day, "amount": item.amount}
            matched.append({**row, side: int(item.key[1:])})
        for line in lines:
            line.match_id = made
            changed.append(line)
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=RECONCILIATION, move=move, document=document,
        rows=(Rows(Match, matches), Rows(MatchedItem, matched)),
    )  # fmt: skip
    StatementLine.objects.bulk_update(changed, ["match"])
    compute_anew(kept=kept, bank=bank)
    return outcome


@command("reconciliation.unmatch", schema=Unmatch)
def undo_match(*, envelope: Envelope, data: Unmatch) -> Outcome:
    """Undo a match as long as it is not frozen by an approved reconciliation.

    Refusals: document_not_found, match_unknown, reconciliation_frozen, those of the lifecycle, stale_version.
    """
    document, kept, bank = get(document_id=data.document_id)
    made = Match.objects.filter(id=data.match_id, bank_code=kept.bank_code).first()
    if made is None:
        raise Refusal("match_unknown", field="match_id")
    if made.frozen:
        raise Refusal("reconciliation_frozen", field="match_id")
    outcome = spine.carry_out(envelope=envelope, lifecycle=RECONCILIATION, move="unmatch", document=document)
    StatementLine.objects.filter(match_id=made.id).update(match_id=None)
    MatchedItem.objects.filter(match_id=made.id).delete()
    made.delete()
    compute_anew(kept=kept, bank=bank)
    return outcome


@command("reconciliation.explain", schema=ExplainLine)
def explain_line(*, envelope: Envelope, data: ExplainLine) -> Outcome:
    """Say why a line of the bank is not in the books: a charge, interest, an error of the bank, or still to be posted.

    Refusals: document_not_found, match_side_unknown, reconciliation_frozen, explanation_missing (an error of the bank and
    what is still to be posted need a note), those of the lifecycle, stale_version.
    """
    document, kept, bank = get(document_id=data.document_id)
    line = _chosen(_open_lines(queries.standing(bank=bank, on=kept.day)), [data.line_id], "line_id")[0]
    if line.frozen:
        raise Refusal("reconciliation_frozen", field="line_id")
    if data.finding in ("bank_error", "to_book") and not data.note.strip():
        raise Refusal("explanation_missing", field="note")
    outcome = spine.carry_out(envelope=envelope, lifecycle=RECONCILIATION, move="explain", document=document)
    StatementLine.objects.filter(id=line.id).update(finding=data.finding, note=data.note)
    compute_anew(kept=kept, bank=bank)
    return outcome


def _open_lines(now: Standing) -> dict[int, StatementLine]:
    return {line.id: line for line in now.lines}


@command("reconciliation.bring_forward", schema=BringForward)
def bring_forward(*, envelope: Envelope, data: BringForward) -> Outcome:
    """Enter a cheque not yet presented, or a deposit under way, from before the first statement of the account.

    Refusals: document_not_found, amount_not_positive, carried_too_late (an earlier month is approved, or the day is not
    before the first statement), those of the lifecycle, stale_version.
    """
    document, kept, bank = get(document_id=data.document_id)
    amount = positive(data.amount, field="amount")
    first = BankStatement.objects.filter(bank_code=bank.code, live=True).order_by("since").first()
    if last_approved(bank_code=bank.code, before=kept.day) is not None or first is None or data.day >= first.since:
        raise Refusal("carried_too_late", field="day", date=format_date(first.since if first else kept.day))
    row = {
        "document_id": document.id, "bank_code": bank.code, "day": data.day, "number": data.number,
        "amount": amount if data.direction == "received" else -amount, "description": data.description,
    }  # fmt: skip
    outcome = spine.carry_out(
        envelope=envelope, lifecycle=RECONCILIATION, move="bring_forward", document=document,
        rows=(Rows(CarriedItem, [row]),),
    )  # fmt: skip
    compute_anew(kept=kept, bank=bank)
    return outcome
