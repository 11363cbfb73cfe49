"""The modules that take longest, the longest first: a full run begins with them, so that its workers end together.

It is only an order. A module that is not named here comes afterwards, in the order of the folders.
"""

from pathlib import Path

HERE = Path(__file__).parent
LONGEST = (
    "web/test_everybody_everywhere.py",
    "walls/test_everywhere.py",
    "walls/test_inspection.py",
    "invariants/test_random_outage.py",
    "invariants/test_random_office.py",
    "invariants/test_random_spending.py",
    "continuity/test_two_hundred_days.py",
    "faces/test_demo.py",
    "faces/test_bench.py",
    "api/test_contract.py",
    "stories/test_stories.py",
    "thaid/test_vices.py",
)
_PLACE = {HERE / path: place for place, path in enumerate(LONGEST)}


def place(module: Path) -> int:
    """Where a module stands in a full run."""
    return _PLACE.get(module, len(_PLACE))
