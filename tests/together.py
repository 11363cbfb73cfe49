"""Many people at the same moment, each with a connection of their own."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from tests.office import Office


def at_once(office: Office, calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call answers (an outcome, or the code of its refusal) when all are let go together."""
    start = Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        try:
            with tenancy.scope(office.org):
                start.wait()
                return call()
        except Refusal as refusal:
            return refusal.code
        except Refusals as refusals:
            return refusals.errors[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as people:
        return list(people.map(one, calls))


def said(answers: Sequence[Any]) -> Counter[str]:
    """How many got which answer: the state that their document has now, or the code of the refusal."""
    return Counter(answer if isinstance(answer, str) else answer.state for answer in answers)
