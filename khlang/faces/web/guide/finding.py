"""The search of the guide: every word must stand in the heading or in what is below it. Thai is not divided into words, so a part
of a word is enough; forms that look alike (ำ written in two letters, Thai digits) are one."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from khlang.faces.web.guide import book

#: As much as anybody reads; more means that the question was too short.
MOST: Final = 30
LONGEST: Final = 100
_AROUND: Final = 70
_ALIKE: Final = {ord(thai): str(digit) for digit, thai in enumerate("๐๑๒๓๔๕๖๗๘๙")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of an excerpt, marked when it was looked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A heading under which the words stand."""

    chapter: str
    title: str
    href: str
    excerpt: tuple[Part, ...]


def plain(text: str) -> str:
    """A text as it is compared, as long as what is shown of it."""
    return unicodedata.normalize("NFC", text.replace("ํา", "ำ")).translate(_ALIKE).lower()


def search(question: str) -> tuple[Found, ...]:
    """Where the words of the question stand: headings before text, chapters before the pages made from tables. At most MOST."""
    words = plain(question[:LONGEST]).split()
    if not words:
        return ()
    found: list[tuple[int, Found]] = []
    pages = (*book.chapters(), *(book.table(name) for name in book.TABLES))
    for order, page in enumerate(pages):
        for section in page.sections:
            title, text = plain(section.title), plain(section.text)
            if all(word in title or word in text for word in words):
                behind = order >= len(book.chapters())
                rank = 2 * behind + (not all(word in title for word in words))
                found.append((rank, _found(page, section, text, words)))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0])[:MOST])


def _found(page: book.Chapter, section: book.Section, text: str, words: list[str]) -> Found:
    href = f"{page.href}#{section.anchor}" if section.anchor else page.href
    return Found(chapter=page.title, title=section.title, href=href, excerpt=_excerpt(section.text, text, words))


def _excerpt(shown: str, text: str, words: list[str]) -> tuple[Part, ...]:
    """What stands around the first hit; words of the text as they are written when comparing has not changed their length."""
    shown = shown if len(shown) == len(text) else text
    first = min((at for at in map(text.find, words) if at >= 0), default=0)
    start, end = _begun(text, first), _whole(text, min(len(text), first + 2 * _AROUND))
    marks = [False] * len(text)
    for word in words:
        at = text.find(word, start)
        while 0 <= at < end:
            marks[at : at + len(word)] = [True] * len(word)
            at = text.find(word, at + len(word))
    parts = [Part(text="… ", hit=False)] if start else []
    at = start
    while at < end:
        until = next((each for each in range(at, end) if marks[each] != marks[at]), end)
        parts.append(Part(text=shown[at:until], hit=marks[at]))
        at = until
    return (*parts, Part(text=" …", hit=False)) if end < len(text) else tuple(parts)


def _begun(text: str, first: int) -> int:
    """Where an excerpt begins: after the first space of what stands before the hit, for Thai words are not told apart; at the
    hit itself when there is none."""
    at = max(0, first - _AROUND)
    if not at:
        return 0
    space = text.find(" ", at, first)
    begun = space + 1 if space >= 0 else first
    return begun + 2 if text.startswith("· ", begun) else begun


def _whole(text: str, at: int) -> int:
    """The place itself, or after the marks above and below a letter that a cut there would tear off."""
    while 0 < at < len(text) and unicodedata.category(text[at]) == "Mn":
        at += 1
    return at
