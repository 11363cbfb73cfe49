"""Which database it is (asked only in this folder), and what every new connection is given."""

from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created

from khlang.core import thai


def is_postgresql(using: Any = connection) -> bool:
    """True on PostgreSQL, False on SQLite, the two databases that Khlang runs on."""
    return bool(using.vendor == "postgresql")


def prepare() -> None:
    """Give each new connection Thai collation (SQLite; PostgreSQL has its own) and check its durability."""
    connection_created.connect(_on_connect, dispatch_uid="khlang.connection")


def _on_connect(sender: Any, connection: Any, **_: Any) -> None:
    if is_postgresql(connection):
        return
    connection.connection.create_collation("thai", _compare)
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA synchronous").fetchone()[0]
        if mode < 2:
            raise RuntimeError("SQLite must run with synchronous=FULL: a power cut would lose acknowledged documents")


def _compare(one: str, other: str) -> int:
    left, right = thai.sort_key(one), thai.sort_key(other)
    return (left > right) - (left < right)


def thai_order(column: str) -> str:
    """An SQL collation clause that sorts `column` in the order of the Thai dictionary."""
    collation = '"th-x-icu"' if is_postgresql() else "thai"
    return f"{column} COLLATE {collation}"
