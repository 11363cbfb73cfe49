"""The spine: every business event ends here.

lifecycle → posting date → posting rule → one write with state, number, voucher, balances, seal and trail. What decides is
pure and comes before the write; what the write itself refuses (a floor, a closed period, a stale version) leaves nothing.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from khlang import standards
from khlang.core import calendar, lifecycle, posting
from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.posting import Facts, Line
from khlang.core.refusal import Refusal
from khlang.platform import commands
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.conditions import require_version
from khlang.platform.db import writes
from khlang.platform.db.writes import Rows
from khlang.platform.tenancy import new_id
from khlang.spine.documents import drawing, history, provenance
from khlang.spine.documents.models import Document
from khlang.spine.ledger import entry as ledger_entry
from khlang.spine.ledger import gates

MAX_TITLE = 500
CHANGEABLE = frozenset({"title", "amount", "document_date", "party_id", "party_name", "channel", "division_id"})


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that does not exist yet. `amount` is satang, `document_date` C.E.; `id` is known before the write.

    `papered`: the paper of the envelope, if there is one, is the paper of this document (not so for a payment that merely
    stands in a handwritten report).
    """

    title: str
    document_date: date
    amount: int = 0
    party_id: int | None = None
    party_name: str = ""
    channel: str = ""
    division_id: int | None = None
    papered: bool = True
    id: int = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Act:
    """One move on one document, decided and ready to be written."""

    entry: dict[str, Any]
    document_id: int
    kind: str
    state: str
    version: int
    number: str | None
    voucher_id: int | None
    lines: tuple[Line, ...]


def carry_out(
    *,
    envelope: Envelope,
    lifecycle: Lifecycle,
    move: str,
    document: Document | int | None = None,
    new: NewDocument | None = None,
    facts: Facts | None = None,
    lines: Sequence[Line] | None = None,
    event: str | None = None,
    reason: str = "",
    rows: Sequence[Rows] = (),
    changes: Mapping[str, Any] | None = None,
    description: str = "",
    posting_date: date | None = None,
    reverses: int | None = None,
    papered: bool = False,
) -> Outcome:
    """Make one move on one document (an existing one, or `new`), with its posting and detail rows, in one write.

    `facts` feed the posting rule of the move's event (`event` overrides it; `lines` are posted as they are, for
    reversals). `changes` may set any of CHANGEABLE. `papered`: the paper of the envelope becomes that of the existing
    document, unless it has one. Refusals: those of the lifecycle, posting rules, periods, floors; stale_version;
    posting_date_future; paper_required; gate_closed, outage_not_running.
    """
    act = decide(
        envelope=envelope, lifecycle=lifecycle, move=move, document=document, new=new, facts=facts, lines=lines,
        event=event, reason=reason, changes=changes, description=description, posting_date=posting_date, reverses=reverses,
        papered=papered,
    )  # fmt: skip
    return write(envelope=envelope, acts=(act,), rows=rows)[0]


def carry_out_all(
    *, envelope: Envelope, lifecycle: Lifecycle, move: str, documents: Sequence[Document], reason: str = ""
) -> list[Outcome]:
    """Make the same move, without posting, on many documents in one write (receipts of a remittance slip)."""
    acts = [
        decide(envelope=envelope, lifecycle=lifecycle, move=move, document=document, reason=reason, past=past)
        for document, past in history.of_all(documents)
    ]
    return write(envelope=envelope, acts=acts, rows=()) if acts else []


