"""The emergency way in: whom an office may not vouch for, and what stays as it was for whoever came in by it."""

import pytest

from khlang.spine.access import commands as access
from khlang.spine.access import thaid
from tests.household import PASSWORD, acting, found, grant, hire
from tests.refusals.attempt import refused
from tests.refusals.wording import texts
from tests.untouched import nothing_written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _down(monkeypatch):
    monkeypatch.setattr(thaid, "standing", lambda: "down")


def test_an_office_vouches_for_nobody_into_another():
    other = found("OTHER")
    here = found("DEMO", "unit", "OTHER")
    officer, guest = hire(here, "klang", "treasury_head"), hire(other, "guest", "auditor")
    grant(here, guest.pk, "auditor")
    with refused("break_glass_works_elsewhere", field="username"):
        data = {"username": "guest", "reason": "ThaID ใช้ไม่ได้ ต้องออกใบเสร็จวันนี้"}
        access.ask_break_glass(envelope=acting(here, officer), data=data)


def test_who_came_in_by_it_gets_no_key_that_lasts_longer(client, settings):
    settings.BUSINESS_DATE = "2024-10-01"
    hire(found("DEMO"), "nok", "finance_officer", password=PASSWORD)
    client.post("/login/", {"username": "nok", "password": PASSWORD})
    session = client.session
    session["access.ends_at"] = 32_503_680_000
    session.save()
    with nothing_written():
        answer = client.post("/tokens/", {"act": "create", "label": "โปรแกรม", "expires_on": "2025-01-01"})
    assert answer.status_code == 403
    assert texts("th")["refusal.emergency_changes_nothing"] in answer.content.decode()
