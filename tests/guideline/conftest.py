"""Offices of the guideline's tests: a local government and a subordinate unit of it, each with its people, budget and money."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from khlang.platform import tenancy
from tests.byhand import OfficeByHand, Staff
from tests.office import open_office


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    """Scans are kept in a folder of the test."""
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def office(db: Any) -> Iterator[OfficeByHand]:
    """อบต. ทดสอบ."""
    opened = open_office()
    with tenancy.scope(opened.org):
        yield OfficeByHand(opened)


@pytest.fixture
def unit(db: Any) -> Iterator[OfficeByHand]:
    """A school of an LAO: a unit with its own money."""
    above, opened = open_office(), open_office(code="SCHOOL", kind="unit")
    opened.organisation.parent = above.organisation
    opened.organisation.save(update_fields=["parent"])
    with tenancy.scope(opened.org):
        yield OfficeByHand(opened, above=Staff(above.organisation, above.today))
