"""Mail that Khlang sends: one-time codes and notices, short and in words; nothing in it logs anybody in (ASVS V6.3.6).

The text of a mail is two messages, `mail.<key>.subject` and `mail.<key>.body`.
"""

import logging
import smtplib
from typing import Any, Final

from django.core.exceptions import ValidationError as Malformed
from django.core.mail import EmailMessage
from django.core.validators import validate_email

from khlang.core.refusal import Refusal
from khlang.spine.access.security_log import plain
from khlang.standards import message

LONGEST: Final = 250
_log = logging.getLogger(__name__)


def address(text: str, *, field: str = "email") -> str:
    """A mail address as it is kept: trimmed, in lower case. Refusals: field_required, email_malformed."""
    typed = text.strip().lower()
    if not typed:
        raise Refusal("field_required", field=field)
    try:
        validate_email(typed)
    except Malformed:
        raise Refusal("email_malformed", field=field) from None
    if len(typed) > LONGEST or not typed.isascii():
        raise Refusal("email_malformed", field=field)
    return typed


def veiled(email: str) -> str:
    """A mail address as it may be shown to whoever knows it already: k•••••@example.go.th."""
    name, _, host = email.partition("@")
    return f"{name[:1]}•••••@{host}" if host else ""


def send(*, to: str, key: str, lang: str, **facts: Any) -> None:
    """Send one mail and wait until the server has taken it. Refusal: mail_not_sent (no server, or it did not take it)."""
    subject = plain(message(f"mail.{key}.subject", lang, **facts))
    body = message(f"mail.{key}.body", lang, **facts)
    try:
        EmailMessage(subject=subject, body=f"{body}\n\n{message('mail.foot', lang)}\n", to=[to]).send()
    except (OSError, smtplib.SMTPException):
        _log.exception("a mail could not be sent: %s", key)
        raise Refusal("mail_not_sent") from None


def tell(*, to: str, key: str, lang: str, **facts: Any) -> bool:
    """Send a notice that nothing waits for: what it tells of has happened, whether or not the mail goes out. Whether it did;
    nothing is sent to nobody."""
    try:
        if to:
            send(to=to, key=key, lang=lang, **facts)
    except Refusal:
        return False
    return bool(to)
