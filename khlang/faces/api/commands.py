"""Every registered command as POST /commands/<document>/<verb>: headers become the envelope, the body the input."""

import importlib
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import module_has_submodule
from ninja import Router
from pydantic import BaseModel, Field

from khlang.core.posting import Line
from khlang.core.refusal import Refusal
from khlang.faces.api import bodies
from khlang.faces.api.entrance import caller
from khlang.faces.api.values import Amount, Id, amount, bare, optional_id
from khlang.platform.commands import COMMANDS, Command, Envelope, Outcome, offered
from khlang.spine.documents import lifecycles

TAG: Final = "commands"
#: Only a person who is logged in does these. A stolen key would make keys that outlive it, or guess the password behind it:
#: guesses of the present one are counted at the page (`brake`), and no key changes what guards an account. Nor does a program
#: draw a code that is handed over in person: what opens an account goes from hand to hand, not through an answer that is kept.
IN_PERSON: Final = frozenset(
    {"person.set_password", "token.create", "account.hand_out", "account.reissue", "break_glass.grant"}
)


class EntryLine(BaseModel):
    """One line of a voucher; one of debit and credit is "0.00"."""

    book: str = Field(examples=["accrual"])
    account: str = Field(examples=["1101010101.001"])
    sub: str
    debit: Amount
    credit: Amount
    description: str


class CommandAnswer(BaseModel):
    """What a command did, or with Khlang-Dry-Run would have done (no numbers are drawn then).

    `replayed`: the same command was carried out before and this is its stored answer, without the lines.
    """

    document_id: Id | None
    kind: str = Field(examples=["receipt"])
    number: str | None = Field(examples=["RC68-00001/2568"])
    state: str = Field(examples=["issued"])
    version: int
    voucher_id: Id | None
    voucher_number: str | None
    lines: list[EntryLine]
    replayed: bool
    dry_run: bool
    data: dict[str, Any]


def load() -> None:
    """Import the commands of every module, so that the registry is whole."""
    for config in apps.get_app_configs():
        if config.name.startswith("khlang.") and module_has_submodule(config.module, "commands"):
            importlib.import_module(f"{config.name}.commands")


def operation_id(command: Command) -> str:
    """The name of a command's operation in OpenAPI: "command_receipt_issue"."""
    return f"command_{command.name.replace('.', '_')}"


def entry_line(line: Line) -> EntryLine:
    """A ledger line in baht."""
    return EntryLine(
        book=line.book, account=line.account, sub=line.sub, debit=amount(line.debit), credit=amount(line.credit),
        description=line.description,
    )  # fmt: skip


def answer(outcome: Outcome, *, dry_run: bool) -> CommandAnswer:
    """An outcome as the API says it."""
    return CommandAnswer(
        document_id=optional_id(outcome.document_id), kind=outcome.kind, number=outcome.number, state=outcome.state,
        version=outcome.version, voucher_id=optional_id(outcome.voucher_id), voucher_number=outcome.voucher_number,
        lines=[entry_line(line) for line in outcome.lines], replayed=outcome.replayed, dry_run=dry_run,
        data=bare("", outcome.data),
    )  # fmt: skip


def envelope(request: HttpRequest) -> Envelope:
    """Who, where, when and which command, from token and headers. A rehearsal needs no key: it leaves nothing."""
    who = caller(request)
    rehearsal = bodies.dry_run(request)
    return Envelope(
        actor=who.actor,
        org=who.org,
        command_id=uuid4() if rehearsal else bodies.idempotency_key(request),
        today=who.today,
        now=who.now,
        expected_version=bodies.expected_version(request),
        dry_run=rehearsal,
    )


def _endpoint(command: Command) -> Callable[..., CommandAnswer]:
    def carry_out(request: HttpRequest, response: HttpResponse) -> CommandAnswer:
        given = envelope(request)
        content = bodies.read(request)
        if not isinstance(content, dict):
            raise Refusal("json_malformed")
        outcome = command.run(envelope=given, data=content)
        if not given.dry_run:
            _headers(response, outcome)
        return answer(outcome, dry_run=given.dry_run)

    return carry_out


def _headers(response: HttpResponse, outcome: Outcome) -> None:
    if outcome.version:
        response["ETag"] = f'"{outcome.version}"'
    if outcome.replayed:
        response["Idempotency-Replayed"] = "true"
    if outcome.document_id and any(each.document == outcome.kind for each in lifecycles.everything()):
        response["Location"] = f"/api/v1/documents/{outcome.kind}/{outcome.document_id}"


def router() -> Router:
    """One address per command of the registry that a program may call."""
    load()
    made = Router(tags=[TAG])
    for command in filter(None, map(offered, (name for name in COMMANDS if name not in IN_PERSON))):
        document, _, verb = command.name.partition(".")
        made.post(f"/{document}/{verb}", response=CommandAnswer, operation_id=operation_id(command))(_endpoint(command))
    return made
