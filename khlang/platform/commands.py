"""The spine's outermost ring: parse, scope, transaction, idempotency, journal, dry run: each written once, here.

A command is a function `(envelope, data) -> Outcome` decorated with `@command`. It is called with keyword arguments
`envelope=` and `data=` (a schema instance or a plain mapping). Idempotency is optimistic: the journal row is written in
the same write as the document; only when that write is refused do we look whether the same command was carried out before.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, TypeVar
from uuid import UUID

from django.db import transaction
from pydantic import BaseModel, ValidationError

from khlang.core.posting import Line
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with the duties that the roles of the day give in one organisation.

    `remote`: the office of somebody whose home is another organisation, as an officer of the side above who acts here
    because the office is too small to keep duties apart; what they do is marked with it. `oversight`: somebody above who
    only looks; no command takes them.
    """

    id: int
    name: str
    duties: frozenset[str]
    remote: int | None = None
    oversight: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """The handwritten document behind a back-entered one: its series, book, number and date (C.E.)."""

    series: str
    book: str
    number: str
    date: date


@dataclass(frozen=True, slots=True)
class Envelope:
    """Everything about a command but its input. The clock enters Khlang here and nowhere deeper."""

    actor: Actor
    org: int
    command_id: UUID
    today: date
    now: datetime
    origin: Literal["online", "back_entry", "node"] = "online"
    captured_at: datetime | None = None
    outage: int | None = None
    paper: Paper | None = None
    expected_version: int | None = None
    dry_run: bool = False

    def unversioned(self) -> "Envelope":
        """The same for a document whose version the sender has not seen: what follows from the command."""
        return replace(self, expected_version=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did. `lines` are the ledger lines it wrote (or, in a dry run, would write)."""

    document_id: int | None = None
    kind: str = ""
    number: str | None = None
    state: str = ""
    version: int = 0
    voucher_id: int | None = None
    voucher_number: str | None = None
    lines: tuple[Line, ...] = ()
    replayed: bool = False
    data: dict[str, Any] = field(default_factory=dict)
    #: What is told this once and kept nowhere, such as the seed of the first codes: not in the journal, not when replayed.
    shown_once: dict[str, str] = field(default_factory=dict, repr=False)

    def answer(self) -> dict[str, Any]:
        """The part that is stored and returned again for the same command id."""
        return {
            "document_id": self.document_id,
            "kind": self.kind,
            "number": self.number,
            "state": self.state,
            "version": self.version,
            "voucher_id": self.voucher_id,
            "voucher_number": self.voucher_number,
            "data": self.data,
        }


@dataclass(slots=True)
class Pending:
    """The journal row of the running command, waiting for the first write to take it along."""

    name: str
    input_hash: str
    envelope: Envelope
    written: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A registered command: what screens, API and documentation know of it.

    `by_paper`: it runs only when a handwritten paper is entered (`bridges.continuity`); no page and no address offers it.
    """

    name: str
    schema: type[BaseModel]
    run: Callable[..., Outcome]
    summary: str
    by_paper: bool = False

    @property
    def document(self) -> str:
        """The kind of document it works on: the part of its name before the dot."""
        return self.name.partition(".")[0]


COMMANDS: dict[str, Command] = {}


def offered(name: str) -> Command | None:
    """The command of that name, if people and programs may call it: those made only from paper are nobody's to call."""
    found = COMMANDS.get(name)
    return None if found is None or found.by_paper else found


_pending: ContextVar[Pending | None] = ContextVar("khlang_pending_command", default=None)
Schema = TypeVar("Schema", bound=BaseModel)


def pending() -> Pending | None:
    """The command being carried out, if any: the writer takes its journal row along."""
    return _pending.get()


@contextmanager
def _running(row: Pending) -> Iterator[None]:
    token = _pending.set(row)
    try:
        yield
    finally:
        _pending.reset(token)


def parse(*, schema: type[Schema], data: Schema | Mapping[str, Any], today: date) -> Schema:
    """The input as an instance of its schema; every finding is a Refusal at its field, all of them together."""
    if isinstance(data, schema):
        return data
    try:
        return schema.model_validate(data, context={"today": today})
    except ValidationError as error:
        raise Refusals(tuple(_refusal(finding) for finding in _findings(error))) from None


def _findings(error: ValidationError) -> list[Any]:
    """What pydantic found, without «too short» of a list whose only lines are themselves at fault."""
    found: list[Any] = error.errors(include_url=False)
    inside = {finding["loc"][:-depth] for finding in found for depth in range(1, len(finding["loc"]))}
    return [finding for finding in found if finding["type"] != "too_short" or finding["loc"] not in inside]


def _refusal(finding: Any) -> Refusal:
    path = ".".join(str(part) for part in finding["loc"]) or None
    context = finding.get("ctx") or {}
    if finding["type"] == "refusal":
        return Refusal(context["code"], field=path, **context.get("facts", {}))
    typed = isinstance(finding.get("input"), str)
    if finding["type"] in ("missing", "string_too_short") or (typed and finding["type"] == "too_short"):
        return Refusal("field_required", field=path)
    if finding["type"] == "string_too_long" or (typed and finding["type"] == "too_long"):
        return Refusal("text_too_long", field=path, limit=context.get("max_length", 0))
    if finding["type"] in ("enum", "literal_error"):
        return Refusal("choice_unknown", field=path, value=str(finding.get("input"))[:60])
    if finding["type"] == "extra_forbidden":
        return Refusal("field_unknown", field=path)
    if finding["type"] in ("too_short", "too_long"):
        return Refusal("list_length", field=path, actual=context.get("actual_length", 0))
    return Refusal("field_malformed", field=path)


def input_hash(*, name: str, data: BaseModel) -> str:
    """Says whether two inputs under one command id are the same input."""
    return hashlib.sha256(f"{name}\n{data.model_dump_json()}".encode()).hexdigest()


def command(
    name: str, *, schema: type[BaseModel], single_write: bool = False, by_paper: bool = False
) -> Callable[[Callable[..., Outcome]], Any]:
    """Register a use case. `single_write` promises that its only write is one `carry_out`: no transaction is opened around it.

    `by_paper`: it makes a document from a handwritten paper and is offered by no face.
    """

    def register(function: Callable[..., Outcome]) -> Callable[..., Outcome]:
        def run(*, envelope: Envelope, data: Any = None) -> Outcome:
            if envelope.actor.oversight:  # whoever looks from above changes nothing, whatever the command
                raise Refusal("oversight_reads_only")
            parsed = parse(schema=schema, data={} if data is None else data, today=envelope.today)
            if _pending.get() is not None:  # a command within a command is part of it
                return function(envelope=envelope, data=parsed)
            row = Pending(name, input_hash(name=name, data=parsed), envelope)
            with tenancy.scope(envelope.org, person=envelope.actor.id), _running(row):
                return _carry(function, row, parsed, single_write)

        run.__name__, run.__doc__, run.__module__ = function.__name__, function.__doc__, function.__module__
        summary = (function.__doc__ or "").strip().partition("\n")[0]
        COMMANDS[name] = Command(name, schema, run, summary, by_paper)
        return run

    return register


def _carry(function: Callable[..., Outcome], row: Pending, parsed: BaseModel, single_write: bool) -> Outcome:
    envelope = row.envelope
    try:
        if envelope.dry_run:
            return _rehearse(function, envelope, parsed)
        if single_write:
            return function(envelope=envelope, data=parsed)
        with transaction.atomic():
            outcome = function(envelope=envelope, data=parsed)
            _finish(row, outcome)
        return outcome
    except (Refusal, Refusals):
        stored = _stored(row)
        if stored is not None:
            return stored
        raise


def _rehearse(function: Callable[..., Outcome], envelope: Envelope, parsed: BaseModel) -> Outcome:
    """Carry the command out and roll it back: the answer is exactly what would be written."""
    with transaction.atomic():
        outcome = function(envelope=envelope, data=parsed)
        transaction.set_rollback(True)
    return replace(outcome, number=None, voucher_number=None)


def _finish(row: Pending, outcome: Outcome) -> None:
    from khlang.platform.db import journal

    if row.written:
        journal.complete(row=row, answer=outcome.answer())
    else:
        journal.write(row=row, answer=outcome.answer())


def _stored(row: Pending) -> Outcome | None:
    from khlang.platform.db import journal

    found = journal.find(org=row.envelope.org, command_id=row.envelope.command_id)
    if found is None:
        return None
    if (found.input_hash, found.actor_id) != (row.input_hash, row.envelope.actor.id):
        raise Refusal("command_id_reused", command=found.name)
    answer = found.answer if isinstance(found.answer, dict) else json.loads(found.answer)
    return Outcome(**{**answer, "replayed": True})
