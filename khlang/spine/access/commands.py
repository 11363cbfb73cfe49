"""Writes of access: accounts, passwords, sessions, keys, positions, roles."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import F, Q

from khlang.core.refusal import Refusal
from khlang.platform import clock
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.access import passwords, roles, tokens
from khlang.spine.access.models import ApiToken, Person, Position, RoleAssignment
from khlang.spine.access.schemas import (
    CreatePerson,
    CreateToken,
    EndRole,
    EndSessions,
    GrantRole,
    IssuePassword,
    RevokeToken,
    SavePerson,
    SavePosition,
    SaveRole,
    SetPassword,
)
from khlang.spine.organisations import queries as organisations

MAINTAIN: Final = "person.maintain"
LONGEST_TOKEN_LIFE: Final = timedelta(days=366)


@command("position.save", schema=SavePosition)
def save_position(*, envelope: Envelope, data: SavePosition) -> Outcome:
    """Add or change a post of the office; one that is no longer used is switched off.

    Refusals: position_not_found, position_code_taken, division_not_found, stale_version.
    """
    require_duty(envelope=envelope, duty=MAINTAIN)
    position = Position(version=0)
    if data.position_id is not None:
        found = Position.objects.select_for_update().filter(id=data.position_id).first()
        if found is None:
            raise Refusal("position_not_found", field="position_id")
        require_version(envelope=envelope, stored=found.version)
        position = found
    if Position.objects.filter(code=data.code).exclude(id=position.id).exists():
        raise Refusal("position_code_taken", field="code", code=data.code)
    if data.division_id is not None:
        organisations.division(division_id=data.division_id)
    for name, value in data.model_dump(exclude={"position_id"}).items():
        setattr(position, name, value)
    position.version += 1
    position.save()
    return Outcome(document_id=position.id, kind="position", number=position.code, version=position.version)


@command("person.create", schema=CreatePerson)
def create_person(*, envelope: Envelope, data: CreatePerson) -> Outcome:
    """Make an account; the organisation of the envelope answers for it (LOGIN-3). Nobody signs up.

    Refusals: username_taken and those of the password.
    """
    require_duty(envelope=envelope, duty=MAINTAIN)
    if Person.objects.filter(username=data.username).exists():
        raise Refusal("username_taken", field="username", username=data.username)
    person = Person(home_id=envelope.org, created_at=envelope.now, **data.model_dump(exclude={"password"}, mode="json"))
    if data.password is None:
        person.set_unusable_password()
    else:
        _set(person, data.password.get_secret_value(), envelope, field="password")
    person.save()
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


@command("person.save", schema=SavePerson)
def save_person(*, envelope: Envelope, data: SavePerson) -> Outcome:
    """Make or correct an account, switch it off or on, issue a password: what the administrator's form does.

    A switched-off person is out at the next request, everywhere. Refusals: those of `create_person`; person_not_found,
    person_of_other_organisation, username_fixed, stale_version, last_administrator and those of the password.
    """
    if data.person_id is None:
        return _created(envelope, data)
    person = _of_this_house(envelope, data.person_id)
    require_version(envelope=envelope, stored=person.version)
    if data.username not in (None, person.username):
        raise Refusal("username_fixed", field="username")
    if person.is_active and not data.is_active:
        roles.check_administered(after=envelope.today, without=Q(person_id=person.id))
    for name, value in data.model_dump(exclude={"person_id", "username", "password"}).items():
        setattr(person, name, value)
    if data.password:
        _set(person, data.password.get_secret_value(), envelope, field="password")
        person.must_change_password = True
    person.version += 1
    person.save()
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


def _created(envelope: Envelope, data: SavePerson) -> Outcome:
    if data.username is None:
        raise Refusal("field_required", field="username")
    fields = data.model_dump(exclude={"person_id", "is_active", "password"})
    outcome: Outcome = create_person(envelope=envelope, data=CreatePerson(**fields, password=data.password or None))
    return outcome


def _of_this_house(envelope: Envelope, person_id: int) -> Person:
    """The person, locked, provided that the actor's organisation answers for the account."""
    require_duty(envelope=envelope, duty=MAINTAIN)
    person = _person(person_id)
    if person.home_id != envelope.org:
        raise Refusal("person_of_other_organisation", field="person_id")
    return person


