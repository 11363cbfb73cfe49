"""Proof of identity refused: by name, in words of both languages, with nothing written. (Each lie of a provider stands in
tests/thaid/test_vices.py, each way of coming back wrongly in tests/thaid/test_return.py.)"""

import pytest

from khlang.core.refusal import Refusal
from khlang.spine.access import thaid
from khlang.spine.access.thaid import provider as providers
from tests.household import NOW
from tests.refusals.attempt import refused
from tests.refusals.wording import check_refusal
from tests.thaid.hostile import Hostile
from tests.thaid.peers import hostile  # noqa: F401
from tests.thaid.visitor import Visitor, visitor  # noqa: F401

pytestmark = pytest.mark.django_db
HOME = "https://khlang.example/thaid/return/"


def begin() -> tuple[str, thaid.Try]:
    return thaid.begin(state="state", return_to=HOME, seconds=1_000_000)


def finish(peer: Hostile, **answer: str) -> thaid.Proof:
    address, kept = begin()
    told = {"iss": peer.issuer, **answer}
    return thaid.finish(kept=kept, answer=told, return_to=HOME, now=NOW, seconds=1_000_000)


def test_thaid_off(settings):
    settings.THAID_ISSUER = ""
    with refused("thaid_off"):
        begin()


def test_thaid_unavailable(hostile, settings):  # noqa: F811
    settings.THAID_ISSUER = "http://127.0.0.1:9"
    providers.forget()
    with refused("thaid_unavailable"):
        begin()


def test_thaid_declined(hostile):  # noqa: F811
    with refused("thaid_declined"):
        finish(hostile, error="access_denied")


def test_thaid_answer_invalid(hostile):  # noqa: F811
    with refused("thaid_answer_invalid"):
        finish(hostile, code="made up")


def test_thaid_assurance_too_low(hostile, visitor: Visitor, settings):  # noqa: F811
    settings.THAID_ASSURANCE = "3"
    visitor.leave()
    answer = visitor.return_from(hostile)
    visitor.check_refused(answer, "thaid_assurance_too_low", reason="2.3")
    assert "ไม่ถึงระดับ 3" in answer.content.decode()
    check_refusal(Refusal("thaid_assurance_too_low", least="3"), "thaid_assurance_too_low", least="3")


def test_thaid_state_unknown(visitor: Visitor):  # noqa: F811
    visitor.check_refused(visitor.client.get("/thaid/return/?state=x&code=y"), "thaid_state_unknown")
    check_refusal(Refusal("thaid_state_unknown"), "thaid_state_unknown")
