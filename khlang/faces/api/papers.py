"""Files as answers."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF: Final = "application/pdf"
FILE: Final = "application/octet-stream"


def file(*, name: str, content: bytes, media_type: str) -> HttpResponse:
    """A file to be kept under a name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
