"""A command whose process is killed before one of its statements: an early one, a later one, and so on to the last."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection

from khlang.platform.db.connections import is_postgresql

MOST = 1_000  # statements of one command; more would mean that something goes on without end
#: Killed before each statement in the nightly profile, else before every so many.
STRIDE = 1 if os.environ.get("KHLANG_TEST_PROFILE") == "nightly" else 7


def killed_everywhere(*, call: Callable[[], Any], look: Callable[[], None]) -> int:
    """Send the command again and again, killed some statements later each time, until it comes through; how often it
    was killed. `look` is called after each death."""
    for deaths, statement in enumerate(range(1, MOST, STRIDE)):
        if _lives(call, statement):
            return deaths
        look()
    raise AssertionError("the command has no end")


def _lives(call: Callable[[], Any], statement: int) -> bool:
    """Whether a process of its own comes through when it dies before this statement."""
    connection.close()
    worker = os.fork()
    if worker == 0:
        try:
            _die_before(statement)
            call()
        except BaseException:
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(worker, 0)
    assert not os.WIFEXITED(status) or os.WEXITSTATUS(status) == 0, "the command failed of itself"
    return os.WIFEXITED(status)


def _die_before(statement: int) -> None:
    left = [statement]

    def count(sql: Any = "") -> None:
        if str(sql).startswith("--"):  # what a trigger does is part of its statement
            return
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        count()
        return execute(sql, params, many, context)

    connection.ensure_connection()
    if is_postgresql():
        connection.force_debug_cursor = True  # the one write goes through Django's cursor as well
        connection.execute_wrappers.append(counted)
    else:
        connection.connection.set_trace_callback(count)
