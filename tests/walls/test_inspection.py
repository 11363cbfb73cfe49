"""`khlang check` names every wall of a PostgreSQL database that was taken down, opened or built by somebody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from khlang.faces.cli import check
from khlang.platform.db import inspection, policies
from tests.operators import operator

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql"),
        reason="SQLite has no roles, no policies",
    ),
]
ROLE = settings.APPLICATION_ROLE
WALL = "(SELECT khlang_org()) = ANY (ARRAY[org_id, '-1'::bigint])"
DEFINER = (
    "CREATE FUNCTION peep() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM documents_document'"
)

#: What an operator does by mistake, or somebody with the operator's rights on purpose → what is said of it.
BROKEN = {
    "a superuser": (f"ALTER ROLE {ROLE} SUPERUSER", f"role {ROLE} is a superuser: no policy binds it"),
    "bypassing": (f"ALTER ROLE {ROLE} BYPASSRLS", f"role {ROLE} has BYPASSRLS: no policy binds it"),
    "making roles": (f"ALTER ROLE {ROLE} CREATEROLE", f"role {ROLE} has CREATEROLE"),
    "making databases": (f"ALTER ROLE {ROLE} CREATEDB", f"role {ROLE} has CREATEDB"),
    "replication": (f"ALTER ROLE {ROLE} REPLICATION", f"role {ROLE} has REPLICATION"),
    "an owner": (
        f"ALTER TABLE ledger_line OWNER TO {ROLE}",
        f"role {ROLE} owns tables or functions of Khlang: it could take the walls down",
    ),
    "a member": (f"GRANT pg_read_all_data TO {ROLE}", f"role {ROLE} is a member of pg_read_all_data"),
    "a view of the superuser": (
        "CREATE VIEW peep WITH (security_invoker) AS SELECT * FROM documents_document",
        "view peep belongs to khlang, whom no policy binds",
    ),
    "a view with other eyes": (
        "CREATE VIEW peep AS SELECT * FROM documents_document",
        "view peep is not security_invoker",
    ),
    "a function with other eyes": (DEFINER, "function peep() runs as its owner and is not on the list"),
    "a function that can be led astray": (
        "ALTER FUNCTION khlang_say(text) RESET search_path",
        "function khlang_say(text) runs as its owner without a fixed search_path",
    ),
    "no security": (
        "ALTER TABLE ledger_line DISABLE ROW LEVEL SECURITY",
        "table ledger_line has no row-level security",
    ),
    "no force": (
        "ALTER TABLE ledger_line NO FORCE ROW LEVEL SECURITY",
        "table ledger_line does not force row-level security on its owner",
    ),
    "a new table": ("CREATE TABLE novelty (x int)", "table novelty is not declared in policies.toml"),
    "no policy": ("DROP POLICY khlang_wall ON ledger_line", "policy khlang_wall on ledger_line is missing (khlang migrate)"),
    "one policy more": ("CREATE POLICY wide ON ledger_line USING (true)", "policy wide on ledger_line is none of ours"),
    "other words": (
        "ALTER POLICY khlang_wall ON ledger_line USING (true)",
        "policy khlang_wall on ledger_line says something else than what is shipped (khlang migrate)",
    ),
    "other words for what is written": (
        "ALTER POLICY khlang_wall ON ledger_line WITH CHECK (org_id > 0)",
        "policy khlang_wall on ledger_line says something else than what is shipped (khlang migrate)",
    ),
    "a policy for some": (
        f"ALTER POLICY khlang_wall ON ledger_line TO {ROLE}",
        "policy khlang_wall on ledger_line says something else than what is shipped (khlang migrate)",
    ),
    "a policy that only narrows": (
        f"DROP POLICY khlang_wall ON ledger_line; CREATE POLICY khlang_wall ON ledger_line AS RESTRICTIVE USING ({WALL})"
        f" WITH CHECK ({WALL})",
        "policy khlang_wall on ledger_line says something else than what is shipped (khlang migrate)",
    ),
    "a table for everybody": ("GRANT SELECT ON ledger_line TO PUBLIC", "table ledger_line is open to PUBLIC: SELECT"),
    "a function for everybody": (
        "GRANT EXECUTE ON FUNCTION khlang_say(text) TO PUBLIC",
        "function khlang_say(text) is open to PUBLIC: EXECUTE",
    ),
    "a schema for everybody": ("GRANT CREATE ON SCHEMA public TO PUBLIC", "schema public is open to PUBLIC: CREATE"),
    "more than needed": (f"GRANT TRUNCATE ON documents_document TO {ROLE}", f"role {ROLE} holds TRUNCATE on documents_document"),
    "changing what is sealed": (f"GRANT UPDATE ON ledger_line TO {ROLE}", f"role {ROLE} holds UPDATE on ledger_line"),
    "what is remembered": (
        f"GRANT UPDATE ON SEQUENCE khlang_told_org TO {ROLE}",
        f"role {ROLE} holds UPDATE on khlang_told_org",
    ),
    "the key": (f"GRANT SELECT ON khlang_secret TO {ROLE}", f"role {ROLE} holds SELECT on khlang_secret"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def as_found() -> Iterator[None]:
    """Nothing is wrong before, and whatever was done is undone."""
    assert inspection.problems() == []
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def done(statement: str) -> None:
    with operator(), connection.cursor() as cursor:
        for part in statement.split("; "):
            cursor.execute(part.replace("%", "%%"))


@pytest.mark.parametrize("mistake", BROKEN)
def test_what_was_broken_is_named(mistake: str) -> None:
    statement, named = BROKEN[mistake]
    done(statement)
    assert named in inspection.problems()


def test_temporary_tables_for_everybody_are_named() -> None:
    """They come before ours wherever a table is named without its schema."""
    name = connection.settings_dict["NAME"]
    done(f'GRANT TEMPORARY ON DATABASE "{name}" TO PUBLIC')
    assert inspection.problems() == [f"database {name} is open to PUBLIC: TEMPORARY"]


def test_another_key_is_named_until_the_database_has_it() -> None:
    """The application signs with a key that the database does not know; `khlang migrate` tells it."""
    with override_settings(CONTEXT_KEY="a new key of at least forty characters!!"):
        from khlang.platform.db import context

        context.forget(connection.connection)
        (found,) = inspection.problems()
        assert found.startswith("the database does not believe this installation's context")
        with operator():
            policies.install()
        assert inspection.problems() == []
    context.forget(connection.connection)


def test_an_application_that_is_the_owner_is_named() -> None:
    """One log-in for everything: a superuser sees everything, and the check says so."""
    with operator(), override_settings(APPLICATION_ROLE="nobody_of_that_name"):
        found = inspection.problems()
    assert "role khlang is a superuser: no policy binds it" in found
    assert any("owns tables or functions of Khlang" in each for each in found)


def test_the_command_says_it() -> None:
    """Under a heading of its own, beside the guards."""
    done("DROP POLICY khlang_wall ON ledger_line")
    said = list(check.CHECKS["กำแพงระหว่างหน่วยงานในฐานข้อมูล · walls"]())
    assert said == ["policy khlang_wall on ledger_line is missing (khlang migrate)"]


def test_every_table_is_declared_once_and_with_a_reason() -> None:
    """Ours by their models, what stands above organisations in policies.toml; nothing in both, nothing that is not there."""
    above: list[dict[str, Any]] = policies.declared()["table"]
    names = [each["name"] for each in above]
    assert len(names) == len(set(names))
    assert set(names) | policies.of_organisations() == set(policies.tables())
    assert not set(names) & policies.of_organisations()
    assert all(
        len(each["reason"]) > 8 for each in [*above, policies.declared()["append_only"], policies.declared()["definer"]]
    )
    assert set(policies.declared()["append_only"]["tables"]) <= set(policies.tables())
