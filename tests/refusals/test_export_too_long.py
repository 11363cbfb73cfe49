"""A file that would hold too many rows is refused before it is made, and no more rows are read than it may hold."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.core.refusal import Refusal
from khlang.platform import exporting
from tests.web.desk import TODAY, Desk, set_up


def test_rows_beyond_the_limit_are_refused() -> None:
    read = iter(range(10))
    assert exporting.bounded(range(3), most=3) == [0, 1, 2]
    with pytest.raises(Refusal) as refused:
        exporting.bounded(read, most=3)
    assert refused.value.code == "export_too_long" and refused.value.facts == {"limit": "3"}
    assert next(read) == 4


@pytest.fixture
def desk(db, settings, monkeypatch) -> Desk:
    settings.BUSINESS_DATE = TODAY.isoformat()
    made = set_up()
    for _ in range(3):
        made.receipt()
    monkeypatch.setattr(exporting, "MOST", 2)
    monkeypatch.setattr(exporting, "MOST_SET", 1)
    monkeypatch.setitem(exporting.bounded.__kwdefaults__, "most", 2)
    return made


@pytest.mark.parametrize(
    "path",
    ["/documents/receipt/export.csv", "/documents/receipt/export.xlsx", "/lists/person/export.csv",
     "/reports/receipts/?from=1/10/2567&to=1/10/2567&format=csv", "/reports/receipts/?from=1/10/2567&to=1/10/2567&format=pdf"],
)  # fmt: skip
def test_every_download_says_so(desk: Desk, path: str) -> None:
    who = "admin" if "person" in path else "pranee"
    with CaptureQueriesContext(connection) as asked:
        answer = desk.client(who).get(path)
    assert answer.status_code == 422 and "แถว" in answer.content.decode(), path
    if "documents" in path:
        assert any("LIMIT 3" in each["sql"] for each in asked.captured_queries)
