"""One file in stapling order: the paper first, the document of the system behind it (LAO-1 … LAO-5; continuity P1, C-27)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from pypdf import PdfWriter

from khlang import standards
from khlang.bridges.continuity.identity import SystemNumber
from khlang.bridges.continuity.models import ManualNumber
from khlang.bridges.continuity.numbers import name_of, ref_of
from khlang.bridges.continuity.prints import archival, scans
from khlang.bridges.reporting import prints
from khlang.spine.documents import commands as document_files
from khlang.spine.documents import letterhead, rendering
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.standards import message


@dataclass(frozen=True, slots=True)
class Bundle:
    """The file with its digest and pages; `missing` names papers without a scan, `unlabelled` those whose scan does not show
    the label of their document, `parts` says on which page each paper begins."""

    content: bytes
    pages: int
    parts: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    unlabelled: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The digest by which the file is known."""
        return sha256(self.content).hexdigest()


def bundle(
    *, outage_id: int, printed_at: datetime, printed_by: str = "", paper: str = "", document_ids: Sequence[int] = ()
) -> Bundle:
    """The papers of an outage in order of entry and number, each with its scans and behind them the system's print.

    A paper without a scan has a sheet in its place that says so. `document_ids` limit it to some documents. Equal content
    and time of printing give equal bytes. The file is PDF/A-2b. Refusal: document_not_found.
    """
    documents.get(document_id=outage_id, kind="outage")
    writer = PdfWriter()
    org = organisations.current().code
    parts, missing, unlabelled = [], [], []
    for row in _papers(outage_id, paper, document_ids):
        name, document = name_of(ref_of(row)), row.document
        assert document is not None
        parts.append((name, len(writer.pages) + 1))
        label, seen, scanned = SystemNumber(org, document.kind, document.number or ""), False, False
        for content_type, content in _scans(document.id):
            scanned = True
            seen = seen or scans.shows(content=content, content_type=content_type, wanted=label)
            writer.append(BytesIO(archival.scanned(content=content, content_type=content_type)), import_outline=False)
        if not scanned:
            missing.append(name)
            writer.append(BytesIO(_placeholder(row, name)), import_outline=False)
        elif not seen and _wants_label(row):
            unlabelled.append(name)
        _, printed = prints.print_document(document_id=document.id, printed_at=printed_at, printed_by=printed_by)
        writer.append(BytesIO(printed), import_outline=False)
    return _written(writer, message("outage.file.bundle"), parts, missing, unlabelled)


def _written(writer: PdfWriter, title: str, parts: list[Any], missing: list[str], unlabelled: list[str]) -> Bundle:
    if not writer.pages:
        writer.append(BytesIO(_placeholder(None, title)), import_outline=False)
    for name, page in parts:
        writer.add_outline_item(title=name, page_number=page - 1)
    content = archival.sealed(writer=writer, title=title)
    return Bundle(content, len(writer.pages), tuple(parts), tuple(missing), tuple(unlabelled))


def _papers(outage_id: int, paper: str, document_ids: Sequence[int]) -> list[ManualNumber]:
    order = {
        each.key: place
        for place, each in enumerate(standards.manual_papers())
        if each.attach and paper in ("", each.key)
    }
    rows = ManualNumber.objects.filter(
        outage_id=outage_id, state="issued", document__isnull=False, paper__in=list(order)
    )
    if document_ids:
        rows = rows.filter(document_id__in=list(document_ids))
    return sorted(rows.select_related("document"), key=lambda row: (order[row.paper], row.book_no, row.number))


def _wants_label(row: ManualNumber) -> bool:
    known = standards.manual_paper(row.paper)
    return bool(known and known.numbers)


def _scans(document_id: int) -> Iterator[tuple[str, bytes]]:
    """The scans kept with a document, in the order in which they were added."""
    for kept in documents.attachments(document_id=document_id):
        if kept.content_type in scans.CONTENT_TYPES:
            yield kept.content_type, document_files.content(attachment_id=kept.id)[1]


def _placeholder(row: ManualNumber | None, name: str) -> bytes:
    """The sheet in the place of a paper that nobody has scanned."""
    data = {
        "organisation": letterhead.issuer(), "title": name, "orientation": "portrait",
        "particulars": [[message("outage.print.number"), row.document.number or ""]] if row and row.document else [],
        "note": message("bundle.missing" if row else "bundle.nothing"),
    }  # fmt: skip
    return rendering.render_pdf(form="table", data=data)
