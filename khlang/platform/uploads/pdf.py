"""PDF: it opens, is not locked, has not too many pages, and nothing in it runs, fetches or sends anything."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from khlang.core.refusal import Refusal
from khlang.standards.uploads import upload_rules

_BROKEN: Final = (
    PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, AssertionError,
    RuntimeError,
)  # fmt: skip
#: After the last mark of the end nothing but a few bytes of padding follows.
_BEHIND: Final = 1024
_DEEPEST: Final = 20
_MOST: Final = 2_000


def look_through(content: bytes, name: str) -> None:
    """A PDF that only shows something. Refusals: upload_disguised, upload_unreadable, upload_too_many_pages, upload_active."""
    end = content.rfind(b"%%EOF")
    if end >= 0 and len(content[end + 5 :].strip(b"\0\r\n\t ")) > _BEHIND:
        raise Refusal("upload_disguised", field="content", filename=name)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Refusal("upload_unreadable", field="content", filename=name)
        pages, most = len(reader.pages), upload_rules().limits["pages"]
        if not 0 < pages <= most:
            raise Refusal("upload_too_many_pages", field="content", filename=name, pages=pages, limit=most)
        found = next(_active(reader), "")
    except _BROKEN:
        raise Refusal("upload_unreadable", field="content", filename=name) from None
    if found:
        raise Refusal("upload_active", field="content", filename=name, what=found.lstrip("/"))


def _active(reader: PdfReader) -> Iterator[str]:
    """What of the document, its pages and its fields does something by itself."""
    rules = upload_rules()
    root = _plain(reader.trailer["/Root"])
    yield from _actions(root, rules.actions)
    names = _plain(root.get("/Names")) or {}
    if "/JavaScript" in names:
        yield "/JavaScript"
    for inner in _tree(names.get("/EmbeddedFiles")):
        file = _plain(inner) or {}
        called = str(_plain(file.get("/UF") or file.get("/F")) or "")
        if not called.lower().endswith(rules.inside):
            yield "/EmbeddedFile"
    form = _plain(root.get("/AcroForm")) or {}
    if "/XFA" in form:
        yield "/XFA"
    for field in _fields(form.get("/Fields")):
        yield from _actions(field, rules.actions)
    for page in reader.pages:
        yield from _actions(page, rules.actions)
        for each in _plain(page.get("/Annots")) or ():
            note = _plain(each) or {}
            if str(note.get("/Subtype", "")) in rules.annotations:
                yield str(note["/Subtype"])
            yield from _actions(note, rules.actions)


def _actions(holder: Any, bad: frozenset[str]) -> Iterator[str]:
    """The forbidden actions of one thing: those at once (/OpenAction, /A) and those on an occasion (/AA), chains included."""
    waiting = [_plain(holder.get(key)) for key in ("/OpenAction", "/A")]
    occasions = _plain(holder.get("/AA"))
    waiting += [_plain(each) for each in occasions.values()] if isinstance(occasions, dict) else []
    for _ in range(_MOST):
        if not waiting:
            return
        action = waiting.pop()
        if isinstance(action, list):
            waiting += [_plain(each) for each in action if isinstance(_plain(each), dict)]
        elif isinstance(action, dict):
            if str(action.get("/S", "")) in bad or "/JS" in action:
                yield str(action.get("/S", "/JavaScript"))
            waiting.append(_plain(action.get("/Next")))
    yield "/Next"


def _fields(fields: Any, depth: int = 0) -> Iterator[Any]:
    if depth > _DEEPEST:
        raise ValueError("fields are nested too deep")
    for each in _plain(fields) or ():
        field = _plain(each) or {}
        yield field
        yield from _fields(field.get("/Kids"), depth + 1)


def _tree(node: Any, depth: int = 0) -> Iterator[Any]:
    """The values of a name tree."""
    found = _plain(node) or {}
    if depth > _DEEPEST:
        raise ValueError("names are nested too deep")
    yield from (_plain(found.get("/Names")) or ())[1::2]
    for each in _plain(found.get("/Kids")) or ():
        yield from _tree(each, depth + 1)


def _plain(value: Any) -> Any:
    """What a reference leads to."""
    return value.get_object() if hasattr(value, "get_object") else value
