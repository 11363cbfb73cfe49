"""A provider that lies is not believed: each lie is named in the security log, told in Thai, and leaves nothing behind."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client

from khlang.spine.access.thaid import calls
from tests.parties.test_parties import right_check_digit
from tests.thaid.hostile import (
    CLIENT_ID,
    CLIENT_SECRET,
    NUMBER,
    OTHER_NUMBER,
    Hostile,
    drip,
    elliptic,
    encoded,
    rsa,
    send,
    signed,
)
from tests.thaid.peers import hostile  # noqa: F401
from tests.thaid.visitor import Visitor, visitor  # noqa: F401
from tests.untouched import changed, contents

pytestmark = pytest.mark.django_db
Lie = Callable[[Hostile], None]
WRONG_DIGIT = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)


def claims(**values: object) -> Lie:
    return lambda peer: peer.claims.update(values)


def userinfo(**values: object) -> Lie:
    return lambda peer: peer.userinfo.update(values)


def token(**values: object) -> Lie:
    return lambda peer: peer.token.update(values)


def response(**values: str | None) -> Lie:
    return lambda peer: peer.response.update(values)


def metadata(**values: object) -> Lie:
    return lambda peer: peer.metadata.update(values)


def everywhere(**values: object) -> Lie:
    def lie(peer: Hostile) -> None:
        peer.claims.update(values)
        peer.userinfo.update(values)

    return lie


def breaks(path: str, how: Callable) -> Lie:
    return lambda peer: peer.break_off.update({path: how})


def signing(how: Callable[[Hostile, dict], str]) -> Lie:
    return lambda peer: setattr(peer, "sign", how)


def unsigned(peer: Hostile, said: dict) -> str:
    return f"{encoded({'alg': 'none'})}.{encoded(said)}."


def by_public_key(peer: Hostile, said: dict) -> str:
    return signed({"alg": "HS256", "kid": peer.key.kid}, said, peer.key.as_pem(private=False))


def by_client_secret(peer: Hostile, said: dict) -> str:
    return signed({"alg": "HS256"}, said, CLIENT_SECRET.encode())


def by_stranger(peer: Hostile, said: dict) -> str:
    """Signed by another key that calls itself like ours."""
    mine, peer.key = peer.key, rsa("stranger")
    header_kid, peer.key = peer.key.as_dict(private=True), mine
    stranger = type(mine).import_key({**header_kid, "kid": mine.kid})
    from joserfc import jwt

    return jwt.encode({"alg": "RS256", "kid": mine.kid}, said, stranger, algorithms=["RS256"])


def key_never_shown(peer: Hostile) -> None:
    peer.key = rsa("never shown")


def in_seconds(**offsets: int) -> Lie:
    return lambda peer: peer.claims.update({name: int(time.time()) + offset for name, offset in offsets.items()})


text = partial(send, status=200, body=b"<html>maintenance</html>", kind="text/html")
huge = partial(send, status=200, body=b'{"a": "' + b"x" * 400_000 + b'"}', kind="application/json")
nested = partial(send, status=200, body=b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", kind="application/json")
fault = partial(send, status=500, body=b"{}", kind="application/json")
elsewhere = partial(send, status=307, body=b"{}", kind="application/json", Location="https://attacker.example/token")

INVALID, DOWN, LOW = "thaid_answer_invalid", "thaid_unavailable", "thaid_assurance_too_low"
#: name → (the lie, the refusal, the reason in the security log)
LIES: dict[str, tuple[Lie, str, str]] = {
    "nonce of another try": (claims(nonce="another"), INVALID, "claim_nonce"),
    "no nonce": (claims(nonce=None), INVALID, "claim_nonce"),
    "no signature": (signing(unsigned), INVALID, "algorithm_refused"),
    "signed with the public key": (signing(by_public_key), INVALID, "algorithm_refused"),
    "signed with the client secret": (signing(by_client_secret), INVALID, "algorithm_refused"),
    "signed by a stranger": (signing(by_stranger), INVALID, "signature"),
    "key that is never shown": (key_never_shown, INVALID, "key_unknown"),
    "no token at all": (token(id_token=None), INVALID, "token_response"),
    "token of noise": (token(id_token="a.b.c"), INVALID, "token_malformed"),
    "subject of userinfo": (userinfo(sub="somebody else"), INVALID, "userinfo_subject"),
    "no subject of userinfo": (userinfo(sub=None), INVALID, "userinfo_subject"),
    "no subject": (claims(sub=None), INVALID, "claim_sub"),
    "issuer of the token": (claims(iss="https://other.example"), INVALID, "claim_iss"),
    "issuer of the answer": (response(iss="https://other.example"), INVALID, "response_issuer"),
    "no issuer of the answer": (response(iss=None), INVALID, "response_issuer"),
    "audience": (claims(aud="another client"), INVALID, "claim_aud"),
    "audience beside us": (claims(aud=[CLIENT_ID, "another client"], azp=CLIENT_ID), INVALID, "claim_aud"),
    "authorised party": (claims(azp="another client"), INVALID, "claim_azp"),
    "expired": (in_seconds(exp=-121), INVALID, "claim_exp"),
    "not issued yet": (in_seconds(iat=180), INVALID, "claim_iat"),
    "no end": (claims(exp=None), INVALID, "claim_exp"),
    "no beginning": (claims(iat=None), INVALID, "claim_iat"),
    "access token of another": (claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), INVALID, "claim_at_hash"),
    "kind of access token": (token(token_type="mac"), INVALID, "token_response"),
    "number with a wrong digit": (everywhere(pid=WRONG_DIGIT), INVALID, "number_malformed"),
    "number of words": (everywhere(pid="สมชาย"), INVALID, "number_malformed"),
    "no number": (everywhere(pid=None), INVALID, "number_missing"),
    "numbers that differ": (userinfo(pid=OTHER_NUMBER), INVALID, "number_differs"),
    "number of the token response": (token(pid=OTHER_NUMBER), INVALID, "number_differs"),
    "level that differs": (userinfo(ial="1.1"), INVALID, "assurance_differs"),
    "lower level": (everywhere(ial="1.2"), LOW, "1.2"),
    "level of words": (everywhere(ial="highest"), LOW, "highest"),
    "no level": (everywhere(ial=None), LOW, "none"),
    "error of the provider": (response(error="invalid_scope", code=None), INVALID, "provider_error"),
    "fault of the provider": (response(error="server_error", code=None), DOWN, "provider_error"),
    "no code": (response(code=None), INVALID, "code_missing"),
    "code of another": (response(code="made up"), INVALID, "code_refused"),
    "huge answer": (breaks("token", huge), INVALID, "answer_too_large"),
    "huge userinfo": (breaks("userinfo", huge), INVALID, "answer_too_large"),
    "deep answer": (breaks("token", nested), INVALID, "not_json"),
    "led elsewhere": (breaks("token", elsewhere), INVALID, "redirect"),
    "page instead of an answer": (breaks("token", text), INVALID, "not_json"),
    "broken": (breaks("token", fault), DOWN, "status_500"),
    "broken keys": (breaks("jwks", fault), DOWN, "status_500"),
    "no usable key": (lambda peer: peer.shown.clear(), INVALID, "keys_unusable"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_refused(hostile, visitor: Visitor, name):  # noqa: F811
    lie, code, reason = LIES[name]
    visitor.leave()
    lie(hostile)
    before = contents()
    answer = visitor.return_from(hostile)
    assert changed(before, contents()) == {"access_securityevent": 1}
    visitor.check_refused(answer, code, reason=reason)


BEFORE: dict[str, tuple[Lie, str, str]] = {
    "metadata of another issuer": (metadata(issuer="https://other.example"), INVALID, "metadata_issuer"),
    "page over http": (metadata(authorization_endpoint="http://attacker.example/"), DOWN, "metadata_address"),
    "keys over http": (metadata(jwks_uri="http://attacker.example/jwks"), DOWN, "metadata_address"),
    "script as a page": (metadata(authorization_endpoint="javascript:alert(1)"), DOWN, "metadata_address"),
    "no token address": (metadata(token_endpoint=None), DOWN, "metadata_address"),
    "broken": (breaks("openid-configuration", fault), DOWN, "status_500"),
    "page instead of metadata": (breaks("openid-configuration", text), DOWN, "not_json"),
    "led elsewhere": (breaks("openid-configuration", elsewhere), DOWN, "redirect"),
    "huge": (breaks("openid-configuration", huge), DOWN, "answer_too_large"),
}


@pytest.mark.parametrize("name", BEFORE)
def test_nobody_is_sent_to_a_provider_that_lies_about_itself(hostile, visitor: Visitor, name):  # noqa: F811
    lie, code, reason = BEFORE[name]
    lie(hostile)
    before = contents()
    answer = visitor.press()
    assert changed(before, contents()) == {"access_securityevent": 1}
    visitor.check_refused(answer, code, reason=reason)


def test_a_forged_description_is_not_remembered(hostile, visitor: Visitor):  # noqa: F811
    hostile.metadata["issuer"] = "https://other.example"
    visitor.check_refused(visitor.press(), INVALID, reason="metadata_issuer")
    hostile.metadata.clear()
    visitor.later(calls_again=True)
    visitor.leave()
    assert visitor.return_from(hostile).status_code == 302
    assert visitor.proof()["last_four"] == NUMBER[-4:]


@pytest.mark.parametrize("how", ["waits", "drips"])
def test_nobody_waits_for_a_slow_provider(hostile, visitor: Visitor, monkeypatch, how):  # noqa: F811
    monkeypatch.setattr(calls, "CONNECT_SECONDS", 1)
    monkeypatch.setattr(calls, "WHOLE_SECONDS", 1)
    visitor.leave()
    hostile.break_off["token"] = drip if how == "drips" else lambda handler: time.sleep(3)
    began = time.monotonic()
    answer = visitor.return_from(hostile)
    assert time.monotonic() - began < 3
    visitor.check_refused(answer, DOWN, reason="too_slow")


def test_a_code_is_not_taken_twice(hostile, visitor: Visitor):  # noqa: F811
    """The provider forgets a code that was redeemed; a second answer with it, to another try, is refused."""
    visitor.leave()
    first = hostile.allow(visitor.address)
    code = first.partition("code=")[2].partition("&")[0]
    assert visitor.client.get(first).status_code == 302
    second = Visitor(Client())
    second.leave()
    hostile.response["code"] = code
    second.check_refused(second.return_from(hostile), INVALID, reason="code_refused")


def test_a_code_of_another_browser_is_refused_by_the_verifier(hostile, visitor: Visitor):  # noqa: F811
    """PKCE: a stolen code is worth nothing without the verifier of the browser that asked for it."""
    visitor.leave()
    stolen = hostile.allow(visitor.address).partition("code=")[2].partition("&")[0]
    thief = Visitor(Client())
    thief.leave()
    hostile.response["code"] = stolen
    thief.check_refused(thief.return_from(hostile), INVALID, reason="code_refused")


@pytest.mark.parametrize("key", ["another", "elliptic"])
def test_changed_keys_are_fetched_again(hostile, visitor: Visitor, key):  # noqa: F811
    """Rotation: the keys were read before the provider changed them; the first answer after that is believed."""
    visitor.prove(hostile)
    hostile.key = rsa("second") if key == "another" else elliptic("second")
    hostile.shown = [hostile.key]
    hostile.calls.clear()
    other = Visitor(Client())
    other.prove(hostile)
    assert hostile.calls == ["token", "jwks", "userinfo"]


def test_clocks_may_differ_by_two_minutes(hostile, visitor: Visitor):  # noqa: F811
    in_seconds(exp=-110, iat=110)(hostile)
    visitor.prove(hostile)
    assert visitor.proof() is not None


@pytest.mark.parametrize("level", ["2.1", "2.3", "3", "IAL2.3", "ial 2.2", 2.3, 3])
def test_levels_that_suffice(hostile, visitor: Visitor, level):  # noqa: F811
    everywhere(ial=level)(hostile)
    visitor.prove(hostile)
    assert visitor.proof()["assurance"] == str(level)


@pytest.mark.parametrize("place", ["id_token", "userinfo", "token"])
def test_the_number_may_stand_in_any_one_place(hostile, visitor: Visitor, place):  # noqa: F811
    everywhere(pid=None)(hostile)
    {"id_token": hostile.claims, "userinfo": hostile.userinfo, "token": hostile.token}[place]["pid"] = NUMBER
    visitor.prove(hostile)
    assert visitor.proof()["last_four"] == NUMBER[-4:]


def test_the_wrong_digit_is_wrong():
    """The lie above is one."""
    assert right_check_digit(WRONG_DIGIT[:-1]) != WRONG_DIGIT
