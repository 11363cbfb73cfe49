"""Coming in: only with the right password, with duties, and never anywhere else than into this site."""

from django.test import Client

from tests.household import PASSWORD, found, hire
from tests.web.desk import Desk


def logged_in(desk: Desk, **more: str):
    person = desk.people["somchai"]
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    client = Client()
    return client, client.post("/login/", {"username": "somchai", "password": PASSWORD, **more})


def test_a_stranger_is_led_to_the_login_page_and_back_afterwards(desk):
    answer = Client().get("/documents/receipt/?q=x")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=%2Fdocuments%2Freceipt%2F%3Fq%3Dx"
    client, answer = logged_in(desk, next="/documents/receipt/?q=x")
    assert answer["Location"] == "/documents/receipt/?q=x"
    assert client.get("/").status_code == 200


def test_the_way_on_never_leaves_the_site(desk):
    _, answer = logged_in(desk, next="https://elsewhere.example/")
    assert answer["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(desk):
    answer = Client().post("/login/", {"username": "somchai", "password": "ไม่ใช่รหัสนี้แน่"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="somchai"' in page
    assert "ไม่ใช่รหัสนี้แน่" not in page


def test_a_person_without_a_role_today_is_told_so(desk):
    desk.people["newcomer"] = hire(desk.org, "newcomer")
    desk.people["newcomer"].must_change_password = False
    client = desk.client("newcomer")
    answer = client.get("/")
    assert answer["Location"] == "/login/?next=%2F&ended=no_post"
    assert "ยังไม่มีบทบาทที่มีผลในวันนี้" in client.get(answer["Location"]).content.decode()
    assert client.get("/").headers["Location"] == "/login/?next=%2F"


def test_a_first_password_must_be_changed_before_anything_else(desk):
    person = hire(desk.org, "fresh", "revenue_officer")
    desk.people["fresh"] = person
    assert desk.client("fresh").get("/documents/receipt/")["Location"] == "/password/"


def test_english_is_one_press_away_and_stays(desk):
    client = desk.client("somchai")
    client.post("/switch/language/", {"lang": "en", "next": "/"})
    page = client.get("/").content.decode()
    assert '<html lang="en">' in page
    assert "Overview" in page
    assert "ภาพรวม" not in page


def test_another_organisation_can_be_chosen_only_with_a_role_there(desk):
    foreign = found("OTHER")
    client = desk.client("somchai")
    client.post("/switch/organisation/", {"organisation": str(foreign)})
    assert "อบต.DEMO" in client.get("/").content.decode()


def test_logging_out_needs_a_post_and_ends_the_session(desk):
    client = desk.client("somchai")
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert client.get("/").status_code == 302
