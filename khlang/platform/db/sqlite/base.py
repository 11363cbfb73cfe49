"""The database backend of Khlang on SQLite (`ENGINE`): a transaction waits its turn, and is told when it does not come."""

from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from khlang.core.refusal import Refusal
from khlang.platform.db.sqlite import turns


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, whose transactions (BEGIN IMMEDIATE: each may write) begin in the order in which they came.

    Refusal: database_busy, when the turn has not come within the `timeout` of the settings (seconds). Nothing has been done
    then; the same command may be sent again as it is.
    """

    #: The queue that we hold the turn of; None outside a transaction.
    _turn: turns.Turns | None = None

    def _start_transaction_under_autocommit(self) -> None:
        seconds = float(self.settings_dict["OPTIONS"].get("timeout", 5))
        turn = turns.of(str(self.settings_dict["NAME"]))
        if not turn.take(seconds=seconds):
            raise Refusal("database_busy")
        self._turn = turn
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException as error:
            self._leave()
            if isinstance(error, OperationalError) and "locked" in str(error):
                raise Refusal("database_busy") from error
            raise

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
