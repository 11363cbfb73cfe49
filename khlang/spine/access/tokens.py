"""Keys of programs: made at a face, shown once, kept only as a digest.

A key acts in its owner's name, so it does not outlive what throws the owner out: who recovers an account, or closes it for
somebody, ends every key of the person in every organisation (`end_all`).
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import security_log
from khlang.spine.access.models import ApiToken, Person

_MARK: Final = "khl_"
_PREFIX: Final = 12
_LENGTH: Final = len(_MARK) + 43
_USE_NOTED_EVERY: Final = timedelta(hours=1)
#: Why a key ended before its day, as pages say it (messages token.why.<ending>): by its owner, or by what befell them.
BY_OWNER: Final = ("revoked", "password_changed")
BEFALLEN: Final = ("revoked_by_issuer", "recovery", "password_issued", "ended_by_admin", "switched_off", "break_glass")
ENDINGS: Final = (*BY_OWNER, *BEFALLEN)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who stands behind a key: the person, in one organisation."""

    person_id: int
    org_id: int
    token_id: int
    label: str


def new_secret() -> str:
    """A fresh key of 256 random bits, recognisable by its beginning so that a leaked one can be found."""
    return _MARK + secrets.token_urlsafe(32)


def well_formed(secret: str) -> bool:
    """Whether a text could be a key of ours."""
    return secret.startswith(_MARK) and len(secret) == _LENGTH and secret.isascii()


def prefix(secret: str) -> str:
    """The beginning by which a key is found and shown."""
    return secret[:_PREFIX]


def digest(secret: str) -> str:
    """What is kept of a key. SHA-256 suffices: 256 random bits cannot be guessed, unlike a password."""
    return hashlib.sha256(secret.encode()).hexdigest()


def authenticate_token(*, token: str, now: datetime) -> Bearer:
    """The bearer of a live key; raises Refusal token_invalid alike for unknown, revoked, expired and switched-off
    ones.

    Its use is noted at most once an hour, so that a busy program does not write at every call.
    """
    if not well_formed(token):
        raise Refusal("token_invalid")
    with tenancy.unscoped():
        row = ApiToken.objects.select_related("person").filter(prefix=prefix(token)).first()
        live = row is not None and row.revoked_at is None and row.expires_at > now and row.person.is_active
        if row is None or not hmac.compare_digest(row.digest, digest(token)) or not live:
            raise Refusal("token_invalid")
        if row.last_used_at is None or now - row.last_used_at > _USE_NOTED_EVERY:
            ApiToken.objects.filter(id=row.id).update(last_used_at=now)
    return Bearer(person_id=row.person_id, org_id=row.org_id, token_id=row.id, label=row.label)


def end(*, token: ApiToken, reason: str, now: datetime, actor: int | None = None) -> None:
    """End a live key at once, with a line in the security log. `actor`: who did it, when that was not the owner."""
    token.revoked_at, token.end_reason = now, reason
    token.save(update_fields=["revoked_at", "end_reason"])
    security_log.note(
        kind="token_revoked", at=now, person=token.person_id, actor=actor, org=token.org_id, prefix=token.prefix,
        label=token.label, why=reason,
    )  # fmt: skip


def end_all(*, person: Person, reason: str, now: datetime, actor: int | None = None) -> int:
    """End every live key of a person, in every organisation; how many there were.

    The one place where somebody's act in one organisation ends keys of another: a key there is the same person's.
    """
    with tenancy.unscoped():
        live = ApiToken.objects.select_for_update().filter(person=person, revoked_at=None, expires_at__gt=now)
        found = list(live.order_by("id"))
        for each in found:
            end(token=each, reason=reason, now=now, actor=actor)
    return len(found)
