"""One-time codes by mail: they prove that a mailbox is the person's, at activation and recovery and only beside ThaID (R-AU4).

Eight digits from the system's random source, kept as a keyed digest, good for ten minutes, for one use and five tries, in
the browser session that asked for it; three an hour for one account, whichever session asks (ASVS V6.5.1–5, V6.6.2–3).
A try is counted before the code is looked at, so tries sent at the same moment count each other. Nothing here may run inside
a transaction that a Refusal rolls back: the wrong tries must stay.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from khlang.core.refusal import Refusal
from khlang.core.thai import to_arabic_digits
from khlang.platform.tenancy import new_id
from khlang.spine.access import mail
from khlang.spine.access.models import MailCode, Person

DIGITS: Final = 8
LIFE: Final = timedelta(minutes=10)
TRIES: Final = 5
SENDS: Final = 3
SENDS_WITHIN: Final = timedelta(hours=1)


def binding() -> str:
    """A fresh secret that a browser session keeps: codes asked for in it are good in it alone."""
    return secrets.token_urlsafe(32)


def send(*, person: Person, purpose: str, email: str, session: str, now: datetime, lang: str) -> None:
    """Mail a new code; an older one for the same purpose is worth nothing from now on. `session` is the `binding`.

    Refusals: mail_codes_too_many (three within the hour), mail_not_sent (which counts for nothing).
    """
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    made = _kept(person, purpose, email, session, now, code)
    spoken = f"{code[:4]} {code[4:]}"
    minutes = LIFE // timedelta(minutes=1)
    try:
        mail.send(to=email, key=f"code_{purpose}", lang=lang, code=spoken, minutes=minutes, name=person.name_th)
    except Refusal:
        made.delete()
        raise


def _kept(person: Person, purpose: str, email: str, session: str, now: datetime, code: str) -> MailCode:
    """The row of a new code. The account is locked meanwhile, so that sends at the same moment count each other."""
    with transaction.atomic():
        Person.objects.select_for_update().get(id=person.id)
        codes = MailCode.objects.filter(person=person)
        recent = codes.filter(sent_at__gt=now - SENDS_WITHIN).order_by("sent_at")
        if len(sent := list(recent.values_list("sent_at", flat=True))) >= SENDS:
            wait = sent[-SENDS] + SENDS_WITHIN - now
            raise Refusal("mail_codes_too_many", sends=SENDS, minutes=max(1, -(-wait // timedelta(minutes=1))))
        codes.filter(purpose=purpose, used_at=None, expires_at__gt=now).update(expires_at=now)
        made = new_id()
        return MailCode.objects.create(
            id=made, person=person, purpose=purpose, email=email, digest=_digest(made, code),
            session_digest=_session(session), sent_at=now, expires_at=now + LIFE,
        )  # fmt: skip


def waiting(*, person_id: int, purpose: str, session: str, now: datetime) -> MailCode | None:
    """The code that this session waits for, or None: never asked for, used, burnt or over."""
    row = _latest(person_id, purpose, session)
    live = row is not None and row.used_at is None and row.tries < TRIES and row.expires_at > now
    return row if live else None


def check(*, person_id: int, purpose: str, code: str, session: str, now: datetime) -> str:
    """Use a code up; the mailbox that it proves.

    Refusals (at `code`): mail_code_missing (none was sent to this session), mail_code_used, mail_code_expired, mail_code_burnt
    (five wrong tries), mail_code_wrong with the tries that are left.
    """
    row = _latest(person_id, purpose, session)
    if row is None:
        raise Refusal("mail_code_missing", field="code")
    if row.used_at is not None:
        raise Refusal("mail_code_used", field="code")
    if row.expires_at <= now:
        raise Refusal("mail_code_expired", field="code")
    mine = MailCode.objects.filter(id=row.id, used_at=None)
    if not mine.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        raise Refusal("mail_code_burnt" if mine.exists() else "mail_code_used", field="code")
    typed = "".join(to_arabic_digits(code).replace("-", " ").split())
    if not constant_time_compare(_digest(row.id, typed), row.digest):
        left = TRIES - MailCode.objects.values_list("tries", flat=True).get(id=row.id)
        raise Refusal("mail_code_wrong" if left > 0 else "mail_code_burnt", field="code", left=left)
    if not mine.update(used_at=now):
        raise Refusal("mail_code_used", field="code")
    return row.email


def _latest(person_id: int, purpose: str, session: str) -> MailCode | None:
    rows = MailCode.objects.filter(person_id=person_id, purpose=purpose, session_digest=_session(session))
    return rows.order_by("-sent_at", "-id").first()


def _digest(row_id: int, code: str) -> str:
    return salted_hmac("khlang.spine.access.mail_codes", f"{row_id}:{code}", algorithm="sha256").hexdigest()


def _session(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
