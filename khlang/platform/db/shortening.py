"""Taking the oldest lines off a log that is only ever added to: for the owner of the database, never for the application.

The guard of the table and, on PostgreSQL, its policies are away inside one transaction that keeps everybody else out of it,
and are back with its end, whichever way it ends. The application's role could not take them away (tests/walls).
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import connection, models, transaction
from django.db.models import QuerySet

from khlang.platform.db.connections import is_postgresql

_BANGKOK: Final = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What was, or would be, taken off: the lines of each day, and a digest of all of them in order."""

    days: Mapping[date, int]
    digest: str

    @property
    def lines(self) -> int:
        """How many in all."""
        return sum(self.days.values())


@contextmanager
def opened(*tables: str) -> Iterator[None]:
    """Inside, lines of these logs can be taken off; one transaction."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            put_back = [statement for table in tables for statement in _open(cursor, table)]
        yield
        with connection.cursor() as cursor:
            if is_postgresql():  # links of lines that were added meanwhile are checked now: no table is altered before
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for statement in put_back:
                cursor.execute(statement)


def look(rows: QuerySet[Any], *, zone: ZoneInfo = _BANGKOK) -> Gone:
    """The lines by their days, and the digest: SHA-256 over one line of JSON each, by id, every column by its name."""
    days: Counter[date] = Counter()
    digest = hashlib.sha256()
    for row in rows.order_by("id").values().iterator(chunk_size=2000):
        days[row["at"].astimezone(zone).date()] += 1
        digest.update(json.dumps(row, sort_keys=True, ensure_ascii=False, default=_text).encode() + b"\n")
    return Gone(days=dict(sorted(days.items())), digest=digest.hexdigest() if days else "")


def take(rows: QuerySet[Any]) -> int:
    """Delete the lines; only inside `opened`."""
    return int(rows._raw_delete(rows.db))


def may_take(model: type[models.Model]) -> bool:
    """Whether this connection owns the table; on SQLite everybody who has the file does."""
    if not is_postgresql():
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        return bool(cursor.fetchone()[0])


def _open(cursor: Any, table: str) -> Iterator[str]:
    """Take the guard of a table away; the statements that put it back."""
    if is_postgresql():
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER khlang_log")
        cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield f"ALTER TABLE {table} ENABLE TRIGGER khlang_log"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        return
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND sql LIKE %s",
                   [table, "%BEFORE DELETE%"])  # fmt: skip
    for name, sql in cursor.fetchall():
        cursor.execute(f"DROP TRIGGER {name}")
        yield sql


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
