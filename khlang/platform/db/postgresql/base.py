"""The database backend of Khlang on PostgreSQL (`ENGINE`): every cursor tells the context of the moment first.

The cursors are made by the driver's connection itself, so the single write, COPY, server-side cursors and whoever uses the
driver directly pass here too.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import ServerCursor

from khlang.platform.db import context


class _Telling:
    """What each kind of cursor does before it speaks."""

    _conn: Any

    def execute(self, *arguments: Any, **options: Any) -> Any:
        context.tell(self._conn)
        return super().execute(*arguments, **options)  # type: ignore[misc]

    def executemany(self, *arguments: Any, **options: Any) -> Any:
        context.tell(self._conn)
        return super().executemany(*arguments, **options)  # type: ignore[misc]

    def stream(self, *arguments: Any, **options: Any) -> Any:
        context.tell(self._conn)
        return super().stream(*arguments, **options)  # type: ignore[misc]

    def copy(self, *arguments: Any, **options: Any) -> Any:
        context.tell(self._conn)
        return super().copy(*arguments, **options)  # type: ignore[misc]


class _Bound(_Telling, base.ServerBindingCursor):
    """Parameters bound by the server."""


class _Unbound(_Telling, base.Cursor):
    """Parameters put in by the driver."""


class _Kept(_Telling, ServerCursor):  # type: ignore[type-arg]
    """A cursor that the server keeps (`iterator()`)."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with cursors that tell the context."""

    def get_connection_params(self) -> dict[str, Any]:
        """Django's, with our cursors."""
        given: dict[str, Any] = super().get_connection_params()
        given["cursor_factory"] = _Bound if given["cursor_factory"] is base.ServerBindingCursor else _Unbound
        return given

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Django's, with our cursor for what the server keeps."""
        made = super().get_new_connection(conn_params)
        made.server_cursor_factory = _Kept
        return made
