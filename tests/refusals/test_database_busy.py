"""Somebody else writes for so long that one's turn does not come (SQLite only: PostgreSQL lets several write at once)."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test import Client

from khlang.faces.web.session import BACKEND
from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy
from khlang.platform.db.connections import is_postgresql
from khlang.platform.db.sqlite import turns
from khlang.spine.documents.models import Document
from khlang.standards import message
from tests import household
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
def test_a_statement_alone_stands_in_the_same_queue(patient: Office) -> None:
    """What is noted outside any transaction (an attempt to log in) is not left to chance behind all transactions."""
    queue = turns.of(str(connection.settings_dict["NAME"]))
    with somebody_writing(), refused("database_busy"):
        Session.objects.filter(session_key="?").update(session_data="")
    waited: list[int] = []

    def note() -> None:
        waited.append(Session.objects.filter(session_key="?").delete()[0])
        connection.close()

    with somebody_writing():
        other = Thread(target=note)
        other.start()
        while not queue._waiting:
            time.sleep(0.001)
    other.join()
    assert waited == [0] and queue.take(seconds=0)
    queue.leave()


@ON_SQLITE
def test_a_broken_transaction_gives_its_turn_back(patient: Office) -> None:
    """ปิดการเชื่อมต่อกลางคัน เขียนผิด หรือบันทึกไม่สำเร็จ: คิวเดินต่อ."""
    queue = turns.of(str(connection.settings_dict["NAME"]))

    def fails_at_the_end() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            cursor.execute(
                "INSERT INTO access_opensession (id, person_id, started_at, seen_at, way, address, device, end_reason) "
                "VALUES (1, 1, '2024-10-01', '2024-10-01', '', '', '', '')"
            )

    def is_closed_inside() -> None:
        with transaction.atomic():
            connection.close()
            Session.objects.count()

    def is_wrong() -> None:
        with transaction.atomic(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO nowhere VALUES (1)")

    def is_wrong_alone() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO nowhere VALUES (1)")

    for broken in (fails_at_the_end, is_closed_inside, is_wrong, is_wrong_alone):
        with pytest.raises(DatabaseError):
            broken()
        assert queue.take(seconds=0), broken.__name__
        queue.leave()


@ON_SQLITE
def test_the_page_says_so_wherever_it_happens(patient: Office) -> None:
    """Before any view (the search kept in the session), and after: 503 in words, not a fault."""
    admin = household.hire(patient.org, "busy", "admin")
    client = Client(raise_request_exception=False)
    client.force_login(admin, backend=BACKEND)
    with somebody_writing():
        answer = client.post("/search/", {"to": "/lists/party/", "q": "1-1017-00203-45-1"})
    assert answer.status_code == 503 and message("refusal.database_busy") in answer.content.decode()
    assert answer["Retry-After"]


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