def decide(
    *,
    envelope: Envelope,
    lifecycle: Lifecycle,
    move: str,
    document: Document | int | None = None,
    new: NewDocument | None = None,
    facts: Facts | None = None,
    lines: Sequence[Line] | None = None,
    event: str | None = None,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    description: str = "",
    posting_date: date | None = None,
    reverses: int | None = None,
    past: Sequence[Any] | None = None,
    papered: bool = False,
) -> Act:
    """Everything that can be decided before the write; raises the Refusal of whichever rule is broken."""
    existing = history.load(document) if isinstance(document, int) else document
    if existing is not None:
        require_version(envelope=envelope, stored=existing.version)
    made = _move(envelope, lifecycle, move, existing, reason, past)
    day = posting_date or envelope.today
    if day > envelope.today:
        raise Refusal("posting_date_future", field="posting_date")
    posted = tuple(lines) if lines is not None else _expand(event or made.posts, facts)
    title = (changes or {}).get("title") or (new.title if new else existing.title if existing else "")
    fiscal_year = calendar.fiscal_year(day)
    document_id = new.id if new else existing.id if existing else 0
    voucher = None
    if posted:
        head = ledger_entry.VoucherHead(
            _voucher_kind(event or made.posts, posted), day, fiscal_year, (description or title)[:MAX_TITLE],
            lifecycle.document, document_id, reverses,
        )  # fmt: skip
        voucher = ledger_entry.compose(envelope=envelope, head=head, lines=posted)
    changed = {**(changes or {}), **(provenance.columns(envelope, existing) if papered and existing else {})}
    return _act(envelope, lifecycle, made, existing, new, changed, reason, voucher, day if posted else None, posted)


def undecided(
    envelope: Envelope, lifecycle: Lifecycle, made: Move, existing: Document | None, new: NewDocument | None,
    changes: Mapping[str, Any], reason: str,
) -> Act:  # fmt: skip
    """An act that is no move of the lifecycle: the saving of a draft (`documents.drafts`)."""
    return _act(envelope, lifecycle, made, existing, new, changes, reason, None, None, ())


def _act(
    envelope: Envelope, declared: Lifecycle, made: Move, existing: Document | None, new: NewDocument | None,
    changes: Mapping[str, Any], reason: str, voucher: dict[str, Any] | None, posted: date | None, lines: tuple[Line, ...],
) -> Act:  # fmt: skip
    version = 1 if existing is None else existing.version + 1
    document_id = existing.id if existing is not None else new.id if new is not None else 0
    fiscal_year = calendar.fiscal_year(posted or envelope.today)
    if existing is not None and (existing.number or existing.request_number):
        fiscal_year = existing.fiscal_year  # the first number decides to which year's series the document belongs
    drawn = drawing.instructions(declared, made, existing, new, changes, fiscal_year)
    if existing is None:
        row = _new_row(envelope, declared, made, new, fiscal_year, posted)
    else:
        row = _changed_row(envelope, existing, made, posted, changes)
        if drawn:  # a draft of last year that is numbered now belongs to this year's series
            row["fiscal_year"] = fiscal_year
    entry = {
        "org": envelope.org,
        "at": envelope.now.isoformat(),
        "creates": existing is None,
        "number": drawn.get("number"),
        "request": drawn.get("request"),
        "document": row,
        "voucher": voucher,
        "step": _step(envelope, made, existing, document_id, version, reason, row),
        "journal": None,
    }
    return Act(
        entry, document_id, declared.document, made.to_state, version, existing.number if existing else None,
        voucher["id"] if voucher else None, lines,
    )  # fmt: skip


def write(*, envelope: Envelope, acts: Sequence[Act], rows: Sequence[Rows]) -> list[Outcome]:
    """Write decided acts in one go; the running command's journal row goes along with the first."""
    outcomes = [_outcome(act) for act in acts]
    row = commands.pending()
    if row is not None and not row.written:
        acts[0].entry["journal"] = {
            "command_id": str(envelope.command_id),
            "name": row.name,
            "input_hash": row.input_hash,
            "answer": outcomes[0].answer(),
        }
    try:
        answers = writes.write(org=envelope.org, entries=[act.entry for act in acts], rows=rows)
    except Refusal as refusal:
        raise _explained(refusal, acts) from refusal
    if row is not None:
        row.written = True
    return [
        replace(outcome, number=answer["number"] or outcome.number, voucher_number=answer["voucher_number"])
        for outcome, answer in zip(outcomes, answers, strict=True)
    ]


def _explained(refusal: Refusal, acts: Sequence[Act]) -> Refusal:
    """What the database refused in a word, with what a person needs to know of it; read only now that it was refused."""
    if refusal.code == "balance_floor":
        return history.explain_floor(act.lines for act in acts)
    return gates.explain(refusal) if refusal.code == "gate_closed" else refusal


