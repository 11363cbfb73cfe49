"""The modules that take longest, the longest first: a full run begins with them, so that its workers end together.

It is only an order. A module that is not named here comes afterwards, in the order of the folders.
"""

from pathlib import Path

HERE = Path(__file__).parent
LONGEST = (
    "web/test_everybody_everywhere.py",
    "walls/test_everywhere.py",
    "faces/test_bench.py",
    "browser/test_accessibility.py",
    "browser/test_outage_by_keyboard.py",
    "browser/test_purchase_by_keyboard.py",
    "api/test_contract.py",
    "invariants/test_random_office.py",
    "invariants/test_random_spending.py",
    "faces/test_demo.py",
    "faces/test_cli.py",
    "continuity/test_status_by_formulas.py",
    "invariants/test_killed_paying.py",
    "invariants/test_killed_entering.py",
    "continuity/test_two_hundred_days.py",
    "invariants/test_random_outage.py",
    "invariants/test_outage_at_once.py",
    "golden/test_spending_reports.py",
)
_PLACE = {HERE / path: place for place, path in enumerate(LONGEST)}


def place(module: Path) -> int:
    """Where a module stands in a full run."""
    return _PLACE.get(module, len(_PLACE))
