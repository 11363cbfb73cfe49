"""Bad input to organisations, access and parties: each gets its name, its field and its words; nothing is written.

One row a case: the code, the field, and what was tried. `scene` is an อบต. with an administrator and a collector.
"""

import base64
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta

import pytest

from khlang import standards
from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.platform.models import CommandJournal
from khlang.platform.tenancy import new_id
from khlang.spine.access import commands as access
from khlang.spine.access import login, queries, tokens
from khlang.spine.access.models import Person
from khlang.spine.organisations import commands as organisations
from khlang.spine.organisations import queries as organisation_queries
from khlang.spine.parties import commands as parties
from khlang.spine.parties import queries as party_queries
from tests.household import NOW, PASSWORD, TODAY, acting, envelope, found, grant, hire
from tests.parties.test_parties import right_check_digit
from tests.refusals.wording import check_refusal
from tests.untouched import nothing_written

pytestmark = pytest.mark.django_db
NUMBER = right_check_digit("110170020345")
NEW_ORGANISATION = {"code": "NEW", "kind": "tao", "name_th": "อบต.ใหม่", "province_th": "ตัวอย่าง"}


@dataclass
class Scene:
    """`org` has people, a division, a position and a payer; in `other` nothing of it is known. `unit` is below `org`."""

    org: int
    other: int
    unit: int
    admin: Person
    somchai: Person
    role: int
    division: int
    party: int
    token: int


@pytest.fixture
def scene() -> Scene:
    org, other, unit = found("DEMO"), found("OTHER"), found("UNIT", "unit", "DEMO")
    admin, somchai = hire(org, "admin", "admin"), hire(org, "somchai", password=PASSWORD)
    role = grant(org, somchai.id, "revenue_officer", since="2024-09-01")
    division = organisations.save_division(envelope=envelope(org), data={"code": "FIN", "name_th": "กองคลัง"})
    access.save_position(envelope=envelope(org), data={"code": "DIR", "title_th": "ผู้อำนวยการ"})
    party = parties.save_party(envelope=envelope(org), data={"name": "สมหญิง", "national_number": NUMBER})
    data = {"label": "โปรแกรม", "expires_on": "2024-12-31", "secret": tokens.new_secret()}
    token = access.create_token(envelope=acting(org, somchai), data=data).document_id
    return Scene(org, other, unit, admin, somchai, role, division.document_id, party.document_id, token)


def create(scene, **changed):
    return organisations.create_organisation(envelope=envelope(new_id()), data={**NEW_ORGANISATION, **changed})


def settings(scene, **data):
    return organisations.change_settings(envelope=envelope(scene.org), data=data)


def emblem(scene, content: bytes | str):
    text = content if isinstance(content, str) else base64.b64encode(content).decode()
    return organisations.save_emblem(envelope=envelope(scene.org), data={"content": text})


def division(scene, org=None, version=None, **data):
    data = {"name_th": "กอง", **data}
    return organisations.save_division(envelope=envelope(org or scene.org, expected_version=version), data=data)


def person(scene, **changed):
    data = {"username": "newcomer", "name_th": "มาใหม่", **changed}
    return access.create_person(envelope=envelope(scene.org), data=data)


def save_person(scene, who, org=None, **changed):
    data = {"person_id": who, "name_th": "ชื่อใหม่", **changed}
    return access.save_person(envelope=envelope(org or scene.org), data=data)


def position(scene, **data):
    return access.save_position(envelope=envelope(scene.org), data={"title_th": "ตำแหน่ง", **data})


def give(scene, who, role, org=None, **more):
    return grant(org or scene.org, who, role, **more)


def end(scene, assignment, to_date, org=None):
    data = {"assignment_id": assignment, "to_date": to_date}
    return access.end_role(envelope=envelope(org or scene.org), data=data)


def change_role(scene, **changed):
    data = {"assignment_id": scene.role, "person_id": scene.somchai.id, "role": "revenue_officer", **changed}
    return access.save_role(envelope=envelope(scene.org), data={"from_date": "2024-09-01", **data})


