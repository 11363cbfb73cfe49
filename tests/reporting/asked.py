"""Asking for reports in tests: the second of October is today."""

import csv
import io
from datetime import date
from typing import Any

from khlang.bridges.reporting import exports, queries
from khlang.bridges.reporting.results import Result

TODAY = date(2024, 10, 2)


def run(name: str, *, lang: str = "th", today: date = TODAY, **parameters: Any) -> Result:
    """A report; `since` and `through` stand for its parameters from and to."""
    words = {"since": "from", "through": "to"}
    given = {words.get(key, key): value for key, value in parameters.items()}
    return queries.run(name=name, parameters=given, today=today, lang=lang)


def read(result: Result) -> list[dict[str, str]]:
    """The rows of a result as somebody reads its CSV."""
    return list(csv.DictReader(io.StringIO(exports.csv_text(result=result))))
