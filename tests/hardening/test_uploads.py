"""Files by content, inside and out: what is refused and why, and that honest files pass (ASVS V5)."""

import pytest

from khlang.core.refusal import Refusal
from khlang.platform import uploads
from khlang.spine.documents.commands import KINDS
from khlang.standards.uploads import upload_rules
from tests.architecture.source import ROOT
from tests.files import picture, scan
from tests.hardening import nasty

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
MACROS = nasty.CONTENT_TYPES.replace(
    "/>", '><Default Extension="x" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)
MANY = {f"xl/{number}.xml": b"" for number in range(2_001)}

REFUSED = [
    ("empty", b"", "a.pdf", "upload_empty"),
    ("over the limit", b"%PDF-" + bytes(11 * 2**20), "a.pdf", "upload_too_large"),
    ("a program", b"MZ\x90\x00", "a.pdf", "upload_wrong_type"),
    ("a page", HTML, "a.html", "upload_wrong_type"),
    ("a page called pdf", HTML, "a.pdf", "upload_wrong_type"),
    ("a page before a pdf", HTML + scan(), "a.pdf", "upload_wrong_type"),
    ("a page inside the head of a pdf", b"%PDF-1.7\n" + HTML + scan(), "a.pdf", "upload_disguised"),
    ("an archive behind a pdf", scan() + nasty.workbook(), "a.pdf", "upload_disguised"),
    ("something long behind a pdf", scan() + b"x" * 2000, "a.pdf", "upload_disguised"),
    ("an archive behind a picture", picture() + nasty.workbook(), "a.png", "upload_disguised"),
    ("a drawing", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "upload_wrong_type"),
    ("a drawing called png", b"<svg/>", "a.png", "upload_wrong_type"),
    ("an ending turned round", scan(), "invoice\u202efdp.exe", "upload_wrong_type"),
    ("a picture called pdf", picture(), "a.pdf", "upload_wrong_type"),
    ("a pdf of nothing", b"%PDF-1.7\n%%EOF", "a.pdf", "upload_unreadable"),
    ("half a pdf", scan()[:150], "a.pdf", "upload_unreadable"),
    ("a locked pdf", nasty.locked_pdf(), "a.pdf", "upload_unreadable"),
    ("a pdf that runs", nasty.pdf_that_runs(), "a.pdf", "upload_active"),
    ("a pdf that launches", nasty.pdf_action("/Launch"), "a.pdf", "upload_active"),
    ("a page that sends", nasty.pdf_action("/SubmitForm", "/AA"), "a.pdf", "upload_active"),
    ("a link that launches", nasty.pdf_action("/Launch", "/Annots"), "a.pdf", "upload_active"),
    ("a program inside a pdf", nasty.pdf_with_inside("a.exe"), "a.pdf", "upload_active"),
    ("a form with a program", nasty.form_of_xfa(), "a.pdf", "upload_active"),
    ("too many pages", scan(2_001), "a.pdf", "upload_too_many_pages"),
    ("400 million points", nasty.picture_that_says(20_000, 20_000), "a.png", "upload_picture_too_large"),
    ("51 million points", nasty.picture_that_says(8_500, 6_000), "a.png", "upload_picture_too_large"),
    ("a moving picture", nasty.moving_picture(), "a.png", "upload_picture_too_large"),
    ("half a picture", picture("JPEG", 60, 60)[:200], "a.jpg", "upload_unreadable"),
    ("only the head of a picture", b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png", "upload_unreadable"),
    ("half an archive", nasty.workbook()[:60], "a.xlsx", "upload_unreadable"),
    ("an archive of something else", nasty.archive({"a.txt": "a"}), "a.xlsx", "upload_wrong_type"),
    ("macros", nasty.workbook({"xl/vbaProject.bin": b"x"}), "a.xlsx", "upload_active"),
    ("macros by their type", nasty.workbook(types=MACROS), "a.xlsx", "upload_active"),
    ("links to other files", nasty.workbook({"xl/externalLinks/externalLink1.xml": "<a/>"}), "a.xlsx", "upload_active"),
    ("an object inside", nasty.workbook({"xl/embeddings/oleObject1.bin": b"x"}), "a.xlsx", "upload_active"),
    ("a path that leads out", nasty.workbook({"../../etc/passwd": "x"}), "a.xlsx", "upload_unsafe_member"),
    ("a path from the root", nasty.workbook({"/etc/passwd": "x"}), "a.xlsx", "upload_unsafe_member"),
    ("a path of another system", nasty.workbook({"xl\\..\\a": "x"}), "a.xlsx", "upload_unsafe_member"),
    ("a link inside", nasty.linked_workbook(), "a.xlsx", "upload_unsafe_member"),
    ("the same name twice", nasty.workbook({"xl/WORKBOOK.xml": "x"}), "a.xlsx", "upload_unsafe_member"),
    ("a bomb", nasty.workbook({"xl/bomb.xml": bytes(40 * 2**20)}), "a.xlsx", "upload_unpacks_too_large"),
    ("too many parts", nasty.workbook(MANY), "a.xlsx", "upload_unpacks_too_large"),
    ("a part that lies about its size", nasty.lying_workbook(), "a.xlsx", "upload_unreadable"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_not_taken(content: bytes, name: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        uploads.admit(content=content, kinds=KINDS, name=name)
    assert (refused.value.code, refused.value.field) == (code, "content")


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (scan(), "ใบเสร็จรับเงิน.PDF", "pdf"),
        (scan() + b"\r\n\0\0", "padded.pdf", "pdf"),
        (nasty.pdf_with_inside("etax.xml"), "e-tax.pdf", "pdf"),
        (nasty.pdf_action("/URI", "/Annots"), "a.pdf", "pdf"),
        (picture(), "รูป.png", "png"),
        (picture("JPEG"), "รูป.jpeg", "jpeg"),
        (nasty.workbook(), "ตาราง.xlsx", "xlsx"),
    ],
)
def test_honest_files_pass(content: bytes, name: str, key: str) -> None:
    """A scan with padding, an e-Tax invoice with its data inside, a link to a page: all in use at offices."""
    found = uploads.admit(content=content, kinds=KINDS, name=name)
    assert (found.key, found.name) == (key, name)
    assert found.media_type == upload_rules().kinds[key].media_type


@pytest.mark.parametrize("content", [b"<table><tr><td>1</td></tr></table>", b"<?xml version='1.0'?><a/>", b"a,b\0c"])
def test_a_page_is_no_table(content: bytes) -> None:
    """Some programs write a web page and call it a table."""
    with pytest.raises(Refusal) as refused:
        uploads.admit(content=content, kinds=("xlsx", "csv"), name="a.csv")
    assert refused.value.code in ("upload_disguised", "upload_wrong_type")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("ใบเสร็จ.pdf", "ใบเสร็จ.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\a\\ฎีกา.pdf", "ฎีกา.pdf"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\0b.pdf", "ab.pdf"),
        ("a\u200b\u2066b.pdf", "ab.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("...", "file"),
        ("", "file"),
        ("ก" * 300 + ".pdf", "ก" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert uploads.clean_name(name=given) == kept


def test_the_installation_may_take_less(settings) -> None:
    settings.UPLOAD_LIMIT = 100
    with pytest.raises(Refusal, match="upload_too_large"):
        uploads.check_size(content=bytes(101))


def test_the_page_about_files_says_what_the_table_says() -> None:
    """docs/security/uploads.md names each kind with its endings, and each limit with its figure."""
    told = (ROOT / "docs/security/uploads.md").read_text(encoding="utf-8")
    rules = upload_rules()
    endings = [ending for kind in rules.kinds.values() for ending in kind.endings]
    assert [ending for ending in endings if f"`{ending}`" not in told] == []
    assert [name for name, figure in rules.limits.items() if f"| `{name}` | {figure:,} |" not in told] == []
