"""Somebody at a browser who proves who they are: presses the button, goes to the provider, comes back."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from khlang.spine.access.models import SecurityEvent
from khlang.spine.access.thaid import provider as providers
from khlang.standards import message
from tests.thaid.hostile import Hostile

STATUS = {"thaid_unavailable": 503, "thaid_off": 503, "thaid_declined": 403, "thaid_assurance_too_low": 403}


class Visitor:
    """One browser; `address` is where the last button led."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.address = ""

    def press(self, purpose: str = "activate") -> Any:
        """The answer to the button."""
        return self.client.post(f"/thaid/try/?purpose={purpose}")

    def leave(self, purpose: str = "activate") -> str:
        """The address at the provider that the page leads to."""
        answer = self.press(purpose)
        assert answer.status_code == 200, answer.content.decode()
        found = re.search(r'<a class="btn btn-primary" href="([^"]+)"', answer.content.decode())
        assert found
        self.address = unescape(found[1])
        return self.address

    def return_from(self, peer: Hostile) -> Any:
        """The answer of Khlang to the answer of the provider."""
        return self.client.get(peer.allow(self.address))

    def prove(self, peer: Hostile, purpose: str = "activate") -> None:
        """From the button to the proof."""
        self.leave(purpose)
        answer = self.return_from(peer)
        assert (answer.status_code, answer.get("Location")) == (302, f"/thaid/done/?purpose={purpose}")
        assert self.proof(purpose) is not None

    def proof(self, purpose: str = "activate") -> dict[str, Any] | None:
        """What Khlang knows of this browser."""
        found: dict[str, Any] | None = json.loads(self.client.get(f"/thaid/done/?purpose={purpose}").content)["proof"]
        return found

    def later(self, *, calls_again: bool) -> None:
        """After the rest that a failing provider is given."""
        if calls_again:
            providers.forget()

    def check_refused(self, answer: Any, code: str, *, reason: str = "") -> None:
        """A page that says it in Thai and what to do now; no proof; a line in the security log, newest last."""
        page = answer.content.decode()
        assert answer.status_code == STATUS.get(code, 400), page
        assert message(f"web.thaid.{code}.title", "th") in page
        for step in message(f"web.thaid.{code}.next", "th").splitlines():
            assert step in page
        assert all(self.proof(purpose) is None for purpose in ("activate", "recover", "step_up"))
        noted = SecurityEvent.objects.order_by("at", "id").last()
        assert noted is not None and noted.kind == "identity_refused"
        assert (noted.facts["code"], noted.facts["reason"]) == (code, reason)


@pytest.fixture
def visitor(settings: Any) -> Visitor:
    """A browser at the site with the test's button."""
    settings.ROOT_URLCONF = "tests.thaid.pages"
    return Visitor(Client(HTTP_USER_AGENT="เบราว์เซอร์ทดสอบ"))
