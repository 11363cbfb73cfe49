"""A file of many papers that can be kept as PDF/A-2b: what goes into it, and what the file says of itself (C-27).

System prints come as PDF/A-2b with their fonts. A scan, whatever program made it, becomes grey pictures: nothing in it can
depend on fonts, colours or programs that are not in the file. The scan as it came stays with its document.
"""

from hashlib import sha256
from io import BytesIO
from typing import Final
from xml.sax.saxutils import escape

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, StreamObject

from khlang.bridges.continuity.prints import scans
from khlang.spine.documents import rendering

#: A picture becomes a page of A4 at so many dots an inch.
_DPI: Final = 150
_A4: Final = (1240, 1754)
_METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def scanned(*, content: bytes, content_type: str) -> bytes:
    """A scan as PDF: every page of it a grey picture that fills a page of A4, upright."""
    pages = [_page(picture) for picture in scans.pictures(content=content, content_type=content_type, most=None)]
    out = BytesIO()
    pages[0].save(out, "PDF", resolution=_DPI, save_all=True, append_images=pages[1:], creationDate=None, modDate=None)
    return out.getvalue()


def _page(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    if grey.width > grey.height:
        grey = grey.rotate(90, expand=True)
    grey.thumbnail(_A4)
    page = Image.new("L", _A4, 255)
    page.paste(grey, ((_A4[0] - grey.width) // 2, (_A4[1] - grey.height) // 2))
    return page


def sealed(*, writer: PdfWriter, title: str) -> bytes:
    """The pages put together as one file that says that it is PDF/A-2b: metadata, the intent of its colours, an identifier
    made from its content. Equal pages give equal bytes."""
    root = writer.root_object
    root[NameObject("/Metadata")] = writer._add_object(_metadata(title))
    root[NameObject("/OutputIntents")] = _intents().clone(writer)
    writer.metadata = None
    writer.compress_identical_objects()
    identifier = ByteStringObject(sha256(_bytes(writer)).digest()[:16])
    writer._ID = ArrayObject((identifier, identifier))
    return _bytes(writer)


def _metadata(title: str) -> StreamObject:
    made = StreamObject()
    made.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    made.set_data(_METADATA.format(title=escape(title)).encode())
    return made


def _intents() -> ArrayObject:
    """The intent of colours that every print of the system has: sRGB, of which grey is a part."""
    sample = rendering.render_pdf(form="table", data={"organisation": {"name": "-"}, "title": "-"})
    root = PdfReader(BytesIO(sample)).trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    found = root["/OutputIntents"].get_object()
    assert isinstance(found, ArrayObject)
    return found


def _bytes(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
