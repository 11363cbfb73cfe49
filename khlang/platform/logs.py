"""Lines of the log: one event a line, in UTC, without what could forge a line and without what nobody should read there.

What people send stands in paths, names of hosts and words of exceptions. A break in it would begin a line of its own, a
turned direction would hide one, an escape would colour the operator's screen (ASVS V16.2.2, V16.2.5, V16.4.1).
"""

import logging
import re
import unicodedata
from datetime import UTC, datetime
from types import TracebackType
from typing import Final

_FORMAT: Final = "{asctime} {levelname} {name}: {message}"
#: In front of each line of a traceback, so that none of them looks like a line of its own.
_CARRIED_ON: Final = "\n  | "
_HIDDEN: Final = "…"
_NAME: Final = r"(?i)\b([\w-]*(?:password|secret|token|verifier|otp|pid|cookie|session_?id)[\w-]*['\"]?\s*[=:]\s*)"
_VALUE: Final = r"(?:b?'[^']*'|b?\"[^\"]*\"|[^\s,;&)}\]]+)"
_SECRETS: Final = (
    # values beside a telling name, as in repr() of mappings, addresses and headers
    (re.compile(_NAME + _VALUE), rf"\1{_HIDDEN}"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+"), rf"\1 {_HIDDEN}"),
    (re.compile(r"(?i)(://[^/\s:@]+:)[^@\s/]+@"), rf"\1{_HIDDEN}@"),
    # what a validator found, and the row that a database refused
    (re.compile(r"input_value=.*?(?=, input_type|\]|$)"), f"input_value={_HIDDEN}"),
    (re.compile(r"DETAIL:.*"), f"DETAIL: {_HIDDEN}"),
    # national numbers keep their last four digits
    (re.compile(r"(?<!\d)\d{9}(\d{4})(?!\d)"), r"•••••••••\1"),
)  # fmt: skip


def plain(*, text: str) -> str:
    """Text as it may stand in one line: whatever is not seen is spelled out, secrets are left out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return "".join(letter if _seen(letter) else ascii(letter)[1:-1] for letter in text)


def _seen(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs")


class Lines(logging.Formatter):
    """`2026-01-31T09:30:00.000Z ERROR khlang.api: …`, then the lines of a traceback, each marked as carried on."""

    def __init__(self) -> None:
        super().__init__(_FORMAT, style="{")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """The moment in UTC with thousandths."""
        return f"{datetime.fromtimestamp(record.created, UTC):%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03}Z"

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line itself."""
        return plain(text=super().formatMessage(record))

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The traceback, line by line."""
        return _carried_on(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:
        """The stack, line by line."""
        return _carried_on(super().formatStack(stack_info))


def _carried_on(text: str) -> str:
    return _CARRIED_ON.lstrip("\n") + _CARRIED_ON.join(plain(text=line) for line in text.split("\n"))
