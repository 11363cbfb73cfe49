"""What the database holds, as a whole: to say that something left nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

from khlang.platform.tenancy import TenantRow
from tests.operators import operator

Contents = dict[str, frozenset[tuple[Any, ...]]]


@cache
def _tables(of_organisations: bool) -> tuple[str, ...]:
    """The tables of Khlang; either those whose rows belong to organisations, or all of them."""
    models = [model for model in apps.get_models() if model.__module__.startswith("khlang.")]
    return tuple(m._meta.db_table for m in models if not of_organisations or issubclass(m, TenantRow))


def contents(*, of_organisations: bool = False) -> Contents:
    """Every row of every table, read behind the back of the tenant scope."""
    found: Contents = {}
    with operator(), connection.cursor() as cursor:
        for table in _tables(of_organisations):
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = frozenset(tuple(map(str, row)) for row in cursor.fetchall())
    return found


def changed(before: Contents, after: Contents) -> dict[str, int]:
    """How many rows differ in which table; empty when both are the same."""
    counted = {table: len(before[table] ^ after[table]) for table in before}
    return {table: rows for table, rows in counted.items() if rows}


@contextmanager
def nothing_written() -> Iterator[None]:
    """Whatever happens inside, refused or not, leaves every table of Khlang row for row as it was."""
    before = contents()
    try:
        yield
    finally:
        assert changed(before, contents()) == {}
