"""Mail of an installation without a mail server: files that anybody can open, one a message. For development and demos."""

from collections.abc import Sequence
from uuid import uuid4

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage


class Folder(BaseEmailBackend):
    """Writes every message to `KHLANG_VAR/mail` as an .eml file that only its owner may read."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; how many there were."""
        settings.MAIL_FOLDER.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            kept = settings.MAIL_FOLDER / f"{uuid4()}.eml"
            kept.touch(mode=0o600)
            kept.write_bytes(message.message().as_bytes())
        return len(email_messages)


class Nowhere(BaseEmailBackend):
    """Mail of an installation that has none: sending is a fault, so that nobody waits for a code that never comes."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Refuse to pretend."""
        raise OSError("this installation has no mail server (KHLANG_MAIL_URL)")
