"""`khlang bench pages`: is a page of fifty rows as fast among a hundred thousand documents as among a thousand?

A person with every role is logged in; each page goes through the whole face (session, duties, queries, template), warmed.
"""

import argparse
import logging
import time
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from khlang import standards
from khlang.faces.cli.bench import spent, stage
from khlang.platform.db.connections import is_postgresql
from khlang.spine.access import commands as access
from khlang.spine.access import queries as people
from khlang.spine.organisations import commands as organisations

BACKEND = "khlang.spine.access.login.PersonBackend"
REPEATS = 30
#: Towards the end of the fiscal year, so that all of the history lies behind.
TODAY = "2025-07-01"
_MONTH = "from=2025-05-01&to=2025-05-31"
_YEAR = "from=2024-10-01&to=2025-07-01"
#: Pages by what they are called in the figures; {dika} is one that waits for examination.
PAGES = {
    "receipt_list": "/documents/receipt/?page=3",
    "dika_list": "/documents/dika/?page=3",
    "dika_list_of_a_state": "/documents/dika/?state=paid&page=3",
    "dika_search_number": "/documents/dika/?q=DK68-{last}",
    "dika_search_name": "/documents/dika/?q=ร้านทดสอบ",
    "payment_list": "/documents/payment/?page=3",
    "dika_page": "/documents/dika/{dika}/",
    "inbox": "/inbox/",
    "dika_register": f"/reports/dika_register/?{_MONTH}&page=1",
    "dika_register_of_a_year": f"/reports/dika_register/?{_YEAR}&page=2",
    "receipts_register": f"/reports/receipts/?{_MONTH}&page=1",
    "cheque_register": "/lists/cheque_number/?page=3",
    "expenditure_register": "/reports/expenditure/?budget_line=L0",
}


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """One row per page and size: median and 95th percentile in ms, queries, growth of the median against the first size."""
    logging.getLogger("django").setLevel(logging.CRITICAL)
    rows: list[dict[str, Any]] = []
    with stage.database("khlang_bench"), override_settings(ALLOWED_HOSTS=["testserver"], BUSINESS_DATE=TODAY):
        offices, first = [], 1
        for number, size in enumerate(options.sizes, start=1):
            org, dika = spent.write(number=number, first=first, documents=size)
            first += size
            offices.append((size, logged_in(org), {"dika": dika, "last": first - 1}))
        for name, address in PAGES.items():
            asked = [(client, address.format(**names)) for _, client, names in offices]
            queries = [_queries(*each) for each in asked]
            times = _times(asked)
            for (size, *_), each, count in zip(offices, times, queries, strict=True):
                rows.append(_row(name, size, each, count, times[0][REPEATS // 2]))
    return rows


def _row(name: str, size: int, each: list[float], queries: int, smallest: float) -> dict[str, Any]:
    median = each[len(each) // 2]
    return {
        "page": name,
        "database": "postgresql" if is_postgresql() else "sqlite",
        "documents": size,
        "median_ms": round(median, 1),
        "p95_ms": round(each[len(each) * 95 // 100], 1),
        "queries": queries,
        "growth": round(median / smallest, 2),
    }


def username(org: int) -> str:
    """The person who looks at the pages of an office."""
    return f"bench{org}"


def logged_in(org: int, *, password: str | None = None) -> Client:
    """A client in which somebody with every role is logged in; with a password the person can also come in by it."""
    small = {"small_office": True, "small_office_reason": "วัดความเร็ว"}
    organisations.change_settings(envelope=stage.envelope(org=org), data=small)
    made = access.create_person(
        envelope=stage.envelope(org=org),
        data={"username": username(org), "name_th": "ผู้วัดความเร็ว", "password": password},
    )
    person = people.person(person_id=made.document_id or 0)
    person.must_change_password = False
    person.save(update_fields=["must_change_password"])
    for role in (each for each in standards.duties().roles if not each.at):
        access.grant_role(
            envelope=stage.envelope(org=org),
            data={"person_id": person.id, "role": role.code, "from_date": "2024-10-01"},
        )
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def expect(answer: Any, status: int) -> None:
    """What is timed must be the page, not a refusal of it."""
    if answer.status_code != status:
        raise RuntimeError(f"answered with {answer.status_code} instead of {status}")


def _queries(client: Client, address: str) -> int:
    """How many queries the page takes once it is warm."""
    for _ in range(3):
        expect(client.get(address), 200)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
        return len(captured.captured_queries)


def _times(asked: Sequence[tuple[Client, str]]) -> list[list[float]]:
    """Milliseconds of each answer, sorted: the same page of each office, turn by turn."""
    found: list[list[float]] = [[] for _ in asked]
    for _ in range(REPEATS):
        for (client, address), each in zip(asked, found, strict=True):
            begun = time.perf_counter()
            client.get(address)
            each.append(1000 * (time.perf_counter() - begun))
    return [sorted(each) for each in found]
