"""The check code of a printed document: with it anybody can see on the public page that paper and books agree.

The code is an HMAC over what must not differ (organisation, document, number, amount, day), so that it can be neither guessed
nor carried to another document. It is printed as a QR code and a short word.
"""

from base64 import b32encode
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from typing import Any

from django.conf import settings

_LENGTH = 12
_PURPOSE = b"khlang.documents.checking"


def check_code(*, document: Any) -> str:
    """Twelve letters and digits for a document that has its number; "" before that."""
    return _code(settings.SECRET_KEY, document) if document.number else ""


def agrees(*, document: Any, code: str) -> bool:
    """Whether the code belongs to the document, also when the secret has been renewed since it was printed."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    typed = code.replace("-", "").upper()
    return bool(document.number) and any([compare_digest(_code(key, document), typed) for key in keys])


def verify_url(*, document: Any, organisation_code: str) -> str:
    """The public address that the QR code of a printed document leads to; "" before the document has its number."""
    if not document.number:
        return ""
    return f"{settings.PUBLIC_URL}/v/{organisation_code}/{document.id}/{check_code(document=document)}/"


def _code(key: str, document: Any) -> str:
    said = "|".join(
        str(part)
        for part in (document.org_id, document.id, document.number, document.amount, document.document_date.isoformat())
    )
    return b32encode(hmac(_PURPOSE + key.encode(), said.encode(), sha256).digest()).decode()[:_LENGTH]
