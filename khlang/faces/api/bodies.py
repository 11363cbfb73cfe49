"""What a program sent, read strictly: JSON in UTF-8, one meaning per key, nothing that a database cannot keep."""

import json
from typing import Any, Final, NoReturn
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

from khlang.core.refusal import Refusal, Refusals

#: Identifiers are 63-bit; no number in an input is larger.
LARGEST: Final = 2**63 - 1
_DEEPEST: Final = 40
_YES: Final = ("true", "1", "?1")
_NO: Final = ("", "false", "0", "?0")


def read(request: HttpRequest) -> Any:
    """The JSON of the body. Refusals: media_type_unsupported, body_too_large, json_malformed, and at their fields
    text_unreadable (NUL or half a character) and number_out_of_range."""
    if request.content_type != "application/json":
        raise Refusal("media_type_unsupported", media_type=str(request.content_type)[:60])
    try:
        text = request.body.decode("utf-8")
    except RequestDataTooBig:
        raise Refusal("body_too_large") from None
    except (UnicodeDecodeError, UnreadablePostError, RawPostDataException):
        raise Refusal("json_malformed") from None
    try:
        content = json.loads(text, object_pairs_hook=_one_meaning, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # also a number of thousands of digits
        raise Refusal("json_malformed") from None
    found: list[Refusal] = []
    _look_through(content, (), found)
    if found:
        raise Refusals(found[:50])
    return content


def _one_meaning(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a key stands twice")
    return content


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def readable(text: str) -> bool:
    """Whether a text can be kept: no NUL, no half of a character pair."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _look_through(value: Any, path: tuple[str, ...], found: list[Refusal]) -> None:
    if len(path) > _DEEPEST:
        raise Refusal("json_malformed")
    if isinstance(value, str) and not readable(value):
        found.append(Refusal("text_unreadable", field=".".join(path) or None))
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and not abs(value) <= LARGEST:
        found.append(Refusal("number_out_of_range", field=".".join(path) or None))
    elif isinstance(value, list):
        for position, each in enumerate(value):
            _look_through(each, (*path, str(position)), found)
    elif isinstance(value, dict):
        for key, each in value.items():
            if not readable(key):
                raise Refusal("json_malformed")
            _look_through(each, (*path, key), found)


def idempotency_key(request: HttpRequest) -> UUID:
    """The sender's identity of the command. Refusals: idempotency_key_missing, idempotency_key_malformed."""
    text = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not text:
        raise Refusal("idempotency_key_missing")
    try:
        return UUID(text)
    except ValueError:
        raise Refusal("idempotency_key_malformed") from None


def expected_version(request: HttpRequest) -> int | None:
    """The version the sender saw, from If-Match: an ETag of ours (`"3"`). Refusal: if_match_malformed."""
    text = request.headers.get("If-Match", "").strip()
    if text in ("", "*"):
        return None
    digits = text.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise Refusal("if_match_malformed")
    return int(digits)


def dry_run(request: HttpRequest) -> bool:
    """Whether nothing shall be kept, from Khlang-Dry-Run. Refusal: dry_run_malformed."""
    text = request.headers.get("Khlang-Dry-Run", "").strip().lower()
    if text not in _YES + _NO:
        raise Refusal("dry_run_malformed")
    return text in _YES
