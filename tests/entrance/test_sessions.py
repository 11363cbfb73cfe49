"""A log-in is a row: it ends idle, old, by hand, with the post, with the account, with the password; and says why."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khlang.core.refusal import Refusal
from khlang.platform import clock, tenancy
from khlang.spine.access import commands, queries, sessions
from khlang.spine.access.models import OpenSession, RoleAssignment, SecurityEvent
from tests.entrance.door import enter, kinds, reason
from tests.household import PASSWORD, acting, envelope, found, grant, hire
from tests.web.desk import TODAY

CHANGED = "เรือใบสีฟ้าในทะเลทราย"


def out(client):
    """Where a request leads that is not let in; the reason it gives."""
    place = client.get("/").headers.get("Location", "")
    return place.partition("ended=")[2] if place.startswith("/login/") else None


@pytest.fixture
def seconds(monkeypatch):
    """The seconds that limits are counted in."""
    now = {"at": 1_800_000_000}
    monkeypatch.setattr(clock, "seconds", lambda: now["at"])
    return now


def test_a_log_in_is_a_row_with_device_address_and_way(somchai):
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/130.0")
    enter(client=client)
    (row,) = queries.sessions_of(person_id=somchai.id)
    assert (row.way, row.address, row.device) == ("password", "127.0.0.1", "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0")
    assert client.session[sessions.ENTRY] == row.id


def test_a_session_that_no_page_began_gets_its_row_at_the_first_request(desk, somchai):
    desk.client("somchai").get("/")
    assert OpenSession.objects.get(person=somchai).way == "direct"


def test_a_page_looks_at_its_session_with_one_query(somchai):
    client, _ = enter()
    client.get("/account/second-factor/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/account/second-factor/")
    mine = [each["sql"] for each in asked.captured_queries if "access_opensession" in each["sql"]]
    assert len(mine) == 1 and mine[0].startswith("SELECT")


@pytest.mark.parametrize(("later", "why"), [(1799, None), (1800, "idle")])
def test_idle_for_half_an_hour(somchai, seconds, later, why):
    client, _ = enter()
    seconds["at"] += later
    assert out(client) == why
    if why:
        assert reason(somchai) == why and kinds(somchai)[-1] == "session_ended"
        assert "ไม่มีการใช้งาน" in client.get(f"/login/?ended={why}").content.decode()


def test_ten_hours_at_most_however_busy(somchai, seconds):
    client, _ = enter()
    for _ in range(29):
        seconds["at"] += 1200
        assert out(client) is None
    seconds["at"] += 1200
    assert (out(client), reason(somchai)) == ("too_old", "too_old")


def test_a_term_of_its_own_is_held(somchai, seconds):
    client, _ = enter()
    session = client.session
    session[sessions.ENDS_AT] = seconds["at"] + 60
    session.save()
    assert out(client) is None
    seconds["at"] += 60
    assert (out(client), reason(somchai)) == ("term_over", "term_over")


def test_one_is_ended_from_another_device_at_the_next_request(somchai):
    (here, _), (there, _) = enter(), enter()
    assert "ให้ออกจากระบบ" in here.get("/account/").content.decode()
    here.post("/account/sessions/", {"act": "end", "session_id": there.session[sessions.ENTRY]})
    assert out(there) == "ended_elsewhere"
    assert out(here) is None


def test_all_others_are_ended_at_once(somchai):
    clients = [enter()[0] for _ in range(3)]
    clients[0].post("/account/sessions/", {"act": "others"})
    assert [out(each) for each in clients] == [None, "ended_elsewhere", "ended_elsewhere"]


def test_nobody_ends_anothers_but_the_administrator_of_the_account(desk, somchai):
    client, _ = enter()
    entry = {"session_id": client.session[sessions.ENTRY]}
    with pytest.raises(Refusal) as refused:
        commands.end_session(envelope=acting(desk.org, desk.people["malee"]), data=entry)
    assert refused.value.code == "duty_missing"
    foreign = hire(found("OTHER"), "foreign", "admin")
    with pytest.raises(Refusal) as refused:
        commands.end_session(envelope=acting(foreign.home_id, foreign), data=entry)
    assert refused.value.code == "session_not_found", "nobody learns who is logged in elsewhere"
    keeper = hire(found("OTHER-U", "unit", "DEMO"), "keeper", "admin")
    with pytest.raises(Refusal) as refused:
        commands.end_session(envelope=acting(keeper.home_id, keeper), data=entry)
    assert refused.value.code == "person_of_other_organisation", "of the office above, which may send people here"
    commands.end_session(envelope=acting(desk.org, desk.people["admin"]), data=entry)
    assert out(client) == "ended_by_admin"
    assert kinds(somchai)[-1] == "session_killed"


def test_a_new_password_ends_the_others_and_changes_the_own_key(somchai):
    (here, _), (there, _) = enter(), enter()
    before = here.session.session_key
    answer = here.post("/password/", {"current": PASSWORD, "new": CHANGED})
    assert answer["Location"] == "/"
    assert here.session.session_key != before and out(here) is None
    assert out(there) is not None
    rows = OpenSession.objects.filter(person=somchai, ended_at=None)
    assert [each.id for each in rows] == [here.session[sessions.ENTRY]]
    assert "password_changed" in kinds(somchai)


def test_guessing_the_present_password_at_an_open_session_is_braked(somchai):
    client, _ = enter()
    for _ in range(10):
        assert client.post("/password/", {"current": "ผิดแน่นอนครับผม", "new": CHANGED}).status_code == 422
    page = client.post("/password/", {"current": PASSWORD, "new": CHANGED})
    assert page.status_code == 422 and "กรุณารอ" in page.content.decode()


def test_whose_last_post_ended_is_out_at_the_next_request(desk, somchai):
    client, _ = enter()
    assert out(client) is None
    with tenancy.scope(desk.org):
        over = TODAY - timedelta(days=1)
        RoleAssignment.objects.filter(person=somchai).update(from_date=over, to_date=over)
    assert (out(client), reason(somchai)) == ("no_post", "no_post")


def test_who_is_switched_off_is_out_at_the_next_request(desk, somchai):
    client, _ = enter()
    data = {"person_id": somchai.id, "name_th": "พ้นหน้าที่", "is_active": False}
    commands.save_person(envelope=envelope(desk.org), data=data)
    assert (out(client), reason(somchai)) == ("switched_off", "switched_off")
    assert "ถูกปิดการใช้งาน" in client.get("/login/?ended=switched_off").content.decode()


def test_switching_the_organisation_is_logged(desk, somchai):
    other = found("OTHER", "unit", "DEMO")
    grant(other, somchai.id, "revenue_officer")
    client, _ = enter()
    client.post("/switch/organisation/", {"organisation": str(other)})
    event = SecurityEvent.objects.get(kind="organisation_switched")
    assert (event.person_id, event.org_id, event.facts) == (somchai.id, other, {"left": "DEMO"})


def test_logging_out_is_logged_and_the_old_key_is_dead(somchai):
    client, _ = enter()
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/logout/")
    assert reason(somchai) == "logged_out" and kinds(somchai)[-1] == "logged_out"
    assert stale.get("/").status_code == 302


def test_the_reason_shown_is_one_of_ours(db):
    assert "javascript" not in Client().get("/login/?ended=javascript:alert(1)").content.decode()


def test_a_plain_visit_is_told_nothing(db):
    assert Client().get("/").headers["Location"] == "/login/?next=%2F"


def test_htmx_is_led_to_the_login_page_with_the_reason(somchai):
    (here, _), (there, _) = enter(), enter()
    here.post("/account/sessions/", {"act": "others"})
    answer = there.get("/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login/?ended=ended_elsewhere")


def test_logging_in_again_in_the_same_browser_closes_the_log_in_before(somchai):
    client, _ = enter()
    enter(client=client)
    assert OpenSession.objects.filter(person=somchai, ended_at=None).count() == 1
    enter("malee", client=client)
    assert not OpenSession.objects.filter(person=somchai, ended_at=None).exists()
