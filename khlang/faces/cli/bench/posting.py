"""`khlang bench posting`: receipts of four ledger lines through the full command, against raw SQL for the same rows.

Both sides run in the same processes, turn by turn, each document durable before the next begins. The raw side writes the
same rows into the same tables: their keys, CHECKs and guards hold for it too. With `--bare` it writes into a second
database whose guards were taken away, so that what the guards cost is on Khlang's side as well.
"""

import argparse
import multiprocessing
import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.faces.cli.bench import raw, stage
from khlang.office.banking import commands as banking
from khlang.office.revenue import commands as revenue
from khlang.platform import memory, tenancy
from khlang.platform.db import guards
from khlang.platform.db.connections import is_postgresql

ROUNDS = 10
WARM_UP = 200
ITEMS = ("42100002", "42100007", "42100012")


@dataclass(frozen=True, slots=True)
class Phase:
    """One client's turn on one side: when it began and ended, and how long each document took (seconds)."""

    begun: float
    ended: float
    each: list[float]


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """One row per number of clients: documents a second of both sides, their ratio, latencies, statements a document."""
    rows = []
    with ExitStack() as databases:
        bare = databases.enter_context(stage.database("khlang_bench_bare")) if options.bare else None
        if bare:
            guards.drop()
            raw.prepare()
            connection.close()
        ours = databases.enter_context(stage.database("khlang_bench"))
        raw.prepare()
        statements = _statements()
        for clients in options.clients:
            rows.append(_row(clients, statements, *_race(clients, options.documents, bare or ours)))
    return rows


def _row(clients: int, statements: int, ours: list[list[Phase]], theirs: list[list[Phase]]) -> dict[str, Any]:
    rate, raw_rate = _rate(ours), _rate(theirs)
    each = sorted(1000 * one for phases in ours for phase in phases for one in phase.each)
    return {
        "workload": "posting",
        "database": "postgresql" if is_postgresql() else "sqlite",
        "clients": clients,
        "documents_per_second": round(rate),
        "raw_documents_per_second": round(raw_rate),
        "ratio": round(rate / raw_rate, 3),
        "p50_ms": round(each[len(each) // 2], 3),
        "p99_ms": round(each[len(each) * 99 // 100], 3),
        "statements": statements,
    }


def _rate(clients: list[list[Phase]]) -> float:
    """Documents of all clients over the time from the first start to the last end of each round."""
    seconds = sum(max(p.ended for p in turn) - min(p.begun for p in turn) for turn in zip(*clients, strict=True))
    return sum(len(phase.each) for phases in clients for phase in phases) / seconds


def _race(clients: int, documents: int, raw_name: str) -> tuple[list[list[Phase]], list[list[Phase]]]:
    offices = [_office(1000 * clients + number) for number in range(clients)]
    connection.close()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(clients), context.Queue()
    runners = [
        context.Process(target=_client, args=(org, documents // ROUNDS, raw_name, barrier, answers)) for org in offices
    ]
    for runner in runners:
        runner.start()
    results = [answers.get() for _ in runners]
    for runner in runners:
        runner.join()
    if failed := [result for result in results if isinstance(result, BaseException)]:
        raise RuntimeError("a client of the benchmark failed") from failed[0]
    return [ours for ours, _ in results], [theirs for _, theirs in results]


def _client(org: int, batch: int, raw_name: str, barrier: Any, answers: Any) -> None:
    try:
        answers.put(_turns(org, batch, raw_name, barrier))
    except BaseException as error:
        barrier.abort()
        answers.put(error)
        raise


def _turns(org: int, batch: int, raw_name: str, barrier: Any) -> tuple[list[Phase], list[Phase]]:
    memory.settle()  # as the server does
    post_raw = raw.client(raw_name, org)
    post_ours = _poster(org, WARM_UP + ROUNDS * batch)
    ours: list[Phase] = []
    theirs: list[Phase] = []
    for _ in range(WARM_UP):
        post_ours()
        post_raw()
    barrier.wait()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what the server does by itself within a minute of the first documents
    for _ in range(ROUNDS):
        for post, phases in ((post_ours, ours), (post_raw, theirs)):
            barrier.wait()
            phases.append(_phase(post, batch))
    return ours, theirs


def _phase(post: Callable[[], object], count: int) -> Phase:
    each = []
    begun = last = time.perf_counter()
    for _ in range(count):
        post()
        now = time.perf_counter()
        each.append(now - last)
        last = now
    return Phase(begun, last, each)


def _office(number: int) -> int:
    org = stage.organisation(number)
    banking.save(
        envelope=stage.envelope(org=org),
        data={"code": "KTB-S", "bank_name": "ธ.กรุงไทย", "kind": "savings", "account": "1101030102.001"},
    )
    return org


def _poster(org: int, count: int) -> Callable[[], object]:
    """A function that posts the next of `count` receipts; what a face would send is made beforehand."""
    chance = random.Random(org)
    waiting = iter([(stage.envelope(org=org), _receipt(chance)) for _ in range(count)])

    def post() -> object:
        envelope, data = next(waiting)
        return revenue.receive_transfer(envelope=envelope, data=data)

    return post


def _receipt(chance: random.Random) -> dict[str, Any]:
    lines = [{"item": item, "amount": f"{chance.randint(1, 900_000)}.{chance.randint(10, 99)}"} for item in ITEMS]
    return {
        "payer_name": "กรมส่งเสริมการปกครองท้องถิ่น", "bank_account": "KTB-S", "reference": "TR-1",
        "title": "รับโอนภาษีจัดสรร", "lines": lines,
    }  # fmt: skip


def _statements() -> int:
    """How many statements one document takes once the process is warm."""
    org = _office(1)
    post = _poster(org, 10)
    for _ in range(3):
        post()
    with tenancy.scope(org), CaptureQueriesContext(connection) as captured:
        post()
    return len(captured.captured_queries)
