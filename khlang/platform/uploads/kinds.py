"""What a file is: its first bytes, its ending and its inside must all say the same."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from khlang.core.refusal import Refusal
from khlang.platform.uploads import clamd, pdf, pictures, workbooks
from khlang.platform.uploads.names import clean_name
from khlang.standards.uploads import UploadKind, upload_rules

#: So much of the beginning a browser reads when it guesses.
_GUESSED: Final = 2048
_MARKUP: Final = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|img|table|meta|\?xml|\?php|\?=)", re.IGNORECASE
)
_END_OF_ARCHIVE: Final = b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that may be kept: what it is and the name under which it is kept."""

    key: str
    media_type: str
    name: str


def admit(*, content: bytes, kinds: Collection[str], name: str | None = None, limit: int | None = None) -> Admitted:
    """Look a file over; `name` is the one that it came with, None when it came without; `limit` in bytes where less is taken.

    Refusals at "content": upload_empty, upload_too_large, upload_wrong_type (also SVG, HTML, programs), upload_disguised
    (another kind of file before, inside or behind it), upload_unreadable (damaged or locked), upload_active (runs or
    fetches something), upload_picture_too_large, upload_unpacks_too_large, upload_unsafe_member, upload_infected,
    upload_not_scanned. Sources: ASVS V5.2.1 to V5.2.6, V5.3.2, V5.4.3.
    """
    check_size(content=content, name=name, limit=limit)
    kind = _kind(content, kinds, name)
    if kind.key != "xlsx":
        _undisguised(content, kind, name)
    if kind.key in _INSIDE:
        _INSIDE[kind.key](content, name or "")
    clamd.scan(content=content, name=name or "")
    return Admitted(kind.key, kind.media_type, clean_name(name=name or f"file{kind.endings[0]}"))


def check_size(*, content: bytes, name: str | None = None, limit: int | None = None) -> None:
    """Neither empty nor larger than the smallest of the limits. Refusals: upload_empty, upload_too_large."""
    most = min(upload_rules().limits["bytes"], settings.UPLOAD_LIMIT, limit or settings.UPLOAD_LIMIT)
    if not content:
        raise Refusal("upload_empty", field="content", filename=name or "")
    if len(content) > most:
        told = most // 2**20 or most / 2**20
        size = round(len(content) / 2**20, 1)
        raise Refusal("upload_too_large", field="content", filename=name or "", limit=told, size=size)


def _kind(content: bytes, kinds: Collection[str], name: str | None) -> UploadKind:
    rules = upload_rules()
    ending = clean_name(name=name).lower() if name else None
    for key in kinds:
        kind = rules.kinds[key]
        named_so = ending is None or ending.endswith(kind.endings)
        if named_so and content.startswith(kind.begins) and (kind.begins or b"\0" not in content):
            return kind
    allowed = ", ".join(ending for key in kinds for ending in rules.kinds[key].endings)
    raise Refusal("upload_wrong_type", field="content", filename=name or "", allowed=allowed)


def _undisguised(content: bytes, kind: UploadKind, name: str | None) -> None:
    """Neither a page for a browser at its beginning nor an archive at its end."""
    page = _MARKUP.search(content[:_GUESSED])
    behind = kind.begins and _END_OF_ARCHIVE in content[-65_600:]
    if page and (kind.key != "jpeg" or page.group().lower() not in (b"<?xml",)) or behind:
        raise Refusal("upload_disguised", field="content", filename=name or "")


_INSIDE: Final[Mapping[str, Callable[[bytes, str], None]]] = {
    "pdf": pdf.look_through,
    "png": pictures.look_through,
    "jpeg": pictures.look_through,
    "xlsx": workbooks.look_through,
}
