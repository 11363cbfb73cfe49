"""Two offices in the database, and somebody who can say anything to it in the application's role (PostgreSQL)."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from khlang.platform import tenancy
from khlang.platform.db import context, guards
from khlang.spine.ledger.models import Voucher
from tests.office import Office, open_office
from tests.operators import operator
from tests.till import Till


@dataclass(frozen=True)
class House:
    """An office with money received and posted."""

    office: Office
    voucher: int

    @property
    def org(self) -> int:
        return self.office.org


@pytest.fixture(scope="module")
def houses(django_db_setup: Any, django_db_blocker: Any) -> Iterator[tuple[House, House]]:
    """Two offices, committed: the adversary comes in by another connection. All is taken away afterwards."""
    with django_db_blocker.unblock():
        try:
            yield settled("MINE"), settled("THEIRS")
        finally:
            with operator():
                guards.drop()
                call_command("flush", interactive=False, verbosity=0)
                guards.install()
            connection.close()


def settled(code: str) -> House:
    office = open_office(code=code)
    with tenancy.scope(office.org):
        Till(office).take_in(("41210008", "100"), cash="100")
        voucher = Voucher.objects.order_by("id").values_list("id", flat=True).first()
    return House(office, int(voucher or 0))


def log_in(user: str = settings.APPLICATION_ROLE) -> Any:
    """A connection as the application's role, as a stranger with its password would open one."""
    given = connection.settings_dict
    return psycopg.connect(
        dbname=given["NAME"], user=user, host=given["HOST"] or None, port=given["PORT"] or None,
        autocommit=True,
    )  # fmt: skip


@pytest.fixture
def stranger(houses: Any) -> Iterator[Any]:
    """Somebody in the application's role who has said nothing yet."""
    link = log_in()
    yield link
    link.close()


@pytest.fixture
def insider(houses: tuple[House, House]) -> Iterator[Any]:
    """Somebody who smuggles statements into a request of the first office: its context is the genuine one."""
    link = log_in()
    say(link, genuine(link, houses[0].org))
    yield link
    link.close()


def genuine(link: Any, org: int, *, person: int = 0, until: int = 300) -> str:
    """What the application would say on that connection."""
    return context.signed(org=org, person=person, backend=link.info.backend_pid, until=int(time.time()) + until)


def say(link: Any, text: str) -> None:
    link.execute("SELECT khlang_say(%s)", (text,))


def rows(link: Any, table: str = "documents_document") -> int:
    return int(link.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()[0])
