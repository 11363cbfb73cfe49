"""What must be read again and yet be of no use in a stolen copy of the database: secrets of second factors, searches by a
national number. Encrypted and authenticated (Fernet) under KHLANG_SECRETS_KEY; the only ciphers of the program."""

import base64
import hashlib
import hmac
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["Unopened", "opened", "sealed"]

#: Raised by `opened`.
Unopened: Final = InvalidToken


def sealed(secret: str) -> str:
    """A secret as it may be kept."""
    return _box().encrypt(secret.encode()).decode()


def opened(kept: str) -> str:
    """The secret of `sealed`; raises Unopened when none of the keys closed it."""
    return _box().decrypt(kept.encode()).decode()


def _box() -> MultiFernet:
    """What encrypts: the first key of the setting; older ones, separated by commas, still open what they closed."""
    keys = [each.strip() for each in settings.SECRETS_KEY.split(",") if each.strip()]
    return MultiFernet([Fernet(_derived(each)) for each in keys])


def _derived(key: str) -> bytes:
    digest = hmac.new(key.encode(), b"khlang.spine.access.second_factor", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest)
