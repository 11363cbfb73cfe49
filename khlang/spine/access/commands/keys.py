"""Keys of programs to the API."""

from datetime import timedelta
from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform import clock
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import security_log, tokens
from khlang.spine.access.commands.asking import locked_person
from khlang.spine.access.models import ApiToken
from khlang.spine.access.schemas import CreateToken, RevokeToken

__all__ = ["create_token", "revoke_token"]

LONGEST_TOKEN_LIFE: Final = timedelta(days=366)


@command("token.create", schema=CreateToken)
def create_token(*, envelope: Envelope, data: CreateToken) -> Outcome:
    """Make a key to the API for oneself; it can do what its owner can on the day of use, in this organisation.

    Nobody makes a key for another: it would act in the other's name. Refusals: token_malformed, token_expiry_past,
    token_life_too_long, stale_version (the password was changed, or the account closed, while the request was on its way: whoever
    threw somebody out of the account ends all keys, and none is made behind their back).
    """
    secret = data.secret.get_secret_value()
    if not tokens.well_formed(secret):
        raise Refusal("token_malformed", field="secret")
    if data.expires_on <= envelope.today:
        raise Refusal("token_expiry_past", field="expires_on")
    if data.expires_on > envelope.today + LONGEST_TOKEN_LIFE:
        raise Refusal("token_life_too_long", field="expires_on", days=LONGEST_TOKEN_LIFE.days)
    owner = locked_person(person_id=envelope.actor.id)
    if not owner.is_active or (owner.password_changed_at and owner.password_changed_at > envelope.now):
        raise Refusal("stale_version")
    token = ApiToken.objects.create(
        person_id=owner.id,
        label=data.label,
        prefix=tokens.prefix(secret),
        digest=tokens.digest(secret),
        created_at=envelope.now,
        expires_at=clock.start_of(data.expires_on),
    )
    security_log.note(
        kind="token_made",
        at=envelope.now,
        person=token.person_id,
        org=token.org_id,
        prefix=token.prefix,
        label=token.label,
    )
    return Outcome(document_id=token.id, kind="token", version=1, data={"prefix": token.prefix})


@command("token.revoke", schema=RevokeToken)
def revoke_token(*, envelope: Envelope, data: RevokeToken) -> Outcome:
    """End a key at once: one's own, or anybody's with the duty token.issue. Refusals: token_not_found,
    token_revoked."""
    token = ApiToken.objects.select_for_update().filter(id=data.token_id).first()
    if token is None:
        raise Refusal("token_not_found", field="token_id")
    own = token.person_id == envelope.actor.id
    if not own:
        require_duty(envelope=envelope, duty="token.issue")
    if token.revoked_at is not None:
        raise Refusal("token_revoked", field="token_id")
    reason = "revoked" if own else "revoked_by_issuer"
    tokens.end(token=token, reason=reason, now=envelope.now, actor=None if own else envelope.actor.id)
    return Outcome(document_id=token.id, kind="token", version=2)