def ask_assignment(scene):
    with tenancy.scope(scene.other):
        queries.assignment(assignment_id=scene.role)


def last_admin(scene):
    with tenancy.scope(scene.org):
        (assignment,) = queries.assignments(person_id=scene.admin.id)
    return end(scene, assignment.id, "2024-10-01")


def new_password(scene, new, current=PASSWORD):
    return access.set_password(envelope=acting(scene.org, scene.somchai), data={"current": current, "new": new})


def token(scene, **changed):
    data = {"label": "โปรแกรม", "expires_on": "2024-12-31", "secret": tokens.new_secret(), **changed}
    return access.create_token(envelope=acting(scene.org, scene.somchai), data=data)


def revoke_twice(scene):
    for _ in range(2):
        access.revoke_token(envelope=envelope(scene.org), data={"token_id": scene.token})


def revoke_anothers(scene):
    wipa = hire(scene.org, "wipa", "finance_officer")
    access.revoke_token(envelope=acting(scene.org, wipa), data={"token_id": scene.token})


def party(scene, org=None, version=None, **data):
    sent = envelope(org or scene.org, expected_version=version)
    return parties.save_party(envelope=sent, data={"name": "ชื่อ", **data})


def grant_oneself(scene):
    data = {"person_id": scene.admin.id, "role": "auditor", "from_date": "2024-10-01"}
    access.propose_role(envelope=acting(scene.org, scene.admin), data=data)


def ask_party(scene):
    with tenancy.scope(scene.other):
        party_queries.get(party_id=scene.party)


def lock_out(scene):
    for minute in range(11):
        at = NOW + timedelta(seconds=minute)
        try:
            login.authenticate(username="somchai", password="ผิด", address="192.0.2.1", now=at)
        except Refusal as refusal:
            if refusal.code != "login_failed":
                raise


def switch_off_then_grant(scene):
    save_person(scene, scene.somchai.id, is_active=False)
    give(scene, scene.somchai.id, "auditor")


