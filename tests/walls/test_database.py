"""An adversary who can say anything to PostgreSQL in the application's role, on a connection of its own: every attempt is refused
or shows nothing (reliability R-DB4 … R-DB8)."""

import time
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from khlang.platform.db import context, policies
from khlang.platform.tenancy import new_id
from tests.operators import asked
from tests.walls.strangers import House, genuine, log_in, rows, say

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql"),
        reason="SQLite has no roles, no policies",
    ),
]
INSERT_LINE = (
    "INSERT INTO ledger_line (org_id, voucher_id, position, book, account, sub, debit, credit, posting_date, description)"
    " VALUES (%s, %s, 90, 'accrual', '1101010101.001', '', 100, 0, '2024-10-01', 'x')"
)


# ── whose rows are seen ──────────────────────────────────────────────────────────────────────────


def test_without_a_context_nothing_is_seen(stranger: Any) -> None:
    """In no table that holds anything of anybody (R-DB4: it fails closed): refused where nothing was said, empty where what was
    said is not ours."""
    open_to_all = {each["name"] for each in policies.declared()["table"] if each.get("by_owner")}
    asked_for = [table for table in policies.tables() if policies.privileges(table) and table not in open_to_all]
    assert "documents_document" in asked_for
    for table in asked_for:
        if asked(f"SELECT 1 FROM {table} LIMIT 1"):
            with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
                rows(stranger, table)
    say(stranger, "of my own")
    assert {table for table in asked_for if rows(stranger, table)} == set()


def test_what_was_said_is_forgotten_but_not_changed(insider: Any, houses: tuple[House, House]) -> None:
    """A transaction taken back leaves it; a memory that is emptied shows nothing."""
    insider.execute("BEGIN")
    insider.execute("SELECT set_config('khlang.context', %s, false)", (str(houses[1].org),))
    insider.execute("ROLLBACK")
    assert {row[0] for row in insider.execute("SELECT DISTINCT org_id FROM documents_document")} == {houses[0].org}
    insider.execute("DISCARD ALL")
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        rows(insider)


def test_workers_of_a_parallel_plan_stand_where_their_leader_does(insider: Any, houses: tuple[House, House]) -> None:
    """They have a memory of their own, so they are given the answer and never ask."""
    for setting in ("parallel_setup_cost", "parallel_tuple_cost", "min_parallel_table_scan_size"):
        insider.execute(f"SET {setting} = 0")
    insider.execute("SET max_parallel_workers_per_gather = 2")
    question = "SELECT DISTINCT org_id FROM ledger_line"
    plan = "".join(row[0] for row in insider.execute("EXPLAIN " + question))
    assert "Gather" in plan
    assert {row[0] for row in insider.execute(question)} == {houses[0].org}


def test_in_a_context_only_ones_own_rows_are_seen(insider: Any, houses: tuple[House, House]) -> None:
    """Table by table; and those of the neighbour are there, for the operator sees them."""
    own, theirs = houses
    with_rows = 0
    for table in sorted(policies.of_organisations()):
        found = {row[0] for row in insider.execute(f"SELECT DISTINCT org_id FROM {table}").fetchall()}
        assert found <= {own.org}, table
        with_rows += bool(found)
        assert bool(found) == bool(asked(f"SELECT 1 FROM {table} WHERE org_id = %s LIMIT 1", theirs.org)), table
    assert with_rows > 8


