"""The demo office, built once by the real commands in a database of its own; what a module does there is taken back."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from khlang.platform import tenancy
from tests import prepared

_BUILT: list[Any] = []


@pytest.fixture(scope="module")
def demo(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The stage of อบต. ทุ่งทอง after its October; queries of the tests are scoped to it."""
    from django.db import transaction

    from khlang.faces.cli import demo as building

    with django_db_blocker.unblock(), prepared.another("demo"):
        if not _BUILT:
            _BUILT.append(building.build())
        stage = copy.deepcopy(_BUILT[0])
        with transaction.atomic(), tenancy.scope(stage.organisations["DEMO"]):
            yield stage
            transaction.set_rollback(True)
