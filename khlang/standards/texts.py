"""Every word that people are shown, in Thai and English: one file per module and language in messages/.

A key is looked up as it is; the label of a state, move or section of one document falls back to the label that all
documents share ("state.receipt.draft" → "state.draft"). A text may name facts: {code}; and the label of a fact:
{document:document}, {state:state}, {move:move}, {duty:duty}, {role:role}, {book:book}, {kind:kind}.
"""

import string
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from khlang.standards.files import documents

LANGUAGES: Final = ("th", "en")
_SHARED: Final = ("state", "move", "section", "filter", "column")


@cache
def _read(lang: str) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the messages of a language, and what is wrong with their files."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for module, content in documents("messages", f".{lang}.toml"):
        for key, text in content.items():
            if not isinstance(text, str):
                wrong.append(f"messages/{module}.{lang}.toml: the key {key} must be quoted whole")
            elif found.setdefault(key, text) != text:
                wrong.append(f"messages/{module}.{lang}.toml: {key} has another text in an earlier file")
    return MappingProxyType(found), tuple(wrong)


def catalogue(lang: str) -> Mapping[str, str]:
    """Return every message of a language; of two texts for one key, that of the first file by name."""
    return _read(lang)[0]


def mistakes(lang: str) -> tuple[str, ...]:
    """Return what is wrong with the message files of a language: keys with two texts, keys not quoted."""
    return _read(lang)[1]


def _find(key: str, lang: str) -> str | None:
    texts = catalogue(lang)
    found = texts.get(key)
    if found is None and key.count(".") >= 2:
        head, _, rest = key.partition(".")
        if head in _SHARED:
            found = texts.get(f"{head}.{rest.rpartition('.')[2]}")
    return found


def message_exists(key: str, lang: str = "th") -> bool:
    """Return whether the language has a text for the key, its own or the shared one."""
    return _find(key, lang) is not None


def message(key: str, lang: str = "th", **facts: object) -> str:
    """Return the text of the key with its facts filled in.

    A key without a text shows the other language, and at last itself, so that a page never breaks over a word;
    `checks.problems` and the tests name every text that is missing.
    """
    other = LANGUAGES[0] if lang != LANGUAGES[0] else LANGUAGES[1]
    text = _find(key, lang) or _find(key, other) or key
    return _Wording(lang).vformat(text, (), facts) if "{" in text else text


def labels(prefix: str, lang: str = "th") -> dict[str, str]:
    """Return the texts below a prefix by the rest of their keys: labels("channel") → {"cash": "เงินสด", …}."""
    start = f"{prefix}."
    return {key.removeprefix(start): text for key, text in catalogue(lang).items() if key.startswith(start)}


class _Wording(string.Formatter):
    """Fills a text: unknown facts show as "-", a format such as `:state` shows the label of a code."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._document = ""

    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        """Remember the document that the facts speak of: its states and moves may have names of their own."""
        self._document = str(kwargs.get("document", ""))
        return super().vformat(format_string, args, kwargs)

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Return the fact, or "-" when the refusal did not give it."""
        return kwargs.get(str(key), "-")

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return the label of a code when the text asks for one, else the fact itself."""
        if not format_spec or value == "-":
            return str(value)
        middle = f"{self._document}." if format_spec in ("state", "move") and self._document else ""
        return message(f"{format_spec}.{middle}{value}", self._lang)
