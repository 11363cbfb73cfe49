"""Personal data and looking in from above: what is refused, in words, with nothing written."""

import pytest

from khlang.platform.commands import Actor
from khlang.spine.access import commands as access
from khlang.spine.parties import commands as parties
from tests.household import envelope, found
from tests.refusals.attempt import refused

pytestmark = pytest.mark.django_db
AUDITOR = Actor(id=5, name="ผู้ตรวจสอบ", duties=frozenset({"personal.unmask"}))
ABOVE = Actor(id=6, name="ผู้กำกับดูแล", duties=frozenset({"party.maintain", "personal.unmask"}), oversight=True)


@pytest.mark.parametrize("reason", ["", "ดู", "ขอดูหน่อย"])
def test_a_whole_number_needs_a_reason(reason):
    org = found("DEMO")
    with refused("unmask_reason_required", field="reason", least=10):
        data = {"what": "party.national_number", "subject": 7, "reason": reason}
        access.unmask(envelope=envelope(org, actor=AUDITOR), data=data)


def test_whoever_looks_from_above_changes_nothing():
    org = found("DEMO")
    with refused("oversight_reads_only"):
        parties.save_party(envelope=envelope(org, actor=ABOVE), data={"name": "นายใด"})
