"""How the program tells PostgreSQL where it asks, and what people see of people (docs/security/database.md)."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from khlang.platform import tenancy
from khlang.platform.tenancy import new_id
from khlang.spine.ledger.models import Voucher
from tests.walls.strangers import House, genuine, rows, say

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql"),
        reason="SQLite has no roles, no policies",
    ),
]


def test_people_are_seen_where_they_belong_and_by_themselves(stranger: Any, houses: tuple[House, House]) -> None:
    own, theirs = houses
    at = "2024-10-01T10:00:00+07"
    person = new_id()
    say(stranger, genuine(stranger, 0))
    stranger.execute(
        "INSERT INTO access_person (id, password, username, name_th, name_en, email, phone, home_id, is_active,"
        " must_change_password, session_round, created_at, version) VALUES"
        " (%s, 'hash', %s, 'x', '', '', '', %s, true, false, 0, %s, 1)", (person, f"p{person}", theirs.org, at),
    )  # fmt: skip
    stranger.execute(
        "INSERT INTO access_authenticator (id, person_id, kind, label, credential_id, secret, counter, created_at)"
        " VALUES (%s, %s, 'totp', 'x', %s, 'x', 0, %s)", (new_id(), person, str(person), at),
    )  # fmt: skip
    seen = {}
    for name, org, who in (("neighbour", own.org, 0), ("house", theirs.org, 0), ("oneself", own.org, person)):
        say(stranger, genuine(stranger, org, person=who))
        seen[name] = (rows(stranger, "access_person"), rows(stranger, "access_authenticator"))
    assert seen == {"neighbour": (0, 0), "house": (1, 0), "oneself": (1, 1)}
    say(stranger, genuine(stranger, own.org))
    assert stranger.execute("UPDATE access_person SET password = 'mine'").rowcount == 0


def whose(link: Any) -> set[int]:
    """Whose documents the program sees on one of its connections."""
    with link.cursor() as cursor:
        cursor.execute("SELECT DISTINCT org_id FROM documents_document")
        return {row[0] for row in cursor.fetchall()}


def test_the_program_says_its_context_again_after_a_rollback(houses: tuple[House, House]) -> None:
    """Which takes the setting back with everything else."""
    own, theirs = houses
    link = connection.copy()
    try:
        with tenancy.scope(own.org):
            assert whose(link) == {own.org}
        with tenancy.scope(theirs.org):
            link.set_autocommit(False)
            assert whose(link) == {theirs.org}
            link.rollback()
            assert whose(link) == {theirs.org}
            link.rollback()
    finally:
        link.close()


def test_the_program_says_its_context_again_after_a_savepoint(houses: tuple[House, House]) -> None:
    """The same inside one transaction; and each way of standing sees what it should."""
    own, theirs = houses
    with transaction.atomic(), tenancy.scope(own.org):
        assert whose(connection) == {own.org}
        with pytest.raises(KeyError), transaction.atomic(), tenancy.scope(theirs.org):
            assert whose(connection) == {theirs.org}
            raise KeyError
        assert whose(connection) == {own.org}
        with tenancy.entrance():
            assert whose(connection) == set()
        with tenancy.unscoped():
            assert whose(connection) == {own.org, theirs.org}
    assert whose(connection) == set()


def test_every_cursor_of_the_program_says_its_context(houses: tuple[House, House]) -> None:
    """Rows one by one from the server, COPY, and the driver itself."""
    for house in houses:
        with tenancy.scope(house.org):
            assert {voucher.org_id for voucher in Voucher.objects.all().iterator(chunk_size=1)} == {house.org}
        question = "COPY (SELECT org_id FROM ledger_voucher) TO STDOUT"
        with tenancy.scope(house.org), connection.cursor() as cursor, cursor.copy(question) as copy:
            assert {bytes(row).decode().strip() for row in copy} == {str(house.org)}
    for house in houses:
        with tenancy.scope(house.org):
            found = connection.connection.execute("SELECT DISTINCT org_id FROM ledger_voucher").fetchall()
        assert found == [(house.org,)]
