"""Handing accounts out on sealed slips, taking slips back, making new ones (LOGIN-3, R-AU1)."""

from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty
from khlang.spine.access import handing_out, security_log, slips
from khlang.spine.access.models import HandedOut
from khlang.spine.access.schemas import HandOut, Slip
from khlang.spine.organisations import queries as organisations

__all__ = ["hand_out", "reissue_slip", "revoke_slip"]

_SEED: Final = "seed"


@command("account.hand_out", schema=HandOut)
def hand_out(*, envelope: Envelope, data: HandOut) -> Outcome:
    """Make posts, the people who hold them and a slip for everybody who has no account yet: in the own organisation and
    anywhere below it, up to 5,000 rows, all or none.

    The side above is the second party itself: roles below are confirmed. Roles of the own office wait for `role.confirm`,
    unless nobody can confirm yet. The seed of the first codes is told this once. Refusals: those of `handing_out.hand_out`.
    """
    require_duty(envelope=envelope, duty=handing_out.DUTY)
    seed = slips.new_seed()
    batch = handing_out.hand_out(envelope=envelope, posts=data.rows, seed=seed)
    with tenancy.entrance():
        for made in batch.slips[:1]:
            security_log.note(
                kind="account_handed_out", at=envelope.now, actor=envelope.actor.id, org=envelope.org,
                slips=len(batch.slips), posts=len(batch.rows), first=made.person.username,
            )  # fmt: skip
    told = {"slips": len(batch.slips), "posts": len(batch.rows)}
    return Outcome(kind="account", document_id=None, data=told, shown_once={_SEED: seed} if batch.slips else {})


@command("account.revoke", schema=Slip)
def revoke_slip(*, envelope: Envelope, data: Slip) -> Outcome:
    """Make the first code of a slip worthless: it was lost, or went to the wrong desk.

    Refusals: slip_not_found, slip_used, slip_revoked.
    """
    require_duty(envelope=envelope, duty=handing_out.DUTY)
    with tenancy.entrance():
        slip = _slip(envelope, data.slip_id)
        if slip.used_at is not None:
            raise Refusal("slip_used", field="slip_id")
        if slip.revoked_at is not None:
            raise Refusal("slip_revoked", field="slip_id")
        _revoke(envelope, slip)
    return Outcome(kind="account", document_id=slip.id)


@command("account.reissue", schema=Slip)
def reissue_slip(*, envelope: Envelope, data: Slip) -> Outcome:
    """A new slip for the same person with a new first code; the old one is worth nothing from now on.

    Also for a used one: somebody who has lost both ThaID's mailbox and password begins anew, and must prove to be the same
    human being. The seed of the code is told this once. Refusal: slip_not_found.
    """
    require_duty(envelope=envelope, duty=handing_out.DUTY)
    seed = slips.new_seed()
    with tenancy.entrance():
        old = _slip(envelope, data.slip_id)
        for each in HandedOut.objects.filter(person=old.person, used_at=None, revoked_at=None):
            _revoke(envelope, each)
        made = handing_out.slip(
            envelope=envelope,
            person=old.person,
            org=old.org_id,
            mark=(old.number_hmac, old.key_name),
            last_four=old.last_four,
            seed=seed,
        )
        made.save(force_insert=True)
        security_log.note(
            kind="account_handed_out", at=envelope.now, person=old.person, actor=envelope.actor.id, org=envelope.org
        )
    return Outcome(kind="account", document_id=made.id, data={"slips": 1, "posts": 0}, shown_once={_SEED: seed})


def _slip(envelope: Envelope, slip_id: int) -> HandedOut:
    """A slip of the own organisation or one below, locked. Refusal: slip_not_found, also for somebody else's."""
    found = HandedOut.objects.select_for_update(of=("self",)).select_related("person").filter(id=slip_id).first()
    if found is None or found.org_id not in organisations.under(org_id=envelope.org, org_ids=(found.org_id,)):
        raise Refusal("slip_not_found", field="slip_id")
    return found


def _revoke(envelope: Envelope, slip: HandedOut) -> None:
    slip.revoked_at = envelope.now
    slip.save(update_fields=["revoked_at"])
    security_log.note(
        kind="account_hand_out_revoked",
        at=envelope.now,
        person=slip.person_id,
        actor=envelope.actor.id,
        org=envelope.org,
    )
