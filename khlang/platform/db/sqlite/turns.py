"""Who writes next: within one process, whoever has waited longest.

SQLite lets one transaction write at a time and leaves who comes next to chance: everybody sleeps and tries again. On the day
the system comes back, when all enter their papers at once, somebody unlucky would never be let in (C-42). So whoever writes
in a process, a transaction or one statement, stands in a queue before asking SQLite; between processes it stays as SQLite has it.
"""

import os
from collections import deque
from threading import Event, Lock

__all__ = ["Turns", "of"]


class Turns:
    """A lock that is handed over in the order in which it was asked for."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    def take(self, *, seconds: float) -> bool:
        """Wait for one's turn; False when it has not come within so many seconds."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = Event()
            self._waiting.append(mine)
        try:
            if mine.wait(seconds):
                return True
        except BaseException:  # whoever is interrupted is not waited for either
            if self._step_out(mine):
                self.leave()
            raise
        return self._step_out(mine)

    def _step_out(self, mine: Event) -> bool:
        """Wait no longer; True when the turn was handed over in this very moment."""
        with self._guard:
            if mine.is_set():
                return True
            self._waiting.remove(mine)
            return False

    def leave(self) -> None:
        """Hand over to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_files: dict[str, Turns] = {}
_guard = Lock()


def of(file: str) -> Turns:
    """The queue of a database file in this process."""
    with _guard:
        return _files.setdefault(file, Turns())


def _forget() -> None:
    """A child process has none of the threads that its parent's queues wait for."""
    global _guard
    _guard = Lock()
    _files.clear()


os.register_at_fork(after_in_child=_forget)
