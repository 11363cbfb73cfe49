"""What the accounts know of one person, for the copy that a data subject may ask for (PDPA s. 30; docs/security/privacy.md)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db.models import QuerySet

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope
from khlang.platform.conditions import require_duty
from khlang.spine.access import privacy, security_log
from khlang.spine.access.models import (
    ApiToken,
    Authenticator,
    Delegation,
    LoginEvent,
    NationalIdentity,
    OpenSession,
    Person,
    RoleAssignment,
    SecurityEvent,
)
from khlang.spine.access.queries.privacy import personal_reads

#: Who answers for personal data in the office, and who may hand out numbers whole.
DUTY, WHOLE = "personal.log_view", "personal.unmask"
_LEAST: Final = 10
_PERSON: Final = (
    "username", "name_th", "name_en", "email", "phone", "is_active", "created_at", "activated_at", "email_proved_at",
    "password_changed_at", "last_seen_at",
)  # fmt: skip


def admit(*, envelope: Envelope, what: str, subjects: Collection[int], reason: str, whole: bool = False) -> None:
    """Let the holder of the duty take a copy, and write it down first: in the log of looks and in the security log.

    Refusals: duty_missing (personal.log_view, with `whole` personal.unmask too), export_reason_required.
    """
    require_duty(envelope=envelope, duty=DUTY)
    if whole:
        require_duty(envelope=envelope, duty=WHOLE)
    if len(reason.strip()) < _LEAST:
        raise Refusal("export_reason_required", field="reason", least=_LEAST)
    privacy.record(
        reader=envelope.actor.id, reader_org=envelope.org, at=envelope.now, what=f"{what}.export", subjects=subjects,
        reason=reason.strip(),
    )  # fmt: skip
    security_log.note(
        kind="personal_data_exported", at=envelope.now, person=envelope.actor.id, org=envelope.org, what=what
    )


def of_account(*, person: Person) -> Mapping[str, Any]:
    """Everything about an account whose home is the organisation in scope: no secret, no mark, no digest."""
    with tenancy.entrance():
        identity = NationalIdentity.objects.filter(person=person)
        above = {
            "identity": _rows(identity, "last_four", "issuer", "assurance", "proved_at"),
            "second_factors": _rows(Authenticator.objects.filter(person=person), "kind", "label", "created_at", "last_used_at"),
            "sessions": _rows(
                OpenSession.objects.filter(person=person).order_by("started_at"),
                "started_at", "seen_at", "ended_at", "end_reason", "address", "device", "way",
            ),
            "attempts": _rows(
                LoginEvent.objects.filter(person=person).order_by("at"), "at", "purpose", "outcome", "address"
            ),
            "security_log": _rows(
                SecurityEvent.objects.filter(person=person).order_by("at"), "at", "kind", "address", "device", "facts"
            ),
        }  # fmt: skip
    with tenancy.unscoped():
        held = RoleAssignment.objects.filter(person=person).order_by("from_date")
        posts = {
            "roles": _rows(
                held, "org__code", "org__name_th", "role", "position__title_th", "from_date", "to_date", "state",
                "order_reference",
            ),
            "delegations": _rows(
                Delegation.objects.filter(taker=person), "org__code", "from_date", "to_date", "duties", "ended_at"
            ),
            "program_keys": _rows(ApiToken.objects.filter(person=person), "org__code", "label", "prefix", "created_at",
                                  "expires_at", "revoked_at"),
        }  # fmt: skip
    account = {each: getattr(person, each) for each in _PERSON} | {"home": person.home.name_th}
    return {"account": account, **above, **posts, "reads": reads_of(subject=person.pk)}


def reads_of(*, subject: int) -> Sequence[Mapping[str, Any]]:
    """Who looked at the data of one row in this organisation, and why."""
    found, _ = personal_reads(subject=subject, limit=None)
    return [
        {"at": each.at, "reader": each.reader, "office": each.office.name_th if each.office else "", "what": each.what,
         "reason": each.reason}
        for each in found
    ]  # fmt: skip


def _rows(rows: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    return list(rows.values(*fields))
