"""The queue of whoever writes (SQLite): first come, first served; who gives up leaves no gap; a child starts afresh."""

import os
import time
from threading import Event, Thread

import pytest

from khlang.platform.db.sqlite import turns


def test_the_order_of_asking_is_the_order_of_writing() -> None:
    queue, served = turns.Turns(), []
    assert queue.take(seconds=1)

    def work(name: int) -> None:
        assert queue.take(seconds=20)
        served.append(name)
        queue.leave()

    people = []
    for name in range(8):
        people.append(Thread(target=work, args=(name,)))
        people[-1].start()
        while len(queue._waiting) <= name:
            time.sleep(0.001)
    queue.leave()
    for person in people:
        person.join()
    assert served == list(range(8))
    assert queue.take(seconds=0)


def test_who_gives_up_is_passed_over() -> None:
    queue = turns.Turns()
    assert queue.take(seconds=0)
    assert not queue.take(seconds=0.01)
    queue.leave()
    assert queue.take(seconds=0)


def test_a_child_process_does_not_wait_for_its_parent() -> None:
    assert turns.of("somewhere").take(seconds=0)
    child = os.fork()
    if child == 0:
        os._exit(0 if turns.of("somewhere").take(seconds=0) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    turns.of("somewhere").leave()


def test_whoever_is_interrupted_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """กดหยุดระหว่างรอ: คิวไม่ค้างอยู่ที่ผู้ที่ไม่อยู่แล้ว."""
    queue = turns.Turns()
    assert queue.take(seconds=0)

    def interrupted(event: Event, timeout: float | None = None) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(turns.Event, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            queue.take(seconds=9)
    queue.leave()
    assert queue.take(seconds=0)


def test_handed_over_at_the_moment_of_the_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    queue = turns.Turns()
    assert queue.take(seconds=0)

    def interrupted(event: Event, timeout: float | None = None) -> bool:
        queue.leave()
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(turns.Event, "wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            queue.take(seconds=9)
    assert queue.take(seconds=0)
