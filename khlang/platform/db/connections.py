"""Which database it is (asked only in this folder), and what every new connection is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.backends.signals import connection_created

from khlang.core import thai

#: What of a database says who comes in; its name may be another one for a while (a benchmark, a test).
_LOG_IN: Final = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


def is_postgresql(using: Any = connection) -> bool:
    """True on PostgreSQL, False on SQLite, the two databases that Khlang runs on."""
    return bool(using.vendor == "postgresql")


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside, the database is that of `KHLANG_OWNER_DATABASE_URL`: for migrations, and for emptying a demo. Outside any
    transaction only, for the connection is changed."""
    if not is_postgresql():
        yield
        return
    before = {key: connection.settings_dict[key] for key in _LOG_IN}
    connection.close()
    connection.settings_dict.update({key: settings.OWNER_DATABASE[key] for key in _LOG_IN})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


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
