"""`khlang bench posting`: documents through the full command, against raw SQL for the same rows.

Workloads: `receipt` (four ledger lines into the bank), `dika` (a direct dika asked for: budget, floors, number of the
division), `approval` (a move that posts nothing), `payment` (a transfer paid with its voucher), `payment_50` (fifty of them in
one command; a document is one payment). Both sides run in the same processes, turn by turn, each command durable before the
next begins. With `--bare` the raw side writes into a second database whose guards were taken away, so that what the guards
cost is on Khlang's side as well.
"""

import argparse
import itertools
import multiprocessing
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from khlang.faces.cli.bench import raw, stage, waiting
from khlang.office.disbursement import commands as disbursement
from khlang.office.payment import commands as payment
from khlang.office.revenue import commands as revenue
from khlang.platform import memory, tenancy
from khlang.platform.db import guards, policies
from khlang.platform.db.connections import as_owner, is_postgresql

ROUNDS = 10
WARM_UP = 100
#: Each organisation has so many identifiers for what it begins with; the raw side's begin in the middle.
_ROOM = 2_000_000
_first = itertools.count(_ROOM, _ROOM)
ITEMS = ("42100002", "42100007", "42100012")
#: How many documents one command of a workload carries on.
AT_ONCE = {"payment_50": waiting.ON_A_REPORT}
Command = tuple[Callable[..., object], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Phase:
    """One client's turn on one side: when it began and ended, and how long each document took (seconds)."""

    begun: float
    ended: float
    each: list[float]


def measure(options: argparse.Namespace) -> list[dict[str, Any]]:
    """One row per workload and number of clients: documents a second of both sides, their ratio, latencies of a command,
    statements of a command."""
    rows = []
    with ExitStack() as databases:
        bare = databases.enter_context(stage.database("khlang_bench_bare")) if options.bare else None
        if bare:
            with as_owner():
                guards.drop()
                policies.lift()
            raw.prepare()
            connection.close()
        ours = databases.enter_context(stage.database("khlang_bench"))
        raw.prepare()
        for workload in options.workloads or COMMANDS:
            statements = _statements(workload)
            for clients in options.clients:
                race = _race(workload, clients, options.documents, bare or ours)
                rows.append({"workload": workload, **_row(workload, clients, statements, *race)})
    return rows


def _row(
    workload: str, clients: int, statements: int, ours: list[list[Phase]], theirs: list[list[Phase]]
) -> dict[str, Any]:
    many = AT_ONCE.get(workload, 1)
    rate, raw_rate = many * _rate(ours), many * _rate(theirs)
    each = sorted(1000 * one for phases in ours for phase in phases for one in phase.each)
    return {
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
    """Commands of all clients over the time from the first start to the last end of each round."""
    seconds = sum(max(p.ended for p in turn) - min(p.begun for p in turn) for turn in zip(*clients, strict=True))
    return sum(len(phase.each) for phases in clients for phase in phases) / seconds


def _race(workload: str, clients: int, documents: int, raw_name: str) -> tuple[list[list[Phase]], list[list[Phase]]]:
    batch = max(1, documents // ROUNDS // AT_ONCE.get(workload, 1))
    warm = max(3, WARM_UP // AT_ONCE.get(workload, 1))
    commands = warm + ROUNDS * batch
    offices = [_office(workload, commands) for _ in range(clients)]
    connection.close()
    context = multiprocessing.get_context("fork")
    barrier, answers = context.Barrier(clients), context.Queue()
    runners = [
        context.Process(target=_client, args=(answers, barrier, workload, *office, warm, batch, raw_name))
        for office in offices
    ]
    for runner in runners:
        runner.start()
    results = [answers.get() for _ in runners]
    for runner in runners:
        runner.join()
    if failed := [result for result in results if isinstance(result, BaseException)]:
        raise RuntimeError("a client of the benchmark failed") from failed[0]
    return [ours for ours, _ in results], [theirs for _, theirs in results]


def _client(answers: Any, barrier: Any, *given: Any) -> None:
    try:
        answers.put(_turns(barrier, *given))
    except BaseException as error:
        barrier.abort()
        answers.put(error)
        raise


def _turns(
    barrier: Any, workload: str, org: int, first: int, warm: int, batch: int, raw_name: str
) -> tuple[list[Phase], list[Phase]]:
    memory.settle()  # as the server does
    count = warm + ROUNDS * batch
    post_raw = raw.client(raw_name, workload, first + _ROOM // 2, _documents(workload, count))
    post_ours = _poster(workload, org, first, count)
    ours: list[Phase] = []
    theirs: list[Phase] = []
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what the server does by itself within a minute of the first documents
    for _ in range(warm):
        post_ours()
        post_raw()
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


def _documents(workload: str, commands: int) -> int:
    """How many documents must wait for so many commands (each report keeps one that is not paid)."""
    needed = commands * AT_ONCE.get(workload, 1)
    return (needed // waiting.ON_A_REPORT + 1) * (waiting.ON_A_REPORT + 1)


def _office(workload: str, commands: int) -> tuple[int, int]:
    """An organisation with what the workload begins with; its identifier, and the first one of what it has."""
    first = next(_first)
    org = stage.organisation(first)
    with tenancy.unscoped(), connection.cursor() as cursor:
        waiting.fill(run=cursor.execute, workload=workload, org=org, first=first, count=_documents(workload, commands))
    return org, first


def _poster(workload: str, org: int, first: int, count: int) -> Callable[[], object]:
    """A function that carries out the next of `count` commands; what a face would send is made beforehand."""
    commands = COMMANDS[workload](first, count)
    due = iter([(stage.envelope(org=org), *each) for each in itertools.islice(commands, count)])

    def post() -> object:
        envelope, command, data = next(due)
        return command(envelope=envelope, data=data)

    return post


def _receipts(first: int, count: int) -> Iterator[Command]:
    chance = random.Random(first)
    while True:
        lines = [{"item": item, "amount": f"{chance.randint(1, 900_000)}.{chance.randint(10, 99)}"} for item in ITEMS]
        data = {
            "payer_name": "กรมส่งเสริมการปกครองท้องถิ่น", "bank_account": "KTB-S", "reference": "TR-1",
            "title": "รับโอนภาษีจัดสรร", "lines": lines,
        }  # fmt: skip
        yield revenue.receive_transfer, data


def _dikas(first: int, count: int) -> Iterator[Command]:
    return ((disbursement.request_dika, {"document_id": first + at}) for at in range(count))


def _approvals(first: int, count: int) -> Iterator[Command]:
    return ((disbursement.approve_dika, {"document_id": first + at}) for at in range(count))


def _payments(first: int, count: int) -> Iterator[Command]:
    due = waiting.payments(first=first, count=2 * count + 60)
    return ((payment.pay, {"document_id": each, "reference": "TR-1"}) for each in due)


def _many(first: int, count: int) -> Iterator[Command]:
    size = waiting.ON_A_REPORT
    due = waiting.payments(first=first, count=(size + 1) * count)
    some = (due[at * size : (at + 1) * size] for at in range(count))
    return ((payment.pay_many, {"payments": each, "reference": "TR-1"}) for each in some)


#: What each workload carries out.
COMMANDS: dict[str, Callable[[int, int], Iterator[Command]]] = {
    "receipt": _receipts, "dika": _dikas, "approval": _approvals, "payment": _payments, "payment_50": _many,
}  # fmt: skip


def _statements(workload: str) -> int:
    """How many statements one command takes once the process is warm."""
    org, first = _office(workload, 10)
    post = _poster(workload, org, first, 10)
    for _ in range(3):
        post()
    with tenancy.scope(org), CaptureQueriesContext(connection) as captured:
        post()
    return len(captured.captured_queries)
