"""On PostgreSQL the tests work in the application's role; here is how they act as the operator who owns the database.

The role is assumed (SET ROLE) on connections of the cluster's superuser, so that a test may step out of it inside its own
transaction. That the application itself cannot is what tests/walls/test_database.py tries, with a log-in of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

from khlang.platform.db import guards, policies
from khlang.platform.db.connections import is_postgresql

#: In a transaction that failed nothing can be said; its end takes the change of roles back by itself.
INERROR = TransactionStatus.INERROR
_acting: list[bool] = []
MAKE_ROLE = """
DO $$ BEGIN
  CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$
"""


def become_application() -> None:
    """Make the application's role, give it what `khlang migrate` gives, and let every later connection assume it."""
    if not is_postgresql():
        return
    role = settings.APPLICATION_ROLE
    with connection.cursor() as cursor:
        cursor.execute(MAKE_ROLE.format(role=role))
    policies.install()
    connection.close()
    connection.settings_dict["OPTIONS"]["assume_role"] = role


def resume() -> None:
    """Give the end of the tests its owner back: the test database is to be dropped."""
    connection.settings_dict["OPTIONS"].pop("assume_role", None)


@contextmanager
def operator() -> Iterator[None]:
    """Act as the owner of the database, whom no policy binds; on SQLite everybody is."""
    if not is_postgresql():
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute("RESET ROLE")
    _acting.append(True)
    try:
        yield
    finally:
        _acting.pop()
        if connection.connection is not None and connection.connection.info.transaction_status != INERROR:
            with connection.cursor() as cursor:
                cursor.execute(f'SET ROLE "{before}"')


@contextmanager
def guards_dropped_by_the_operator() -> Iterator[None]:
    """Whoever drops the guards in a test is the operator from then on, until they are installed or all is rolled back."""
    drop, install = guards.drop, guards.install

    def dropped() -> None:
        _say("RESET ROLE")
        drop()

    def installed() -> None:
        _say("RESET ROLE")
        install()
        if not _acting and "assume_role" in connection.settings_dict["OPTIONS"]:
            _say(f'SET ROLE "{settings.APPLICATION_ROLE}"')

    guards.drop, guards.install = dropped, installed
    try:
        yield
    finally:
        guards.drop, guards.install = drop, install


def _say(statement: str) -> None:
    if is_postgresql():
        with connection.cursor() as cursor:
            cursor.execute(statement)


def asked(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a question that the operator asks."""
    with operator(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
