"""Files kept with a document: by content, not by name; the same file once; nothing of another organisation."""

import base64

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.documents import commands, queries
from tests.files import scan
from tests.office import Office, open_office
from tests.platform.test_writes import post_note

PDF = base64.b64encode(scan()).decode()


def keep(office: Office, document_id: int | None, name: str = "ใบเสร็จ.pdf", content: str = PDF):
    """Attach as the accountant would."""
    data = {"document_id": document_id, "name": name, "content": content}
    return commands.add_attachment(envelope=office.envelope("all"), data=data)


def test_a_scan_is_kept_once_and_comes_back_as_it_was(office: Office) -> None:
    """Attached twice, it is one file."""
    document_id = post_note(envelope=office.envelope(), data={"amount": "1"}).document_id
    first, again = keep(office, document_id), keep(office, document_id)
    assert first.data == again.data
    (kept,) = queries.attachments(document_id=document_id or 0)
    found, content = commands.content(attachment_id=kept.id)
    assert (found.name, found.content_type, content) == ("ใบเสร็จ.pdf", "application/pdf", scan())


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("โปรแกรม.pdf", b"MZ\x90\x00", "upload_wrong_type"),
        ("รูป.png", b"%PDF-1.7", "upload_wrong_type"),
        ("ว่าง.pdf", b"", "upload_empty"),
        ("ใหญ่.pdf", b"%PDF-" + bytes(11 * 1024 * 1024), "upload_too_large"),
    ],
)
def test_what_is_not_what_it_says_is_refused(office: Office, name: str, content: bytes, code: str) -> None:
    """A program called .pdf, an empty file, a file over the limit: refused by name, nothing kept."""
    document_id = post_note(envelope=office.envelope(), data={"amount": "1"}).document_id
    with pytest.raises(Refusal) as refused:
        keep(office, document_id, name, base64.b64encode(content).decode())
    assert (refused.value.code, refused.value.field) == (code, "content")
    assert queries.attachments(document_id=document_id or 0) == []


def test_another_organisations_file_does_not_exist(office: Office) -> None:
    """Neither to attach to nor to read."""
    document_id = post_note(envelope=office.envelope(), data={"amount": "1"}).document_id
    kept = keep(office, document_id)
    other = open_office(code="OTHER")
    with pytest.raises(Refusal):
        keep(other, document_id)
    with tenancy.scope(other.org), pytest.raises(Refusal) as refused:
        commands.content(attachment_id=int(kept.data["id"]))
    assert refused.value.code == "document_not_found"
