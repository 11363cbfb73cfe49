"""Drafts: documents that are still edited. No number, no posting; every save is a step of the trail with a new version."""

from collections.abc import Mapping, Sequence
from typing import Any

from khlang.core.lifecycle import Lifecycle, Move
from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome
from khlang.platform.conditions import require_version
from khlang.platform.db.writes import Rows
from khlang.spine.documents import history, spine
from khlang.spine.documents.models import Document
from khlang.spine.documents.spine import Act, NewDocument


def create(
    *,
    envelope: Envelope,
    lifecycle: Lifecycle,
    new: NewDocument,
    duty: str,
    rows: Sequence[Rows] = (),
    reason: str = "",
) -> Outcome:
    """Save a new draft with its detail rows. Refusal: duty_missing."""
    made = Move("create", (lifecycle.initial,), lifecycle.initial, duty)
    _duty(envelope, made)
    return spine.write(
        envelope=envelope, acts=(spine.undecided(envelope, lifecycle, made, None, new, {}, reason),), rows=rows
    )[0]


def edit(
    *,
    envelope: Envelope,
    lifecycle: Lifecycle,
    document: Document | int,
    duty: str,
    changes: Mapping[str, Any],
    states: Sequence[str] = (),
    rows: Sequence[Rows] = (),
    reason: str = "",
) -> Outcome:
    """Save changes of a draft (or a document in one of `states`); the module replaces its detail rows itself.

    Refusals: duty_missing, stale_version, move_not_allowed when the document is no longer a draft.
    """
    found = history.load(document) if isinstance(document, int) else document
    require_version(envelope=envelope, stored=found.version)
    if found.state not in (states or (lifecycle.initial,)):
        raise Refusal("move_not_allowed", document=lifecycle.document, state=found.state, move="edit")
    made = Move("edit", (found.state,), found.state, duty)
    _duty(envelope, made)
    act: Act = spine.undecided(envelope, lifecycle, made, found, None, changes, reason)
    return spine.write(envelope=envelope, acts=(act,), rows=rows)[0]


def _duty(envelope: Envelope, made: Move) -> None:
    if made.duty not in envelope.actor.duties:
        raise Refusal("duty_missing", duty=made.duty, move=made.name)
