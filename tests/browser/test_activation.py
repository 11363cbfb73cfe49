"""The whole activation in a real browser, against an independent identity provider and a real mail server (LOGIN-1, LOGIN-3)."""

import re
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from khlang.spine.access.models import OpenSession, Person
from tests.activation.scene import MAILBOX, OWN, country
from tests.browser.hands import SIZES
from tests.household import TODAY
from tests.thaid.peers import free_port, independent
from tests.untouched import changed, contents

__all__ = ["independent"]
LEDGER = ("ledger_", "documents_")


class Mailbox:
    """What a mail server took."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keep the text of a mail."""
        self.texts.append(message_from_bytes(envelope.content, policy=default).get_content())
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Any:
    """A mail server on this machine, to which Khlang is pointed."""
    box, port = Mailbox(), free_port()
    served = Controller(box, hostname="127.0.0.1", port=port)
    served.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_WAY = "127.0.0.1", port, "smtp"
    yield box
    served.stop()


def test_slip_thaid_mail_code_password_and_inside(
    transactional_db, settings, browser, live_server, independent, mailbox
) -> None:
    """ใบส่งมอบ → ThaID → อีเมล → รหัส → รหัสผ่าน → หน้าแรกของตน; บัญชีการเงินไม่ถูกแตะ."""
    settings.BUSINESS_DATE = TODAY.isoformat()
    slip, code = country().slip()
    before = {table: rows for table, rows in contents().items() if table.startswith(LEDGER)}
    context = browser.new_context(viewport=SIZES["phone"], base_url=live_server.url, locale="th-TH")
    page = context.new_page()
    page.goto("/activate/")
    page.fill("#username", slip.person.username)
    page.fill("#code", code.upper())
    page.keyboard.press("Enter")
    page.get_by_role("button", name="ยืนยันตัวตนด้วย ThaID").click()
    page.get_by_role("link", name=re.compile("ThaID")).click()
    _at_the_provider(page)
    page.wait_for_url("**/activate/mail/")
    page.fill("#email", MAILBOX)
    page.keyboard.press("Enter")
    page.wait_for_url("**/activate/code/")
    page.fill("#code", re.findall(r"\d{4} \d{4}", mailbox.texts[-1])[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/activate/password/")
    page.fill("#password", OWN)
    page.fill("#again", OWN)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    person = Person.objects.get(username=slip.person.username)
    assert person.name_th in page.content()
    assert OpenSession.objects.get(person=person).way == "activation"
    after = {table: rows for table, rows in contents().items() if table.startswith(LEDGER)}
    assert changed(before, after) == {}
    context.close()


def _at_the_provider(page: Any) -> None:
    """Say who one is and agree."""
    page.wait_for_selector("input[name=login]")
    page.fill("input[name=login]", "somchai")
    page.get_by_role("button", name="ยินยอม").click()
