"""The public check of a receipt: its QR code leads to a page that says whether number, amount and date are genuine."""

import base64
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from typing import Any, Final

from django.conf import settings

from khlang.office.revenue.lifecycle import RECEIPT_KINDS
from khlang.platform import tenancy
from khlang.spine.documents import letterhead
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations

_PURPOSE: Final = b"khlang.revenue.verification"
_MARK_BYTES: Final = 10
_KEY_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Verified:
    """What anybody may know of a genuine receipt; amount in satang. `state` tells whether it still counts.

    Of a proof of receipt, `written` is book and number of the handwritten receipt, which the payer holds (C-29).
    """

    organisation_th: str
    organisation_en: str
    number: str
    amount: int
    day: date
    state: str
    kind: str = "receipt"
    written: str = ""

    @property
    def valid(self) -> bool:
        """Whether the receipt stands: neither voided nor reversed."""
        return self.state not in ("voided", "reversed")


def token(*, document: Any) -> str:
    """The check token of a receipt: which document it is, and a mark over number, amount and date. 42 letters and digits."""
    return _text(_key(document.org_id) + _key(document.id) + _mark(settings.SECRET_KEY, document))


def url(*, document: Any) -> str:
    """The public address that the QR code of a receipt leads to; "" before the receipt has its number."""
    return f"{settings.PUBLIC_URL}/v/{token(document=document)}/" if document.number else ""


def verify(*, token: str) -> Verified | None:
    """The receipt behind a token, or None when the token is not genuine. Needs no log-in; tells nothing of the payer."""
    raw = _bytes(token)
    if raw is None:
        return None
    org_id, document_id = int.from_bytes(raw[:_KEY_BYTES]), int.from_bytes(raw[_KEY_BYTES : 2 * _KEY_BYTES])
    if max(org_id, document_id) >= 1 << 63:
        return None
    with tenancy.scope(org_id):
        document = documents.get_many(document_ids=[document_id]).get(document_id)
        if document is None or document.kind not in RECEIPT_KINDS or not _agrees(document, raw[2 * _KEY_BYTES :]):
            return None
        owner = organisations.by_id(org_id=org_id)
    return Verified(
        owner.name_th, owner.name_en, document.number or "", document.amount, document.document_date, document.state,
        document.kind, letterhead.written(document=document),
    )  # fmt: skip


def _agrees(document: Any, mark: bytes) -> bool:
    """Whether the mark is the document's own, also when the secret has been renewed since the receipt was printed."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return document.number is not None and any([compare_digest(_mark(key, document), mark) for key in keys])


def _mark(key: str, document: Any) -> bytes:
    said = f"{document.org_id}|{document.id}|{document.number}|{document.amount}|{document.document_date.isoformat()}"
    return hmac(_PURPOSE + key.encode(), said.encode(), sha256).digest()[:_MARK_BYTES]


def _key(number: int) -> bytes:
    return int(number).to_bytes(_KEY_BYTES)


def _text(raw: bytes) -> str:
    return base64.b32encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes | None:
    plain = text.strip().upper().replace("-", "")
    try:
        raw = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError:
        return None
    spelled_right = _text(raw) == plain  # the last letter carries two bits that say nothing
    return raw if spelled_right and len(raw) == 2 * _KEY_BYTES + _MARK_BYTES else None
