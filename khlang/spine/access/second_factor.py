"""The second factor that counts time: an app on the phone and six digits (TOTP, RFC 6238).

The shared secret is kept encrypted under a key of its own (KHLANG_SECRETS_KEY), so that a stolen copy of the database makes
no codes. A time step is used once, one step before and after the present one is taken for clocks that differ (ASVS V6.5.1,
V6.5.5, V6.6.2). Passkeys are in `passkeys`. Plain functions, not commands: their rows stand above organisations, and no
key of a program shall change what guards an account.
"""

import hmac
from datetime import datetime
from typing import Final

import pyotp
from django.conf import settings
from django.db import transaction

from khlang.core.refusal import Refusal
from khlang.platform.tenancy import new_id
from khlang.spine.access import brake, sealing, security_log
from khlang.spine.access.models import Authenticator, Person

STEP: Final = 30
_SKEW: Final = (0, -1, 1)
_LABEL: Final = 100


def new_secret() -> str:
    """A fresh secret of 160 bits in the letters that apps let people type."""
    return pyotp.random_base32()


def uri(*, secret: str, person: Person) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret).provisioning_uri(name=person.username, issuer_name="Khlang")


def grouped(secret: str) -> str:
    """The secret in groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def step_of(*, secret: str, code: str, seconds: int) -> int | None:
    """The time step whose code this is, within one step of now; None when it is none of them. Pure; `seconds` since 1970."""
    typed = "".join(each for each in code if each.isdecimal())
    digits = "".join(str(int(each)) for each in typed)
    counter, found = pyotp.TOTP(secret), None
    for offset in _SKEW:
        step = seconds // STEP + offset
        if hmac.compare_digest(counter.at(step * STEP), digits) and found is None:
            found = step
    return found


def add_totp(
    *, person: Person, secret: str, code: str, label: str, seconds: int, now: datetime, address: str
) -> Authenticator:
    """Keep an app as a second factor, once a first code has shown that it counts with us.

    Refusals: field_required (label), second_factor_wrong.
    """
    if not label.strip():
        raise Refusal("field_required", field="label")
    step = step_of(secret=secret, code=code, seconds=seconds)
    if step is None:
        raise Refusal("second_factor_wrong", field="code")
    made = new_id()
    with transaction.atomic():
        row = Authenticator.objects.create(
            id=made, person=person, kind="totp", label=security_log.plain(label.strip(), longest=_LABEL),
            credential_id=f"totp:{made}", secret=sealing.sealed(secret), counter=step, created_at=now,
        )  # fmt: skip
        security_log.note(
            kind="second_factor_added", at=now, person=person, address=address, way="totp", label=row.label
        )
    return row


def check_totp(
    *, person: Person, code: str, seconds: int, now: datetime, address: str, mark: str = ""
) -> Authenticator:
    """The app whose code this is; its time step is then used up. `mark` is that of a device the person is known on.

    Must not run inside a transaction that its Refusal would roll back. Refusals: second_factor_wrong (also for a code that
    was used before), try_later.
    """
    attempt = brake.knock(
        purpose="second_factor", account=person.username, address=address, now=now, person=person, device=mark
    )
    kind = "second_factor_failed"
    for row in Authenticator.objects.filter(person=person, kind="totp"):
        step = step_of(secret=sealing.opened(row.secret), code=code, seconds=seconds)
        if step is None:
            continue
        if Authenticator.objects.filter(pk=row.pk, counter__lt=step).update(counter=step, last_used_at=now):
            brake.settle(attempt=attempt, outcome="success", person=person)
            return row
        kind = "second_factor_replayed"
    brake.settle(attempt=attempt, outcome="failed", person=person)
    security_log.note(kind=kind, at=now, person=person, address=address, way="totp")
    raise Refusal("second_factor_wrong", field="code")


def kinds_of(*, person: Person) -> frozenset[str]:
    """Which kinds of second factor a person has: totp, passkey."""
    return frozenset(Authenticator.objects.filter(person=person).values_list("kind", flat=True))


def required() -> bool:
    """Whether this installation lets nobody work without a second factor (KHLANG_SECOND_FACTOR)."""
    return bool(settings.SECOND_FACTOR == "required")


def remove(*, person: Person, authenticator_id: int, now: datetime, address: str) -> Authenticator:
    """Take one of one's own second factors away. Refusals: second_factor_not_found, second_factor_last (the installation
    demands one)."""
    with transaction.atomic():
        mine = list(Authenticator.objects.select_for_update().filter(person=person))
        row = next((each for each in mine if each.id == authenticator_id), None)
        if row is None:
            raise Refusal("second_factor_not_found")
        if len(mine) == 1 and required():
            raise Refusal("second_factor_last")
        row.delete()
        security_log.note(
            kind="second_factor_removed", at=now, person=person, address=address, way=row.kind, label=row.label
        )
    return row
