"""Run by test_bench.py in a process and a database of its own: what both sides of `khlang bench posting` leave behind."""

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khlang.platform.settings.testing")
django.setup()

from django.apps import apps  # noqa: E402
from django.db import connections  # noqa: E402

from khlang.faces.cli.bench import posting, raw, stage  # noqa: E402
from khlang.platform import tenancy  # noqa: E402
from khlang.platform.tenancy import TenantRow  # noqa: E402
from khlang.spine.documents.models import DayTally  # noqa: E402
from khlang.spine.organisations.models import Organisation  # noqa: E402


def rows(org: int) -> dict[str, int]:
    """How many rows the organisation has in every table."""
    with tenancy.scope(org):
        models = [model for model in apps.get_models() if issubclass(model, TenantRow)]
        return {model._meta.db_table: model.objects.count() for model in models}


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    """What was added, table by table."""
    return {table: count - before[table] for table, count in after.items() if count != before[table]}


def sums(org: int) -> list[tuple[Any, ...]]:
    """How many documents there are of each kind and state."""
    with tenancy.scope(org):
        kept = DayTally.objects.order_by("kind", "state").values_list("kind", "state", "numbered", "documents")
        return list(kept)


def compare(workload: str) -> None:
    """Two documents of each side: the same rows in every table, the same tallies."""
    org, first = posting._office(workload, 2)
    before = rows(org)
    known = set(Organisation.objects.values_list("id", flat=True))
    ours = posting._poster(workload, org, first, 2)
    name = str(connections["default"].settings_dict["NAME"])
    theirs = raw.client(name, workload, first + 1_000_000, posting._documents(workload, 2))
    other = Organisation.objects.exclude(id__in=known).get().id
    begun = rows(other)
    for post in (ours, theirs):
        post()
        post()
    left = grown(before, rows(org))
    assert (workload, grown(begun, rows(other)), sums(other)) == (workload, left, sums(org))
    assert left["platform_command_journal"] == 2
    print(workload)


if __name__ == "__main__":
    with stage.database("khlang_bench_rows"):
        raw.prepare()
        for workload in posting.COMMANDS:
            compare(workload)
