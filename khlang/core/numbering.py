"""Official numbers: how a series renders its running number, gap-free within a fiscal year.

The number itself is drawn by the database at the last moment; this module only knows how it looks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUN = re.compile(r"\{run:0(?P<width>[1-9])d\}")


@dataclass(frozen=True, slots=True)
class Series:
    """How one kind of document is numbered.

    The template knows {prefix}, {yy} (last two digits of the fiscal year, B.E.), {fy} (the fiscal year), {division}
    (the code of the division that draws the number) and, exactly once, {run:05d}. `scope` says within what the run is
    gap-free: "organisation" or "division".
    """

    name: str
    template: str
    prefix: str
    scope: str = "organisation"

    def __post_init__(self) -> None:
        """Refuse a template that cannot be rendered when the series is loaded."""
        if len(_RUN.findall(self.template)) != 1:
            raise ValueError(f"numbering {self.name}: the template needs exactly one {{run:0Nd}}: {self.template!r}")
        try:
            pieces(self, 2568)
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"numbering {self.name}: template {self.template!r} not understood") from error


def pieces(series: Series, fiscal_year: int, division: str = "") -> tuple[str, int, str]:
    """Return what stands before the run, how many digits it has at least, and what stands after it.

    The database joins the three when it draws the number, so that no second round trip is needed.
    """
    match = _RUN.search(series.template)
    if match is None:
        raise ValueError(f"numbering {series.name}: no run in {series.template!r}")
    names = {"prefix": series.prefix, "yy": f"{fiscal_year % 100:02d}", "fy": str(fiscal_year), "division": division}
    before = series.template[: match.start()].format_map(names)
    after = series.template[match.end() :].format_map(names)
    return before, int(match["width"]), after


def render(series: Series, fiscal_year: int, run: int, division: str = "") -> str:
    """Return the number as printed: run 1 of receipts in 2568 is "RC68-00001/2568"."""
    before, width, after = pieces(series, fiscal_year, division)
    return f"{before}{run:0{width}d}{after}"
