"""Coming back: two tabs, another browser, a second time, too late, and what is left of a proof afterwards."""

import json
import logging

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from khlang.faces.web.entrance import thaid as entrance
from khlang.platform import clock
from khlang.spine.access import identity, thaid
from khlang.spine.access.models import SecurityEvent
from khlang.spine.access.thaid import provider as providers
from tests.parties.test_parties import right_check_digit
from tests.thaid.hostile import NUMBER, OTHER_NUMBER, PERSON, SUBJECT
from tests.thaid.peers import hostile  # noqa: F401
from tests.thaid.visitor import Visitor, visitor  # noqa: F401
from tests.untouched import contents

pytestmark = pytest.mark.django_db


def test_a_proof_says_who_without_the_number(hostile, visitor: Visitor):  # noqa: F811
    visitor.prove(hostile)
    proved = visitor.proof()
    at = proved.pop("at")
    assert at
    assert proved == {
        "number_hmac": identity.hashed(NUMBER), "last_four": NUMBER[-4:], "name": PERSON["name"], "assurance": "2.3",
        "issuer": hostile.issuer, "subject_hmac": identity.hashed_subject(hostile.issuer, SUBJECT),
        "key": identity.key_name(), "older_numbers": [], "older_subjects": [],
    }  # fmt: skip
    noted = SecurityEvent.objects.get(kind="identity_proved")
    assert noted.device == "เบราว์เซอร์ทดสอบ"
    assert noted.facts["purpose"] == "activate"


def test_the_number_and_the_tokens_are_nowhere(hostile, visitor: Visitor, caplog):  # noqa: F811
    """Not in a log at its most talkative, not in the session, not in any table, not on a page; neither after success nor
    after a refusal that had read the number."""
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "requests", "authlib", "django"):
        logging.getLogger(name).propagate = True
        caplog.set_level(logging.DEBUG, logger=name)
    visitor.prove(hostile)
    hostile.claims["ial"] = hostile.userinfo["ial"] = "1.1"
    other = Visitor(Client())
    other.leave()
    refused = other.return_from(hostile)
    other.check_refused(refused, "thaid_assurance_too_low", reason="1.1")
    sessions = [json.dumps(kept.get_decoded()) for kept in Session.objects.all()]
    nonces = [asked["nonce"] for asked in hostile.codes.values()]
    assert "urllib3" in caplog.text and len(sessions) == 2 and len(hostile.handed) == 4
    everything = "\n".join([caplog.text, *sessions, repr(contents()), refused.content.decode()])
    for secret in (NUMBER, SUBJECT, *hostile.handed, *nonces):
        assert secret not in everything
    assert PERSON["name"] not in caplog.text


def test_what_is_asked_of_the_provider(hostile, visitor: Visitor):  # noqa: F811
    visitor.leave()
    hostile.allow(visitor.address)
    (asked,) = hostile.codes.values()
    assert asked["scope"] == "openid pid name ial"
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "http://localhost:8000/thaid/return/"
    assert min(len(asked["state"]), len(asked["nonce"])) >= 43


def test_without_pkce_at_the_provider_state_and_nonce_remain(hostile, visitor: Visitor):  # noqa: F811
    hostile.metadata["code_challenge_methods_supported"] = None
    visitor.leave()
    assert "code_challenge" not in visitor.address
    assert "nonce=" in visitor.address and "state=" in visitor.address
    assert visitor.return_from(hostile).status_code == 302


def test_two_tabs_do_not_disturb_each_other(hostile, visitor: Visitor):  # noqa: F811
    """The tab that was opened first comes back last; each proof is for what its tab was for."""
    first = visitor.leave("activate")
    second = visitor.leave("recover")
    assert visitor.client.get(hostile.allow(second))["Location"] == "/thaid/done/?purpose=recover"
    assert visitor.proof("recover") and visitor.proof("activate") is None
    assert visitor.client.get(hostile.allow(first))["Location"] == "/thaid/done/?purpose=activate"
    assert visitor.proof("activate") and visitor.proof("recover") is None


