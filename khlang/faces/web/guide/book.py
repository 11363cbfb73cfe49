"""The chapters: read once from `text/`, rendered without raw HTML, their headings reachable by the anchors that code forges make.

A chapter is written for two readers: the program, and whoever looks at the repository. So its links and pictures are those of the
repository; here they become addresses of the program. What the program has no page for (settings, the API) stays as words.
"""

import re
import struct
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from django.templatetags.static import static
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from khlang.faces.web.guide import flow
from khlang.standards import documents

HOME: Final = "/guide/"
_HERE: Final = Path(__file__).parent
_PICTURES: Final = _HERE.parent / "static" / "khlang" / "guide"
_CHAPTER: Final = re.compile(r"(\d\d-[a-z-]+)\.md(#.*)?")
#: Pages made from the tables, as the repository names them → their place here.
TABLES: Final[Mapping[str, Callable[[], str]]] = {
    "refusals": documents.refusals, "duties": documents.duty_matrix, "posting_rules": documents.posting_rules,
    "glossary": documents.words, "personal_data": documents.personal_data,
}  # fmt: skip
_TABLE: Final = re.compile(r"(?:\.\./)+docs/(?:generated/)?([a-z_]+)\.md(#.*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands below it, as plain words: what the search looks through."""

    title: str
    anchor: str
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page of the guide. `href` is its address, `sections[0]` what stands before its first heading."""

    slug: str
    title: str
    href: str
    html: str
    sections: tuple[Section, ...]

    @property
    def headings(self) -> tuple[Section, ...]:
        """The headings that its table of contents shows."""
        return tuple(each for each in self.sections if each.level == 2)

    @property
    def anchors(self) -> frozenset[str]:
        """Every anchor that a link may name."""
        return frozenset(each.anchor for each in self.sections if each.anchor)


class _Page(RendererHTML):
    """HTML of ours: flowcharts as steps, tables that scroll by themselves and are reached by keyboard."""

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A flowchart, or what is typed at a prompt."""
        token = tokens[idx]
        if token.info.strip() == "mermaid":
            return flow.drawn(token.content)
        return f'<pre tabindex="0"><code>{escape(token.content)}</code></pre>\n'

    def code_inline(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A name as the program has it, which a narrow column breaks between its words only."""
        return f"<code>{re.sub(r'(?<=[_.])(?=[a-z])', '<wbr>', escape(tokens[idx].content))}</code>"

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A table inside a frame of its own."""
        return '<div class="wide" tabindex="0"><table>\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of table and frame."""
        return "</table></div>\n"


_MARKDOWN: Final = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Page).enable("table")


@cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters in their order."""
    return tuple(
        read(path.stem, path.read_text(encoding="utf-8")) for path in sorted((_HERE / "text").glob("[0-9]*.md"))
    )


@cache
def contents() -> Chapter:
    """The first page: what there is, and for whom."""
    return read("", (_HERE / "text" / "README.md").read_text(encoding="utf-8"))


@cache
def table(name: str) -> Chapter:
    """A page made from the tables (TABLES), whose notice to editors is left out. Raises KeyError for another name."""
    return read(f"tables/{name}", TABLES[name]().partition("-->")[2])


def chapter(slug: str) -> Chapter | None:
    """The chapter of the slug, None without one."""
    return next((each for each in chapters() if each.slug == slug), None)


def beside(slug: str) -> tuple[Chapter | None, Chapter | None]:
    """The chapters before and after one."""
    order = [None, *chapters(), None]
    at = [each.slug if each else "" for each in order].index(slug)
    return order[at - 1], order[at + 1]


def anchor(title: str, taken: Sequence[str] = ()) -> str:
    """The anchor of a heading as code forges make it: letters, marks, digits, hyphens for spaces; a second one is counted."""
    kept = "".join(each for each in title.lower() if each in "-_ " or unicodedata.category(each)[0] in "LMN")
    made, again = kept.strip().replace(" ", "-"), 0
    while f"{made}-{again}" in taken if again else made in taken:
        again += 1
    return f"{made}-{again}" if again else made


def read(slug: str, text: str) -> Chapter:
    """One text as a page: its title apart, the line that leads to its neighbours left out (the page has its own)."""
    env: dict[str, Any] = {}
    tokens = _without_neighbours(_MARKDOWN.parse(text, env))
    title = _words(tokens[1])
    tokens, sections = tokens[3:], [Section(title=title, anchor="", level=1, text="")]
    pieces: list[list[str]] = [[]]
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            name = _words(tokens[index + 1])
            made = anchor(name, [each.anchor for each in sections])
            token.attrSet("id", made)
            sections.append(Section(title=name, anchor=made, level=int(token.tag[1]), text=""))
            pieces.append([])
        elif token.type == "inline":
            if tokens[index - 1].type != "heading_open":
                pieces[-1].append(_words(token))
            token.children = _led(token.children or [])
        elif token.type == "fence":
            pieces[-1].append(re.sub(r"<br>|\w*\[|\]| -->|flowchart LR", " ", token.content))
        token.attrs.pop("style", None)
    full = tuple(
        Section(title=each.title, anchor=each.anchor, level=each.level, text=" · ".join(filter(None, found)))
        for each, found in zip(sections, pieces, strict=True)
    )
    return Chapter(
        slug=slug, title=title, href=f"{HOME}{slug}/" if slug else HOME, sections=full,
        html=_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, env),
    )  # fmt: skip


def _without_neighbours(tokens: list[Token]) -> list[Token]:
    """The tokens without the paragraph that leads to the neighbours: the first one with a link to the contents."""
    for index, token in enumerate(tokens[:8]):
        if token.type == "inline" and "[สารบัญ](README.md)" in token.content:
            return tokens[: index - 1] + tokens[index + 2 :]
    return tokens


def _words(token: Token) -> str:
    """What is read of a piece of text, without its marks."""
    return "".join(
        " " if each.type in ("softbreak", "hardbreak") else each.content
        for each in token.children or []
    ).strip()  # fmt: skip


def _led(children: list[Token]) -> list[Token]:
    """Links and pictures of the repository as those of the program."""
    made: list[Token] = []
    reachable = True
    for token in children:
        if token.type == "link_open":
            href = _address(str(token.attrGet("href") or ""))
            reachable = bool(href)
            token.attrSet("href", href)
        if token.type in ("link_open", "link_close") and not reachable:
            continue
        made += _picture(token) if token.type == "image" else [token]
    return made


def _address(href: str) -> str:
    """Where a link of the repository leads to here; "" when nowhere."""
    if href.startswith("#"):
        return href
    name, hash_, place = href.partition("#")
    if name == "README.md":
        return HOME
    chapter = _CHAPTER.fullmatch(name)
    if chapter:
        return f"{HOME}{chapter[1]}/{hash_}{place}"
    table = _TABLE.fullmatch(name)
    return f"{HOME}tables/{table[1]}/{hash_}{place}" if table and table[1] in TABLES else ""


def _picture(token: Token) -> list[Token]:
    """A picture with its size, loaded when it is scrolled to, and a link to itself: screens of a desk are small on a phone."""
    name = str(token.attrGet("src") or "").rpartition("/")[2]
    width, height = size(_PICTURES / name)
    token.attrs = {
        "src": static(f"khlang/guide/{name}"), "alt": "", "width": width, "height": height, "loading": "lazy",
    }  # fmt: skip
    opened, closed = Token("link_open", "a", 1), Token("link_close", "a", -1)
    opened.attrs = {"href": static(f"khlang/guide/{name}"), "class": "phone" if width < height else "picture"}
    return [opened, token, closed]


def size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its head."""
    with path.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width, height
