"""Files that people bring: small, and really what they say."""

from functools import cache
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter


@cache
def scan(pages: int = 1) -> bytes:
    """A PDF of empty pages."""
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(out)
    return out.getvalue()


@cache
def picture(format: str = "PNG", width: int = 4, height: int = 3) -> bytes:
    """A grey picture, PNG or JPEG."""
    out = BytesIO()
    Image.new("L", (width, height), 128).save(out, format)
    return out.getvalue()