def test_answers_of_tabs_cannot_be_exchanged(hostile, visitor: Visitor):  # noqa: F811
    """The code of one tab with the state of another: the nonce, and the verifier before it, tell them apart."""
    first, second = visitor.leave(), visitor.leave()
    code = hostile.allow(first).partition("code=")[2].partition("&")[0]
    hostile.response["code"] = code
    answer = visitor.client.get(hostile.allow(second))
    visitor.check_refused(answer, "thaid_answer_invalid", reason="code_refused")


def test_a_handful_of_tries_is_kept(hostile, visitor: Visitor):  # noqa: F811
    addresses = [visitor.leave() for _ in range(entrance.MOST_TRIES + 1)]
    visitor.check_refused(visitor.client.get(hostile.allow(addresses[0])), "thaid_state_unknown")
    assert visitor.client.get(hostile.allow(addresses[1])).status_code == 302


@pytest.mark.parametrize("query", ["", "?state=", "?state=af0ifjsldkj&code=abc", "?code=abc"])
def test_a_state_that_we_did_not_give_is_unknown(hostile, visitor: Visitor, query):  # noqa: F811
    """Absent, empty, made up; the provider is not even asked."""
    visitor.leave()
    hostile.calls.clear()
    visitor.check_refused(visitor.client.get(f"/thaid/return/{query}"), "thaid_state_unknown")
    assert hostile.calls == []


def test_an_answer_belongs_to_the_browser_that_asked(hostile, visitor: Visitor):  # noqa: F811
    """Somebody sends a victim the link of a try of their own: the victim is not made to be somebody else."""
    visitor.leave()
    link = hostile.allow(visitor.address)
    victim = Visitor(Client())
    victim.check_refused(victim.client.get(link), "thaid_state_unknown")
    assert visitor.client.get(link).status_code == 302


def test_an_answer_counts_once(hostile, visitor: Visitor):  # noqa: F811
    """The page reloaded, the button «back»: a clear page, and what was proved stays proved."""
    visitor.leave()
    link = hostile.allow(visitor.address)
    assert visitor.client.get(link).status_code == 302
    again = visitor.client.get(link)
    assert again.status_code == 400
    assert "ผลที่ยืนยันไปแล้วยังใช้ได้" in again.content.decode()
    assert visitor.proof() is not None


def test_a_refused_answer_is_not_looked_at_again(hostile, visitor: Visitor):  # noqa: F811
    visitor.leave()
    link = hostile.allow(visitor.address)
    hostile.claims["nonce"] = "another"
    visitor.check_refused(visitor.client.get(link), "thaid_answer_invalid", reason="claim_nonce")
    hostile.claims.clear()
    visitor.check_refused(visitor.client.get(link), "thaid_state_unknown")


def test_a_try_takes_ten_minutes_at_most(hostile, visitor: Visitor, monkeypatch):  # noqa: F811
    visitor.leave()
    link, now = hostile.allow(visitor.address), clock.seconds()
    monkeypatch.setattr(entrance.clock, "seconds", lambda: now + entrance.GOOD_FOR)
    visitor.check_refused(visitor.client.get(link), "thaid_state_unknown")


def test_a_proof_is_good_for_ten_minutes(hostile, visitor: Visitor, monkeypatch):  # noqa: F811
    visitor.prove(hostile)
    now = clock.seconds()
    monkeypatch.setattr(entrance.clock, "seconds", lambda: now + entrance.GOOD_FOR - 5)
    assert visitor.proof() is not None
    monkeypatch.setattr(entrance.clock, "seconds", lambda: now + entrance.GOOD_FOR)
    assert visitor.proof() is None
    monkeypatch.undo()
    assert visitor.proof() is None, "what is over is gone, not hidden"


def test_a_proof_is_forgotten(hostile, visitor: Visitor):  # noqa: F811
    visitor.prove(hostile)
    visitor.client.get("/thaid/done/?forget=1")
    assert visitor.proof() is None