def test_a_context_cannot_be_forged(stranger: Any, houses: tuple[House, House]) -> None:
    """The setting is free, its signature is not (R-DB8)."""
    own, theirs = houses
    true = genuine(stranger, own.org)
    said, digest = true[:-65], true[-64:]
    pid = stranger.info.backend_pid
    with override_settings(CONTEXT_KEY="another key of at least forty characters!!"):
        other_key = genuine(stranger, theirs.org)
    elsewhere = context.signed(org=theirs.org, person=0, backend=pid + 1, until=int(time.time()) + 300)
    attempts = {
        "another organisation": true.replace(str(own.org), str(theirs.org), 1),
        "everywhere": true.replace(str(own.org), "-1", 1),
        "the entrance": true.replace(str(own.org), "0", 1),
        "a guessed signature": f"{theirs.org}.0.{pid}.{int(time.time()) + 300}." + "0" * 64,
        "another person": said.replace(".0.", ".7.", 1) + "." + digest,
        "later": f"{said}9.{digest}",
        "another key": other_key,
        "another connection": elsewhere,
        "too old": genuine(stranger, own.org, until=-1),
        "no signature": str(theirs.org),
        "nothing": "",
        "three parts": f"{theirs.org}.0.{pid}",
        "four parts": f"{theirs.org}.0.{pid}.{int(time.time()) + 300}",
        "an empty signature": f"{theirs.org}.0.{pid}.{int(time.time()) + 300}.",
        "a part more": f"{theirs.org}.{true}",
        "parts without end": "." * 150,
        "braces": "{1,2,3}",
        "digits without end": "9" * 400,
        "upper case": f"{said}.{digest.upper()}" if digest.upper() != digest else "x",
        "a line more": true + "\n",
    }
    for name, text in attempts.items():
        say(stranger, text)
        assert stranger.execute("SELECT khlang_org(), khlang_person()").fetchone() == (None, None), name
        assert rows(stranger) == rows(stranger, "access_person") == rows(stranger, "organisations_organisation") == 0, (
            name
        )
    say(stranger, true)
    assert rows(stranger) > 0, "so what failed above was the forgery"
    say(stranger, "")
    assert rows(stranger) == 0


def test_the_context_of_another_connection_is_worthless(
    insider: Any, stranger: Any, houses: tuple[House, House]
) -> None:
    """Taken from one connection, said on another."""
    say(stranger, genuine(insider, houses[0].org))
    assert rows(insider) > 0 and rows(stranger) == 0


def test_the_signature_is_nowhere_to_be_read(insider: Any, stranger: Any) -> None:
    """Not in the statements of other sessions, whose parameters are bound."""
    say(stranger, genuine(stranger, -1))
    seen = insider.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", (stranger.info.backend_pid,)).fetchone()
    assert "khlang_say" in seen[0] and str(stranger.info.backend_pid) not in seen[0]
    with pytest.raises(psycopg.Error):
        insider.execute("SELECT pg_read_file('postgresql.conf')")


# ── what is written ──────────────────────────────────────────────────────────────────────────────


def test_nothing_is_written_into_another_organisation(insider: Any, houses: tuple[House, House]) -> None:
    own, theirs = houses
    for statement, values in (
        (INSERT_LINE, (theirs.org, theirs.voucher)),
        ("INSERT INTO organisations_division (org_id, id, code, name_th, name_en, active, version)"
         " VALUES (%s, %s, 'X', 'x', '', true, 1)", (theirs.org, new_id())),
        ("UPDATE ledger_period SET org_id = %s", (theirs.org,)),
    ):  # fmt: skip
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            insider.execute(statement, values)
    for table in ("documents_document", "ledger_period", "banking_bank_account"):
        assert insider.execute(f"UPDATE {table} SET org_id = org_id WHERE org_id = %s", (theirs.org,)).rowcount == 0
    assert insider.execute("DELETE FROM ledger_period WHERE org_id = %s", (theirs.org,)).rowcount == 0
    assert (
        insider.execute("UPDATE organisations_organisation SET name_th = 'x' WHERE id = %s", (theirs.org,)).rowcount
        == 0
    )


def test_a_line_of_ones_own_does_not_reach_a_foreign_voucher(insider: Any, houses: tuple[House, House]) -> None:
    """The key goes over the organisation, so a foreign voucher is refused just as one that nobody has (R-DB5)."""
    own, theirs = houses
    said = []
    for voucher in (theirs.voucher, new_id()):
        with pytest.raises(psycopg.errors.ForeignKeyViolation) as refused:
            insider.execute(INSERT_LINE, (own.org, voucher))
        assert refused.value.diag.constraint_name.startswith("khlang_link_")
        said.append(str(refused.value).replace(str(voucher), "…"))
    assert said[0] == said[1]


