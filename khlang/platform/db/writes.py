"""The single write: everything a command leaves behind, in as few statements as the database allows.

PostgreSQL: one statement (detail rows by CTE, the rest in `khlang_write`, sql/postgresql/10_write.sql). SQLite: the same
steps as prepared statements (`sqlite_write`). Both are held equal by tests/platform/test_writes.py.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from pydantic_core import to_json

from khlang.platform.db import refusals, sqlite_write
from khlang.platform.db.connections import is_postgresql
from khlang.platform.tenancy import new_id

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """Detail rows that go along in the same write: a model and one mapping of field names to values per row."""

    model: type[models.Model]
    values: Sequence[Mapping[str, Any]]


def write(*, org: int, entries: Sequence[Entry], rows: Sequence[Rows] = ()) -> list[dict[str, Any]]:
    """Write documents with their rows, vouchers and trail steps; all or nothing, durable when it returns outside a transaction.

    An entry is what `documents.spine` composes. Returns, per entry, `number`, `voucher_number` and the trail `digest`.
    Raises the Refusal behind a guard or constraint; other database errors pass through.
    """
    tables = [(_plan(item.model), item.values) for item in rows if item.values]
    try:
        if is_postgresql() and not connection.in_atomic_block:
            return _postgresql(org, entries, tables)
        if is_postgresql():
            with transaction.atomic():  # a savepoint: a refused write must not spoil the transaction around it
                return _postgresql(org, entries, tables)
        with transaction.atomic():
            return sqlite_write.write(
                connection, org, entries, [(p.table, p.columns, p.instants, p.records(org, v)) for p, v in tables]
            )
    except DatabaseError as error:
        refusal = refusals.translate(error)
        if refusal is None:
            raise
        raise refusal from error


def hold(*, org: int) -> None:
    """Let no document of the organisation be written by anybody else until the present transaction ends.

    Waits for the writes that are under way (on PostgreSQL by the lock that `khlang_write` takes first; a transaction on
    SQLite is the only writer from its start). For commands after which earlier postings must be known to be complete.
    """
    if not is_postgresql():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_chain_head (org_id, chain, sequence, digest) VALUES (%s, 'trail', 0, '')"
            " ON CONFLICT DO NOTHING",
            [org],
        )
        cursor.execute("SELECT 1 FROM documents_chain_head WHERE org_id = %s AND chain = 'trail' FOR UPDATE", [org])


def _postgresql(org: int, entries: Sequence[Entry], tables: Sequence[tuple["_Plan", Any]]) -> list[dict[str, Any]]:
    parts, parameters = [], []
    for index, (plan, values) in enumerate(tables):
        parts.append(f"r{index} AS ({plan.insert})")
        parameters.append(_encode(plan.records(org, values)))
    parameters.append(_encode(entries[0] if len(entries) == 1 else entries))
    with_rows = f"WITH {', '.join(parts)} " if parts else ""
    statement = with_rows + (_ONE if len(entries) == 1 else _MANY)
    return [row[0] if isinstance(row[0], dict) else json.loads(row[0]) for row in _run(statement, parameters)]


_ONE = "SELECT khlang_write(%s::jsonb)"
_MANY = "SELECT khlang_write(e) FROM jsonb_array_elements(%s::jsonb) AS e"


def _run(statement: str, parameters: Sequence[Any]) -> list[Any]:
    """Execute on the driver itself (prepared after a few times); through Django's cursor while queries are being logged."""
    connection.ensure_connection()
    if connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)
            return list(cursor.fetchall())
    with connection.wrap_database_errors:
        return list(connection.connection.execute(statement, parameters).fetchall())


class _Plan:
    """How rows of one model are written: its columns, their defaults, and the INSERT of PostgreSQL."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = model._meta.concrete_fields
        self.table = model._meta.db_table
        self.columns = tuple(str(field.column) for field in fields)
        self.instants = frozenset(str(f.column) for f in fields if isinstance(f, models.DateTimeField))
        self._column = {name: str(field.column) for field in fields for name in (field.name, field.attname)}
        self._blank = {str(f.column): None if f.attname == "org_id" else _plain(f.get_default()) for f in fields}
        self._numbered = "id" in self._blank
        listed = ", ".join(f'"{column}"' for column in self.columns)
        source = f"jsonb_populate_recordset(NULL::{self.table}, %s::jsonb)"
        self.insert = f"INSERT INTO {self.table} ({listed}) SELECT {listed} FROM {source}"

    def records(self, org: int, values: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Each row as column → value, in the order of the columns; an unknown name is a fault in the program (KeyError)."""
        column, records = self._column, []
        for row in values:
            record = self._blank.copy()
            record["org_id"] = org
            if self._numbered and "id" not in row:
                record["id"] = new_id()
            for name, value in row.items():
                record[column[name]] = value if value.__class__ in _AS_IS else _plain(value)
            records.append(record)
        return records


_AS_IS = frozenset({str, int, bool, type(None)})


def _encode(value: Any) -> str:
    """JSON for the way to the database only; what is sealed and chained has its own canonical text."""
    return to_json(value).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, models.Model):
        return value.pk
    return list(value) if isinstance(value, tuple) else value


@cache
def _plan(model: type[models.Model]) -> _Plan:
    return _Plan(model)
