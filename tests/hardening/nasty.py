"""Files that nobody should keep, each made the way attackers make them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.files import picture, scan

#: The harmless file by which every scanner shows that it works, put together so that no scanner stops at this source.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def archive(members: Mapping[str, bytes | str], *, level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", level) as made:
        for name, content in members.items():
            made.writestr(zipfile.ZipInfo(name) if "\\" in name else name, content)
    return out.getvalue()


def workbook(extra: Mapping[str, bytes | str] | None = None, types: str = CONTENT_TYPES) -> bytes:
    """The bones of a workbook, with something more inside."""
    bones = {"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>"}
    return archive({**bones, **(extra or {})})


def linked_workbook() -> bytes:
    """One member is a symbolic link."""
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as made:
        link = zipfile.ZipInfo("xl/secret")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
    return out.getvalue()


def lying_workbook() -> bytes:
    """Declares its member smaller than what it unpacks to."""
    content = workbook({"xl/big.xml": b"a" * 70_000})
    return content.replace(struct.pack("<I", 70_000), struct.pack("<I", 7))


def picture_that_says(width: int, height: int) -> bytes:
    """A small PNG whose head promises so many points."""
    kept = picture()
    head = struct.pack(">II", width, height) + kept[24:29]
    return kept[:16] + head + struct.pack(">I", zlib.crc32(b"IHDR" + head)) + kept[33:]


def moving_picture() -> bytes:
    """A PNG of two pictures."""
    out = io.BytesIO()
    Image.new("L", (4, 4)).save(out, "PNG", save_all=True, append_images=[Image.new("L", (4, 4), 255)])
    return out.getvalue()


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_that_runs() -> bytes:
    """JavaScript when it is opened."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scan())))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    names = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("a"), writer._add_object(action)])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): names})
    return _written(writer)


def pdf_action(kind: str, where: str = "/OpenAction") -> bytes:
    """An action of the document, compressed into an object stream or not, or of a page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scan())))
    action = DictionaryObject({NameObject("/S"): NameObject(kind)})
    if where == "/OpenAction":
        writer.root_object[NameObject(where)] = action
    elif where == "/AA":
        writer.pages[0][NameObject(where)] = DictionaryObject({NameObject("/O"): action})
    else:
        note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return _written(writer)


def pdf_with_inside(name: str) -> bytes:
    """A file inside a PDF."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scan())))
    writer.add_attachment(name, b"<a/>")
    return _written(writer)


def locked_pdf() -> bytes:
    """Asks for a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scan())))
    writer.encrypt("secret")
    return _written(writer)


def form_of_xfa() -> bytes:
    """A form with a program of its own."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scan())))
    form = DictionaryObject({NameObject("/XFA"): TextStringObject("<xdp/>")})
    writer.root_object[NameObject("/AcroForm")] = form
    return _written(writer)
