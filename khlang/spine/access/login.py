"""Log-in by user name and password.

A name that nobody has costs the same work and gets the same answer as a wrong password, also from the brake (OWASP ASVS 5.0
V6.3.1, V6.3.8).
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.crypto import salted_hmac

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import brake, passwords, security_log
from khlang.spine.access.models import LoginEvent, Person

_LONGEST_TRIED = 1024
#: How often the security log says that somebody is told to wait.
_SAID_EVERY = timedelta(minutes=15)


class PersonBackend:
    """Django's view of log-in: it only reloads the person of a session. Passwords are checked by `authenticate`
    alone, so that no way in goes around the brake."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """Nobody logs in through Django's own call."""

    def get_user(self, user_id: int) -> Person | None:
        """The active person of a session, or None, which ends the session."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


def authenticate(
    *,
    username: str,
    password: str,
    address: str,
    now: datetime,
    marks: Mapping[int, str] | None = None,
    device: str = "",
) -> Person:
    """The person whose user name and password these are. `address` is the network address of the attempt, `marks` the
    mark of the device for each person who is known on it, `device` what the browser calls itself.

    Must not run inside a transaction that its Refusal would roll back. Refusals: login_failed (unknown name, wrong
    password or switched-off account: the same to the outside), login_locked.
    """
    typed = username.strip().lower()[:60]
    person = Person.objects.filter(username=typed).first()
    name = typed if person else _veiled(typed)
    mark = (marks or {}).get(person.pk, "") if person else ""
    told: dict[str, Any] = {"at": now, "person": person, "address": address, "device": device}
    try:
        attempt = brake.knock(
            purpose="login", account=name, address=address, now=now, person=person, device=mark, code="login_locked"
        )
    except Refusal:
        if not _said_before(name, address, now):
            security_log.note(kind="login_braked", account=name, **told)
        raise
    if not matches(person=person, password=password) or person is None or not person.is_active:
        brake.settle(attempt=attempt, outcome="failed", person=person)
        security_log.note(kind="login_failed", account=name, **told)
        raise Refusal("login_failed")
    brake.settle(attempt=attempt, outcome="success", person=person)
    return person


def confirm(*, person: Person, password: str, address: str, now: datetime, field: str = "password") -> None:
    """Make sure that whoever sits at an open session knows the password, before what guards the account changes.

    Must not run inside a transaction that its Refusal would roll back. Refusals: password_wrong, try_later.
    """
    attempt = brake.knock(purpose="confirm", account=person.username, address=address, now=now, person=person)
    right = matches(person=person, password=password)
    brake.settle(attempt=attempt, outcome="success" if right else "failed", person=person)
    if not right:
        raise Refusal("password_wrong", field=field)


@tenancy.entrance()
def _said_before(name: str, address: str, now: datetime) -> bool:
    """Whether the log has said lately that this account is held from this address: one line says it for all knocks."""
    rows = LoginEvent.objects.filter(username=name, address=address[:45], outcome="locked", at__gt=now - _SAID_EVERY)
    return rows.count() > 1


def _veiled(typed: str) -> str:
    """What stands in the record for a name that nobody has: people type passwords into the wrong box."""
    return "?" + salted_hmac("khlang.spine.access.login", typed, algorithm="sha256").hexdigest()[:20]


def matches(*, person: Person | None, password: str) -> bool:
    """Whether the password fits; the same amount of hashing when there is nobody to compare with."""
    if person is None or len(password) > _LONGEST_TRIED:
        Person().set_password("nobody")
        return False
    return person.check_password(passwords.canonical(password))
