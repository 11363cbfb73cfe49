"""The list of accounts that look shared: for the office that answers for them and for those above it (R-AU7)."""

from datetime import timedelta
from typing import Any

import pytest

from khlang.platform import clock
from khlang.spine.access import security_log, shared_accounts
from khlang.spine.access.models import OpenSession, Person
from khlang.standards import message
from khlang.standards.limits import shared_account
from tests.household import hire
from tests.privacy.province import Province

pytestmark = pytest.mark.django_db
PAGE = "/security/shared/"


def share(person: Person, *, devices: int) -> None:
    """Log-ins from so many devices, one after another, as the door sees them."""
    now = clock.now()
    for each in range(devices):
        OpenSession.objects.create(person=person, started_at=now, seen_at=now, way="password", device=f"เครื่อง {each}")
        shared_accounts.look(person=person, now=now)


@pytest.fixture
def admin(province: Province) -> Any:
    person = hire(province.desk.org, "admin.demo", "admin")
    Person.objects.filter(id=person.pk).update(must_change_password=False)
    return province.client(Person.objects.get(id=person.pk))


def test_the_administrator_sees_who_why_and_since_when(province: Province, admin: Any) -> None:
    """ผู้ดูแลระบบเห็นว่าบัญชีใด เพราะเหตุใด ตั้งแต่เมื่อใด และไปที่หน้าของบุคคลนั้นได้."""
    assert message("web.shared.empty", days=90) in admin.get(PAGE).content.decode()
    span, most = shared_account()
    person = Person.objects.get(username="somchai")
    share(person, devices=most)
    text = admin.get(PAGE).content.decode()
    assert person.name_th in text and f'href="/lists/person/{person.pk}/"' in text
    assert message("web.shared.why", devices=most, hours=span // timedelta(hours=1)) in text
    assert message("web.shared.title") in admin.get("/").content.decode(), "it stands in the menu"
    assert "<html" not in admin.get(PAGE, HTTP_HX_REQUEST="true").content.decode()


def test_each_account_once_and_old_ones_are_over(province: Province, admin: Any) -> None:
    person, old = Person.objects.get(username="somchai"), Person.objects.get(username="wipa")
    for days in (1, 20, 60):
        at = clock.now() - timedelta(days=days)
        security_log.note(kind="account_shared_suspected", at=at, person=person, devices=4, hours=8)
    security_log.note(
        kind="account_shared_suspected", at=clock.now() - timedelta(days=91), person=old, devices=4, hours=8
    )
    text = admin.get(PAGE).content.decode()
    assert text.count(person.name_th) == 1 and old.name_th not in text


def test_the_province_sees_the_offices_below_it_and_no_other(province: Province) -> None:
    """จังหวัดเห็นหน่วยงานในจังหวัด หน่วยงานข้างเคียงไม่เห็น."""
    share(Person.objects.get(username="somchai"), devices=shared_account()[1])
    for org, sees in ((province.office, True), (province.neighbour, False), (province.second, False)):
        role = "admin" if org == province.second else "provincial_admin"
        person = hire(org, f"admin.{org}", role)
        Person.objects.filter(id=person.pk).update(must_change_password=False)
        text = province.client(Person.objects.get(id=person.pk)).get(PAGE).content.decode()
        assert (Person.objects.get(username="somchai").name_th in text) is sees
        assert ("/oversight/?q=DEMO" in text) is sees


def test_it_takes_the_duty(province: Province) -> None:
    assert province.desk.client("somchai").get(PAGE).status_code == 403
