"""Log-in by user name and password, and the brake on guessing.

Every attempt is a row: written before the password is looked at, so that a burst of parallel guesses counts
itself. Ten failures of one account from one address close that pair for a quarter of an hour from the tenth; wider
buckets per account and per address catch spread-out guessing. Nothing is closed for good, and a closed pair is
told the same whether or not the account exists. An unknown name costs the same work as a wrong password (OWASP
ASVS 5.0 V6.3.1, V6.3.8).
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max, Q
from django.utils.crypto import salted_hmac

from khlang.core.refusal import Refusal
from khlang.spine.access import passwords
from khlang.spine.access.models import LoginEvent, Person

WINDOW: Final = timedelta(minutes=15)
FAILURES_OF_ACCOUNT_FROM_ADDRESS: Final = 10
FAILURES_OF_ACCOUNT: Final = 100
FAILURES_FROM_ADDRESS: Final = 100
_LONGEST_TRIED: Final = 1024


class PersonBackend:
    """Django's view of log-in: it only reloads the person of a session. Passwords are checked by `authenticate`
    alone, so that no way in goes around the brake."""

    def authenticate(self, request: object, **credentials: object) -> None:
        """Nobody logs in through Django's own call."""

    def get_user(self, user_id: int) -> Person | None:
        """The active person of a session, or None, which ends the session."""
        return Person.objects.filter(pk=user_id, is_active=True).first()


def authenticate(*, username: str, password: str, address: str, now: datetime) -> Person:
    """The person whose user name and password these are. `address` is the network address of the attempt.

    Must not run inside a transaction that its Refusal would roll back. Refusals: login_failed (unknown name, wrong
    password or switched-off account: the same to the outside), login_locked.
    """
    typed = username.strip().lower()[:60]
    person = Person.objects.filter(username=typed).first()
    name = typed if person else _veiled(typed)
    event = LoginEvent.objects.create(username=name, address=address[:45], at=now, outcome="started")
    if _too_many(event):
        _finish(event, "locked")
        raise Refusal("login_locked", minutes=WINDOW // timedelta(minutes=1))
    if not _matches(person, password) or person is None or not person.is_active:
        _finish(event, "failed", person)
        raise Refusal("login_failed")
    _finish(event, "success", person)
    return person


def _veiled(typed: str) -> str:
    """What stands in the record for a name that nobody has: people type passwords into the wrong box."""
    return "?" + salted_hmac("khlang.spine.access.login", typed, algorithm="sha256").hexdigest()[:20]


def _matches(person: Person | None, password: str) -> bool:
    """Whether the password fits; the same amount of hashing when there is nobody to compare with."""
    if person is None or len(password) > _LONGEST_TRIED:
        Person().set_password("nobody")
        return False
    return person.check_password(passwords.canonical(password))


def _finish(event: LoginEvent, outcome: str, person: Person | None = None) -> None:
    event.outcome, event.person = outcome, person
    event.save(update_fields=["outcome", "person"])


def _too_many(event: LoginEvent) -> bool:
    """Whether the failures of the last quarter of an hour fill a bucket. Attempts refused as locked do not count,
    so that the lock ends by itself even if someone keeps knocking."""
    recent = LoginEvent.objects.filter(at__gt=event.at - WINDOW, outcome__in=("started", "failed")).exclude(id=event.id)
    same_account, same_address = Q(username=event.username), Q(address=event.address)
    pair = recent.filter(same_account, same_address)
    last = LoginEvent.objects.filter(same_account, same_address, outcome="success").aggregate(last=Max("at"))["last"]
    if last is not None:
        pair = pair.filter(at__gt=last)
    return (
        pair.count() >= FAILURES_OF_ACCOUNT_FROM_ADDRESS
        or recent.filter(same_account).count() >= FAILURES_OF_ACCOUNT
        or recent.filter(same_address).count() >= FAILURES_FROM_ADDRESS
    )
