"""Which files people may bring, and how large: uploads.toml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from khlang.standards import files

_FILE: Final = "uploads.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadKind:
    """A kind of file: by its endings and by the bytes that it begins with."""

    key: str
    media_type: str
    endings: tuple[str, ...]
    begins: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRules:
    """All of the table; sizes in bytes, `active`, `actions` and `annotations` as they stand inside files."""

    limits: Mapping[str, int]
    kinds: Mapping[str, UploadKind]
    active_parts: tuple[str, ...]
    actions: frozenset[str]
    annotations: frozenset[str]
    inside: tuple[str, ...]


@cache
def upload_rules() -> UploadRules:
    """The table, read once."""
    found = files.document(_FILE)
    kinds = {
        key: UploadKind(
            key=key, media_type=each["media_type"], endings=tuple(each["endings"]), begins=bytes.fromhex(each["begins"])
        )
        for key, each in found["kinds"].items()
    }
    return UploadRules(
        limits=found["limits"],
        kinds=kinds,
        active_parts=tuple(found["workbook"]["active"]),
        actions=frozenset(found["pdf"]["actions"]),
        annotations=frozenset(found["pdf"]["annotations"]),
        inside=tuple(found["pdf"]["inside"]),
    )
