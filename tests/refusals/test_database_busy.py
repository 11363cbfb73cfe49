"""Somebody else writes for so long that one's turn does not come (SQLite only: PostgreSQL lets several write at once)."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy
from khlang.platform.db.connections import is_postgresql
from khlang.spine.documents.models import Document
from tests.office import Office, open_office
from tests.refusals.attempt import refused
from tests.till import WASTE_FEE, Till

FEE = {"payer_name": "นางคำ ทองดี", "lines": [{"item": WASTE_FEE, "amount": "240"}]}
ON_SQLITE = pytest.mark.skipif(
    is_postgresql(), reason="on PostgreSQL nobody waits for the turn of another organisation"
)


@pytest.fixture
def patient(transactional_db: None) -> Iterator[Office]:
    """An office, really committed, whose people wait a fifth of a second."""
    office = open_office()
    Till(office).open_banks()
    given, connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"], {
        **connection.settings_dict["OPTIONS"], "timeout": 0.2,
    }  # fmt: skip
    with tenancy.scope(office.org):
        yield office
    connection.settings_dict["OPTIONS"] = given


@contextmanager
def somebody_writing() -> Iterator[None]:
    """Another thread of this process is inside a transaction."""
    inside, enough = Event(), Event()

    def write() -> None:
        with transaction.atomic():
            inside.set()
            enough.wait(20)
        connection.close()

    writer = Thread(target=write)
    writer.start()
    assert inside.wait(20)
    try:
        yield
    finally:
        enough.set()
        writer.join()


@ON_SQLITE
def test_ones_turn_does_not_come(patient: Office) -> None:
    """Nothing is done, and the same envelope does it once somebody has finished."""
    envelope = patient.envelope("revenue_officer")
    with somebody_writing(), refused("database_busy"):
        revenue.issue(envelope=envelope, data=FEE)
    assert not Document.objects.filter(kind="receipt").exists()
    assert revenue.issue(envelope=envelope, data=FEE).number


@ON_SQLITE
def test_another_program_holds_the_file(patient: Office) -> None:
    """A second process asks SQLite itself: the same words, and the queue of this process goes on afterwards."""
    name = str(connection.settings_dict["NAME"])
    other = sqlite3.connect(name, uri=name.startswith("file:"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    connection.connection.execute("PRAGMA busy_timeout = 100")
    try:
        with refused("database_busy"):
            revenue.issue(envelope=patient.envelope("revenue_officer"), data=FEE)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert revenue.issue(envelope=patient.envelope("revenue_officer"), data=FEE).number
