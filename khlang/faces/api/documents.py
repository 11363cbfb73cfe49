"""Documents of any kind: found, read whole, printed; and what waits for the caller."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from khlang.bridges.reporting import prints
from khlang.core.refusal import Refusal
from khlang.faces.api import papers
from khlang.faces.api.document_values import (
    DocumentAnswer,
    DocumentHead,
    DocumentPage,
    heads,
    whole,
)
from khlang.faces.api.entrance import caller, require_sight
from khlang.faces.api.values import AskedDay, AskedPage, AskedSize, AskedText, PathId, amount
from khlang.platform import screens
from khlang.spine.documents import commands, lifecycles
from khlang.spine.documents import queries as documents
from khlang.spine.documents.finding import Wanted

router = Router(tags=["documents"])
Kind = Annotated[str, Field(max_length=40, examples=["receipt"])]


class DocumentsAsked(BaseModel):
    """Filters, order and page of a list; a falling order has "-" in front."""

    state: list[AskedText] = Field(default=[], max_length=20)
    since: AskedDay | None = None
    through: AskedDay | None = None
    search: AskedText = ""
    fiscal_year: Annotated[int, Field(ge=2500, le=2700)] | None = None
    sort: Annotated[str, Field(pattern=f"^(-?({'|'.join(documents.SORTABLE)}))?$")] = ""
    page: AskedPage = 1
    size: AskedSize = 50


class PrintAsked(BaseModel):
    """Which of the forms of the document; the usual one when nothing is said."""

    form: Annotated[str, Field(max_length=40)] = ""


def visible(request: HttpRequest, kind: str) -> str:
    """The kind, if there are such documents and the caller may look at them. Refusals: document_kind_unknown,
    duty_missing."""
    if all(each.document != kind for each in lifecycles.everything()):
        raise Refusal("document_kind_unknown", field="kind", kind=kind[:40])
    require_sight(request, screens.screen(kind=kind).menu)
    return kind


@router.get("/inbox", response=list[DocumentHead], operation_id="inbox")
def inbox(request: HttpRequest) -> list[DocumentHead]:
    """Documents that wait for a duty of the caller and that the caller may act on, oldest first; 50 at most."""
    who = caller(request)
    return heads(documents.waiting_for(actor=who.actor), who)


@router.get("/documents/{kind}", response=DocumentPage, operation_id="documents")
def document_list(request: HttpRequest, kind: Kind, asked: Query[DocumentsAsked]) -> DocumentPage:
    """Documents of a kind, newest first unless sorted. `amount` is what the whole result amounts to, voided ones left
    out."""
    equal: dict[str, Any] = {"fiscal_year": asked.fiscal_year} if asked.fiscal_year else {}
    wanted = Wanted(
        kind=visible(request, kind), states=asked.state, since=asked.since, through=asked.through, search=asked.search,
        equal=equal,
    )  # fmt: skip
    found = documents.page(wanted=wanted, number=asked.page, size=asked.size, sort=asked.sort)
    return DocumentPage(
        count=found.count, page=found.page, pages=found.pages, amount=amount(found.amount),
        items=heads(found.documents, caller(request)),
    )  # fmt: skip


@router.get("/documents/{kind}/{document_id}", response=DocumentAnswer, operation_id="document")
def document(request: HttpRequest, response: HttpResponse, kind: Kind, document_id: PathId) -> DocumentAnswer:
    """One document whole: what it says, its way, its vouchers with their lines, what the caller may do with it now.

    The header ETag has its version, to be sent back as If-Match.
    """
    found = documents.get(document_id=int(document_id), kind=visible(request, kind))
    response["ETag"] = f'"{found.version}"'
    return whole(found, caller(request))


@router.get("/documents/{kind}/{document_id}/pdf", operation_id="document_pdf", response={200: None})
def document_pdf(request: HttpRequest, kind: Kind, document_id: PathId, asked: Query[PrintAsked]) -> HttpResponse:
    """The printed document as PDF; without a number, or in a state its form is not meant for, marked as an example."""
    who = caller(request)
    found = documents.get(document_id=int(document_id), kind=visible(request, kind))
    name, pdf = prints.print_document(
        document_id=found.id, form=asked.form, printed_at=who.now, printed_by=who.actor.name
    )
    return papers.file(name=name, content=pdf, media_type=papers.PDF)


@router.get(
    "/documents/{kind}/{document_id}/attachments/{attachment_id}",
    operation_id="document_attachment",
    response={200: None},
)
def document_attachment(request: HttpRequest, kind: Kind, document_id: PathId, attachment_id: PathId) -> HttpResponse:
    """A file kept with the document, as it was kept; never as something that a browser would open by itself."""
    found = documents.get(document_id=int(document_id), kind=visible(request, kind))
    kept, content = commands.content(attachment_id=int(attachment_id))
    if kept.document_id != found.id:
        raise Refusal("document_not_found")
    return papers.file(name=kept.name, content=content, media_type=papers.FILE)
