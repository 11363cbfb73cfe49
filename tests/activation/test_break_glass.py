"""While ThaID is down: two officers of the office and one of the province let somebody in for 24 hours (C-44, R-AU5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from khlang.platform import tenancy
from khlang.spine.access import commands as access
from khlang.spine.access import emergency, sessions, thaid, tokens
from khlang.spine.access.models import BreakGlass, OpenSession, Person, RoleAssignment, SecurityEvent
from khlang.standards import message
from tests.activation.scene import OWN, Country
from tests.activation.test_activation import said
from tests.api.program import key_of
from tests.household import NOW, TODAY, acting, found, hire
from tests.refusals.attempt import refused
from tests.untouched import nothing_written

REASON = "ThaID ใช้ไม่ได้ ต้องออกใบเสร็จวันนี้"


@pytest.fixture
def down(monkeypatch: Any) -> None:
    """ThaID does not answer."""
    monkeypatch.setattr(thaid, "standing", lambda: "down")
    monkeypatch.setattr(thaid, "look", lambda *, seconds: "down")


@pytest.fixture
def people(land: Country, down: None) -> dict[str, Person]:
    """The officers, and the one who is shut out."""
    return {
        "first": hire(land.lao, "klang", "treasury_head", password=OWN), "second": hire(land.lao, "palad", "clerk"),
        "grants": hire(land.province, "changwat", "provincial_officer"), "shut": hire(land.lao, "nok", "finance_officer"),
    }  # fmt: skip


def ask(land: Country, people: dict[str, Person], by: str = "first", **changed: str) -> int:
    data = {"username": "nok", "reason": REASON, **changed}
    return access.ask_break_glass(envelope=acting(land.lao, people[by]), data=data).document_id or 0


def step(name: str, org: int, person: Person, case: int, **more: Any) -> Any:
    command = getattr(access, f"{name}_break_glass")
    return command(envelope=acting(org, person, **more), data={"break_glass_id": case})


def granted(land: Country, people: dict[str, Person]) -> tuple[int, str]:
    """Asked, seconded, granted; the code that was told."""
    case = ask(land, people)
    step("second", land.lao, people["second"], case)
    return case, step("grant", land.province, people["grants"], case).shown_once["code"]


def works_in(org: int, person: Person, role: str) -> None:
    """A role in an office that did not make the account."""
    with tenancy.scope(org):
        RoleAssignment.objects.create(person=person, role=role, from_date=TODAY, granted_by=0, granted_at=NOW)


def enter(code: str, username: str = "nok", client: Client | None = None) -> Any:
    return (client or Client()).post("/break-glass/enter/", {"username": username, "code": code})


def test_two_officers_and_the_province_and_inside_for_a_day(land: Country, people, mailoutbox) -> None:
    """สองคนในหน่วยงาน + จังหวัด → เข้าใช้ได้ 24 ชั่วโมง รหัสผ่านเดิมไม่ถูกแตะ."""
    before = Person.objects.values("password", "must_change_password", "activated_at").get(username="nok")
    Person.objects.filter(username="klang").update(email="k@example.go.th", email_proved_at=NOW)
    case, code = granted(land, people)
    Person.objects.filter(username="nok").update(must_change_password=False)
    client = Client()
    assert enter(code, client=client)["Location"] == "/"
    assert client.get("/").status_code == 200
    row = BreakGlass.objects.get(id=case)
    assert row.ends_at == NOW + timedelta(hours=24) and row.used_at
    assert OpenSession.objects.get(person__username="nok").way == "break_glass"
    assert client.session[sessions.ENDS_AT]
    assert Person.objects.values("password").get(username="nok")["password"] == before["password"]
    kinds = list(SecurityEvent.objects.filter(kind__startswith="break_glass").values_list("kind", flat=True))
    assert sorted(kinds) == [f"break_glass_{each}" for each in ("asked", "granted", "seconded", "used")]
    assert message("mail.break_glass_used.subject", "th") in {mail.subject for mail in mailoutbox}


def test_the_keys_of_the_account_end_when_the_way_is_granted(land: Country, people) -> None:
    """ระหว่างเปิดทางฉุกเฉิน ไม่มีใครรู้ว่าโทเคนอยู่ในมือเจ้าของหรือไม่."""
    key = key_of(land.lao, people["shut"])
    case = ask(land, people)
    step("second", land.lao, people["second"], case)
    assert tokens.authenticate_token(token=key, now=NOW)
    step("grant", land.province, people["grants"], case)
    with refused("token_invalid"):
        tokens.authenticate_token(token=key, now=NOW)
    assert SecurityEvent.objects.get(kind="token_revoked").facts["why"] == "break_glass"


def test_after_a_day_the_session_dies_and_the_code_opens_nothing(land: Country, people) -> None:
    _, code = granted(land, people)
    Person.objects.filter(username="nok").update(must_change_password=False)
    client = Client()
    enter(code, client=client)
    session = client.session
    session[sessions.ENDS_AT] = 1
    session.save()
    assert client.get("/")["Location"].startswith("/login/")
    BreakGlass.objects.update(ends_at=NOW - timedelta(minutes=1))
    assert said(enter(code), "break_glass_failed")
    assert not Person.objects.get(username="nok").has_usable_password()


def test_unknown_name_and_wrong_code_are_answered_alike_and_braked(land: Country, people) -> None:
    _, code = granted(land, people)
    pages = [enter(code, "nobody"), enter("aaaa-aaaa-aaaa-aaaa"), enter(code, "klang")]
    assert {said(page, "break_glass_failed").count("<p") for page in pages}
    for _ in range(4):
        enter("aaaa-aaaa-aaaa-aaaa")
    assert said(enter(code), "login_locked")


def test_what_was_typed_into_the_wrong_box_is_in_no_log(land: Country, people) -> None:
    _, code = granted(land, people)
    enter("aaaa", username=code)
    (facts,) = SecurityEvent.objects.filter(kind="break_glass_failed").values_list("facts", flat=True)
    assert facts["account"].startswith("?") and code not in str(facts)


def test_strangers_who_knock_keep_nobody_out(land: Country, people) -> None:
    _, code = granted(land, people)
    for number in range(12):
        Client().post("/break-glass/enter/", {"username": "nok", "code": "aaaa"}, REMOTE_ADDR=f"203.0.113.{number % 2}")
    assert enter(code)["Location"] == "/"


def test_who_came_in_so_changes_nothing_that_outlasts_the_day(land: Country, people) -> None:
    """เข้าใช้กรณีฉุกเฉิน: รหัสผ่าน ขั้นที่สอง อีเมล โทเคน การมอบอำนาจ แตะไม่ได้."""
    _, code = granted(land, people)
    client = Client()
    assert enter(code, client=client)["Location"] == "/"  # although the account still has to choose a password
    assert client.get("/").status_code == 200
    closed = ("/password/", "/account/second-factor/", "/account/second-factor/totp/", "/account/mail/", "/tokens/",
              "/account/second-factor/passkey/begin/", "/authority/delegations/new/")  # fmt: skip
    with nothing_written():
        for address in closed:
            for answer in (client.get(address), client.post(address, {"password": OWN, "current": OWN})):
                assert answer.status_code == 403
                assert message("refusal.emergency_changes_nothing", "th") in answer.content.decode()


def test_officers_of_one_office_vouch_for_nobody_into_another(land: Country, people) -> None:
    other = found("OTHER")
    guest = hire(other, "guest", "auditor")
    works_in(land.lao, guest, "auditor")
    with refused("break_glass_works_elsewhere", field="username"):
        ask(land, people, username="guest")
    below = hire(other, "mover")
    works_in(land.school, below, "auditor")
    works_in(land.lao, below, "cash_keeper")
    assert ask(land, people, username="mover")


def test_a_way_that_is_ended_while_somebody_enters_opens_nothing(land: Country, people, monkeypatch) -> None:
    case, code = granted(land, people)
    found_open = emergency._open

    def ended_meanwhile(person: Any, now: Any) -> Any:
        row = found_open(person, now)
        step("close", land.lao, people["first"], case)
        return row

    monkeypatch.setattr(emergency, "_open", ended_meanwhile)
    assert said(enter(code), "break_glass_failed")
    assert not OpenSession.objects.filter(person__username="nok").exists()


def test_while_thaid_answers_nobody_asks_or_grants(land: Country, people, monkeypatch) -> None:
    case = ask(land, people)
    monkeypatch.setattr(thaid, "standing", lambda: "up")
    with refused("thaid_is_up"):
        ask(land, people)
    with refused("thaid_is_up"):
        step("second", land.lao, people["second"], case)
    with refused("thaid_is_up"):
        step("grant", land.province, people["grants"], case)


def test_four_people_and_no_fewer(land: Country, people) -> None:
    with refused("break_glass_for_oneself", field="username"):
        ask(land, people, username="klang")
    case = ask(land, people)
    with refused("break_glass_other_officer"):
        step("second", land.lao, people["first"], case)
    with refused("break_glass_not_waiting"):
        step("grant", land.province, people["grants"], case)
    step("second", land.lao, people["second"], case)
    with refused("duty_missing"):
        step("grant", land.lao, people["second"], case)


def test_one_at_a_time_and_only_people_of_the_office(land: Country, people) -> None:
    ask(land, people)
    with refused("break_glass_open", field="username"):
        ask(land, people, by="second")
    hire(found("OTHER"), "stranger", "finance_officer")
    with refused("person_not_found", field="username"):
        ask(land, people, username="stranger")


def test_another_province_finds_nothing(land: Country, people) -> None:
    case = ask(land, people)
    step("second", land.lao, people["second"], case)
    other = found("PROVINCE2", "provincial_office")
    stranger = hire(other, "changwat2", "provincial_officer")
    with refused("break_glass_not_found", field="break_glass_id"):
        step("grant", other, stranger, case)


def test_what_is_not_granted_within_a_day_is_over(land: Country, people) -> None:
    case = ask(land, people)
    with refused("break_glass_not_waiting"):
        step("second", land.lao, people["second"], case, now=NOW + timedelta(hours=24))
    assert emergency.state(BreakGlass.objects.get(id=case), NOW + timedelta(hours=24)) == "over"


def test_it_is_ended_at_once_by_the_office_or_from_above(land: Country, people) -> None:
    case, code = granted(land, people)
    Person.objects.filter(username="nok").update(must_change_password=False)
    client = Client()
    enter(code, client=client)
    step("close", land.province, people["grants"], case)
    assert client.get("/")["Location"].startswith("/login/")
    assert said(enter(code), "break_glass_failed")
    with refused("break_glass_not_waiting"):
        step("close", land.lao, people["first"], case)


def test_the_code_is_shown_once_on_the_page_of_the_province_and_the_register_has_every_step(
    land: Country, people
) -> None:
    """ทะเบียน: หน่วยงาน ผู้ตรวจสอบ และจังหวัดเห็นทุกครั้ง."""
    Person.objects.update(must_change_password=False)
    case = ask(land, people)
    step("second", land.lao, people["second"], case)
    province = Client()
    province.force_login(people["grants"])
    shown = province.post("/break-glass/", {"act": "grant", "break_glass_id": case}).content.decode()
    assert "data-secret" in shown
    assert "data-secret" not in province.get("/break-glass/").content.decode()
    auditor = Client()
    auditor.force_login(hire(land.lao, "truat", "auditor"))
    Person.objects.update(must_change_password=False)
    text = auditor.get("/break-glass/").content.decode()
    for words in (REASON, "คุณklang", "คุณpalad", "คุณchangwat", "คุณnok"):
        assert words in text
