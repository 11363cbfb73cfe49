"""`khlang check`: are the declarations sound, the guards installed and the settings safe? Names every problem, and tells what
is no problem but has to be known."""

import argparse
import importlib
import importlib.util
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core import checks as django_checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from khlang.platform.db import guards, inspection
from khlang.spine.access.queries import keys
from khlang.spine.documents import lifecycles
from khlang.standards import checks as standards_checks


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds `--quiet`."""
    parser.add_argument("--quiet", action="store_true", help="print problems only")


def run(options: argparse.Namespace) -> int:
    """Prints every problem, a line each, under the name of what was checked; exit code 1 when there is one."""
    found = 0
    for title, problems in CHECKS.items():
        lines = list(problems())
        found += len(lines)
        if lines or not options.quiet:
            print(f"{'✗' if lines else '✓'} {title}")
        for line in lines:
            print(f"    {line}")
    for line in () if options.quiet else _still_to_come():
        print(f"· {line}")
    return 1 if found else 0


def _declarations() -> Iterable[str]:
    return standards_checks.problems(lifecycles.everything())


def _django() -> Iterable[str]:
    """Django's own checks; those for deployment only where it matters, on a production installation."""
    for message in django_checks.run_checks(include_deployment_checks=settings.PRODUCTION):
        if message.level >= django_checks.WARNING and not message.is_silenced():
            yield f"{message.id}: {message.msg}"


def _migrations() -> Iterable[str]:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return [f"the database cannot be read: {error}"]
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"not applied: {migration.app_label}.{migration.name} (khlang migrate)" for migration, _ in plan]


def _guards() -> Iterable[str]:
    """Are the triggers and keys that protect the books in this database, as shipped?"""
    try:
        return [f"missing: {guard} (khlang migrate)" for guard in guards.missing()]
    except DatabaseError as error:
        return [f"the database cannot be read: {error}"]


def _walls() -> Iterable[str]:
    """Do the walls between organisations stand in this database: roles, policies, privileges, the signed context?"""
    try:
        return inspection.problems()
    except DatabaseError as error:
        return [f"the database cannot be read: {error}"]


def _identity_keys() -> Iterable[str]:
    """Is everybody who proved who they are recognised by one of the keys of identities?"""
    try:
        kept = keys.identity_keys()
    except DatabaseError as error:
        return [f"the database cannot be read: {error}"]
    if not kept.lost_identities + kept.lost_slips:
        return []
    return [
        f"KHLANG_IDENTITY_KEY has lost a key: {kept.lost_identities} identities and {kept.lost_slips} slips are not recognised"
        " (docs/security/keys.md)"
    ]


def _still_to_come() -> Iterable[str]:
    """What a change of the key of identities has still to wait for."""
    try:
        kept = keys.identity_keys()
    except DatabaseError:
        return []
    if not kept.older_identities + kept.older_slips:
        return []
    return [
        f"KHLANG_IDENTITY_KEY: {kept.older_identities} identities and {kept.older_slips} slips hang on an older key; keep it"
    ]


def _platform() -> Iterable[str]:
    """What the platform knows to check of its own."""
    return importlib.import_module("khlang.platform.checks").problems()


CHECKS: dict[str, Callable[[], Iterable[str]]] = {
    "ตารางกติกา · declarations": _declarations,
    "การตั้งค่า · settings": _django,
    "โครงสร้างฐานข้อมูล · migrations": _migrations,
    "เครื่องป้องกันในฐานข้อมูล · guards": _guards,
    "กำแพงระหว่างหน่วยงานในฐานข้อมูล · walls": _walls,
    "กุญแจของเลขประจำตัว · identity keys": _identity_keys,
}
if importlib.util.find_spec("khlang.platform.checks"):
    CHECKS["แพลตฟอร์ม · platform"] = _platform
