"""What a scan shows: the squares on its pages, and whether the label of the right document is among them (C-28).

Scans are PDF, PNG or JPEG as offices make them: 150 dots an inch, black and white, a little crooked.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pypdfium2
import zxingcpp
from PIL import Image

from khlang.bridges.continuity.identity import Identity, SystemNumber, read

#: Pages of a PDF are drawn at so many dots an inch; a scan of 150 is drawn larger than it is, which loses nothing.
_DPI: Final = 200
_POINTS: Final = 72
_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
#: What a scan may be.
CONTENT_TYPES: Final = ("application/pdf", "image/png", "image/jpeg")
#: A scan longer than this is not looked at to its end.
MOST_PAGES: Final = 200


def pictures(*, content: bytes, content_type: str, most: int | None = MOST_PAGES) -> Iterator[Image.Image]:
    """The pages of a scan as grey pictures, at most so many of them."""
    if content_type != "application/pdf":
        with Image.open(BytesIO(content)) as picture:
            yield picture.convert("L")
        return
    document = pypdfium2.PdfDocument(content)
    try:
        for number in range(min(len(document), most or len(document))):
            drawn = document[number].render(scale=_DPI / _POINTS, grayscale=True)
            yield drawn.to_pil().convert("L")
    finally:
        document.close()


def squares(*, content: bytes, content_type: str) -> list[Identity | SystemNumber]:
    """Every square of ours on a scan, page by page, each once."""
    found: list[Identity | SystemNumber] = []
    for picture in pictures(content=content, content_type=content_type):
        for code in zxingcpp.read_barcodes(picture, formats=_QR):
            said = read(text=code.text)
            if said is not None and said not in found:
                found.append(said)
    return found


def shows(*, content: bytes, content_type: str, wanted: SystemNumber) -> bool:
    """Whether the label of a document of the system is on the scan."""
    return wanted in squares(content=content, content_type=content_type)
