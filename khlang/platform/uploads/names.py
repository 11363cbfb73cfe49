"""The name of a file as it may be kept and shown: no path, no control or direction characters, not too long."""

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from khlang.standards.uploads import upload_rules

#: Letters that no file system and no header line takes well.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
#: Categories of Unicode that are not seen: control, format (among them the ones that turn the direction), half characters,
#: private ones.
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_NAMELESS: Final = "file"


def clean_name(*, name: str) -> str:
    """The last part of a name, composed, without what is not seen; the ending is kept when the rest is cut.

    `รูป\\u202efdp.exe` shows its true ending again, `../../etc/passwd` is `passwd` (ASVS V5.3.2, V5.4.2).
    """
    seen = "".join(letter for letter in name if unicodedata.category(letter) not in _UNSEEN)
    last = PureWindowsPath(PurePosixPath(unicodedata.normalize("NFC", seen)).name).name
    text = " ".join(_FORBIDDEN.sub("_", last).split()).strip(". ")
    stem, dot, ending = text.rpartition(".")
    if not dot:
        stem, ending = text, ""
    ending = f".{ending[:10]}" if dot else ""
    return f"{(stem or _NAMELESS)[: upload_rules().limits['name'] - len(ending)]}{ending}"
