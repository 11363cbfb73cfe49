"""What is expensive is written down with its bound, and each bound stands where the page says."""

import re

from tests.architecture.source import ROOT

PAGE = ROOT / "docs/performance.md"
_ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<bound>[^|]+) \| `(?P<file>[^`|]+)` \| `(?P<literal>[^`]+)` \|$", re.M)
#: Words without which the list has forgotten something long.
_KINDS = ("upload", "import", "export", "PDF", "search", "type-ahead", "password", "kit", "API", "queue")


def test_what_is_expensive_and_its_bound_is_written() -> None:
    rows = list(_ROW.finditer(PAGE.read_text().partition("## What is expensive")[2]))
    assert len(rows) >= 20
    told = " ".join(row["what"] for row in rows)
    assert [kind for kind in _KINDS if kind not in told] == []
    astray = [row["what"] for row in rows if row["literal"] not in (ROOT / row["file"]).read_text()]
    assert astray == []
