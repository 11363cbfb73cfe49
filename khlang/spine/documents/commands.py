"""Commands that every document shares: files kept with it. Everything else is a move of its own module."""

import hashlib
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from khlang.core.refusal import Refusal
from khlang.platform import tenancy, uploads
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.documents import history
from khlang.spine.documents.models import Attachment
from khlang.spine.documents.schemas import AddAttachment

#: Kinds of files that may be kept with a document (khlang/standards/uploads.toml).
KINDS: Final = ("pdf", "png", "jpeg", "xlsx")


@command("attachment.add", schema=AddAttachment)
def add_attachment(*, envelope: Envelope, data: AddAttachment) -> Outcome:
    """แนบไฟล์: keep a file with a document (PDF, PNG, JPEG, XLSX by their content); the same file twice is kept once.

    Refusals: document_not_found, duty_missing, those of `uploads.admit`.
    """
    require_duty(envelope=envelope, duty="attachment.add")
    document = history.load(data.document_id)
    found = uploads.admit(content=data.content, kinds=KINDS, name=data.name)
    digest = hashlib.sha256(data.content).hexdigest()
    kept, _ = Attachment.objects.get_or_create(
        document_id=document.id,
        sha256=digest,
        defaults={
            "name": found.name,
            "content_type": found.media_type,
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
