"""The kinds of paper that can be entered afterwards, by the key of `standards/manual_papers.toml`.

Each kind is a file of this folder that ends with `KIND`; a file becomes known by standing here.
"""

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from khlang import standards
from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown


def _declared() -> Iterator[PaperKind]:
    for file in iter_modules(__path__):
        kind = getattr(import_module(f"{__name__}.{file.name}"), "KIND", None)
        if kind is not None:
            yield kind


def _in_order() -> dict[str, PaperKind]:
    """The kinds in the order of entry; a kind that the data do not name is a fault in the program."""
    found = {kind.key: kind for kind in _declared()}
    known = {paper.key: found.pop(paper.key) for paper in standards.manual_papers() if paper.key in found}
    if found:
        raise LookupError(f"manual_papers.toml does not name {sorted(found)}")
    return known


KINDS: dict[str, PaperKind] = _in_order()

__all__ = ["KINDS", "Finding", "PaperKind", "PaperRef", "Shown"]
