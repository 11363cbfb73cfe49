"""The kinds of paper that can be entered afterwards, by the key of `standards/manual_papers.toml`."""

from khlang.bridges.continuity.papers.base import Finding, PaperKind, PaperRef, Shown

KINDS: dict[str, PaperKind] = {}

__all__ = ["KINDS", "Finding", "PaperKind", "PaperRef", "Shown"]
