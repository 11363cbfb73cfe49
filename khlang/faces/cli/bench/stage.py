"""Databases for benchmarks: made empty beside the given one, thrown away afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, connections

from khlang import standards
from khlang.platform import clock, tenancy
from khlang.platform.commands import Actor, Envelope
from khlang.platform.db.connections import as_owner, is_postgresql
from khlang.spine.ledger import commands as ledger
from khlang.spine.organisations import commands as organisations

DAY = date(2024, 10, 1)


@contextmanager
def database(name: str) -> Iterator[str]:
    """An empty migrated database `name` that Django's default connection points to; yields how the raw side connects."""
    settings = connections["default"].settings_dict
    before = dict(settings)
    connection.close()
    if is_postgresql():
        _administer(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        settings["NAME"] = name
        folder = None
    else:
        folder = TemporaryDirectory(prefix="khlang-bench-", dir=os.environ.get("KHLANG_VAR"))
        settings["NAME"] = str(Path(folder.name) / f"{name}.sqlite3")
    try:
        with as_owner():
            call_command("migrate", verbosity=0)
        yield str(settings["NAME"])
    finally:
        connection.close()
        settings.update(before)
        if folder is None:
            _administer(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        else:
            folder.cleanup()


def _administer(*statements: str) -> None:
    """Run statements outside any transaction on the database that was given."""
    with as_owner(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def envelope(*, org: int) -> Envelope:
    """What a face would send: an accountant's command at ten in the morning of the first day of the year 2568."""
    return Envelope(_EVERYBODY, org, uuid4(), DAY, datetime.combine(DAY, time(10), clock.BANGKOK))


_EVERYBODY = Actor(1, "bench", frozenset(standards.duties().duties))


def organisation(number: int) -> int:
    """A fresh organisation with the year 2568 open."""
    org = tenancy.new_id()
    organisations.create_organisation(
        envelope=envelope(org=org),
        data={"code": f"BENCH{number}", "kind": "tao", "name_th": "หน่วยงานทดสอบความเร็ว", "province_th": "ตัวอย่าง"},
    )
    ledger.open_year(envelope=envelope(org=org), data={"fiscal_year": 2568})
    return org
