"""The raw side of `bench posting`: the fastest plain SQL for exactly the rows that a workload of Khlang leaves behind.

PostgreSQL: one call of one stored function with typed parameters, no JSON read, no digest computed. SQLite: prepared
statements in one BEGIN IMMEDIATE … COMMIT. Keys, CHECKs and guards of the tables hold for both sides. One file a workload.
"""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection

from khlang.faces.cli.bench import waiting
from khlang.faces.cli.bench.raw import dika, payment, receipt
from khlang.platform.db.connections import as_owner, is_postgresql
from khlang.platform.tenancy import new_id


class Workload(Protocol):
    """What a file of this folder has: a stored function, and the same with prepared statements."""

    FUNCTION: str
    CALL: str

    def parameters(self, org: int, first: int) -> Iterator[tuple[Any, ...]]:
        """What the stored function is given, document by document."""

    def rows(self, link: sqlite3.Connection, *given: Any) -> None:
        """The rows of one document, from the same parameters, on SQLite."""


WORKLOADS: dict[str, Any] = {
    "receipt": receipt,
    "dika": dika.REQUEST,
    "approval": dika.APPROVAL,
    "payment": payment.ONE,
    "payment_50": payment.MANY,
}


def prepare() -> None:
    """Put the stored functions into the raw database (nothing to prepare on SQLite)."""
    if is_postgresql():
        with as_owner(), connection.cursor() as cursor:
            for workload in WORKLOADS.values():
                cursor.execute(workload.FUNCTION.replace("%", "%%"))


def client(name: str, workload: str, first: int, count: int) -> Callable[[], None]:
    """A function that writes the next document by raw SQL, on a connection and for an organisation of its own."""
    org, side = new_id(), WORKLOADS[workload]
    link = _postgresql(name) if is_postgresql() else _sqlite(name)
    for statement in _REGISTER:
        link.execute(statement.format(org=org, code=org % 10**18))
    waiting.fill(run=link.execute, workload=workload, org=org, first=first, count=count)
    each = side.parameters(org, first)

    def on_postgresql() -> None:
        link.execute(side.CALL, next(each), prepare=True)

    def on_sqlite() -> None:
        link.execute("BEGIN IMMEDIATE")
        side.rows(link, *next(each))
        link.execute("COMMIT")

    return on_postgresql if is_postgresql() else on_sqlite


#: The organisation with the year 2568 open.
_REGISTER = (
    "INSERT INTO organisations_organisation (id, code, kind, name_th, name_en, province_th, district_th, address,"
    " tax_id, settings, version, practice_over)"
    " VALUES ({org}, 'R{code}', 'tao', 'x', 'x', 'x', '', '', '', '{{}}', 1, false)",
    "INSERT INTO ledger_period (org_id, id, fiscal_year, state) VALUES ({org}, {org}, 2568, 'open')",
)


def _postgresql(name: str) -> Any:
    given = settings.OWNER_DATABASE
    return psycopg.connect(
        dbname=name, user=given["USER"], password=given["PASSWORD"] or None, host=given["HOST"] or None,
        port=given["PORT"] or None, autocommit=True,
    )  # fmt: skip


def _sqlite(name: str) -> Any:
    link = sqlite3.connect(name, isolation_level=None, timeout=30, cached_statements=64)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        link.execute(f"PRAGMA {pragma}")
    return link
