"""What the small squares on papers say: whose paper it is, or which document of the system stands for it. Pure.

A form of the kit carries «KH1|organisation|paper|book|number|check», a label with the system's number
«KH2|organisation|kind|number|check». The check is CRC-16/CCITT-FALSE over all that stands before it, four hexadecimal digits:
a square that was misread, or typed by hand, is known at once.
"""

from binascii import crc_hqx
from dataclasses import dataclass
from typing import Final

PAPER: Final = "KH1"
SYSTEM: Final = "KH2"
_START: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Identity:
    """One paper: code of the organisation, key of the kind of paper, book ("" when it has none) and number."""

    org: str
    paper: str
    book_no: str
    number: int

    def __str__(self) -> str:
        return _sealed(PAPER, self.org, self.paper, self.book_no, str(self.number))


@dataclass(frozen=True, slots=True)
class SystemNumber:
    """One document of the system: code of the organisation, kind of document, its number."""

    org: str
    kind: str
    number: str

    def __str__(self) -> str:
        return _sealed(SYSTEM, self.org, self.kind, self.number)


def read(*, text: str) -> Identity | SystemNumber | None:
    """What a scanned text says; None when it is no square of ours or its check is wrong."""
    said, _, check = text.strip().rpartition("|")
    parts = said.split("|")
    if crc16(text=said) != check.lower():
        return None
    if len(parts) == 5 and parts[0] == PAPER and parts[4].isascii() and parts[4].isdigit():
        return Identity(parts[1], parts[2], parts[3], int(parts[4]))
    if len(parts) == 4 and parts[0] == SYSTEM:
        return SystemNumber(*parts[1:])
    return None


def crc16(*, text: str) -> str:
    """CRC-16/CCITT-FALSE of the UTF-8 text, four hexadecimal digits."""
    return f"{crc_hqx(text.encode(), _START):04x}"


def _sealed(*parts: str) -> str:
    if any("|" in part for part in parts):
        raise ValueError("a part of an identity must not hold the character that parts them")
    said = "|".join(parts)
    return f"{said}|{crc16(text=said)}"
