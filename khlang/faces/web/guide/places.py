"""Help in place: which heading of the guide explains a page. The table is `places.toml`; a test walks all pages and kinds."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from khlang.faces.web.guide.book import HOME

#: Which part of an address tells more than its page: table of places.toml → name of the part.
TOLD_BY: Final[Mapping[str, str]] = {"kind": "kind", "directory": "key"}


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """The places: `view`, `kind`, `directory`, each name → "chapter#anchor"; `silent` views show no page of their own."""
    content: Mapping[str, Mapping[str, str]] = tomllib.loads(
        (Path(__file__).parent / "places.toml").read_text(encoding="utf-8")
    )
    return content


def explained(view: str, parts: Mapping[str, Any]) -> str:
    """The place "chapter#anchor" that explains a page: by what it is about, else by the page itself; "" when nothing does."""
    for name, part in TOLD_BY.items():
        found = table().get(name, {}).get(str(parts.get(part, "")), "")
        if found:
            return found
    return table()["view"].get(view, "")


def href(place: str) -> str:
    """The address of a place "chapter#anchor"; the contents for ""."""
    chapter, hash_, anchor = place.partition("#")
    return f"{HOME}{chapter}/{hash_}{anchor}" if chapter else HOME


def help_for(match: Any) -> str:
    """The address of the help for a page that was found by its address (Django's ResolverMatch, None for a page that is none)."""
    return href(explained(match.view_name or "", match.kwargs)) if match is not None else HOME
