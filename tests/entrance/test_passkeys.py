"""Passkeys: both factors in one, bound to this site, each challenge once; whatever lies is refused."""

import json

import pytest
from django.test import Client

from khlang.spine.access.models import Authenticator
from tests.entrance.authenticator import Passkey
from tests.entrance.door import app_of, enter, kinds
from tests.household import PASSWORD

MAKE, LOGIN = "/account/second-factor/passkey/", "/login/passkey/"


def add(client, passkey, password=PASSWORD, label="โน้ตบุ๊ก"):
    """Register a passkey as the page does."""
    options = client.post(f"{MAKE}begin/", {"password": password, "label": label})
    if options.status_code != 200:
        return options
    return client.post(MAKE, {"answer": passkey.make(options.json()), "label": label})


def log_in(passkey, client=None, **more):
    """Log in with a passkey alone."""
    client = client or Client()
    options = client.post(f"{LOGIN}begin/").json()
    return client, client.post(LOGIN, {"answer": passkey.sign(options), **more})


@pytest.fixture
def passkey(somchai):
    """A passkey of somchai."""
    made = Passkey()
    assert add(enter()[0], made).status_code == 302
    return made


def test_a_passkey_logs_in_without_name_and_password(somchai, passkey):
    client, answer = log_in(passkey, next="/documents/receipt/")
    assert answer["Location"] == "/documents/receipt/"
    assert client.get("/").status_code == 200
    assert kinds(somchai)[-1].startswith("logged_in")


def test_it_is_asked_for_the_person_and_the_site(somchai):
    client, _ = enter()
    options = client.post(f"{MAKE}begin/", {"password": PASSWORD, "label": "x"}).json()["publicKey"]
    assert options["rp"] == {"id": "localhost", "name": "Khlang"}
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"


def test_it_is_the_second_step_of_its_owner_only(somchai, passkey, desk):
    client, answer = enter()
    assert answer["Location"] == "/login/second/"
    assert log_in(passkey, client)[1]["Location"] == "/"
    app_of(desk.people["malee"])
    client, _ = enter("malee")
    assert log_in(passkey, client)[1].status_code == 422
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "lie", [{"origin": "https://khlang.example"}, {"site": "khlang.example"}, {"verified": False}, {"name": b"other"}]
)
def test_what_lies_is_refused_and_logged(somchai, passkey, lie):
    for key, value in lie.items():
        setattr(passkey, key, value)
    client, answer = log_in(passkey)
    assert answer.status_code == 422 and "พาสคีย์นี้ใช้ไม่ได้" in answer.content.decode()
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("lie", [{"origin": "https://khlang.example"}, {"site": "khlang.example"}, {"verified": False}])
def test_a_lying_passkey_is_not_kept(somchai, lie):
    assert add(enter()[0], Passkey(**lie)).status_code == 422
    assert not Authenticator.objects.exists()


def test_another_key_under_the_same_name_is_refused(passkey):
    assert log_in(Passkey(name=passkey.name))[1].status_code == 422


def test_a_challenge_is_used_once(passkey):
    client = Client()
    options = client.post(f"{LOGIN}begin/").json()
    answer = passkey.sign(options)
    other = Client()
    other.post(f"{LOGIN}begin/")
    assert other.post(LOGIN, {"answer": answer}).status_code == 422
    assert client.post(LOGIN, {"answer": answer}).status_code == 302
    assert client.post(LOGIN, {"answer": answer}).status_code == 422


def test_a_counter_that_goes_back_is_a_copy(somchai, passkey):
    passkey.count = 7
    assert log_in(passkey)[1].status_code == 302
    passkey.count = 7
    assert log_in(passkey)[1].status_code == 422
    assert kinds(somchai)[-1] == "passkey_counter"
    passkey.count = 8
    assert log_in(passkey)[1].status_code == 302


def test_the_passkey_of_somebody_switched_off_opens_nothing(somchai, passkey):
    somchai.is_active = False
    somchai.save(update_fields=["is_active"])
    assert log_in(passkey)[1].status_code == 422


def test_a_passkey_is_added_with_the_password_only(somchai):
    client, _ = enter()
    refused = add(client, Passkey(), password="ผิดแน่นอนครับผม")
    assert refused.status_code == 422 and "รหัสผ่าน" in json.loads(refused.content)["problem"]
    assert client.post(MAKE, {"answer": "{}", "label": "x"}).status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("rubbish", ["", "{}", "[]", "null", "{" * 50, "x" * 30_000, '{"id":"AA","rawId":"AA"}'])
def test_rubbish_is_refused_without_a_crash(somchai, rubbish):
    client = Client()
    client.post(f"{LOGIN}begin/")
    assert client.post(LOGIN, {"answer": rubbish}).status_code == 422


def test_the_question_does_not_tell_who_has_a_passkey(passkey):
    options = Client().post(f"{LOGIN}begin/", {"username": "somchai"}).json()["publicKey"]
    assert not options.get("allowCredentials")


def test_one_passkey_belongs_to_one_account(desk, passkey):
    assert add(enter("malee")[0], passkey).status_code == 422
    assert Authenticator.objects.count() == 1
