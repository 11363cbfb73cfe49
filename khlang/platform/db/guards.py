"""Guards: what the database itself refuses. Dropped before a migration, installed after it, checked at start.

Two kinds. The SQL files of `sql/<vendor>/` speak of sealed vouchers, the trail and periods. The walls between
organisations are derived from the models: on PostgreSQL every tenant table gets the key (org, id) and every
`TenantForeignKey` a composite foreign key; SQLite, which cannot add constraints to a table, gets triggers of the same meaning.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models

from khlang.platform.db import policies
from khlang.platform.db.connections import is_postgresql
from khlang.platform.tenancy import TenantForeignKey, TenantModel, TenantRow

_FOLDER = Path(__file__).parent / "sql"
_CREATES = re.compile(r"CREATE TRIGGER (\w+).*?\bON (\w+)", re.DOTALL)
_FUNCTIONS = re.compile(r"CREATE OR REPLACE FUNCTION (\w+)\(.*?\bAS \$\$(.*?)\$\$", re.DOTALL)
_RECOUNT = (
    "INSERT INTO documents_day_tally (org_id, kind, day, state, channel, numbered, documents, amount)"
    " SELECT org_id, kind, document_date, state, channel, number IS NOT NULL, count(*), sum(amount) FROM documents_document"
    " GROUP BY org_id, kind, document_date, state, channel, number IS NOT NULL"
)


def before_migration(**_: Any) -> None:
    """Drop the guards and lift the policies, so that a migration may rebuild tables and see every row."""
    policies.lift()
    drop()


def after_migration(*, sender: Any = None, **_: Any) -> None:
    """Install the guards once all tables are there, then the policies."""
    if getattr(sender, "label", None) in (None, "platform"):
        install()
        policies.install()


def install() -> None:
    """Put every guard in place (idempotent). Tables that do not exist yet are passed over."""
    drop()
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in _walls(tables):
            cursor.execute(statement)
        if {"ledger_seal", "documents_step", "platform_command_journal", "access_personaldataread"} <= tables:
            for script in _scripts():
                _run_script(cursor, script)
    if "documents_day_tally" in tables:
        recount()


def recount() -> None:
    """Count the documents into the tally anew: while the guards were away nobody kept it."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_day_tally")
        cursor.execute(_RECOUNT)


def drop() -> None:
    """Remove every guard; only migrations and the damage tests of `khlang verify` do this."""
    with connection.cursor() as cursor:
        for name, table in _installed(cursor):
            cursor.execute(f"DROP TRIGGER {name} ON {table}" if is_postgresql() else f"DROP TRIGGER {name}")
        if is_postgresql():
            cursor.execute(
                "SELECT conname, conrelid::regclass::text FROM pg_constraint WHERE conname LIKE 'khlang\\_link\\_%%'"
            )
            for name, table in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def missing() -> list[str]:
    """The guards that should be in this database and are not: absent, switched off, or of another wording than here.

    As «trigger on table», the name of a link, or «function»; for `khlang check`.
    """
    with connection.cursor() as cursor:
        return sorted(_lost_on_postgresql(cursor) if is_postgresql() else _lost_on_sqlite(cursor))


def _lost_on_postgresql(cursor: Any) -> Iterator[str]:
    scripts = [script.read_text() for script in _scripts()]
    cursor.execute(
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    awake = set(cursor.fetchall())
    wanted = {found for script in scripts for found in _CREATES.findall(script)}
    yield from (f"{name} on {table}" for name, table in wanted - awake)
    cursor.execute("SELECT conname FROM pg_constraint WHERE conname LIKE 'khlang\\_link\\_%%'")
    links = {row[0] for row in cursor.fetchall()}
    yield from {_link_name(model, field) for model, field in _links()} - links
    cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'khlang\\_%%'")
    says = dict(cursor.fetchall())
    for script in scripts:
        yield from (name for name, body in _FUNCTIONS.findall(script) if says.get(name) != body)


def _lost_on_sqlite(cursor: Any) -> Iterator[str]:
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    there = {(name, table): _words(sql) for name, table, sql in cursor.fetchall()}
    wanted = [*_wall_triggers(list(_links(own=False)))]
    for script in _scripts():
        wanted += _statements(script)
    for statement in wanted:
        ((name, table),) = _CREATES.findall(statement)
        if there.get((name, table)) != _words(statement[statement.index("CREATE TRIGGER") :]):
            yield f"{name} on {table}"


def _words(sql: str) -> str:
    return " ".join(sql.split())


def _installed(cursor: Any) -> list[tuple[str, str]]:
    if is_postgresql():
        cursor.execute(
            "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'khlang\\_%%'"
        )
    else:
        cursor.execute(
            "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'khlang\\_%%' ESCAPE '\\'"
        )
    return [(str(name), str(table)) for name, table in cursor.fetchall()]


def _scripts() -> list[Path]:
    return sorted((_FOLDER / ("postgresql" if is_postgresql() else "sqlite")).glob("*.sql"))


def _run_script(cursor: Any, script: Path) -> None:
    if is_postgresql():
        connection.ensure_connection()
        connection.connection.execute(script.read_text().encode(), prepare=False)
        return
    for statement in _statements(script):
        cursor.execute(statement.replace("%", "%%"))


def _statements(script: Path) -> list[str]:
    """The statements of a script for SQLite, which takes them one by one."""
    parts = re.split(r"(?m);\s*$(?=\s*(?:--|CREATE|\Z))", script.read_text())
    return [part for part in parts if part.strip()]


def _tenant_models() -> Iterator[type[models.Model]]:
    return (model for model in apps.get_models() if issubclass(model, TenantRow))


def _links(*, own: bool = True) -> Iterator[tuple[type[models.Model], TenantForeignKey]]:
    """Every link between tenant tables; `own=False` leaves out those that Django itself constrains (SQLite)."""
    for model in _tenant_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, TenantForeignKey) and (own or not _constrained(field)):
                yield model, field


