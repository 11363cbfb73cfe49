"""Commands that every document shares: files kept with it. Everything else is a move of its own module."""

import hashlib
from pathlib import PurePath
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.documents import history
from khlang.spine.documents.models import Attachment
from khlang.spine.documents.schemas import AddAttachment

#: What a file begins with, and what it therefore is. The name and the browser's word are not asked.
KINDS: Final = (
    (b"%PDF-", "application/pdf", (".pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", (".png",)),
    (b"\xff\xd8\xff", "image/jpeg", (".jpg", ".jpeg")),
    (
        b"PK\x03\x04",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        (".xlsx",),
    ),
)


@command("attachment.add", schema=AddAttachment)
def add_attachment(*, envelope: Envelope, data: AddAttachment) -> Outcome:
    """แนบไฟล์: keep a file with a document (PDF, PNG, JPEG, XLSX by their content); the same file twice is kept once.

    Refusals: document_not_found, duty_missing, upload_empty, upload_too_large, upload_wrong_type.
    """
    require_duty(envelope=envelope, duty="attachment.add")
    document = history.load(data.document_id)
    content_type = _kind(data.name, data.content)
    digest = hashlib.sha256(data.content).hexdigest()
    kept, _ = Attachment.objects.get_or_create(
        document_id=document.id,
        sha256=digest,
        defaults={
            "name": PurePath(data.name).name[:200],
            "content_type": content_type,
            "size": len(data.content),
            "added_by_id": envelope.actor.id,
            "added_at": envelope.now,
        },
    )
    path = _path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(data.content))
    return Outcome(
        document.id, document.kind, document.number, document.state, document.version, data={"id": str(kept.id)}
    )


def content(*, attachment_id: int) -> tuple[Attachment, bytes]:
    """A kept file with its content, checked against its digest. Refusal: document_not_found."""
    kept = Attachment.objects.filter(id=attachment_id).first()
    if kept is None:
        raise Refusal("document_not_found")
    with default_storage.open(_path(kept.sha256)) as stored:
        found: bytes = stored.read()
    if hashlib.sha256(found).hexdigest() != kept.sha256:
        raise RuntimeError(f"attachment {kept.id}: its file is not the one that was kept")
    return kept, found


def _path(digest: str) -> str:
    return f"{tenancy.current_org()}/{digest[:2]}/{digest}"


def _kind(name: str, content: bytes) -> str:
    """The type of the file by its content; its name must agree."""
    if not content:
        raise Refusal("upload_empty", field="content", filename=name)
    if len(content) > settings.UPLOAD_LIMIT:
        raise Refusal("upload_too_large", field="content", filename=name, limit=settings.UPLOAD_LIMIT // 1024**2)
    for beginning, content_type, endings in KINDS:
        if content.startswith(beginning) and name.lower().endswith(endings):
            return content_type
    raise Refusal("upload_wrong_type", field="content", filename=name, allowed=".pdf, .png, .jpg, .xlsx")
