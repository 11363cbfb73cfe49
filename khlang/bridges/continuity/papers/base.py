"""The declarations of `paper_kind`, for the files of this folder."""

from khlang.bridges.continuity.paper_kind import Finding, PaperKind, PaperRef, Shown

__all__ = ["Finding", "PaperKind", "PaperRef", "Shown"]
