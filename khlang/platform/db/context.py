"""In which organisation, for which person the database is asked: said in a signed text that only this program can make.

`khlang.context` is `<organisation>.<person or 0>.<backend>.<good until>.<HMAC-SHA256>`. The organisation is its identifier,
-1 everywhere (`tenancy.unscoped`) or 0 the entrance: what stands above organisations, before anybody works in one. The
database believes it only on the connection and until the second that it names (sql/postgresql/05_context.sql), so whoever
can make a statement but not this signature stays in the organisation in which the statement was made (R-DB8).
"""

import hashlib
import hmac
from typing import Any, Final

from django.conf import settings
from psycopg import Cursor
from psycopg.pq import TransactionStatus

from khlang.platform import clock, whereabouts

#: Seconds that a context is believed, and how many are left when it is said anew.
GOOD_FOR: Final = 600
_SAY_ANEW: Final = 300
_SAY: Final = "SELECT set_config('khlang.context', %s, false)"


def signed(*, org: int, person: int, backend: int, until: int) -> str:
    """The text that the database believes."""
    said = f"{org}.{person}.{backend}.{until}"
    return f"{said}.{hmac.new(settings.CONTEXT_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()}"


def tell(connection: Any) -> None:
    """Say to the server of a driver's connection where the next statement is asked, unless it knows.

    Nothing is sent in a transaction that has failed: there only its end is heard.
    """
    org, person = whereabouts.told()
    now = clock.seconds()
    known = getattr(connection, "khlang_told", None)
    if known is not None and known[:2] == (org, person) and now < known[2] - _SAY_ANEW:
        return
    if connection.pgconn.transaction_status in (TransactionStatus.INERROR, TransactionStatus.UNKNOWN):
        return
    until = now + GOOD_FOR
    text = signed(org=org, person=person, backend=connection.info.backend_pid, until=until)
    Cursor(connection).execute(_SAY, (text,), prepare=True)
    connection.khlang_told = (org, person, until)


def forget(connection: Any) -> None:
    """What was said inside a transaction is undone with it: say it again before the next statement."""
    if connection is not None:
        connection.khlang_told = None
