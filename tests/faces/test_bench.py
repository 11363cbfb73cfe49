"""`khlang bench posting` compares like with like: the raw side leaves the rows behind that the command leaves."""

from typing import Any

import pytest
from django.apps import apps
from django.db import connections

from khlang.faces.cli.bench import posting, raw
from khlang.platform import tenancy
from khlang.platform.tenancy import TenantRow
from khlang.spine.documents.models import DayTally
from khlang.spine.organisations.models import Organisation


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


@pytest.mark.django_db(transaction=True)
def test_both_sides_leave_the_same_rows() -> None:
    raw.prepare()
    for workload in posting.COMMANDS:
        org, first = posting._office(workload, 2)
        before = rows(org)
        known = set(Organisation.objects.values_list("id", flat=True))
        ours = posting._poster(workload, org, first, 2)
        theirs = raw.client(
            str(connections["default"].settings_dict["NAME"]),
            workload,
            first + 1_000_000,
            posting._documents(workload, 2),
        )
        other = Organisation.objects.exclude(id__in=known).get().id
        begun = rows(other)
        for post in (ours, theirs):
            post()
            post()
        left = grown(before, rows(org))
        assert (workload, grown(begun, rows(other)), sums(other)) == (workload, left, sums(org))
        assert left["platform_command_journal"] == 2
