"""What a password must be: long, not one of the common ones, not made of the person's own names. No rules of
composition, no ageing (OWASP ASVS 5.0, V6.2.1–12: they make passwords worse)."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator

from khlang.core.refusal import Refusal

SHORTEST: Final = 12
LONGEST: Final = 256
_FEWEST_LETTERS: Final = 5
#: Words of our offices, and leaked passwords and dictionary words (known_passwords.licence.txt says where from).
_LISTS: Final = tuple(Path(__file__).with_name(name) for name in ("common_passwords.txt", "known_passwords.txt"))
#: Easy to read aloud and to type on any keyboard: no 0/o, 1/l/i.
_READABLE: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def canonical(password: str) -> str:
    """One spelling for what looks the same, so that ำ typed in two ways is one password."""
    return unicodedata.normalize("NFKC", password)


def check(*, password: str, context: Iterable[str], field: str = "password") -> None:
    """Refuse a weak password. `context` are words that an attacker tries first: user name, own name, organisation.

    Refusals: password_too_short, password_too_long, password_common, password_contains_name.
    """
    text = canonical(password)
    if len(text) < SHORTEST:
        raise Refusal("password_too_short", field=field, minimum=SHORTEST)
    if len(text) > LONGEST:
        raise Refusal("password_too_long", field=field, maximum=LONGEST)
    lower = text.casefold()
    if len(set(lower)) < _FEWEST_LETTERS or _is_common(lower):
        raise Refusal("password_common", field=field)
    if any(word in lower for word in _words(context)):
        raise Refusal("password_contains_name", field=field)


def _words(context: Iterable[str]) -> set[str]:
    parts = (part for text in context for part in re.split(r"[\s@.,_-]+", canonical(text).casefold()))
    return {part for part in parts if len(part) >= 4}


def _is_common(lower: str) -> bool:
    """In a list of common passwords: as it stands, without digits and signs around it, or as one word said
    again."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lower)
    again = re.fullmatch(r"(.+?)\1+", core)
    candidates = {lower, core, again[1] if again else "", lower[: len(lower) // 2] if _doubled(lower) else ""}
    return not candidates.isdisjoint(_common()) or lower in _runs()


def _doubled(text: str) -> bool:
    half, odd = divmod(len(text), 2)
    return not odd and text[:half] == text[half:]


@cache
def _common() -> frozenset[str]:
    listed = (word for each in _LISTS for word in each.read_text(encoding="utf-8").split())
    return frozenset(CommonPasswordValidator().passwords) | {canonical(word).casefold() for word in listed}


@cache
def _runs() -> str:
    """Rows of the keyboard and of the alphabet, forwards and backwards, said twice: any piece of them is a run."""
    rows = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
    keyboard = "".join(rows[:4])
    runs = [row * 3 for row in (*rows, keyboard)]
    return "\n".join(runs + [run[::-1] for run in runs])


def generate() -> str:
    """A first password to hand out (LOGIN-3): five groups of four, about 99 bits; the person must change it."""
    return "-".join("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(5))
