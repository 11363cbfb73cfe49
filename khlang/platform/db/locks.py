"""Locks that hang on a name and not on a row: for what is not in the database yet, or stands there under several names."""

import hashlib
from collections.abc import Iterable
from typing import Final

from django.db import connection

from khlang.platform.db.connections import is_postgresql

#: Names share this many locks: enough that strangers seldom wait for one another, few enough for the lock table of a server
#: when one transaction holds them all.
_LOCKS: Final = 256
_OURS: Final = 0x4B48_4C4E


def hold(*, names: Iterable[str]) -> None:
    """Hold the names until the present transaction ends; whoever wants one of them meanwhile waits.

    Always in the same order, so two who want several never wait for each other. On SQLite a transaction is the only writer
    from its start. Raises RuntimeError outside a transaction: there it would hold nothing.
    """
    wanted = sorted({int(hashlib.sha256(each.encode()).hexdigest()[:8], 16) % _LOCKS for each in names})
    if not connection.in_atomic_block:
        raise RuntimeError("a name is held within a transaction only")
    if not is_postgresql():
        return
    with connection.cursor() as cursor:
        # one statement however many there are; unnest gives them in the order of the list
        cursor.execute("SELECT pg_advisory_xact_lock(%s, one) FROM unnest(%s::int[]) AS one", [_OURS, wanted])