def _person(person_id: int) -> Person:
    found = Person.objects.select_for_update().filter(id=person_id).first()
    if found is None:
        raise Refusal("person_not_found", field="person_id")
    return found


def _set(person: Person, password: str, envelope: Envelope, *, field: str) -> None:
    """Check a password against the policy and give it to the person (not saved)."""
    passwords.check(password=password, context=_context(person), field=field)
    person.set_password(passwords.canonical(password))
    person.password_changed_at = envelope.now


def _context(person: Person) -> Iterable[str]:
    """What somebody who knows the person would try first."""
    home = organisations.by_id(org_id=person.home_id)
    mailbox = person.email.partition("@")[0]
    return (person.username, person.name_th, person.name_en, mailbox, home.name_th, home.name_en)


@command("person.set_password", schema=SetPassword)
def set_password(*, envelope: Envelope, data: SetPassword) -> Outcome:
    """Choose one's own password; all other sessions of the person end.

    Refusals: password_wrong (the present one), password_unchanged, password_too_short, password_too_long,
    password_common, password_contains_name.
    """
    person = _person(envelope.actor.id)
    current, new = (passwords.canonical(secret.get_secret_value()) for secret in (data.current, data.new))
    if not person.check_password(current):
        raise Refusal("password_wrong", field="current")
    if current == new:
        raise Refusal("password_unchanged", field="new")
    _set(person, new, envelope, field="new")
    person.must_change_password = False
    person.save(update_fields=["password", "password_changed_at", "must_change_password"])
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


@command("person.issue_password", schema=IssuePassword)
def issue_password(*, envelope: Envelope, data: IssuePassword) -> Outcome:
    """Hand out a first password or replace a lost one (LOGIN-3); the person must choose another at the next log-in.

    Refusals: person_not_found, person_of_other_organisation and those of the password.
    """
    person = _of_this_house(envelope, data.person_id)
    _set(person, data.password.get_secret_value(), envelope, field="password")
    person.must_change_password = data.must_change_password
    person.save(update_fields=["password", "password_changed_at", "must_change_password"])
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


@command("person.end_sessions", schema=EndSessions)
def end_sessions(*, envelope: Envelope, data: EndSessions) -> Outcome:
    """Log a person out everywhere: oneself, or as the administrator of the account.

    Refusals: person_not_found, person_of_other_organisation.
    """
    own = data.person_id == envelope.actor.id
    person = _person(data.person_id) if own else _of_this_house(envelope, data.person_id)
    Person.objects.filter(id=person.id).update(session_round=F("session_round") + 1)
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


@command("role.grant", schema=GrantRole)
def grant_role(*, envelope: Envelope, data: GrantRole) -> Outcome:
    """Give a person a role for a span of days, in their own name or acting for another officer (รักษาราชการแทน).

    Refusals: person_not_found, person_switched_off, position_not_found and those of `roles.check_grant`.
    """
    require_duty(envelope=envelope, duty=roles.ADMINISTER)
    person = _person(data.person_id)
    if not person.is_active:
        raise Refusal("person_switched_off", field="person_id")
    if data.position_id is not None and not Position.objects.filter(id=data.position_id).exists():
        raise Refusal("position_not_found", field="position_id")
    roles.check_grant(envelope=envelope, data=data, person=person)
    granted = RoleAssignment.objects.create(**data.model_dump(), granted_by=envelope.actor.id, granted_at=envelope.now)
    return Outcome(document_id=granted.id, kind="role", version=1, data={"role": data.role})


@command("role.save", schema=SaveRole)
def save_role(*, envelope: Envelope, data: SaveRole) -> Outcome:
    """Grant a role or set its last day: what the administrator's form does.

    Refusals: role_fixed (all but the last day of a granted role stands), field_required (no last day) and those of
    `grant_role` and `end_role`.
    """
    wanted = data.model_dump(exclude={"assignment_id"})
    outcome: Outcome
    if data.assignment_id is None:
        outcome = grant_role(envelope=envelope, data=GrantRole(**wanted))
    else:
        ending = EndRole(assignment_id=data.assignment_id, to_date=_last_day(data.assignment_id, wanted))
        outcome = end_role(envelope=envelope, data=ending)
    return outcome