def test_a_proof_comes_with_a_new_session_key(hostile, visitor: Visitor, settings):  # noqa: F811
    """Whoever planted the key of the session beforehand does not hold the proof (session fixation)."""
    visitor.leave()
    planted = visitor.client.cookies[settings.SESSION_COOKIE_NAME].value
    assert visitor.return_from(hostile).status_code == 302
    assert visitor.client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_cancel_is_told_apart_from_failure(hostile, visitor: Visitor):  # noqa: F811
    visitor.leave()
    hostile.response.update(error="access_denied", code=None)
    answer = visitor.return_from(hostile)
    visitor.check_refused(answer, "thaid_declined", reason="access_denied")
    assert 'href="/thaid/try/"' in answer.content.decode(), "the way back to the button"


def test_a_button_is_pressed_not_followed(hostile, visitor: Visitor):  # noqa: F811
    """A link or a picture elsewhere cannot begin a try; nor can a form elsewhere."""
    assert (
        entrance.begin(visitor.client.get("/thaid/done/").wsgi_request, purpose="activate", onward="/").status_code
        == 405
    )
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/thaid/try/").status_code == 403
    assert visitor.client.post("/thaid/return/").status_code == 405


def test_thaid_that_is_down_stops_nothing_else(settings, visitor: Visitor, hostile):  # noqa: F811
    """R-AU5, C-44: the page says that daily log-in goes on, and the break-glass way; for a while nobody waits again."""
    settings.THAID_ISSUER = "http://127.0.0.1:9"
    assert thaid.standing() == "up"
    answer = visitor.press()
    visitor.check_refused(answer, "thaid_unavailable", reason="no_connection")
    page = answer.content.decode()
    assert "ThaID ใช้ไม่ได้ชั่วคราว" in page and "/break-glass/enter/" in page and 'href="/login/"' in page
    assert thaid.standing() == "down"
    assert visitor.client.get("/login/").status_code == 200


def test_a_provider_that_failed_is_left_alone_for_a_moment(hostile, visitor: Visitor, monkeypatch):  # noqa: F811
    hostile.metadata["issuer"] = "https://other.example"
    visitor.press()
    hostile.metadata.clear()
    hostile.calls.clear()
    assert visitor.press().status_code == 503
    assert hostile.calls == []
    now = clock.seconds()
    monkeypatch.setattr(entrance.clock, "seconds", lambda: now + providers.REST_SECONDS + 1)
    visitor.leave()
    assert thaid.standing() == "up"


def test_without_thaid_the_page_says_so(settings, visitor: Visitor):  # noqa: F811
    settings.THAID_ISSUER = ""
    assert thaid.standing() == "off" and not thaid.configured()
    visitor.check_refused(visitor.press(), "thaid_off")


def test_metadata_and_keys_are_read_once_an_hour(hostile, visitor: Visitor):  # noqa: F811
    visitor.prove(hostile)
    Visitor(Client()).prove(hostile)
    assert hostile.calls.count("openid-configuration") == 1
    assert hostile.calls.count("jwks") == 1


def test_a_proof_of_one_provider_is_not_one_of_another():
    """The same subject elsewhere is somebody else; the same number is the same human being."""
    assert identity.hashed_subject("https://a.example", "1") != identity.hashed_subject("https://b.example", "1")
    assert identity.hashed(NUMBER) == identity.hashed(
        f"{NUMBER[0]}-{NUMBER[1:5]}-{NUMBER[5:10]}-{NUMBER[10:12]}-{NUMBER[12]}"
    )
    assert identity.hashed(NUMBER) != identity.hashed(OTHER_NUMBER)
    assert right_check_digit(NUMBER[:-1]) == NUMBER


def test_marks_hang_on_the_key_of_the_installation(settings):
    before = identity.hashed(NUMBER)
    settings.IDENTITY_KEY = "another key " * 4
    assert identity.hashed(NUMBER) != before
