"""The country, built once for a module and rolled back after it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.walls import country as building
from tests.walls.strangers import houses, insider, stranger  # noqa: F401


@pytest.fixture(scope="module")
def country(django_db_setup: Any, django_db_blocker: Any) -> Iterator[building.Country]:
    """Two provinces, an office with a row of everything, and its neighbours."""
    from django.db import transaction
    from django.test import override_settings

    with django_db_blocker.unblock(), override_settings(BUSINESS_DATE=building.LAST_DAY), transaction.atomic():
        yield building.build()
        transaction.set_rollback(True)
