"""What every refusal owes the reader: a code, a field, and words in both languages that name the facts."""

import string
import tomllib
from functools import cache
from pathlib import Path

from khlang.core.refusal import Refusal

MESSAGES = Path(__file__).resolve().parents[2] / "khlang" / "standards" / "messages"
THAI = range(0x0E01, 0x0E5C)


@cache
def texts(lang: str) -> dict[str, str]:
    """Every message of a language, read from the files themselves."""
    found: dict[str, str] = {}
    for path in sorted(MESSAGES.glob(f"*.{lang}.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def facts_named_by(text: str) -> set[str]:
    """The facts that a wording asks for: "{book:book} {debit}" asks for book and debit."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def check_refusal(refusal: Refusal, code: str, /, *, field: str | None = None, **says: object) -> None:
    """The refusal is this one, at this field; Thai and English wording exist, and name each of the facts `says`.

    The refusal may know more facts than the wording names, but never fewer.
    """
    assert (refusal.code, refusal.field) == (code, field)
    assert says.items() <= refusal.facts.items()
    for lang in ("th", "en"):
        text = texts(lang).get(f"refusal.{code}", "")
        assert text, f"refusal.{code} has no wording in {lang}"
        assert says.keys() <= facts_named_by(text), f"refusal.{code} ({lang}) does not name {says.keys()}"
        assert facts_named_by(text) <= refusal.facts.keys(), f"refusal.{code} ({lang}) asks for a fact not given"
        assert any(ord(letter) in THAI for letter in text) or lang == "en"
