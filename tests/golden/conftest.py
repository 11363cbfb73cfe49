"""The demo office, built once for a module by the real commands and rolled back after it."""

from collections.abc import Iterator
from typing import Any

import pytest

from khlang.platform import tenancy


@pytest.fixture(scope="module")
def demo(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """The stage of อบต. ทุ่งทอง after its October; queries of the tests are scoped to it."""
    from django.db import transaction

    from khlang.faces.cli import demo as building

    with django_db_blocker.unblock(), transaction.atomic():
        stage = building.build()
        with tenancy.scope(stage.organisations["DEMO"]):
            yield stage
        transaction.set_rollback(True)
