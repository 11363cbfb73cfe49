"""The continuity kit, and the workbook that comes back filled in (continuity A.2, A.4, C-40)."""

from base64 import b64encode
from dataclasses import replace
from pathlib import PurePath

from khlang.bridges.continuity.commands import gatekeeping
from khlang.bridges.continuity.kits import making
from khlang.bridges.continuity.lifecycle import KIT
from khlang.bridges.continuity.models import Kit
from khlang.bridges.continuity.prints import bundles
from khlang.bridges.continuity.schemas.kits import MakeBundle, MakeKit, UploadWorkbook
from khlang.bridges.continuity.workbooks import marking, uploading
from khlang.core.calendar import format_date
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.documents import commands as documents
from khlang.spine.documents import spine
from khlang.spine.documents.spine import NewDocument
from khlang.standards import manual_paper, message

__all__ = ["make_bundle", "make_kit", "upload_workbook"]

_XLSX = ".xlsx"


@command("kit.make", schema=MakeKit)
def make_kit(*, envelope: Envelope, data: MakeKit) -> Outcome:
    """Make a kit of the organisation as it stands: one PDF and one workbook, kept with the kit, digests written down.

    Its forms carry the next free numbers of the blocks leased to the kit; a block is leased for each kind of form that has
    too few. Refusals: duty_missing, those of `manual_book.lease`.
    """
    new = NewDocument(title=message("kit.title"), document_date=envelope.today)
    outcome = spine.carry_out(envelope=envelope, lifecycle=KIT, move="make", new=new)
    made = making.make(envelope=envelope, kit=outcome.number or "")
    Kit.objects.create(
        document_id=new.id, taken_at=envelope.now, nightly=data.nightly, ranges=list(made.ranges), pages=made.pages,
        pdf_sha256=made.pdf_sha256, workbook_sha256=made.workbook_sha256,
    )  # fmt: skip
    for name, content in zip(making.names(day=envelope.today), (made.pdf, made.workbook), strict=True):
        _keep(envelope, new.id, name, content)
    said = {"pages": made.pages, "pdf_sha256": made.pdf_sha256, "workbook_sha256": made.workbook_sha256}
    return replace(outcome, data=said)


@command("back_entry.upload", schema=UploadWorkbook)
def upload_workbook(*, envelope: Envelope, data: UploadWorkbook) -> Outcome:
    """Take a filled workbook in: what is right is captured, once however often it is brought; what is not is told row by row.

    `data`: rows, added, present, waiting (taken in, but a person must decide), refused with sheet, row, cell and the reason
    in Thai, notices of what was read otherwise than it stands; `result` is the file that goes back, kept with the outage
    beside the file that came. Refusals of the whole: duty_missing, outage_unknown, outage_not_running, workbook_unknown,
    those of `spreadsheets.read`.
    """
    require_duty(envelope=envelope, duty="paper.record")
    report, contents = uploading.upload(
        envelope=envelope, outage_id=data.outage_id, content=data.content, filename=data.filename
    )
    gatekeeping.count(outage_id=data.outage_id)
    result = ""
    if not envelope.dry_run:
        back = marking.marked(found=contents.found, said=report.said, created=envelope.now)
        stem = PurePath(data.filename).stem
        if data.filename.lower().endswith(_XLSX):
            _keep(envelope, data.outage_id, PurePath(data.filename).name, data.content)
        result = _keep(envelope, data.outage_id, message("workbook.result.file", name=stem) + _XLSX, back)
    return Outcome(kind="back_entry", state="captured", data={**report.answer(), "result": result})


@command("bundle.make", schema=MakeBundle)
def make_bundle(*, envelope: Envelope, data: MakeBundle) -> Outcome:
    """Put the papers of an outage and the prints of the system into one file in stapling order, kept with the outage.

    `data`: pages, sha256, the attachment; papers without a scan, and those whose scan does not show the label of their
    document. Refusals: duty_missing, document_not_found.
    """
    require_duty(envelope=envelope, duty="outage.reconcile")
    made = bundles.bundle(
        outage_id=data.outage_id, printed_at=envelope.now, printed_by=envelope.actor.name, paper=data.paper
    )
    known = manual_paper(data.paper)
    kind = f" {known.name_th.replace('/', '-')}" if known else ""
    name = f"{message('outage.file.bundle')}{kind} {format_date(envelope.today)}.pdf"
    said = {
        "pages": made.pages, "sha256": made.sha256, "papers": len(made.parts), "missing": list(made.missing),
        "unlabelled": list(made.unlabelled), "attachment": _keep(envelope, data.outage_id, name, made.content),
    }  # fmt: skip
    return Outcome(data.outage_id, "outage", data=said)


def _keep(envelope: Envelope, document_id: int, name: str, content: bytes) -> str:
    """Keep a file that the command itself makes or was given: the right to do so comes with the command."""
    if envelope.dry_run:
        return ""
    actor = replace(envelope.actor, duties=envelope.actor.duties | {"attachment.add"})
    kept = documents.add_attachment(
        envelope=replace(envelope.unversioned(), actor=actor),
        data={"document_id": document_id, "name": name, "content": b64encode(content)},
    )
    return str(kept.data["id"])