def _outcome(act: Act) -> Outcome:
    return Outcome(act.document_id, act.kind, act.number, act.state, act.version, act.voucher_id, None, act.lines)


def _move(
    envelope: Envelope,
    declared: Lifecycle,
    move: str,
    document: Document | None,
    reason: str,
    past: Sequence[Any] | None,
) -> Move:
    actor = envelope.actor
    if document is None:
        state, steps = declared.initial, (lifecycle.Step("create", actor.id),)
        found = declared.move(move)
        if found is not None and "create" in found.not_by:
            raise Refusal("own_approval", document=declared.document, move=move, earlier_move="create")
    else:
        state, steps = document.state, tuple(past if past is not None else history.steps(document))
    made = lifecycle.decide(
        lifecycle=declared, state=state, move=move, actor_id=actor.id, duties=actor.duties, history=steps, reason=reason
    )
    if made.paper and envelope.origin == "online":
        raise Refusal("paper_required", document=declared.document, move=move)
    return made


def _expand(event: str | None, facts: Facts | None) -> tuple[Line, ...]:
    if event is None or facts is None:
        return ()
    return posting.expand(standards.rule(event), facts, floors=standards.floors())


def _voucher_kind(event: str | None, lines: Sequence[Line]) -> str:
    if all(line.book == "budget" for line in lines):
        return "budget"
    return standards.rule(event).voucher if event else "general"


def _new_row(
    envelope: Envelope, declared: Lifecycle, made: Move, new: NewDocument | None, fiscal_year: int, posted: date | None
) -> dict[str, Any]:
    if new is None:
        raise ValueError("carry_out needs a document or a new one")
    at = envelope.now.isoformat()
    return {
        "org_id": envelope.org, "id": new.id, "kind": declared.document, "state": made.to_state, "version": 1,
        "fiscal_year": fiscal_year, "number": None, "request_number": None, "document_date": new.document_date.isoformat(),
        "posting_date": posted.isoformat() if posted else None, "title": new.title[:MAX_TITLE], "party_id": new.party_id,
        "party_name": new.party_name, "amount": new.amount, "channel": new.channel, "division_id": new.division_id,
        "created_by_id": envelope.actor.id, "created_at": at, "updated_at": at, "origin": envelope.origin,
        "last_origin": envelope.origin, **provenance.of_new(envelope, papered=new.papered),
    }  # fmt: skip


def _changed_row(
    envelope: Envelope, document: Document, made: Move, posted: date | None, changes: Mapping[str, Any]
) -> dict[str, Any]:
    unknown = set(changes) - CHANGEABLE - provenance.COLUMNS
    if unknown:
        raise ValueError(f"a document has no changeable {sorted(unknown)}")
    return {
        "id": document.id,
        "version": document.version,
        "state": made.to_state,
        "posting_date": posted.isoformat() if posted else None,
        "last_origin": envelope.origin,
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()},
    }


def _wording(existing: Document | None, row: Mapping[str, Any]) -> list[Any]:
    """What the document says after the step: title, amount, date and party go into the chain with it."""
    if existing is None:
        return [row["title"], row["amount"], row["document_date"], row["party_name"]]
    return [
        row.get("title", existing.title),
        row.get("amount", existing.amount),
        row.get("document_date", existing.document_date.isoformat()),
        row.get("party_name", existing.party_name),
    ]


def _step(
    envelope: Envelope,
    made: Move,
    existing: Document | None,
    document_id: int,
    version: int,
    reason: str,
    row: Mapping[str, Any],
) -> dict[str, Any]:
    """The trail step; its `content` is the text that is chained, see `verification`. What came from paper says so in it."""
    step = {
        "document": document_id,
        "version": version,
        "move": made.name,
        "from": existing.state if existing is not None else "",
        "to": made.to_state,
        "actor": envelope.actor.id,
        "actor_name": envelope.actor.name,
        "reason": reason[:1000],
    }
    source = provenance.chained(envelope, row)
    said = [*step.values(), *_wording(existing, row), *source, envelope.now.isoformat()]
    step["content"] = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return step | provenance.of_step(envelope)
