"""In which organisation, for which person the database is asked: said in a signed text that only this program can make.

It is `<organisation>.<person or 0>.<backend>.<good until>.<HMAC-SHA256>`. The organisation is its identifier, -1 everywhere
(`tenancy.unscoped`) or 0 the entrance: what stands above organisations, before anybody works in one. `khlang_say` believes it
only on the connection and until the second that it names (sql/postgresql/05_context.sql) and remembers it, outside of any
transaction, until something else is said. So whoever can make a statement but not this signature stays in the organisation
in which the statement was made (R-DB8).
"""

import hashlib
import hmac
from typing import Any, Final

from django.conf import settings
from psycopg import Cursor
from psycopg.pq import TransactionStatus

from khlang.platform import clock, whereabouts

#: Seconds within which a text must be said: the clocks of application and database may differ by less.
GOOD_FOR: Final = 300
_SAY: Final = "SELECT khlang_say(%s)"
#: A database that was not yet migrated has nobody to listen, and no policies.
_LISTENS: Final = "SELECT to_regprocedure('khlang_say(text)') IS NOT NULL"


def signed(*, org: int, person: int, backend: int, until: int) -> str:
    """The text that the database believes."""
    said = f"{org}.{person}.{backend}.{until}"
    return f"{said}.{hmac.new(settings.CONTEXT_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()}"


def tell(connection: Any) -> None:
    """Say to the server of a driver's connection where the next statement is asked, unless it knows.

    Nothing is sent in a transaction that has failed: there only its end is heard.
    """
    now = whereabouts.told()
    known = getattr(connection, "khlang_told", None)
    if known == now:
        return
    if connection.pgconn.transaction_status in (TransactionStatus.INERROR, TransactionStatus.UNKNOWN):
        return
    cursor = Cursor(connection)
    if known is None and not cursor.execute(_LISTENS).fetchone()[0]:  # type: ignore[index]
        return
    connection.khlang_told = None  # until the answer is there: which of the two holds is not known without it
    org, person = now
    until = clock.seconds() + GOOD_FOR
    text = signed(org=org, person=person, backend=connection.info.backend_pid, until=until)
    if cursor.execute(_SAY, (text,), prepare=True).fetchone()[0]:  # type: ignore[index]
        connection.khlang_told = now


def forget(connection: Any) -> None:
    """Say it again before the next statement, whatever was said: for after a change of the key."""
    if connection is not None:
        connection.khlang_told = None
