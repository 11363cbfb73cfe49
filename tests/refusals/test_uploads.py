"""Files that are not taken: each refusal in words, nothing kept."""

from base64 import b64encode

import pytest

from khlang.spine.documents import commands
from tests.files import scan
from tests.hardening import nasty
from tests.office import Office
from tests.platform.test_writes import post_note
from tests.refusals.attempt import refused


@pytest.mark.parametrize(
    ("code", "content", "name", "says"),
    [
        ("upload_disguised", scan() + nasty.workbook(), "a.pdf", {}),
        ("upload_active", nasty.pdf_that_runs(), "a.pdf", {}),
        ("upload_picture_too_large", nasty.picture_that_says(20_000, 20_000), "a.png", {"limit": 50}),
        ("upload_too_many_pages", scan(2_001), "a.pdf", {"pages": 2_001, "limit": 2_000}),
        ("upload_unpacks_too_large", nasty.workbook({"xl/b.xml": bytes(40 * 2**20)}), "a.xlsx", {"limit": 100}),
        ("upload_unsafe_member", nasty.workbook({"../a": "x"}), "a.xlsx", {"member": "../a"}),
        ("upload_unreadable", nasty.locked_pdf(), "a.pdf", {"filename": "a.pdf"}),
    ],
)
def test_a_file_is_refused(office: Office, code: str, content: bytes, name: str, says: dict[str, object]) -> None:
    document_id = post_note(envelope=office.envelope(), data={"amount": "1"}).document_id
    with refused(code, field="content", **says):
        data = {"document_id": document_id, "name": name, "content": b64encode(content)}
        commands.add_attachment(envelope=office.envelope("all"), data=data)


def test_nothing_is_taken_while_the_scanner_is_silent(office: Office, settings) -> None:
    settings.CLAMD = "127.0.0.1:1"
    document_id = post_note(envelope=office.envelope(), data={"amount": "1"}).document_id
    data = {"document_id": document_id, "name": "a.pdf", "content": b64encode(scan())}
    with refused("upload_not_scanned", field="content", filename="a.pdf"):
        commands.add_attachment(envelope=office.envelope("all"), data=data)


def test_what_the_scanner_found_is_not_kept(office: Office, monkeypatch, settings) -> None:
    settings.CLAMD = "127.0.0.1:1"
    monkeypatch.setattr("khlang.platform.uploads.clamd._ask", lambda address, content: "stream: Eicar FOUND")
    document_id = post_note(envelope=office.envelope(), data={"amount": "1"}).document_id
    data = {"document_id": document_id, "name": "a.pdf", "content": b64encode(scan())}
    with refused("upload_infected", field="content", virus="Eicar"):
        commands.add_attachment(envelope=office.envelope("all"), data=data)
