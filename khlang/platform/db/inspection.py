"""What `khlang check` finds wrong with the walls of a PostgreSQL database: each finding in words, none when all is as shipped.

Read from the catalogue, as whoever asks; on SQLite there is nothing to find. tests/walls/test_inspection.py breaks each.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection

from khlang.platform.db import policies
from khlang.platform.db.connections import is_postgresql

_ABOVE_ALL = (
    "SELECT c.relname, r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('v', 'm')"
    " AND (r.rolsuper OR r.rolbypassrls)"
)
_VIEWS = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('v', 'm')"
    " AND NOT coalesce(reloptions, '{}') && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1']"
)
_DEFINERS = (
    "SELECT p.oid::regprocedure::text, p.proname, r.rolsuper OR r.rolbypassrls, coalesce(p.proconfig, '{}')::text"
    " FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner"
    " WHERE p.pronamespace = current_schema()::regnamespace AND p.prosecdef"
)
_TABLES = (
    "SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class"
    " WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace"
)
_POLICIES = (
    "SELECT tablename, policyname, cmd, permissive, roles::text, coalesce(qual, ''), coalesce(with_check, '')"
    " FROM pg_policies WHERE schemaname = current_schema()"
)
_OPEN = (
    "SELECT 'table ' || c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a"
    " WHERE c.relnamespace = current_schema()::regnamespace AND a.grantee = 0"
    " UNION ALL SELECT 'function ' || p.oid::regprocedure::text, a.privilege_type"
    " FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a"
    " WHERE p.pronamespace = current_schema()::regnamespace AND a.grantee = 0"
    " UNION ALL SELECT 'schema ' || n.nspname, a.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) a"
    " WHERE n.nspname = current_schema() AND a.grantee = 0 AND a.privilege_type = 'CREATE'"
    " UNION ALL SELECT 'database ' || d.datname, a.privilege_type"
    " FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a"
    " WHERE d.datname = current_database() AND a.grantee = 0 AND a.privilege_type IN ('CREATE', 'TEMPORARY')"
)
_ROLE = (
    "SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb, r.rolreplication, EXISTS (SELECT 1 FROM pg_class c"
    " WHERE c.relowner = r.oid AND c.relnamespace = current_schema()::regnamespace) OR EXISTS (SELECT 1 FROM pg_proc p"
    " WHERE p.proowner = r.oid AND p.pronamespace = current_schema()::regnamespace),"
    " ARRAY(SELECT m.rolname::text FROM pg_roles m WHERE m.oid <> r.oid AND pg_has_role(r.oid, m.oid, 'MEMBER'))"
    " FROM pg_roles r WHERE r.rolname = %s"
)
_PRIVILEGES = (
    "SELECT c.relname, array_agg(a.privilege_type::text) FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r"
    " ON r.oid = a.grantee WHERE r.rolname = %s AND c.relnamespace = current_schema()::regnamespace"
    " AND c.relkind IN ('r', 'p', 'S') GROUP BY c.relname"
)


def problems() -> list[str]:
    """Every finding, in a fixed order."""
    if not is_postgresql():
        return []
    with connection.cursor() as cursor:
        return [
            *sorted(_role(cursor)),
            *sorted(_runs_as_others(cursor)),
            *sorted(_unwalled(cursor)),
            *sorted(_policies(cursor)),
            *sorted(_open(cursor)),
            *sorted(_privileges(cursor)),
            *_context(cursor),
        ]


def _asked(cursor: Any, question: str, *values: Any) -> list[tuple[Any, ...]]:
    cursor.execute(question, list(values) or None)
    return list(cursor.fetchall())


def application() -> str:
    """The role that the application works in: the one of this connection, unless that is the owner's and there is another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        now = str(cursor.fetchone()[0])
    return settings.APPLICATION_ROLE if policies.application_role() else now


