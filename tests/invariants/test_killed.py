"""Posting that is killed again and again: nothing that was acknowledged is lost, nothing is there twice.

A worker process posts and says over a pipe what it got an answer to. It is killed by SIGKILL at a random moment (on
PostgreSQL every other time its database connection is terminated instead), and the next one begins, as a client does,
by sending again what had no answer yet.
"""

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection

from khlang.office.revenue import commands as revenue
from khlang.platform import tenancy
from khlang.platform.db.connections import is_postgresql
from khlang.platform.models import CommandJournal
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document
from khlang.spine.ledger.models import Voucher
from tests.office import Office, open_office
from tests.operators import operator
from tests.till import Till

CYCLES = int(os.environ.get("KHLANG_TEST_CRASHES", "15"))
DRAWN = random.Random(2568)
LINES = [{"item": "42100002", "amount": "100"}]
SEND = (
    (revenue.receive_transfer, "finance_officer", {"bank_account": "KTB-S", "reference": "R"}),
    (revenue.issue, "revenue_officer", {}),
)


@pytest.fixture
def bank(transactional_db: None) -> Iterator[Office]:
    """An office whose work is really committed."""
    office = open_office()
    with tenancy.scope(office.org):
        Till(office).open_banks()
        office.person("revenue_officer")
        yield office


def post(office: Office, run: int) -> Any:
    """The command of this number: every other one posts in a single statement, the others in a transaction."""
    command, role, more = SEND[run % 2]
    envelope = office.envelope(role, command_id=UUID(int=run + 1))
    return command(envelope=envelope, data={"payer_name": "กรม", "lines": LINES, **more})


def work(office: Office, first: int, pipe: int) -> None:
    """Post from this number on, and say what was answered, until the end comes."""
    for run in range(first, first + 10_000):
        outcome = post(office, run)
        os.write(pipe, (json.dumps([run, outcome.number, outcome.voucher_number]) + "\n").encode())


def start_worker(office: Office, first: int) -> tuple[int, int]:
    """A process of its own with a connection of its own; its identifier and the end of the pipe to listen at."""
    connection.close()
    listen, say = os.pipe()
    worker = os.fork()
    if worker == 0:
        try:
            os.close(listen)
            work(office, first, say)
        except DatabaseError:
            pass
        finally:
            os._exit(0)
    os.close(say)
    return worker, listen


def strike(worker: int, cycle: int) -> None:
    """Kill the worker, or cut its connection in the database."""
    if is_postgresql() and cycle % 2:
        with operator(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )
    else:
        os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def heard(pipe: int) -> list[list[Any]]:
    """What the worker said before its end; half a line is no answer."""
    with os.fdopen(pipe, "rb") as said:
        lines = said.read().decode().split("\n")
    return [json.loads(line) for line in lines[:-1]]


def test_nothing_acknowledged_is_lost_or_doubled(bank: Office) -> None:
    """Fifteen lives of a worker, each cut short; at the end the books are read."""
    answered: dict[int, list[Any]] = {}
    for cycle in range(CYCLES):
        worker, pipe = start_worker(bank, len(answered))
        time.sleep(0.15 + DRAWN.random() * 0.25)
        strike(worker, cycle)
        for run, *numbers in heard(pipe):
            assert run not in answered
            answered[run] = numbers
    assert len(answered) > CYCLES, "the workers never got to work"
    for run, numbers in answered.items():
        again = post(bank, run)
        assert again.replayed and [again.number, again.voucher_number] == numbers
    written = CommandJournal.objects.filter(command_id__lte=UUID(int=1_000_000)).count()
    assert written in (len(answered), len(answered) + 1)  # the last one may have been written without an answer
    assert Document.objects.count() == written
    assert Voucher.objects.count() == sum(1 for run in range(written) if run % 2 == 0)
    assert verification.verify() == []