def test_no_key_tells_what_another_organisation_has(houses: tuple[House, House]) -> None:
    """Every unique key of a table of organisations goes over the organisation: a duplicate is always one's own."""
    found = asked(
        "SELECT t.relname || '.' || (SELECT string_agg(a.attname, ',' ORDER BY a.attnum) FROM pg_attribute a"
        " WHERE a.attrelid = t.oid AND a.attnum = ANY (i.indkey)) FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
        " WHERE i.indisunique AND t.relname = ANY (%s) AND NOT EXISTS (SELECT 1 FROM pg_attribute a"
        " WHERE a.attrelid = t.oid AND a.attname = 'org_id' AND a.attnum = ANY (i.indkey)) ORDER BY 1",
        sorted(policies.of_organisations()),
    )
    #: Found by their beginning before the organisation is known; 48 random bits, so a collision tells nothing.
    assert [row[0] for row in found] == ["access_apitoken.prefix"]


# ── what the role may do at all ──────────────────────────────────────────────────────────────────

DENIED = {
    "the key": "SELECT * FROM khlang_secret",
    "the key by COPY": "COPY khlang_secret TO STDOUT",
    "another key": "UPDATE khlang_secret SET inner_pad = outer_pad",
    "triggers of a table": "ALTER TABLE ledger_line DISABLE TRIGGER ALL",
    "one trigger": "ALTER TABLE ledger_line DISABLE TRIGGER khlang_sealed",
    "all triggers": "SET session_replication_role = replica",
    "emptying a table": "TRUNCATE ledger_line CASCADE",
    "emptying the journal": "TRUNCATE platform_command_journal",
    "a sealed voucher": "UPDATE ledger_voucher SET description = 'x'",
    "a sealed line": "DELETE FROM ledger_line",
    "a seal": "DELETE FROM ledger_seal",
    "the trail": "UPDATE documents_step SET actor_name = 'x'",
    "the security log": "DELETE FROM access_securityevent",
    "the log of looks": "UPDATE access_personaldataread SET reason = ''",
    "a policy": "DROP POLICY khlang_wall ON documents_document",
    "a policy of one's own": "CREATE POLICY mine ON documents_document USING (true)",
    "row-level security": "ALTER TABLE documents_document DISABLE ROW LEVEL SECURITY",
    "force": "ALTER TABLE documents_document NO FORCE ROW LEVEL SECURITY",
    "the owner": "SET ROLE {owner}",
    "the owner's session": "SET SESSION AUTHORIZATION {owner}",
    "membership": "GRANT {owner} TO {role}",
    "rights": "GRANT ALL ON khlang_secret TO {role}",
    "a superuser": "ALTER ROLE {role} SUPERUSER",
    "bypassing": "ALTER ROLE {role} BYPASSRLS",
    "a view": "CREATE VIEW mine AS SELECT * FROM documents_document",
    "a table": "CREATE TABLE mine (x int)",
    "a schema": "CREATE SCHEMA mine",
    "a table that shadows": "CREATE TEMPORARY TABLE documents_document (x int)",
    "a function": "CREATE FUNCTION khlang_org2() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "a function that shadows": "CREATE FUNCTION pg_temp.khlang_org() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "our function": "CREATE OR REPLACE FUNCTION khlang_org() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "the owner of our function": "ALTER FUNCTION khlang_say(text) RESET ALL",
    "another organisation in the memory": "SELECT setval('khlang_told_org', -1)",
    "counting the memory on": "SELECT nextval('khlang_told_org')",
    "the memory itself": "SELECT currval('khlang_told_org')",
    "the memory of others": "SELECT last_value FROM khlang_told_org",
    "another person in the memory": "SELECT setval('khlang_told_person', 1)",
    "the memory begun anew": "ALTER SEQUENCE khlang_told_org RESTART WITH -1",
    "the memory of one's own": "ALTER SEQUENCE khlang_told_org OWNED BY NONE",
    "a sequence that shadows": "CREATE TEMPORARY SEQUENCE khlang_told_org",
    "an extension": "CREATE EXTENSION dblink",
    "a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "a file": "COPY documents_document FROM '/etc/passwd'",
    "a file as a large object": "SELECT lo_import('/etc/passwd')",
    "a block": "DO $$ BEGIN EXECUTE 'ALTER TABLE ledger_line DISABLE TRIGGER ALL'; END $$",
    "a block that reads the key": "DO $$ BEGIN PERFORM * FROM khlang_secret; END $$",
    "without policies": "SET row_security = off; SELECT count(*) FROM documents_document",
    "rows by COPY": "COPY ledger_period FROM STDIN",
    "migrations": "DELETE FROM django_migrations",
}