CASES = [
    # organisations
    ("organisation_code_taken", "code", lambda s: create(s, code="demo")),
    ("organisation_unknown", "parent_code", lambda s: create(s, kind="unit", parent_code="NOWHERE")),
    ("organisation_unknown", None, lambda s: organisation_queries.get(code="NOWHERE")),
    ("parent_required", "parent_code", lambda s: create(s, kind="unit")),
    ("parent_unfit", "parent_code", lambda s: create(s, kind="tao", parent_code="DEMO")),
    (
        "organisation_exists",
        None,
        lambda s: organisations.create_organisation(envelope=envelope(s.org), data=NEW_ORGANISATION),
    ),
    ("field_malformed", "code", lambda s: create(s, code="รหัสไทย")),
    ("choice_unknown", "kind", lambda s: create(s, kind="ministry")),
    ("national_number_check_digit", "tax_id", lambda s: create(s, tax_id="1234567890123")),
    ("text_too_long", "name_th", lambda s: create(s, name_th="ก" * 251)),
    (
        "duty_missing",
        None,
        lambda s: organisations.change_settings(envelope=acting(s.org, s.somchai), data={}),
    ),
    ("small_office_reason_required", None, lambda s: settings(s, small_office=True)),
    (
        "signatory_twice",
        None,
        lambda s: settings(s, signatories=[{"place": "clerk", "name": n, "position": "ปลัด"} for n in ("ก", "ข")]),
    ),
    ("upload_wrong_type", "content", lambda s: emblem(s, b"<svg onload='alert(1)'/>")),
    ("upload_wrong_type", "content", lambda s: emblem(s, "ไม่ใช่รูป")),
    ("upload_too_large", "content", lambda s: emblem(s, b"\x89PNG\r\n\x1a\n" + b"\x00" * 512 * 1024)),
    ("division_code_taken", "code", lambda s: division(s, code="fin")),
    ("division_not_found", "division_id", lambda s: division(s, org=s.other, division_id=s.division, code="X")),
    ("stale_version", None, lambda s: division(s, division_id=s.division, code="FIN", version=7)),
    # people and passwords
    ("username_taken", "username", lambda s: person(s, username="SomChai")),
    ("field_malformed", "username", lambda s: person(s, username="สมชาย")),
    ("person_not_found", "person_id", lambda s: save_person(s, 1)),
    ("username_fixed", "username", lambda s: save_person(s, s.somchai.id, username="somchai2")),
    ("field_required", "username", lambda s: save_person(s, None)),
    ("password_common", "password", lambda s: save_person(s, s.somchai.id, password="password1234")),
    ("person_not_found", None, lambda s: queries.by_username(username="nobody")),
    ("person_not_found", None, lambda s: queries.person(person_id=1)),
    ("person_not_found", "person_id", lambda s: save_person(s, s.somchai.id, org=s.other)),
    ("person_not_found", "person_id", lambda s: give(s, s.somchai.id, "auditor", org=s.other)),
    ("person_of_other_organisation", "person_id", lambda s: save_person(s, s.somchai.id, org=s.unit)),
    ("last_administrator", None, lambda s: save_person(s, s.admin.id, is_active=False)),
    ("password_too_short", "password", lambda s: person(s, password="สั้นไปนิด")),
    ("password_too_long", "password", lambda s: person(s, password="กขคงจ" * 60)),
    ("password_common", "password", lambda s: person(s, password="password1234")),
    ("password_common", "password", lambda s: person(s, password="passwordpassword")),
    ("password_common", "password", lambda s: person(s, password="รหัสผ่าน2567!")),
    ("password_common", "password", lambda s: person(s, password="qwertyuiopas")),
    ("password_common", "password", lambda s: person(s, password="123412341234")),
    ("password_contains_name", "password", lambda s: person(s, password="i-am-newcomer-99x")),
    ("password_wrong", "current", lambda s: new_password(s, "เรือใบสีฟ้าในทะเล", current="ไม่ใช่")),
    ("password_unchanged", "new", lambda s: new_password(s, PASSWORD)),
    ("password_contains_name", "new", lambda s: new_password(s, "somchai-กินข้าวเหนียว")),
    ("login_locked", None, lock_out),
    (
        "login_failed",
        None,
        lambda s: login.authenticate(username="somchai", password="ผิด", address="192.0.2.1", now=NOW),
    ),
    # positions and roles
    ("position_code_taken", "code", lambda s: position(s, code="DIR")),
    ("position_not_found", "position_id", lambda s: position(s, code="X", position_id=1)),
    ("division_not_found", None, lambda s: position(s, code="X", division_id=1)),
    ("position_not_found", "position_id", lambda s: give(s, s.somchai.id, "auditor", position_id=1)),
    ("person_not_found", "person_id", lambda s: give(s, 1, "auditor")),
    ("person_switched_off", "person_id", switch_off_then_grant),
    ("role_unknown", "role", lambda s: give(s, s.somchai.id, "emperor")),
    ("role_of_other_kind", "role", lambda s: give(s, s.somchai.id, "provincial_admin")),
    ("role_dates_reversed", "to_date", lambda s: give(s, s.somchai.id, "auditor", to_date="2024-09-30")),
    ("date_era_implausible", "from_date", lambda s: give(s, s.somchai.id, "auditor", since="1/10/2024")),
    ("role_overlaps", "from_date", lambda s: give(s, s.somchai.id, "revenue_officer")),
    ("role_to_oneself", "person_id", grant_oneself),
    ("duties_conflict", "role", lambda s: give(s, s.somchai.id, "accountant")),
    ("acting_for_unknown", "acting_for_id", lambda s: give(s, s.admin.id, "revenue_officer", acting_for_id=1)),
    (
        "acting_for_unknown",
        "acting_for_id",
        lambda s: give(s, s.admin.id, "revenue_officer", org=s.unit, acting_for_id=s.role),
    ),
    ("acting_for_self", "acting_for_id", lambda s: give(s, s.somchai.id, "revenue_officer", acting_for_id=s.role)),
    ("acting_role_differs", "role", lambda s: give(s, s.admin.id, "auditor", acting_for_id=s.role)),
    ("role_not_found", "assignment_id", lambda s: end(s, s.role, "2024-10-31", org=s.other)),
    ("role_already_ended", "to_date", lambda s: [end(s, s.role, day) for day in ("2024-10-31", "2024-11-30")]),
    ("role_dates_reversed", "to_date", lambda s: end(s, s.role, "2024-08-31")),
    ("role_fixed", "role", lambda s: change_role(s, role="auditor", to_date="2024-10-31")),
    ("field_required", "to_date", lambda s: change_role(s)),
    ("role_not_found", None, lambda s: ask_assignment(s)),
    ("role_end_in_past", "to_date", lambda s: end(s, s.role, "2024-09-15")),
    ("last_administrator", None, last_admin),
    ("no_role_on_day", None, lambda s: queries.actor(person_id=s.somchai.id, org_id=s.other, on=TODAY)),
    # tokens
    ("token_malformed", "secret", lambda s: token(s, secret="mysecret")),
    ("token_expiry_past", "expires_on", lambda s: token(s, expires_on="2024-10-01")),
    ("token_life_too_long", "expires_on", lambda s: token(s, expires_on="3/10/2568")),
    ("token_not_found", "token_id", lambda s: access.revoke_token(envelope=envelope(s.org), data={"token_id": 1})),
    ("token_revoked", "token_id", revoke_twice),
    ("duty_missing", None, revoke_anothers),
    ("token_invalid", None, lambda s: tokens.authenticate_token(token=tokens.new_secret(), now=NOW)),
    # parties
    ("party_number_taken", "national_number", lambda s: party(s, national_number=NUMBER)),
    ("party_not_found", "party_id", lambda s: party(s, org=s.other, party_id=s.party)),
    ("party_not_found", None, ask_party),
    ("stale_version", None, lambda s: party(s, party_id=s.party, version=9)),
    ("national_number_check_digit", "national_number", lambda s: party(s, national_number="1-1017-00203-45-9")),
    ("national_number_malformed", "national_number", lambda s: party(s, national_number="12345")),
    ("field_required", "name", lambda s: party(s, name="   ")),
    ("field_unknown", "org_id", lambda s: party(s, org_id=5)),
    ("command_id_reused", None, lambda s: reuse(s)),
]