def _role(cursor: Any) -> Iterator[str]:
    """The application's role holds no power of its own (R-DB7)."""
    name = application()
    for super_, bypass, makes_roles, makes_databases, replicates, owns, member in _asked(cursor, _ROLE, name):
        powers = {
            "is a superuser: no policy binds it": super_,
            "has BYPASSRLS: no policy binds it": bypass,
            "has CREATEROLE": makes_roles,
            "has CREATEDB": makes_databases,
            "has REPLICATION": replicates,
            "owns tables or functions of Khlang: it could take the walls down": owns,
        }
        yield from (f"role {name} {power}" for power, held in powers.items() if held)
        if not super_:
            yield from (f"role {name} is a member of {other}" for other in member)


def _runs_as_others(cursor: Any) -> Iterator[str]:
    """What would show rows with the eyes of somebody else (R-DB6)."""
    for view, owner in _asked(cursor, _ABOVE_ALL):
        yield f"view {view} belongs to {owner}, whom no policy binds"
    yield from (f"view {view} is not security_invoker" for (view,) in _asked(cursor, _VIEWS))
    known = policies.declared()["definer"]["functions"]
    for function, name, _, settled in _asked(cursor, _DEFINERS):
        if name not in known:
            yield f"function {function} runs as its owner and is not on the list"
        elif "search_path=pg_catalog, pg_temp" not in settled:
            yield f"function {function} runs as its owner without a fixed search_path"


def _unwalled(cursor: Any) -> Iterator[str]:
    for table, enabled, forced in _asked(cursor, _TABLES):
        if not enabled:
            yield f"table {table} has no row-level security"
        if not forced:
            yield f"table {table} does not force row-level security on its owner"
        if not policies.wanted(table):
            yield f"table {table} is not declared in policies.toml"


def _policies(cursor: Any) -> Iterator[str]:
    """Each policy is there in the wording shipped, and no other beside it: permissive policies add up."""
    there = {(row[0], row[1]): row[2:] for row in _asked(cursor, _POLICIES)}
    shipped = {(table, policy[0]): policy for table in policies.tables() for policy in policies.wanted(table)}
    yield from (
        f"policy {name} on {table} is missing (khlang migrate)" for table, name in shipped.keys() - there.keys()
    )
    yield from (f"policy {name} on {table} is none of ours" for table, name in there.keys() - shipped.keys())
    for table, name in shipped.keys() & there.keys():
        command, permissive, roles, using, check = there[table, name]
        said = (name, command, _bare(using, table), _bare(check, table))
        _, for_command, rows, written = shipped[table, name]
        meant = (name, for_command, _bare(rows, table), _bare(written, table))
        if said != meant or (permissive, roles) != ("PERMISSIVE", "{public}"):
            yield f"policy {name} on {table} says something else than what is shipped (khlang migrate)"


def _bare(expression: str, table: str) -> str:
    """An expression without what the server adds when it says it again: parentheses, spaces, casts, names of columns."""
    text = re.sub(r"::\w+(?:\[\])?|\bAS \w+", "", expression)
    for name in (table, "access_roleassignment", "access_delegation"):
        text = text.replace(f"{name}.", "")
    return re.sub(r"[\s()]+", "", text)


def _open(cursor: Any) -> Iterator[str]:
    yield from (f"{what} is open to PUBLIC: {privilege}" for what, privilege in _asked(cursor, _OPEN))


def _privileges(cursor: Any) -> Iterator[str]:
    """The application's role may do with a table what it needs, no more (TRUNCATE, REFERENCES, TRIGGER: never)."""
    name = policies.application_role() and settings.APPLICATION_ROLE or application()
    granted = dict(_asked(cursor, _PRIVILEGES, name))
    for table, held in granted.items():
        more = set(held) - policies.privileges(table)
        if more:
            yield f"role {name} holds {', '.join(sorted(more))} on {table}"


def _context(cursor: Any) -> Iterator[str]:
    """Does the database believe what this installation signs?"""
    cursor.execute("SELECT khlang_org() IS NULL")
    if cursor.fetchone()[0]:
        yield "the database does not believe this installation's context: KHLANG_CONTEXT_KEY is another (khlang migrate)"