@pytest.mark.parametrize("attempt", DENIED)
def test_the_role_is_not_allowed(insider: Any, houses: tuple[House, House], attempt: str) -> None:
    """Refused for want of privilege, and the neighbour is as invisible as before."""
    owner = asked("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'documents_document'")[0][0]
    statement = DENIED[attempt].format(owner=owner, role=settings.APPLICATION_ROLE)
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported)):
        if statement.startswith("COPY ledger_period"):
            with insider.cursor().copy(statement) as copy:
                copy.write("1\n")
        else:
            for part in statement.split("; ") if attempt == "without policies" else [statement]:
                insider.execute(part)
    insider.execute("SET row_security = on")
    assert {row[0] for row in insider.execute("SELECT DISTINCT org_id FROM documents_document")} == {houses[0].org}


def test_resetting_the_role_changes_nothing(insider: Any, houses: tuple[House, House]) -> None:
    for statement in ("RESET ROLE", "RESET SESSION AUTHORIZATION", "SET ROLE NONE", "DISCARD PLANS"):
        insider.execute(statement)
    assert insider.execute("SELECT current_user = session_user, current_user").fetchone() == (
        True,
        settings.APPLICATION_ROLE,
    )
    assert {row[0] for row in insider.execute("SELECT DISTINCT org_id FROM documents_document")} == {houses[0].org}


def test_copy_shows_ones_own_rows_only(insider: Any, houses: tuple[House, House]) -> None:
    with insider.cursor().copy("COPY (SELECT org_id FROM ledger_line) TO STDOUT") as copy:
        found = {bytes(row).decode().strip() for row in copy}
    assert found == {str(houses[0].org)}


def test_a_block_runs_with_ones_own_eyes(insider: Any, houses: tuple[House, House]) -> None:
    """Neither a DO block nor our stored function sees more than its caller."""
    counted = "DO $$ BEGIN IF (SELECT count(DISTINCT org_id) FROM ledger_line) <> 1 THEN RAISE 'seen'; END IF; END $$"
    insider.execute(counted)
    entry = (
        '{"org": %d, "at": "2024-10-01T10:00:00+07", "creates": false, "step": {"content": "x"},'
        ' "document": {"id": 1, "version": 1, "state": "x"}}'
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        insider.execute("SELECT khlang_write(%s::jsonb)", (entry % houses[1].org,))


def test_a_large_object_of_somebody_else_is_not_read(insider: Any, houses: Any) -> None:
    with log_in(connection.settings_dict["USER"]) as owner:
        made = owner.execute("SELECT lo_from_bytea(0, 'secret')").fetchone()[0]
        try:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                insider.execute("SELECT lo_get(%s)", (made,))
        finally:
            owner.execute("SELECT lo_unlink(%s)", [made])


def test_a_view_of_the_owner_shows_nothing_unless_somebody_opens_it(insider: Any, houses: tuple[House, House]) -> None:
    """A superuser's view would leak (R-DB6): no right on it comes by itself; `khlang check` names it (test_inspection)."""
    with log_in(connection.settings_dict["USER"]) as owner:
        owner.execute("CREATE VIEW leak AS SELECT * FROM documents_document")
        try:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                insider.execute("SELECT * FROM leak")
        finally:
            owner.execute("DROP VIEW leak")
