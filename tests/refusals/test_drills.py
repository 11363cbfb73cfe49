"""Rehearsals that cannot be begun or ended: drill_running, drill_unknown, drill_over, practice_unknown,
organisation_no_practice."""

import pytest

from khlang.bridges.continuity import commands as continuity
from khlang.bridges.continuity.models import Drill
from khlang.platform import tenancy
from khlang.spine.organisations import commands as organisations
from khlang.spine.organisations import queries as offices
from tests.household import NOW
from tests.office import Office, open_office
from tests.refusals.attempt import refused


@pytest.fixture
def running(office: Office) -> Drill:
    """A rehearsal that was begun and not yet ended."""
    return Drill.objects.create(practice_org=7, started_at=NOW, started_by_id=1)


def test_a_second_rehearsal(office: Office, running: Drill) -> None:
    """drill_running: one at a time, begun alone or with its copy."""
    with refused("drill_running"):
        continuity.start_drill(envelope=office.envelope(), data={"practice_org": 7})
    with refused("drill_running"):
        continuity.rehearse(envelope=office.envelope())


def test_a_copy_that_is_none_of_this_office(office: Office) -> None:
    """practice_unknown: nobody's, the office itself, another office."""
    other = open_office(code="OTHER")
    for org in (7, office.org, other.org):
        with refused("practice_unknown", field="practice_org"):
            continuity.start_drill(envelope=office.envelope(), data={"practice_org": org})


def test_ending_what_was_not_begun_or_is_over(office: Office, running: Drill) -> None:
    """drill_unknown and drill_over."""
    with refused("drill_unknown", field="drill_id"):
        continuity.finish_drill(envelope=office.envelope(), data={"drill_id": 7})
    Drill.objects.update(finished_at=NOW)
    with refused("drill_over"):
        continuity.finish_drill(envelope=office.envelope(), data={"drill_id": running.id})


def test_an_office_is_no_practice_copy(office: Office) -> None:
    """organisation_no_practice: people go on working in it."""
    with refused("organisation_no_practice"):
        organisations.end_practice(envelope=office.envelope(), data={})
    with tenancy.scope(office.org):
        assert not offices.current().practice_over


def test_who_does_not_rehearse(office: Office) -> None:
    """duty_missing."""
    with refused("duty_missing", duty="outage.declare"):
        continuity.rehearse(envelope=office.envelope("auditor"))
