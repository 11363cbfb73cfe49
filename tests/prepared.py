"""The database that every worker of a full run begins with is migrated once, by `./test`, and copied.

TEST_TEMPLATE names it: a file on SQLite, a database of the same cluster on PostgreSQL. Without it, or when the
sources have a migration that it has not, the worker migrates for itself: what a test sees is the same.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.db import connection

from khlang.platform.db.connections import is_postgresql

_MADE: list[str] = []


def begin_with_the_copy() -> None:
    """Let the test database of this process be made from the one that is migrated already."""
    template = os.environ.get("TEST_TEMPLATE", "")
    if not template:
        return
    if is_postgresql():
        connection.settings_dict["TEST"]["TEMPLATE"] = template
        return
    make = connection.creation._create_test_db

    def copied(*given: Any, **named: Any) -> Any:
        name = make(*given, **named)
        shutil.copyfile(template, name)
        return name

    connection.creation._create_test_db = copied


@contextmanager
def another(name: str) -> Iterator[None]:
    """Inside, the connection is to a second database of this process, a copy of the empty test database made at the first
    time. What is committed there, no other test sees. Outside any transaction only."""
    first = connection.settings_dict["NAME"]
    second = f"{first}_{name}"
    connection.close()
    if second not in _MADE:
        _copy(first, second)
        _MADE.append(second)
    connection.settings_dict["NAME"] = second
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = first


def _copy(first: str, second: str) -> None:
    if not is_postgresql():
        with closing(sqlite3.connect(first)) as source, closing(sqlite3.connect(second)) as target:
            source.backup(target)  # with what still stands in the write-ahead log, which a copy of the file would miss
        return
    with _owner() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [first])
        cursor.execute(f'DROP DATABASE IF EXISTS "{second}"')
        cursor.execute(f'CREATE DATABASE "{second}" TEMPLATE "{first}"')


def remove_others() -> None:
    """At the end, before the test database goes."""
    while _MADE:
        name = _MADE.pop()
        if is_postgresql():
            with _owner() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        else:
            os.remove(name)


@contextmanager
def _owner() -> Iterator[Any]:
    """A cursor of the cluster's superuser in no database of ours."""
    options = connection.settings_dict["OPTIONS"]
    role = options.pop("assume_role", None)
    try:
        with connection._nodb_cursor() as cursor:
            yield cursor
    finally:
        if role:
            options["assume_role"] = role
