"""The side above hands out posts and initial user names (LOGIN-3, R-AU1, R-AU3)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khlang.core.refusal import Refusal, Refusals
from khlang.platform import tenancy
from khlang.platform.models import CommandJournal
from khlang.spine.access import commands as access
from khlang.spine.access import identity, importing, queries, slips
from khlang.spine.access.models import HandedOut, NationalIdentity, Person, Position, SecurityEvent
from khlang.spine.access.template import hand_out_template
from khlang.spine.organisations import commands as organisations
from khlang.standards import message
from tests.activation.scene import POST, Country, code_from, hand_role, roles_in
from tests.household import NOW, acting, envelope, found, hire
from tests.parties.test_parties import right_check_digit
from tests.refusals.attempt import refused
from tests.thaid.hostile import NUMBER, OTHER_NUMBER


def numbers(count: int) -> list[str]:
    """So many national numbers with right check digits."""
    return [right_check_digit(f"3{index:011d}") for index in range(1, count + 1)]


def test_the_lao_hands_a_post_in_its_school_out(land: Country) -> None:
    """อปท. ส่งมอบตำแหน่งของโรงเรียน: ได้บัญชี ตำแหน่ง บทบาทที่ยืนยันแล้ว และใบส่งมอบ 60 วัน."""
    slip, code = land.slip()
    person = slip.person
    assert (person.username, person.home_id, person.has_usable_password()) == ("kru.malee", land.school, False)
    assert roles_in(land.school, person) == {"finance_officer": "confirmed"}
    with tenancy.scope(land.school):
        assert [each.title_th for each in queries.positions()] == ["เจ้าหน้าที่การเงิน"]
    assert slip.expires_at - NOW == timedelta(days=60)
    assert re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", code)


def test_no_national_number_and_no_code_is_kept(land: Country) -> None:
    slip, code = land.slip()
    with connection.cursor() as cursor:
        for table in map(lambda model: model._meta.db_table, (HandedOut, Person, CommandJournal, SecurityEvent)):
            cursor.execute(f"SELECT * FROM {table}")
            kept = str(cursor.fetchall())
            assert NUMBER not in kept and code not in kept and code.replace("-", "") not in kept
    assert (slip.number_hmac, slip.last_four) == (identity.hashed(NUMBER), NUMBER[-4:])


def test_the_code_is_made_by_the_system_and_told_once(land: Country) -> None:
    """ทำซ้ำด้วยคำสั่งเดิมไม่ได้รหัสอีก."""
    envelope = acting(land.lao, land.admin)
    first = access.hand_out(envelope=envelope, data={"rows": [POST]})
    again = access.hand_out(envelope=envelope, data={"rows": [POST]})
    assert first.shown_once["seed"] and again.replayed and again.shown_once == {}
    (slip,) = HandedOut.objects.all()
    assert slips.fits(code=code_from(first.shown_once["seed"], slip).upper().replace("-", " "), kept=slip.code_digest)
    assert not slips.fits(code="aaaa-aaaa-aaaa-aaaa", kept=slip.code_digest)


def test_one_person_with_a_further_post_keeps_the_one_account(land: Country) -> None:
    """คนเดียวหลายตำแหน่ง: บัญชีเดิม ใบเดิม (R-AU3)."""
    slip, _ = land.slip()
    more = land.hand_out(
        organisation_code="LAO", username=None, name_th="สมชาย ใจดี", roles=["accountant"], by="province"
    )
    assert (more.data["slips"], more.shown_once, Person.objects.filter(home_id=land.school).count()) == (0, {}, 1)
    assert roles_in(land.lao, slip.person) == {"accountant": "confirmed"}


def test_two_posts_of_one_person_in_one_batch_are_one_account(land: Country) -> None:
    rows = [POST, {**POST, "organisation_code": "LAO", "username": None, "roles": ["accountant"]}]
    assert land.hand_out(*rows, by="province").data == {"slips": 1, "posts": 2}


def test_roles_of_the_own_office_wait_for_a_second_person(land: Country) -> None:
    """บทบาทในหน่วยงานของตนเองต้องมีผู้ยืนยัน ถ้ามีผู้ยืนยันแล้ว."""
    own = {"organisation_code": "", "username": "first"}
    land.hand_out(**own)
    first = Person.objects.get(username="first")
    assert roles_in(land.lao, first) == {"finance_officer": "confirmed"}
    hire(land.lao, "palad", "clerk")
    land.hand_out(organisation_code="LAO", username="second", national_number=OTHER_NUMBER)
    assert roles_in(land.lao, Person.objects.get(username="second")) == {"finance_officer": "proposed"}


def test_user_names_are_made_of_the_code_of_the_organisation(land: Country) -> None:
    hire(land.school, "school-01")
    hire(land.lao, "school-03")  # somebody else has taken it
    rows = [{**POST, "username": None, "national_number": number} for number in numbers(3)]
    land.hand_out(*rows)
    made = Person.objects.filter(home_id=land.school).exclude(username="school-01").values_list("username", flat=True)
    assert sorted(made) == ["school-02", "school-04", "school-05"]


def test_many_rows_cost_no_query_each(land: Country) -> None:
    """600 แถวใช้คำสั่งฐานข้อมูลเพิ่มเพียงคำสั่งที่เขียนทีละหลายสิบแถว."""
    every = numbers(630)

    def cost(wanted: list[str]) -> int:
        rows = [{**POST, "username": None, "national_number": number} for number in wanted]
        with CaptureQueriesContext(connection) as asked:
            land.hand_out(*rows)
        return len(asked)

    few = cost(every[:30])
    assert cost(every[30:]) <= few + 40  # a statement of SQLite takes some sixty rows
    assert Person.objects.filter(home_id=land.school).count() == 630


def test_all_rows_are_written_or_none_and_each_finding_has_its_row(land: Country) -> None:
    rows = [POST, {**POST, "organisation_code": "NOWHERE", "national_number": OTHER_NUMBER}]
    with refused("organisation_not_below", field="rows.1.organisation_code", code="NOWHERE"):
        land.hand_out(*rows)


def test_nobody_hands_out_beside_or_above(land: Country) -> None:
    """ส่งมอบข้ามสังกัดไม่ได้ และไม่บอกว่ามีหน่วยงานนั้นหรือไม่."""
    found("OTHER")
    for code in ("OTHER", "PROVINCE"):
        with refused("organisation_not_below", field="rows.0.organisation_code", code=code):
            land.hand_out(organisation_code=code)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"username": "admin.lao"}, "username_taken", "username"),
        ({"roles": ["king"]}, "role_unknown", "roles"),
        ({"roles": ["department_admin"]}, "role_of_other_kind", "roles"),
        ({"roles": ["finance_officer", "finance_officer"]}, "role_given_before", "roles"),
        ({"roles": ["revenue_officer", "treasury_head"]}, "duties_conflict", "roles"),
        ({"national_number": "1234567890123"}, "national_number_check_digit", "national_number"),
        ({"position_title": ""}, "field_required", "position_title"),
    ],
)
def test_what_is_wrong_stands_at_its_row_and_field(land: Country, changed, code, field) -> None:
    with refused(code, field=f"rows.0.{field}"):
        land.hand_out(**changed)


def test_the_same_user_name_twice_in_a_file(land: Country) -> None:
    with refused("username_twice", field="rows.1.username", first=1):
        land.hand_out(POST, {**POST, "national_number": OTHER_NUMBER})


def test_a_number_that_has_an_account_under_another_name(land: Country) -> None:
    land.slip()
    with refused("identity_other_name", field="rows.0.name_th"):
        land.hand_out(name_th="นางสมหญิง ดีใจ", username=None, roles=["auditor"])


def test_an_account_that_is_switched_off_gets_no_post(land: Country) -> None:
    slip, _ = land.slip()
    Person.objects.filter(id=slip.person_id).update(is_active=False)
    with refused("person_switched_off", field="rows.0.national_number"):
        land.hand_out(username=None, roles=["auditor"])


def test_nobody_hands_a_role_to_oneself(land: Country) -> None:
    NationalIdentity.objects.create(
        person=land.admin, number_hmac=identity.hashed(NUMBER), last_four=NUMBER[-4:], issuer="x", subject_hmac="y",
        assurance="2.3", proved_at=NOW,
    )  # fmt: skip
    Person.objects.filter(id=land.admin.pk).update(name_th=POST["name_th"])
    with refused("role_to_oneself", field="rows.0.national_number"):
        land.hand_out(organisation_code="LAO", username=None, roles=["auditor"])
    small = {"small_office": True, "small_office_reason": "ครูคนเดียว"}
    organisations.change_settings(envelope=envelope(land.school), data=small)
    with refused("role_to_oneself", field="rows.0.national_number"):  # nor in a small office below, alone
        land.hand_out(username=None, roles=["finance_officer", "treasury_head"])


def test_it_takes_the_duty(land: Country) -> None:
    clerk = hire(land.lao, "kan", "finance_officer")
    with refused("duty_missing"):
        access.hand_out(envelope=acting(land.lao, clerk), data={"rows": [POST]})


def test_a_slip_is_revoked_and_made_anew(land: Country) -> None:
    slip, _ = land.slip()
    again = access.reissue_slip(envelope=acting(land.lao, land.admin), data={"slip_id": slip.id})
    slip.refresh_from_db()
    fresh = HandedOut.objects.get(id=again.document_id)
    assert slip.revoked_at == NOW and fresh.number_hmac == slip.number_hmac
    assert not slips.fits(code=code_from(again.shown_once["seed"], fresh), kept=slip.code_digest)
    access.revoke_slip(envelope=acting(land.province, land.above), data={"slip_id": fresh.id})
    with refused("slip_revoked", field="slip_id"):
        access.revoke_slip(envelope=acting(land.lao, land.admin), data={"slip_id": fresh.id})


def test_a_used_slip_cannot_be_revoked_and_a_foreign_one_is_not_found(land: Country) -> None:
    slip, _ = land.slip()
    stranger = found("OTHER")
    other = hire(stranger, "admin.other", "admin")
    with refused("slip_not_found", field="slip_id"):
        access.revoke_slip(envelope=acting(stranger, other), data={"slip_id": slip.id})
    HandedOut.objects.update(used_at=NOW)
    with refused("slip_used", field="slip_id"):
        access.revoke_slip(envelope=acting(land.lao, land.admin), data={"slip_id": slip.id})


def page_of(land: Country) -> Client:
    """The administrator of the LAO at a browser."""
    client = Client()
    client.force_login(Person.objects.get(id=land.admin.pk))
    Person.objects.filter(id=land.admin.pk).update(must_change_password=False)
    return client


def test_slips_are_printed_once_right_after_they_were_made(land: Country) -> None:
    """ใบส่งมอบพิมพ์ได้ครั้งเดียว ในเครื่องที่ทำ."""
    client = page_of(land)
    sent = {**POST, "role": "finance_officer"}
    answer = client.post("/hand-out/new/", sent)
    assert answer["Location"] == "/hand-out/print/"
    assert "1 ใบ" in client.get("/hand-out/print/").content.decode()
    paper = client.post("/hand-out/print/")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    again = client.post("/hand-out/print/")
    assert again.status_code == 422 and message("refusal.slips_printed", "th") in again.content.decode()
    assert "kru.malee" in client.get("/hand-out/").content.decode()


def test_what_was_typed_stays_when_a_post_is_refused(land: Country) -> None:
    page = page_of(land).post("/hand-out/new/", {**POST, "role": "finance_officer", "national_number": "123"})
    text = page.content.decode()
    assert page.status_code == 422 and "kru.malee" in text and "เจ้าหน้าที่การเงิน" in text


def test_a_file_is_handed_out_and_findings_are_shown_by_row(land: Country) -> None:
    client = page_of(land)
    assert client.get("/hand-out/template/").content.startswith(b"PK")
    titles = ",".join(each.title for each in importing.HEADINGS)
    good = f"SCHOOL,นายสมชาย ใจดี,,{NUMBER},การเงิน,,เจ้าหน้าที่การเงิน,1 ต.ค. 2567,"
    bad = f"NOWHERE,นางดี,,{OTHER_NUMBER},บัญชี,,accountant,1 ต.ค. 2567,"
    answer = client.post("/hand-out/upload/", {"file": sheet(titles, good, bad)})
    text = answer.content.decode()
    assert answer.status_code == 422 and "NOWHERE" in text and not HandedOut.objects.exists()
    assert re.search(r'<td class="num">3</td>\s*<td[^>]*>รหัสหน่วยงาน</td>', text)
    assert client.post("/hand-out/upload/", {"file": sheet(titles, good)})["Location"] == "/hand-out/print/"
    assert HandedOut.objects.get().person.username == "school-01"


def test_the_template_is_read_back(land: Country) -> None:
    with pytest.raises((Refusal, Refusals)) as caught:
        importing.read_posts(content=hand_out_template(fiscal_year=2568), filename="t.xlsx")
    assert caught.value.code == "sheet_without_rows"


def sheet(*lines: str) -> Any:
    """An upload of a CSV file."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("posts.csv", "\n".join(lines).encode())


def test_the_list_shows_the_state_of_each_slip(land: Country) -> None:
    land.slip()
    client = page_of(land)
    assert "รอเปิดใช้" in client.get("/hand-out/?state=waiting&q=SCHOOL").content.decode()
    assert "kru.malee" not in client.get("/hand-out/?state=used").content.decode()
    hand_role(land.lao, hire(land.lao, "kan"), "finance_officer")
    with tenancy.scope(land.school):
        assert Position.objects.count() == 1
