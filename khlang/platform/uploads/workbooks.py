"""Workbooks are archives: what they unpack to is measured, and nothing in them runs, fetches or leaves its folder."""

import stat
import zipfile
import zlib
from io import BytesIO
from typing import Final

from khlang.core.refusal import Refusal
from khlang.standards.uploads import upload_rules

_CHUNK: Final = 1 << 16
#: A small file may become large (a sheet of empty rows); the ratio counts from here on.
_SMALL: Final = 1 << 20
_MACROS: Final = b"macroenabled"
_LISTED: Final = "[Content_Types].xml"
_BOOK: Final = "xl/workbook.xml"
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    RuntimeError,
)


def look_through(content: bytes, name: str) -> None:
    """A workbook without macros and without links to other files. Refusals: upload_unpacks_too_large,
    upload_unsafe_member, upload_active, upload_unreadable, upload_wrong_type (another kind of archive)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _measured(members, name)
            for each in members:
                _harmless(each, name)
            if len({each.filename.lower() for each in members}) != len(members):
                raise Refusal("upload_unsafe_member", field="content", filename=name, member=members[0].filename[:60])
            if not {_LISTED, _BOOK} <= {each.filename for each in members}:
                raise Refusal("upload_wrong_type", field="content", filename=name, allowed=".xlsx")
            for each in members:
                _unpacked(archive, each)
            if _MACROS in archive.read(_LISTED).lower():
                raise Refusal("upload_active", field="content", filename=name, what="macro")
    except _BROKEN:
        raise Refusal("upload_unreadable", field="content", filename=name) from None


def _measured(members: list[zipfile.ZipInfo], name: str) -> None:
    limits = upload_rules().limits
    whole = sum(each.file_size for each in members)
    packed = max(1, sum(each.compress_size for each in members))
    swells = whole > _SMALL and whole > packed * limits["ratio"]
    if len(members) > limits["members"] or whole > limits["unpacked"] or swells:
        facts = {"limit": limits["unpacked"] // 2**20, "members": limits["members"]}
        raise Refusal("upload_unpacks_too_large", field="content", filename=name, **facts)


def _harmless(member: zipfile.ZipInfo, name: str) -> None:
    """Its path stays inside, it is a plain file, and it is none of the parts that do something."""
    path = member.orig_filename
    strange = path.startswith(("/", "\\")) or "\\" in path or ":" in path or ".." in path.split("/") or "\0" in path
    linked = stat.S_ISLNK(member.external_attr >> 16)
    if strange or linked:
        raise Refusal("upload_unsafe_member", field="content", filename=name, member=path.replace("\0", "")[:60])
    if member.flag_bits & _ENCRYPTED:
        raise Refusal("upload_unreadable", field="content", filename=name)
    for part in upload_rules().active_parts:
        if f"/{part}" in f"/{path.lower()}":
            raise Refusal("upload_active", field="content", filename=name, what=part.rstrip("/"))


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack it for nothing: a size that is not the declared one, or a wrong sum, is a damaged file."""
    with archive.open(member) as part:
        while part.read(_CHUNK):
            pass
