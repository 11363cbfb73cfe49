"""Row-level security of PostgreSQL: which rows a verified context sees and writes. Nothing here concerns SQLite.

The policy of a table of organisations is made from its model: the organisation of the context, or everywhere. What stands
above organisations is declared in sql/policies.toml, each with its reason. A table that is in neither has row-level security
and no policy: nobody sees a row of it, and `khlang check` names it. The policies bind the owner too (FORCE); they are lifted
for a migration, while which the application sees nothing.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection

from khlang.platform.db import context
from khlang.platform.db.connections import is_postgresql
from khlang.platform.tenancy import TenantRow

_FILE: Final = Path(__file__).parent / "sql" / "policies.toml"
_BLOCK: Final = 64
_WORDS: Final = {
    "org": "(SELECT khlang_org())",
    "person": "(SELECT khlang_person())",
    "open": "(SELECT khlang_org()) = ANY ('{-1,0}'::bigint[])",
    "below": "SELECT khlang_below()",
    "people": (
        "SELECT person_id FROM access_roleassignment WHERE org_id = (SELECT khlang_org())"
        " UNION ALL SELECT giver_id FROM access_delegation WHERE org_id = (SELECT khlang_org())"
        " UNION ALL SELECT taker_id FROM access_delegation WHERE org_id = (SELECT khlang_org())"
    ),
}
_WALL: Final = "(SELECT khlang_org()) = ANY (ARRAY[org_id, '-1'::bigint])"
#: Policy of a table: its name, what it is for, the rows it is about (USING) and the rows it lets be written (WITH CHECK).
Policy = tuple[str, str, str, str]


@cache
def declared() -> dict[str, Any]:
    """sql/policies.toml."""
    return tomllib.loads(_FILE.read_text())


def tables() -> list[str]:
    """Every table of the schema, ours and Django's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace"
            " ORDER BY relname"
        )
        return [str(row[0]) for row in cursor.fetchall()]


def of_organisations() -> frozenset[str]:
    """The tables whose rows belong to organisations."""
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, TenantRow))


def wanted(table: str) -> list[Policy]:
    """The policies of a table; none when nobody has declared it."""
    if table in of_organisations():
        return [("khlang_wall", "ALL", _WALL, _WALL)]
    for each in declared()["table"]:
        if each["name"] == table:
            return list(_above(each))
    return []


def _above(each: dict[str, Any]) -> Iterator[Policy]:
    if each.get("by_owner"):
        yield ("khlang_see", "ALL", "true", "true")
        return
    said = {name: _filled(each[name]) for name in ("see", "write", "add") if name in each}
    yield ("khlang_see", "SELECT", said["see"], "")
    added = said.get("add") or said.get("write")
    if added:
        yield ("khlang_add", "INSERT", "", added)
    if "write" in said:
        yield ("khlang_change", "UPDATE", said["write"], said["write"])
        yield ("khlang_remove", "DELETE", said["write"], "")


def _filled(text: str) -> str:
    for name, words in _WORDS.items():
        text = text.replace(f"{{{name}}}", words)
    return text


def install() -> None:
    """Put the key and every policy in place and give the application's role what it needs (idempotent)."""
    if not is_postgresql():
        return
    there = tables()
    if "khlang_secret" not in there:
        return
    _keep_key()
    _run([*_lifting(there), *(line for table in there for line in _walled(table)), *_granting(there)])


def lift() -> None:
    """Take the policies away for a migration: the owner sees every row, everybody else none."""
    if is_postgresql():
        _run(list(_lifting(tables())))


def _run(statements: list[str]) -> None:
    if statements:
        connection.ensure_connection()
        connection.connection.execute(";\n".join(statements).encode(), prepare=False)


def _lifting(there: list[str]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname FROM pg_policies WHERE schemaname = current_schema() AND policyname LIKE 'khlang\\_%%'"
        )
        for table, policy in cursor.fetchall():
            yield f"DROP POLICY {policy} ON {table}"
    for table in there:
        yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"


def _walled(table: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
    for policy, command, using, check in wanted(table):
        yield (
            f"CREATE POLICY {policy} ON {table} FOR {command}"
            + (f" USING ({using})" if using else "")
            + (f" WITH CHECK ({check})" if check else "")
        )


def _keep_key() -> None:
    """The two pads of the key (RFC 2104), so that the database computes an HMAC with sha256() alone. Bound, never in a text."""
    key = settings.CONTEXT_KEY.encode()
    if len(key) > _BLOCK:
        import hashlib

        key = hashlib.sha256(key).digest()
    key = key.ljust(_BLOCK, b"\0")
    pads = [bytes(byte ^ mask for byte in key) for mask in (0x36, 0x5C)]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE khlang_secret NO FORCE ROW LEVEL SECURITY")
        cursor.execute(
            "INSERT INTO khlang_secret (id, inner_pad, outer_pad) VALUES (1, %s, %s)"
            " ON CONFLICT (id) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            pads,
        )
    context.forget(connection.connection)


def application_role() -> str | None:
    """The role that the application logs in as, when this server has it and the present role is another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = %s AND rolname <> current_user",
            [settings.APPLICATION_ROLE],
        )
        found = cursor.fetchone()
    return str(found[0]) if found else None


def privileges(table: str) -> frozenset[str]:
    """What the application may do with a table, by privilege; nothing with what proves and remembers the context."""
    if table.startswith("khlang_"):
        return frozenset()
    if table in declared()["append_only"]["tables"]:
        return frozenset({"SELECT", "INSERT"})
    for each in declared()["table"]:
        if each["name"] == table and "write" not in each:
            return frozenset({"SELECT", "INSERT"} if "add" in each else {"SELECT"})
    return frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})


def _granting(there: list[str]) -> Iterator[str]:
    """Nothing for PUBLIC; for the application the rows, our functions, and no right to make or shadow anything."""
    role = application_role()
    everybody = "PUBLIC" if role is None else f"PUBLIC, {role}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {everybody}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {everybody}"
    yield from (f"REVOKE ALL ON FUNCTION {name} FROM {everybody}" for name, _ in _functions())
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_database())")
        yield f"REVOKE TEMPORARY ON DATABASE {cursor.fetchone()[0]} FROM PUBLIC"
    if role is None:
        return
    yield f"GRANT USAGE ON SCHEMA public TO {role}"
    for table in there:
        given = privileges(table)
        if given:
            yield f"GRANT {', '.join(sorted(given))} ON {table} TO {role}"
    yield from (f"GRANT EXECUTE ON FUNCTION {name} TO {role}" for name, called in _functions() if called)


def _functions() -> list[tuple[str, bool]]:
    """Our functions with their arguments, and whether they are called by statements (those of triggers are not)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text, prorettype <> 'trigger'::regtype FROM pg_proc"
            " WHERE proname LIKE 'khlang\\_%%' AND pronamespace = current_schema()::regnamespace"
        )
        return [(str(name), bool(called)) for name, called in cursor.fetchall()]
