"""Reading and writing the command journal beside the single write (which writes its own row, see `writes`)."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from khlang.core.refusal import Refusal
from khlang.platform.commands import Pending
from khlang.platform.models import CommandJournal


def write(*, row: Pending, answer: dict[str, Any]) -> None:
    """Record a command that wrote no document. A command id used before is refused and then answered from the store."""
    envelope = row.envelope
    try:
        with transaction.atomic():
            CommandJournal.objects.create(
                org_id=envelope.org,
                command_id=envelope.command_id,
                name=row.name,
                input_hash=row.input_hash,
                actor_id=envelope.actor.id,
                at=envelope.now,
                answer=answer,
            )
    except IntegrityError:
        raise Refusal("command_done_before") from None
    row.written = True


def complete(*, row: Pending, answer: dict[str, Any]) -> None:
    """Give the row that the first write left the answer of the whole command."""
    CommandJournal.objects.filter(command_id=row.envelope.command_id).update(answer=answer)


def find(*, org: int, command_id: UUID) -> CommandJournal | None:
    """The command of this id, if it was carried out."""
    found: CommandJournal | None = CommandJournal.objects.filter(org_id=org, command_id=command_id).first()
    return found
