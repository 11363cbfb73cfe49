"""The passwords of the demo office: always the same, printed for everybody to see, and therefore never in production."""

import hashlib
from typing import Final

_WORDS: Final = (
    "mango", "river", "lantern", "bamboo", "market", "orchid", "monsoon", "tamarind", "ferry", "gecko", "jasmine",
    "kite", "lotus", "paddy", "pepper", "silk",
)  # fmt: skip


def of(username: str) -> str:
    """Three words and a number that follow from the user name."""
    digest = hashlib.sha256(f"khlang demo {username}".encode()).digest()
    words = [_WORDS[byte % len(_WORDS)] for byte in digest[:3]]
    return "-".join([*words, str(10 + digest[3] % 90)])
