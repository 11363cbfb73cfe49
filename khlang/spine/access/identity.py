"""National numbers and foreign subjects as marks that cannot be read back: all that Khlang keeps of them.

A national number has thirteen digits, so a plain digest could be undone by trying them all; a digest under a key of the
installation cannot, as long as the key is kept (settings.IDENTITY_KEY, R-AU2). The key can be changed (ASVS V11.2.2): the
first of the setting makes new marks, those behind it recognise the marks they made, until everybody has proved themselves
anew. Each row keeps the name of its key beside the mark (`key_name`), for a mark does not tell which key made it.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from django.conf import settings

from khlang.core import thai
from khlang.platform.db import locks

_NUMBER: Final = b"khlang.national-number:"
_SUBJECT: Final = b"khlang.subject:"
_NAME: Final = b"khlang.identity-key"


def hashed(number: str) -> str:
    """The mark of a 13-digit national number under the first key (R-AU2), 64 hex digits; Thai digits and dashes as on a card
    are read too.

    Refusals: national_number_malformed, national_number_check_digit.
    """
    return marks(number)[0]


def marks(number: str) -> tuple[str, ...]:
    """The marks of a national number under every key, the first key first: what to look for. Refusals as `hashed`."""
    value = thai.clean_national_number(number).encode()
    return tuple(_mark(key, _NUMBER, value) for key in keys())


def hashed_subject(issuer: str, subject: str) -> str:
    """The mark of a provider's subject under the first key: the same subject of another provider is another mark (R-AU2, ASVS
    V10.5.2)."""
    return subject_marks(issuer, subject)[0]


def subject_marks(issuer: str, subject: str) -> tuple[str, ...]:
    """The marks of a provider's subject under every key, the first key first."""
    return tuple(_mark(key, _SUBJECT, issuer.encode() + b"\x00" + subject.encode()) for key in keys())


def last_four(number: str) -> str:
    """The four digits by which people recognise a number without reading it. Refusals as `hashed`."""
    return thai.clean_national_number(number)[-4:]


def keys() -> tuple[str, ...]:
    """The keys of the setting: the first makes marks, the others, behind commas, recognise theirs."""
    return tuple(each.strip() for each in settings.IDENTITY_KEY.split(",") if each.strip())


def key_name() -> str:
    """The name of the key that makes marks now; it says nothing about the key itself."""
    return key_names()[0]


def key_names() -> tuple[str, ...]:
    """The names of all keys of the setting, in their order."""
    return tuple(_mark(key, _NAME, b"")[:16] for key in keys())


def hold(every: Iterable[str]) -> None:
    """Let nobody else bind or hand out to the owners of these marks until the present transaction ends.

    A constraint holds one mark once, not one human being under two keys: whoever looks for somebody under every key and then
    writes does both while holding all the marks. Processes that share a key wait for one another (R-AU3).
    """
    locks.hold(names=(f"khlang.identity:{mark}" for mark in every))


def _mark(key: str, what: bytes, value: bytes) -> str:
    return hmac.new(key.encode(), what + value, hashlib.sha256).hexdigest()