def reuse(scene):
    sent = envelope(scene.org)
    parties.save_party(envelope=sent, data={"name": "หนึ่ง"})
    parties.save_party(envelope=sent, data={"name": "สอง"})


#: Attempts that first do something that is allowed, or that the log-in record rightly keeps.
SETS_THE_STAGE = {
    "command_id_reused", "login_failed", "login_locked", "person_switched_off", "role_already_ended", "token_revoked"
}  # fmt: skip


@pytest.mark.parametrize(("code", "field", "attempt"), CASES, ids=[f"{row[0]}-{row[1]}" for row in CASES])
def test_refused(scene, code, field, attempt):
    untouched = nullcontext() if code in SETS_THE_STAGE or attempt is revoke_anothers else nothing_written()
    with untouched, pytest.raises((Refusal, Refusals)) as raised:
        attempt(scene)
    refusal = raised.value.errors[0] if isinstance(raised.value, Refusals) else raised.value
    check_refusal(refusal, code, field=field)
    for lang in standards.LANGUAGES:
        wording = standards.message(f"refusal.{code}", lang, **refusal.facts)
        assert '"-"' not in wording and "role." not in wording


def test_a_refused_command_leaves_nothing(scene):
    with tenancy.scope(scene.org):
        before = CommandJournal.objects.count()
        with pytest.raises(Refusal):
            party(scene, national_number=NUMBER)
        assert CommandJournal.objects.count() == before
        assert party_queries.list_parties()[1] == 1


def test_the_refusal_of_a_taken_number_does_not_tell_the_number(scene):
    with pytest.raises(Refusal) as raised:
        party(scene, national_number=NUMBER)
    assert NUMBER not in str(raised.value)
