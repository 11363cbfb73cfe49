"""Every address of the installation, taken from its own table, with something in each of its places."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

#: What stands in a place when the test says nothing else.
USUAL: Mapping[str, Any] = {
    "kind": "receipt", "move": "void", "form": "receipt", "start": "transfer", "format": "csv", "key": "party",
    "name": "daily_status", "code": "1111", "owner": "receipt", "path": "payer_name", "token": "AAAA",
}  # fmt: skip
_PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")


def routes(*, api: bool = False) -> Iterator[str]:
    """The routes as they are declared, those of the API or those of the pages."""
    yield from (route for route in _walk(get_resolver().url_patterns, "") if route.startswith("api/") is api)


def _walk(patterns: Any, front: str) -> Iterator[str]:
    for each in patterns:
        route = front + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            yield route


def filled(route: str, **known: Any) -> str:
    """An address of the route; numbers that nobody names are 1."""

    def fill(found: re.Match[str]) -> str:
        kind, name = found.groups()
        return str(known.get(name, USUAL.get(name, 1 if kind == "int" else "a")))

    return "/" + _PLACE.sub(fill, route)
