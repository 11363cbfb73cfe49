"""What is refused at the door and around second factors: code, field, readable words, nothing written but the attempt."""

import pytest

from khlang.core.refusal import Refusal
from khlang.spine.access import brake, commands, login, passkeys, second_factor
from khlang.spine.access.models import Authenticator, OpenSession
from tests.household import NOW, PASSWORD, acting, found, hire
from tests.refusals.wording import check_refusal

pytestmark = pytest.mark.django_db
AT = 1_800_000_000


@pytest.fixture
def org():
    return found()


@pytest.fixture
def somchai(org):
    return hire(org, "somchai", "revenue_officer", password=PASSWORD)


def added(person, **more):
    given = {
        "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
        "code": "1",
        "label": "โทรศัพท์",
        "seconds": AT,
        "now": NOW,
        "address": "",
    }
    return second_factor.add_totp(person=person, **{**given, **more})


def asserted(person):
    return passkeys.finish_assertion(person=person, state=None, answer="{}", now=NOW, address="192.0.2.1")


def registered(person, **more):
    given = {"state": None, "answer": "{}", "label": "โน้ตบุ๊ก", "now": NOW, "address": ""}
    return passkeys.finish_registration(person=person, **{**given, **more})


TRIED = [
    ("second_factor_wrong", "code", added),
    ("field_required", "label", lambda person: added(person, label=" ")),
    ("second_factor_wrong", "code", lambda person: second_factor.check_totp(
        person=person, code="123456", seconds=AT, now=NOW, address="192.0.2.1")),
    ("second_factor_not_found", None, lambda person: second_factor.remove(
        person=person, authenticator_id=1, now=NOW, address="")),
    ("passkey_refused", None, asserted),
    ("passkey_refused", None, registered),
    ("field_required", "label", lambda person: registered(person, label="")),
    ("password_wrong", "password", lambda person: login.confirm(
        person=person, password="ไม่ใช่", address="192.0.2.1", now=NOW)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "field", "attempt"), TRIED)
def test_refused_in_words(somchai, code, field, attempt):
    with pytest.raises(Refusal) as refused:
        attempt(somchai)
    check_refusal(refused.value, code, field=field)
    assert not Authenticator.objects.exists()


def test_the_last_second_factor_stays_where_one_is_required(somchai, settings):
    settings.SECOND_FACTOR = "required"
    row = Authenticator.objects.create(
        person=somchai, kind="totp", label="x", credential_id="x", secret="x", created_at=NOW
    )
    with pytest.raises(Refusal) as refused:
        second_factor.remove(person=somchai, authenticator_id=row.id, now=NOW, address="")
    check_refusal(refused.value, "second_factor_last", field=None)
    assert Authenticator.objects.count() == 1


def test_a_log_in_that_is_not_there_cannot_be_ended(org, somchai):
    row = OpenSession.objects.create(person=somchai, started_at=NOW, seen_at=NOW, way="password", ended_at=NOW)
    for end in (commands.end_session, commands.end_other_sessions):
        with pytest.raises(Refusal) as refused:
            end(envelope=acting(org, somchai), data={"session_id": row.id})
        check_refusal(refused.value, "session_not_found", field="session_id")


def test_who_guesses_has_to_wait(somchai):
    def knock():
        return brake.knock(purpose="break_glass", account="somchai", address="192.0.2.1", now=NOW, person=somchai)

    for _ in range(5):
        brake.settle(attempt=knock(), outcome="failed", person=somchai)
    with pytest.raises(Refusal) as refused:
        knock()
    check_refusal(refused.value, "try_later", field=None)
