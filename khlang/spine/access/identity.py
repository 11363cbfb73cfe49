"""National numbers and foreign subjects as marks that cannot be read back: all that Khlang keeps of them.

A national number has thirteen digits, so a plain digest could be undone by trying them all; a digest under a key of the
installation cannot, as long as the key is kept (settings.IDENTITY_KEY, R-AU2). The key is not the one that signs sessions:
that one may be changed on any day, this one never, or nobody would be recognised again.
"""

import hashlib
import hmac
from typing import Final

from django.conf import settings

from khlang.core import thai

_NUMBER: Final = b"khlang.national-number:"
_SUBJECT: Final = b"khlang.subject:"


def hashed(number: str) -> str:
    """The mark of a 13-digit national number (R-AU2), 64 hex digits; Thai digits and dashes as on a card are read too.

    Refusals: national_number_malformed, national_number_check_digit.
    """
    return _mark(_NUMBER, thai.clean_national_number(number).encode())


def hashed_subject(issuer: str, subject: str) -> str:
    """The mark of a provider's subject: the same subject of another provider is another mark (R-AU2, ASVS V10.5.2)."""
    return _mark(_SUBJECT, issuer.encode() + b"\x00" + subject.encode())


def last_four(number: str) -> str:
    """The four digits by which people recognise a number without reading it. Refusals as `hashed`."""
    return thai.clean_national_number(number)[-4:]


def _mark(what: bytes, value: bytes) -> str:
    return hmac.new(settings.IDENTITY_KEY.encode(), what + value, hashlib.sha256).hexdigest()
