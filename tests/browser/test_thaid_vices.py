"""A provider that lies, met by somebody in a real browser who opens an account: refused in clear Thai, and not a step further."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe

from khlang.spine.access.models import Person, SecurityEvent
from khlang.standards import message
from tests.activation.scene import country
from tests.browser.hands import SIZES
from tests.household import TODAY
from tests.thaid.hostile import OTHER_NUMBER, Hostile, rsa
from tests.thaid.peers import hostile
from tests.thaid.test_vices import LIES

__all__ = ["hostile"]
RETURN = "/thaid/return/"


class Newcomer:
    """One person before a browser, with a slip in hand."""

    def __init__(self, page: Any, peer: Hostile) -> None:
        self.page, self.peer = page, peer
        self.codes: list[str] = []
        page.on("request", self._remember)
        slip, self.first_code = country().slip()
        self.username = slip.person.username

    def _remember(self, request: Any) -> None:
        if RETURN in request.url:
            self.codes.append(request.url.partition("code=")[2].partition("&")[0])

    def open_slip(self) -> None:
        """User name and first code."""
        self.page.goto("/activate/")
        self.page.fill("#username", self.username)
        self.page.fill("#code", self.first_code)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/activate/thaid/")

    def prove(self) -> None:
        """To ThaID and back, by the keys; wherever that leads."""
        self.page.goto("/activate/thaid/?again=1")
        self.page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaID").press("Enter")
        self.page.get_by_role("link", name="ThaID").press("Enter")
        self.page.wait_for_url(lambda url: RETURN in url or url.endswith(("/activate/mail/", "/activate/thaid/")))
        self.page.wait_for_load_state("networkidle")

    def check_stopped(self) -> None:
        """No step further, and the account as it was handed out."""
        self.page.goto("/activate/mail/")
        assert self.page.url.endswith("/activate/thaid/")
        person = Person.objects.get(username=self.username)
        assert (person.activated_at, person.email_proved_at, person.has_usable_password()) == (None, None, False)


@pytest.fixture
def newcomer(transactional_db, settings, browser, live_server, hostile) -> Iterator[Newcomer]:
    """Khlang points at the provider that may lie, which leads browsers back to the served site."""
    settings.BUSINESS_DATE, settings.PUBLIC_URL = TODAY.isoformat(), live_server.url
    hostile.site = live_server.url
    context = browser.new_context(viewport=SIZES["phone"], base_url=live_server.url, locale="th-TH")
    yield Newcomer(context.new_page(), hostile)
    context.close()


def check_told(page: Any, code: str) -> None:
    """The page of the refusal: its title, what it advises, in Thai; fit for everybody, no wider than the screen."""
    assert page.get_by_role("heading", level=1).inner_text() == message(f"web.thaid.{code}.title", "th")
    said = page.inner_text("main")
    for step in message(f"web.thaid.{code}.next", "th").splitlines():
        assert step in said
    for size in SIZES.values():
        page.set_viewport_size(size)
        assert [each["id"] for each in Axe().run(page)["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


REFUSED = (
    "nonce of another try", "subject of userinfo", "no signature", "signed by a stranger", "key that is never shown",
    "lower level", "issuer of the answer", "issuer of the token", "broken",
)  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_lie_ends_on_a_clear_page(newcomer: Newcomer, name):
    lie, code, reason = LIES[name]
    lie(newcomer.peer)
    newcomer.open_slip()
    newcomer.prove()
    check_told(newcomer.page, code)
    assert SecurityEvent.objects.filter(kind="identity_refused", facts__reason=reason).count() == 1
    newcomer.check_stopped()


def test_a_code_used_again_ends_on_a_clear_page(newcomer: Newcomer):
    newcomer.open_slip()
    newcomer.prove()
    assert newcomer.page.url.endswith("/activate/mail/")
    newcomer.peer.response["code"] = newcomer.codes[-1]
    newcomer.page.context.clear_cookies()
    newcomer.open_slip()
    newcomer.prove()
    check_told(newcomer.page, "thaid_answer_invalid")
    assert SecurityEvent.objects.filter(kind="identity_refused", facts__reason="code_refused").count() == 1
    newcomer.check_stopped()


def test_the_address_of_an_answer_opened_again_ends_on_a_clear_page(newcomer: Newcomer):
    """The button Back, a copied address: the answer was used."""
    newcomer.open_slip()
    answers: list[str] = []
    newcomer.page.on("request", lambda request: answers.append(request.url) if RETURN in request.url else None)
    newcomer.prove()
    newcomer.page.goto(answers[-1])
    assert newcomer.page.url == answers[-1]
    assert SecurityEvent.objects.filter(kind="identity_refused").count() == 1
    code = SecurityEvent.objects.get(kind="identity_refused").facts["code"]
    check_told(newcomer.page, code)


def test_somebody_elses_number_does_not_open_the_slip(newcomer: Newcomer):
    newcomer.peer.claims["pid"] = newcomer.peer.userinfo["pid"] = OTHER_NUMBER
    newcomer.open_slip()
    newcomer.prove()
    assert message("refusal.thaid_wrong_person", "th") in newcomer.page.inner_text("main")
    assert [each["id"] for each in Axe().run(newcomer.page)["violations"]] == []
    assert SecurityEvent.objects.filter(kind="identity_mismatch").count() == 1
    newcomer.check_stopped()


good: Callable[[Hostile], None] = lambda peer: None  # noqa: E731


def rotated(peer: Hostile) -> None:
    """The provider signs with a new key and shows only that one."""
    peer.key = rsa("second")
    peer.shown = [peer.key]


@pytest.mark.parametrize("change", [good, rotated], ids=["honest", "rotated keys"])
def test_an_honest_answer_leads_on(newcomer: Newcomer, change):
    newcomer.open_slip()
    newcomer.prove()
    change(newcomer.peer)
    newcomer.prove()
    assert newcomer.page.url.endswith("/activate/mail/")
    assert not SecurityEvent.objects.filter(kind="identity_refused").exists()