def _last_day(assignment_id: int, wanted: dict[str, Any]) -> date:
    """The last day asked for, when nothing but it differs from what was granted."""
    row = RoleAssignment.objects.filter(id=assignment_id).first()
    if row is None:
        raise Refusal("role_not_found", field="assignment_id")
    changed = next((name for name, value in wanted.items() if name != "to_date" and getattr(row, name) != value), None)
    if changed is not None:
        raise Refusal("role_fixed", field=changed)
    if wanted["to_date"] is None:
        raise Refusal("field_required", field="to_date")
    last: date = wanted["to_date"]
    return last


@command("role.end", schema=EndRole)
def end_role(*, envelope: Envelope, data: EndRole) -> Outcome:
    """Set the last day of a role: yesterday at the earliest (it ends at once), for days gone by stay as they were.

    A role can be shortened, not prolonged: that is a new grant. Refusals: role_not_found, role_already_ended,
    role_dates_reversed, role_end_in_past, last_administrator.
    """
    require_duty(envelope=envelope, duty=roles.ADMINISTER)
    row = RoleAssignment.objects.select_for_update().filter(id=data.assignment_id).first()
    if row is None:
        raise Refusal("role_not_found", field="assignment_id")
    if row.to_date is not None and row.to_date <= data.to_date:
        raise Refusal("role_already_ended", field="to_date")
    if data.to_date < row.from_date:
        raise Refusal("role_dates_reversed", field="to_date")
    if data.to_date < envelope.today - timedelta(days=1):
        raise Refusal("role_end_in_past", field="to_date")
    roles.check_administered(after=data.to_date, without=Q(id=row.id))
    row.to_date = data.to_date
    row.version += 1
    row.save(update_fields=["to_date", "version"])
    return Outcome(document_id=row.id, kind="role", version=row.version, data={"role": row.role})


@command("token.create", schema=CreateToken)
def create_token(*, envelope: Envelope, data: CreateToken) -> Outcome:
    """Make a key to the API for oneself; it can do what its owner can on the day of use, in this organisation.

    Nobody makes a key for another: it would act in the other's name. Refusals: token_malformed, token_expiry_past,
    token_life_too_long.
    """
    secret = data.secret.get_secret_value()
    if not tokens.well_formed(secret):
        raise Refusal("token_malformed", field="secret")
    if data.expires_on <= envelope.today:
        raise Refusal("token_expiry_past", field="expires_on")
    if data.expires_on > envelope.today + LONGEST_TOKEN_LIFE:
        raise Refusal("token_life_too_long", field="expires_on", days=LONGEST_TOKEN_LIFE.days)
    token = ApiToken.objects.create(
        person_id=envelope.actor.id,
        label=data.label,
        prefix=tokens.prefix(secret),
        digest=tokens.digest(secret),
        created_at=envelope.now,
        expires_at=clock.start_of(data.expires_on),
    )
    return Outcome(document_id=token.id, kind="token", version=1, data={"prefix": token.prefix})


@command("token.revoke", schema=RevokeToken)
def revoke_token(*, envelope: Envelope, data: RevokeToken) -> Outcome:
    """End a key at once: one's own, or anybody's with the duty token.issue. Refusals: token_not_found,
    token_revoked."""
    token = ApiToken.objects.select_for_update().filter(id=data.token_id).first()
    if token is None:
        raise Refusal("token_not_found", field="token_id")
    if token.person_id != envelope.actor.id:
        require_duty(envelope=envelope, duty="token.issue")
    if token.revoked_at is not None:
        raise Refusal("token_revoked", field="token_id")
    token.revoked_at = envelope.now
    token.save(update_fields=["revoked_at"])
    return Outcome(document_id=token.id, kind="token", version=2)
