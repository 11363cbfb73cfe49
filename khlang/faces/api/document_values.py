"""A document as the API says it: its head in lists, all of it on its own."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field

from khlang.bridges.reporting import prints
from khlang.faces.api.entrance import Caller
from khlang.faces.api.values import Amount, Id, amount, cell, instant, optional_id
from khlang.faces.api.voucher_values import VoucherAnswer, vouchers_of
from khlang.platform import screens
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Section
from khlang.spine.access import queries as access
from khlang.spine.documents import queries as documents
from khlang.standards import message


class PaperAnswer(BaseModel):
    """The handwritten document behind it."""

    series: str
    book: str
    number: str
    date: date | None


class DocumentHead(BaseModel):
    """What every document has."""

    id: Id
    kind: str = Field(examples=["receipt"])
    kind_label: str
    state: str = Field(examples=["issued"])
    state_label: str
    version: int
    fiscal_year: int = Field(examples=[2568])
    number: str | None = Field(examples=["RC68-00001/2568"])
    request_number: str | None = Field(examples=["01-0001/2568"])
    document_date: date
    posting_date: date | None
    title: str
    party_id: Id | None
    party_name: str
    amount: Amount
    channel: str
    division_id: Id | None
    created_by_id: Id
    created_by: str
    created_at: datetime
    updated_at: datetime
    origin: str
    paper: PaperAnswer | None


class DocumentPage(BaseModel):
    """One page of documents; `count` and `amount` are of the whole result."""

    count: int
    page: int
    pages: int
    amount: Amount
    items: list[DocumentHead]


class SectionAnswer(BaseModel):
    """Details of a document: receipt lines, slips, budget lines. The keys of the rows are those of its register; where
    the money of a line is told at a glance, its parts and their total, as baht."""

    key: str
    label: str
    rows: list[dict[str, Any]]


class StepAnswer(BaseModel):
    """One step of the trail with its link of the chain."""

    sequence: int
    move: str
    label: str
    from_state: str
    to_state: str
    actor_id: Id
    actor: str
    at: datetime
    reason: str
    voucher_id: Id | None
    digest: str


class MoveAnswer(BaseModel):
    """A move that the caller could make now; `href` is the command that makes it (none: it happens by another)."""

    move: str
    label: str
    to_state: str
    duty: str
    reason_required: bool
    href: str | None


class AttachmentAnswer(BaseModel):
    """A file kept with the document."""

    id: Id
    name: str
    content_type: str
    size: int
    sha256: str
    added_at: datetime


class DocumentAnswer(DocumentHead):
    """A document whole."""

    sections: list[SectionAnswer]
    trail: list[StepAnswer]
    vouchers: list[VoucherAnswer]
    moves: list[MoveAnswer]
    prints: list[str]
    attachments: list[AttachmentAnswer]


def heads(found: Sequence[Any], who: Caller) -> list[DocumentHead]:
    """Heads of documents, the names of their makers in one query."""
    names = access.names(person_ids={each.created_by_id for each in found})
    return [DocumentHead(**head(each, names, who.lang)) for each in found]


def head(found: Any, names: dict[int, str], lang: str) -> dict[str, Any]:
    """The particulars of one document."""
    plain = ("kind", "state", "version", "fiscal_year", "number", "request_number", "document_date", "posting_date", "title",
             "party_name", "channel", "origin")  # fmt: skip
    paper = None
    if found.paper_number:
        paper = PaperAnswer(
            series=found.paper_series, book=found.paper_book, number=found.paper_number, date=found.paper_date
        )
    return {
        **{name: getattr(found, name) for name in plain},
        "id": str(found.id), "kind_label": message(f"document.{found.kind}", lang),
        "state_label": message(f"state.{found.kind}.{found.state}", lang),
        "party_id": optional_id(found.party_id), "amount": amount(found.amount),
        "division_id": optional_id(found.division_id), "created_by_id": str(found.created_by_id),
        "created_by": names.get(found.created_by_id, ""), "created_at": instant(found.created_at),
        "updated_at": instant(found.updated_at), "paper": paper,
    }  # fmt: skip


def whole(found: Any, who: Caller) -> DocumentAnswer:
    """The document with everything that belongs to it."""
    names = access.names(person_ids={found.created_by_id})
    declared = screens.screen(kind=found.kind)
    return DocumentAnswer(
        **head(found, names, who.lang),
        sections=[_section(found, each, who.lang) for each in declared.sections],
        trail=[_step(found.kind, each, who.lang) for each in documents.trail(document_id=found.id)],
        vouchers=vouchers_of(found.id, who.lang),
        moves=_moves(found, who),
        prints=list(prints.forms(kind=found.kind, channel=found.channel)),
        attachments=[
            AttachmentAnswer(
                id=str(each.id), name=each.name, content_type=each.content_type, size=each.size, sha256=each.sha256,
                added_at=each.added_at,
            )
            for each in documents.attachments(document_id=found.id)
        ],
    )  # fmt: skip


def _section(found: Any, declared: Section, lang: str) -> SectionAnswer:
    rows = []
    for row in declared.rows(found.id):
        shown = {column.key: cell(column, row.get(column.key)) for column in declared.columns}
        if declared.meter:
            shown |= {key: row.get(key, "") for key in ("name", "note")}
            shown |= {key: amount(row.get(key) or 0) for key in (*declared.meter, "total")}
        if row.get("href_id"):
            shown |= {"document_kind": row["href_kind"], "document_id": str(row["href_id"])}
        rows.append(shown)
    label = message(declared.label or f"section.{declared.key}", lang)
    return SectionAnswer(key=declared.key, label=label, rows=rows)


def _step(kind: str, step: Any, lang: str) -> StepAnswer:
    return StepAnswer(
        sequence=step.sequence, move=step.move, label=message(f"move.{kind}.{step.move}", lang),
        from_state=step.from_state, to_state=step.to_state, actor_id=str(step.actor_id), actor=step.actor_name,
        at=step.at, reason=step.reason, voucher_id=optional_id(step.voucher_id), digest=step.digest,
    )  # fmt: skip


def _moves(found: Any, who: Caller) -> list[MoveAnswer]:
    declared = screens.screen(kind=found.kind)
    answers = []
    for move in documents.available_moves(document=found, actor=who.actor):
        command = declared.moves.get(move.name, f"{found.kind}.{move.name}")
        href = f"/api/v1/commands/{command.replace('.', '/')}" if command in COMMANDS else None
        answers.append(
            MoveAnswer(
                move=move.name,
                label=message(f"move.{found.kind}.{move.name}", who.lang),
                to_state=move.to_state,
                duty=move.duty,
                reason_required=move.reason_required,
                href=href,
            )  # fmt: skip
        )
    return answers
