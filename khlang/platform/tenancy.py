"""Walls between organisations: every tenant row carries `org`, every query is scoped, a link never leaves its organisation.

The scope is a context variable that the `@command` decorator and the faces set. A query outside any scope raises
`UnscopedQuery`; `unscoped()` is for verification and public look-ups only. In the database `TenantForeignKey` becomes a
composite foreign key (PostgreSQL) or a trigger (SQLite), see `platform.db.guards`.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.sql.where import AND, WhereNode

from khlang.platform.whereabouts import EVERYWHERE as _EVERYWHERE
from khlang.platform.whereabouts import person as _person
from khlang.platform.whereabouts import scope as _scope

_EPOCH_MS = 1_704_067_200_000  # 1 January 2567 B.E. (2024 C.E.), UTC


class UnscopedQuery(RuntimeError):
    """A tenant table was queried outside any organisation: a fault in the program, never shown as data."""


@contextmanager
def scope(org_id: int, *, person: int | None = None) -> Iterator[None]:
    """All tenant queries inside see this organisation only. `person`: who works there, and sees what is their own (password,
    second factor, sessions) even where the organisation does not; without it whoever did before."""
    token, of_person = _scope.set(org_id), _person.set(_person.get() if person is None else person)
    try:
        yield
    finally:
        _person.reset(of_person)
        _scope.reset(token)


@contextmanager
def unscoped() -> Iterator[None]:
    """All tenant queries inside see every organisation: `khlang verify` and the public check of a receipt only."""
    token = _scope.set(_EVERYWHERE)
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def entrance() -> Iterator[None]:
    """Inside, what stands above organisations (people, what proves who they are, sessions) is read and written as at the
    log-in, and no row of any organisation. For what an organisation may not see of people who are not its own."""
    token = _scope.set(None)
    try:
        yield
    finally:
        _scope.reset(token)


def current_org() -> int:
    """The organisation of the present scope; raises UnscopedQuery when there is none."""
    org = _scope.get()
    if org is None or org == _EVERYWHERE:
        raise UnscopedQuery("no organisation in scope")
    return org


class _Ids:
    """63-bit identifiers, ordered by time, unique across processes: 41 bits of milliseconds, 11 of process, 11 of count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._start()
        os.register_at_fork(after_in_child=self._start)

    def _start(self) -> None:
        self._process = int.from_bytes(os.urandom(2), "big") & 0x7FF
        self._last = 0

    def next(self) -> int:
        with self._lock:
            stamp = ((time.time_ns() // 1_000_000 - _EPOCH_MS) << 11) & ~0x7FF
            self._last = max(self._last + 1, stamp)
            return ((self._last >> 11) << 22) | (self._process << 11) | (self._last & 0x7FF)


_ids = _Ids()


def new_id() -> int:
    """A new identifier for a tenant row, known before the row is written."""
    return _ids.next()


class TenantManager(models.Manager[Any]):
    """The default manager of tenant tables: adds the organisation of the scope to every query."""

    def get_queryset(self) -> models.QuerySet[Any]:
        org = _scope.get()
        if org is None:
            raise UnscopedQuery(f"{self.model.__name__} was queried outside any organisation")
        rows = super().get_queryset()
        return rows if org == _EVERYWHERE else rows.filter(org_id=org)


class TenantRow(models.Model):
    """A row of one organisation whose key is its own business."""

    org = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, default=current_org, related_name="+", db_index=False
    )
    objects = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


class TenantModel(TenantRow):
    """A row of one organisation with an identifier; in the database its key is (org, id)."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta(TenantRow.Meta):
        abstract = True


class TenantForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """A link to a row of the same organisation: joined and constrained on (org, id), never on id alone."""

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options.setdefault("db_constraint", False)
        options.setdefault("related_name", "+")
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> Any:
        """Says in a migration whether Django constrains the link: the default here is not Django's."""
        name, path, args, options = super().deconstruct()
        return name, path, args, {"db_constraint": True, **options}

    def get_extra_restriction(self, alias: str | None, related_alias: str) -> WhereNode:
        """`remote.org = local.org`, so that a join uses the composite key and cannot cross the wall."""
        remote: Any = self.related_model._meta.get_field("org")  # type: ignore[union-attr]
        local: Any = self.model._meta.get_field("org")
        same: Any = Exact(remote.get_col(alias), local.get_col(related_alias))
        return WhereNode([same], connector=AND)
