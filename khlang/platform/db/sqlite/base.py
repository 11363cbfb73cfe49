"""The database backend of Khlang on SQLite (`ENGINE`): whoever writes waits their turn, and is told when it does not come."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from khlang.core.refusal import Refusal
from khlang.platform.db.sqlite import turns

_WRITES: Final = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, whose transactions (BEGIN IMMEDIATE: each may write) begin in the order in which they came; a statement that
    writes outside of any (the note of an attempt to log in) stands in the same queue, else it would never find a gap.

    Refusal: database_busy, when the turn has not come within the `timeout` of the settings (seconds). Nothing has been done
    then; the same command may be sent again as it is.
    """

    #: The queue that we hold the turn of; None outside a transaction.
    _turn: turns.Turns | None = None

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.execute_wrappers.append(self._alone)

    def _start_transaction_under_autocommit(self) -> None:
        self._leave()  # of a transaction whose end was interrupted
        self._take()
        try:
            with _told():
                super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave()
            raise

    def _alone(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """A statement on its way: one that writes outside any transaction waits its turn."""
        if self._turn is not None or self.in_atomic_block or not _WRITES.match(str(sql)):
            return execute(sql, params, many, context)
        self._take()
        try:
            with _told():
                return execute(sql, params, many, context)
        finally:
            self._leave()

    def _take(self) -> None:
        """Wait for the turn to write. Refusal: database_busy."""
        turn = turns.of(str(self.settings_dict["NAME"]))
        if not turn.take(seconds=float(self.settings_dict["OPTIONS"].get("timeout", 5))):
            raise Refusal("database_busy")
        self._turn = turn

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._leave()
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _leave(self) -> None:
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.leave()


@contextmanager
def _told() -> Iterator[None]:
    """What another process holds the file for is said as whoever waits in this one hears it."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error):
            raise Refusal("database_busy") from error
        raise
