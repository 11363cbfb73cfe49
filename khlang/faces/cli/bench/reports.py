"""`khlang bench reports`: do reports stay as fast when the history grows a hundredfold?"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from khlang.bridges.reporting import queries as reporting
from khlang.faces.cli.bench import history, stage
from khlang.platform import tenancy
from khlang.platform.db.connections import is_postgresql
from khlang.spine.documents import queries as documents
from khlang.spine.documents.finding import Wanted

DAY = date(2025, 3, 31)
REPEATS = 9


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """One row per size and report: milliseconds (median), and the growth against the smallest history."""
    rows: list[dict[str, Any]] = []
    smallest: dict[str, float] = {}
    with stage.database("khlang_bench"):
        first = 1
        for number, vouchers in enumerate(options.vouchers, start=1):
            org = history.write(number=number, first=first, vouchers=vouchers)
            first += vouchers
            with tenancy.scope(org):
                for name, report in REPORTS.items():
                    milliseconds = _median(report)
                    smallest.setdefault(name, milliseconds)
                    rows.append(_row(name, vouchers, milliseconds, smallest[name]))
    return rows


def _row(name: str, vouchers: int, milliseconds: float, smallest: float) -> dict[str, Any]:
    return {
        "workload": name,
        "database": "postgresql" if is_postgresql() else "sqlite",
        "vouchers": vouchers,
        "median_ms": round(milliseconds, 2),
        "growth": round(milliseconds / smallest, 2),
    }


def _median(report: Callable[[], object]) -> float:
    report()
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        report()
        taken.append(1000 * (time.perf_counter() - begun))
    return sorted(taken)[REPEATS // 2]


def _report(name: str, **parameters: str) -> Callable[[], object]:
    return lambda: reporting.run(name=name, parameters=parameters, today=DAY)


REPORTS = {
    "trial_balance": _report("trial_balance", on=DAY.isoformat()),
    "daily_status": _report("daily_status", on=DAY.isoformat()),
    "register_page": lambda: documents.page(wanted=Wanted(kind="receipt"), number=3, size=50),
}
