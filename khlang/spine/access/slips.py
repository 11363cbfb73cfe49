"""First codes: what is printed on a hand-out slip, or read out at the telephone (LOGIN-3, R-AU1, R-AU5).

A code is made by the system and chosen by nobody: 16 letters and digits that cannot be mistaken for one another, 79 bits. The
codes of one hand-out come from one random seed, which is in nobody's database: whoever holds the seed can print the slips,
once, right after making them; what stays is a keyed digest of each code.
"""

import hashlib
import hmac
import secrets
from typing import Final

from django.utils.crypto import constant_time_compare, salted_hmac

from khlang.core.thai import to_arabic_digits

_READABLE: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH: Final = 16
_GROUP: Final = 4


def new_seed() -> str:
    """256 random bits, from which the codes of one hand-out come."""
    return secrets.token_hex(32)


def code(*, seed: str, slip: int) -> str:
    """The first code of a slip, in groups of four."""
    drawn = int.from_bytes(hmac.new(bytes.fromhex(seed), str(slip).encode(), hashlib.sha512).digest())
    letters = ""
    for _ in range(_LENGTH):
        drawn, rest = divmod(drawn, len(_READABLE))
        letters += _READABLE[rest]
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def digest(code: str) -> str:
    """What is kept of a code, however it was typed: capitals, gaps, Thai digits."""
    typed = "".join(each for each in to_arabic_digits(code).lower() if each.isalnum())
    return salted_hmac("khlang.spine.access.slips", typed, algorithm="sha256").hexdigest()


def fits(*, code: str, kept: str) -> bool:
    """Whether a typed code is the one of a digest; the same work when there is none ("")."""
    return constant_time_compare(digest(code[:100]), kept or "-" * 64)
