"""Work by hand as programs read it: the control register of an outage and what was read from its papers.

The outage itself, its letters and its kits are documents like any other (/documents/outage).
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from khlang.bridges.continuity import queries as outages
from khlang.bridges.continuity.queries import queue
from khlang.core.refusal import Refusal
from khlang.faces.api.entrance import require
from khlang.faces.api.values import (
    Amount,
    AskedPage,
    AskedSize,
    AskedText,
    Id,
    PathId,
    amount,
    bare,
    instant,
    optional_id,
)
from khlang.standards import manual_paper

router = Router(tags=["outages"])
_DUTY = "outage.view"
PaperKey = Annotated[str, Field(max_length=20, examples=["receipt"])]


class RegisterAsked(BaseModel):
    """The kind of paper, a state of its numbers, the page."""

    paper: PaperKey = "receipt"
    status: Literal["", "leased", "issued", "voided", "returned", "lost"] = ""
    page: AskedPage = 1
    size: AskedSize = 50


class NumberAnswer(BaseModel):
    """A number of the stock and what became of it; `row_hash` is the SHA-256 of what the row says."""

    running: int
    paper: str
    book_no: str
    number: int
    printed: str
    status: str
    paper_date: date | None
    party: str
    title: str
    amount: Amount
    document_id: Id | None
    document_number: str
    request_number: str
    entered_on: date | None
    entered_by: str
    reason: str
    witness: str
    report_no: str
    row_hash: str


class RegisterAnswer(BaseModel):
    """One page of the control register of a kind of paper."""

    count: int
    page: int
    pages: int
    items: list[NumberAnswer]


class CapturesAsked(BaseModel):
    """Kind of paper, state (those still to be dealt with when none is said), problem, words, page."""

    paper: Annotated[str, Field(max_length=20)] = ""
    state: list[Literal["captured", "waiting", "exception", "entered", "superseded", "discarded"]] = Field(
        default=["captured", "waiting", "exception"], max_length=6
    )
    problem: Annotated[str, Field(max_length=30)] = ""
    search: AskedText = ""
    page: AskedPage = 1
    size: AskedSize = 50


class CaptureHead(BaseModel):
    """What was read from one paper, as the queue lists it."""

    id: Id
    paper: str
    book_no: str
    number: int
    paper_date: date
    party: str
    title: str
    amount: Amount
    state: str
    problem: str
    captured_by: str
    captured_at: datetime | None
    document_id: Id | None
    document_number: str


class CapturesAnswer(BaseModel):
    """One page of the queue; `amount` is of the whole result."""

    count: int
    amount: Amount
    page: int
    pages: int
    items: list[CaptureHead]


class CaptureAnswer(CaptureHead):
    """A capture with what was read, why it waits, and the papers that it waits for."""

    envelope: str
    channel: str
    source: str
    paper_date_text: str
    payload: dict[str, Any]
    sha256: str
    findings: list[dict[str, Any]]
    missing: list[str]
    decisions: list[dict[str, Any]]
    supersedes_id: Id | None


@router.get("/outages/{outage_id}/register", response=RegisterAnswer, operation_id="outage_register")
def register(request: HttpRequest, outage_id: PathId, asked: Query[RegisterAsked]) -> RegisterAnswer:
    """The control register of one kind of paper (LAO-7)."""
    require(request, _DUTY)
    outages.of(document_id=int(outage_id))
    _known(asked.paper)
    found = outages.register_page(
        outage_id=int(outage_id), paper=asked.paper, status=asked.status, page=asked.page, size=asked.size
    )
    items = [
        NumberAnswer(
            amount=amount(row.amount), document_id=optional_id(row.document_id),
            **{
                name: getattr(row, name)
                for name in NumberAnswer.model_fields
                if name not in ("amount", "document_id")
            },
        )
        for row in found.rows
    ]  # fmt: skip
    return RegisterAnswer(count=found.count, page=found.page, pages=found.pages, items=items)


@router.get("/outages/{outage_id}/captures", response=CapturesAnswer, operation_id="outage_captures")
def captures(request: HttpRequest, outage_id: PathId, asked: Query[CapturesAsked]) -> CapturesAnswer:
    """What was read from papers, in the order in which it is entered."""
    require(request, _DUTY)
    outages.of(document_id=int(outage_id))
    if asked.paper:
        _known(asked.paper)
    found = queue.queue(
        outage_id=int(outage_id), states=asked.state, paper=asked.paper, problem=asked.problem, search=asked.search,
        page=asked.page, size=asked.size,
    )  # fmt: skip
    return CapturesAnswer(
        count=found.count, amount=amount(found.amount), page=found.page, pages=found.pages,
        items=[CaptureHead(**_head(row)) for row in found.rows],
    )  # fmt: skip


@router.get("/captures/{capture_id}", response=CaptureAnswer, operation_id="capture")
def capture(request: HttpRequest, capture_id: PathId) -> CaptureAnswer:
    """One capture with all that is needed to solve it."""
    require(request, _DUTY)
    try:
        found = queue.capture(capture_id=int(capture_id))
    except Refusal:
        raise Refusal("document_not_found") from None
    return CaptureAnswer(
        **_head(found.row), envelope=found.envelope, channel=found.channel, source=found.source,
        paper_date_text=found.paper_date_text, payload=dict(found.payload), sha256=found.sha256,
        findings=[bare("", each) for each in found.findings], missing=list(found.missing),
        decisions=[bare("", each) for each in found.decisions], supersedes_id=optional_id(found.supersedes_id),
    )  # fmt: skip


def _head(row: queue.QueueRow) -> dict[str, Any]:
    same = ("paper_date", "party", "title", "state", "problem", "captured_by", "document_number")
    return {
        "id": str(row.id), "paper": row.ref.paper, "book_no": row.ref.book_no, "number": row.ref.number,
        "amount": amount(row.amount), "captured_at": instant(row.captured_at),
        "document_id": optional_id(row.document_id), **{name: getattr(row, name) for name in same},
    }  # fmt: skip


def _known(paper: str) -> None:
    if manual_paper(paper) is None:
        raise Refusal("paper_unknown", field="paper", paper=paper)
