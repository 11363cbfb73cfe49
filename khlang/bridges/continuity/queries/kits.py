"""Kits as they are read: the last one, all of them, and a kit as it is printed today, with its age on every page."""

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Final

from pypdf import PdfReader, PdfWriter

from khlang.bridges.continuity.kits import pages
from khlang.bridges.continuity.models import Kit
from khlang.core.refusal import Refusal
from khlang.platform.clock import day_of
from khlang.spine.documents import commands as document_files
from khlang.spine.documents import queries as documents
from khlang.spine.documents import rendering

_PDF: Final = "application/pdf"


@dataclass(frozen=True, slots=True)
class KitView:
    """A kit: of which moment, how many pages, which numbers; identifiers of its two files (None when one is missing)."""

    document_id: int
    number: str
    taken_at: datetime
    nightly: bool
    pages: int
    ranges: tuple[dict[str, object], ...]
    pdf_sha256: str
    workbook_sha256: str
    pdf_id: int | None
    workbook_id: int | None

    def days(self, *, on: date) -> int:
        """How old its figures are on a day (Bangkok)."""
        return (on - day_of(self.taken_at)).days


def latest_kit() -> KitView | None:
    """The last kit of the organisation, or None."""
    row = Kit.objects.select_related("document").order_by("-taken_at", "-id").first()
    return _view(row) if row else None


def all_kits(*, limit: int = 30) -> list[KitView]:
    """The last kits, newest first."""
    return [_view(row) for row in Kit.objects.select_related("document").order_by("-taken_at", "-id")[:limit]]


def kit(*, document_id: int) -> KitView:
    """One kit. Refusal: document_not_found."""
    row = Kit.objects.select_related("document").filter(document_id=document_id).first()
    if row is None:
        raise Refusal("document_not_found")
    return _view(row)


def _view(row: Kit) -> KitView:
    files = {kept.sha256: kept.id for kept in documents.attachments(document_id=row.document_id)}
    return KitView(
        row.document_id, row.document.number or "", row.taken_at, row.nightly, row.pages, tuple(row.ranges), row.pdf_sha256,
        row.workbook_sha256, files.get(row.pdf_sha256), files.get(row.workbook_sha256),
    )  # fmt: skip


def printed_kit(*, document_id: int, printed_at: datetime) -> bytes:
    """The PDF of a kit as it is printed now: how old its figures are stands at the head of every page.

    The kept file stays as it was made. Refusal: document_not_found.
    """
    found = kit(document_id=document_id)
    if found.pdf_id is None:
        raise Refusal("document_not_found")
    _, content = document_files.content(attachment_id=found.pdf_id)
    if found.days(on=day_of(printed_at)) <= 0:
        return content
    reader, writer = PdfReader(BytesIO(content)), PdfWriter()
    writer.append(reader)
    text = pages.age(taken_at=found.taken_at, printed_at=printed_at)
    for page in writer.pages:
        width, height = round(float(page.mediabox.width)), round(float(page.mediabox.height))
        stamp = rendering.render_pdf(form="kit_stamp", data={"text": text, "wide": width > height})
        page.merge_page(PdfReader(BytesIO(stamp)).pages[0])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
