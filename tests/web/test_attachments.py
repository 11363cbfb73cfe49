"""Files of a document: kept by content, refused by content, given back as they were."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files import scan

PDF = scan()


def attach(client, receipt: int, name: str, content: bytes):
    data = {"file": SimpleUploadedFile(name, content)}
    return client.post(f"/documents/receipt/{receipt}/attach/", data, follow=True)


def test_a_scan_is_kept_and_comes_back(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    receipt, client = desk.receipt(), desk.client("somchai")
    page = attach(client, receipt, "ใบเสร็จ.pdf", PDF).content.decode()
    assert "ใบเสร็จ.pdf" in page
    href = page.split('href="/attachments/')[1].split('"')[0]
    answer = client.get(f"/attachments/{href}")
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_program_dressed_as_a_pdf_is_refused_in_words(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    receipt, client = desk.receipt(), desk.client("somchai")
    page = attach(client, receipt, "ใบเสร็จ.pdf", b"MZ\x90\x00 not a pdf").content.decode()
    assert "alert-error" in page
    assert "/attachments/" not in page


def test_a_file_of_another_organisation_is_not_there(desk):
    assert desk.client("somchai").get("/attachments/12345/").status_code == 404