def _constrained(field: Any) -> bool:
    """True when Django itself made a constraint of the link (the seal of a voucher, deferred to the commit)."""
    return bool(field.db_constraint)


def _link_name(model: type[models.Model], field: TenantForeignKey) -> str:
    return f"khlang_link_{model._meta.db_table}_{field.column}"[:63]


def _walls(tables: set[str]) -> Iterator[str]:
    links = [
        (model, field)
        for model, field in _links(own=is_postgresql())
        if model._meta.db_table in tables and field.related_model._meta.db_table in tables  # type: ignore[union-attr]
    ]
    return _composite_keys(tables, links) if is_postgresql() else _wall_triggers(links)


def _composite_keys(tables: set[str], links: list[tuple[type[models.Model], TenantForeignKey]]) -> Iterator[str]:
    for model in _tenant_models():
        table = model._meta.db_table
        if table in tables and issubclass(model, TenantModel):
            constraint = f"{table}_pkey"
            yield (
                f"DO $$ BEGIN IF (SELECT cardinality(conkey) FROM pg_constraint WHERE conrelid = '{table}'::regclass"
                f" AND contype = 'p') = 1 THEN ALTER TABLE {table} DROP CONSTRAINT {constraint} CASCADE;"
                f" ALTER TABLE {table} ADD CONSTRAINT {constraint} PRIMARY KEY (org_id, id); END IF; END $$"
            )
    for model, field in links:
        target = field.related_model._meta.db_table  # type: ignore[union-attr]
        timing = "DEFERRABLE INITIALLY DEFERRED" if _constrained(field) else "DEFERRABLE INITIALLY IMMEDIATE"
        yield (
            f"ALTER TABLE {model._meta.db_table} ADD CONSTRAINT {_link_name(model, field)} FOREIGN KEY"
            f" (org_id, {field.column}) REFERENCES {target} (org_id, id) {timing}"
        )


def _wall_triggers(links: list[tuple[type[models.Model], TenantForeignKey]]) -> Iterator[str]:
    by_table: dict[str, list[tuple[str, str]]] = {}
    for model, field in links:
        target = field.related_model._meta.db_table  # type: ignore[union-attr]
        by_table.setdefault(model._meta.db_table, []).append((str(field.column), target))
    for table, targets in by_table.items():
        broken = " OR ".join(
            f"(NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {target} t WHERE t.id = NEW.{column}"
            f" AND t.org_id = NEW.org_id))"
            for column, target in targets
        )
        refuse = "SELECT RAISE(ABORT, 'khlang:foreign_organisation')"
        columns = ", ".join(["org_id", *(column for column, _ in targets)])
        yield f"CREATE TRIGGER khlang_wall_{table} BEFORE INSERT ON {table} WHEN {broken} BEGIN {refuse}; END"
        yield f"CREATE TRIGGER khlang_moved_{table} BEFORE UPDATE OF {columns} ON {table} WHEN {broken} BEGIN {refuse}; END"
        for column, target in targets:
            yield (
                f"CREATE TRIGGER khlang_held_{table}_{column} BEFORE DELETE ON {target}"
                f" WHEN EXISTS (SELECT 1 FROM {table} c WHERE c.{column} = OLD.id AND c.org_id = OLD.org_id)"
                f" BEGIN SELECT RAISE(ABORT, 'khlang:still_referred_to'); END"
            )
