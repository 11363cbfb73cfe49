"""Nothing that people type becomes a header of a mail, or another receiver (ASVS V1.3.11)."""

import pytest
from django.core import mail

from khlang.core.refusal import Refusal
from khlang.spine.access import mail as letters
from tests.refusals.wording import facts_named_by, texts

#: Every mail that there is, and every fact that any of them names.
LETTERS = sorted(key.removeprefix("mail.").removesuffix(".subject") for key in texts("th") if key.endswith(".subject"))
FACTS = set().union(*(facts_named_by(text) for key, text in texts("th").items() if key.startswith("mail.")))
BREAKS = ("\r\nBcc: evil@example.com", "\nBcc: evil@example.com", "\rSubject: x", "\u2028Bcc: evil@example.com")


@pytest.mark.parametrize("more", (*BREAKS, ",evil@example.com", " evil@example.com", ">, <evil@example.com", "\0"))
def test_an_address_is_one_address(more: str) -> None:
    with pytest.raises(Refusal) as refused:
        letters.address(f"a@example.com{more}x")
    assert refused.value.code == "email_malformed"


@pytest.mark.parametrize("key", LETTERS)
@pytest.mark.parametrize("more", BREAKS)
def test_a_name_stays_in_its_line(settings, more: str, key: str) -> None:
    """What stands in the subject or the body goes to the one receiver and makes no header."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letters.send(to="a@example.com", key=key, lang="th", **{name.partition(":")[0]: f"ก{more}" for name in FACTS})
    (sent,) = mail.outbox
    said = sent.message()
    assert sent.recipients() == ["a@example.com"]
    assert said["Bcc"] is None and len(said.get_all("Subject")) == 1
    assert "\n" not in sent.subject and "\r" not in sent.subject
