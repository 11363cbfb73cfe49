"""Accounts and their passwords."""

from collections.abc import Iterable

from django.db.models import Q

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.access import passwords, roles, security_log, sessions, thaid, tokens
from khlang.spine.access.commands.asking import MAINTAIN, locked_person, of_this_house
from khlang.spine.access.models import OpenSession, Person
from khlang.spine.access.schemas import CreatePerson, IssuePassword, SavePerson, SetPassword
from khlang.spine.organisations import queries as organisations

__all__ = ["create_person", "issue_password", "save_person", "set_password"]


@command("person.create", schema=CreatePerson)
def create_person(*, envelope: Envelope, data: CreatePerson) -> Outcome:
    """Make an account; the organisation of the envelope answers for it (LOGIN-3). Nobody signs up.

    Refusals: username_taken and those of the password.
    """
    require_duty(envelope=envelope, duty=MAINTAIN)
    with tenancy.entrance():  # user names are of the whole installation
        taken = Person.objects.filter(username=data.username).exists()
    if taken:
        raise Refusal("username_taken", field="username", username=data.username)
    person = Person(home_id=envelope.org, created_at=envelope.now, **data.model_dump(exclude={"password"}, mode="json"))
    if data.password is None:
        person.set_unusable_password()
    else:
        _set(person, data.password.get_secret_value(), envelope, field="password")
    person.save()
    security_log.note(kind="account_made", at=envelope.now, person=person, actor=envelope.actor.id)
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


@command("person.save", schema=SavePerson)
def save_person(*, envelope: Envelope, data: SavePerson) -> Outcome:
    """Make or correct an account, switch it off or on, issue a password: what the administrator's form does.

    A switched-off person is out at the next request, everywhere. Refusals: those of `create_person`; person_not_found,
    person_of_other_organisation, username_fixed, stale_version, last_administrator and those of the password.
    """
    if data.person_id is None:
        return _created(envelope, data)
    person = of_this_house(envelope=envelope, person_id=data.person_id)
    require_version(envelope=envelope, stored=person.version)
    if data.username not in (None, person.username):
        raise Refusal("username_fixed", field="username")
    if person.is_active and not data.is_active:
        roles.check_administered(after=envelope.today, without=Q(person_id=person.id))
    was_active = person.is_active
    if data.email != person.email:
        person.email_proved_at = None  # what an administrator types is no proof
    for name, value in data.model_dump(exclude={"person_id", "username", "password"}).items():
        setattr(person, name, value)
    if data.password:
        _set(person, data.password.get_secret_value(), envelope, field="password")
        person.must_change_password = True
    person.version += 1
    person.save()
    _told(envelope, person, issued=bool(data.password), switched=data.is_active != was_active)
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


def _told(envelope: Envelope, person: Person, *, issued: bool, switched: bool) -> None:
    """The security log says what an administrator did to an account; its open sessions end, and the keys of its programs."""
    kinds = ["password_issued"] if issued else []
    if switched:
        kinds.append("account_switched_on" if person.is_active else "account_switched_off")
    for kind in kinds:
        security_log.note(kind=kind, at=envelope.now, person=person, actor=envelope.actor.id)
    if kinds:
        reason = "password_changed" if person.is_active else "switched_off"
        sessions.end(rows=OpenSession.objects.filter(person=person), reason=reason, now=envelope.now)
    if issued or not person.is_active:
        why = "password_issued" if person.is_active else "switched_off"
        tokens.end_all(person=person, reason=why, now=envelope.now, actor=envelope.actor.id)


def _created(envelope: Envelope, data: SavePerson) -> Outcome:
    if data.username is None:
        raise Refusal("field_required", field="username")
    fields = data.model_dump(exclude={"person_id", "is_active", "password"})
    outcome: Outcome = create_person(envelope=envelope, data=CreatePerson(**fields, password=data.password or None))
    return outcome


def _set(person: Person, password: str, envelope: Envelope, *, field: str, own: bool = False) -> None:
    """Check a password against the policy and give it to the person (not saved)."""
    if not own and thaid.configured():  # ASVS V6.4.6: no administrator chooses somebody else's password
        raise Refusal("password_by_thaid", field=field)
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
    """Choose one's own password; all other sessions of the person end, and with `end_keys` the keys of their programs.

    Refusals: password_wrong (the present one), password_unchanged, password_too_short, password_too_long,
    password_common, password_contains_name.
    """
    person = locked_person(person_id=envelope.actor.id)
    current, new = (passwords.canonical(secret.get_secret_value()) for secret in (data.current, data.new))
    if not person.check_password(current):
        raise Refusal("password_wrong", field="current")
    if current == new:
        raise Refusal("password_unchanged", field="new")
    _set(person, new, envelope, field="new", own=True)
    person.must_change_password = False
    person.save(update_fields=["password", "password_changed_at", "must_change_password"])
    others = OpenSession.objects.filter(person=person).exclude(id=data.session_id or 0)
    sessions.end(rows=others, reason="password_changed", now=envelope.now)
    security_log.note(kind="password_changed", at=envelope.now, person=person, session=data.session_id)
    if data.end_keys:
        tokens.end_all(person=person, reason="password_changed", now=envelope.now)
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)


@command("person.issue_password", schema=IssuePassword)
def issue_password(*, envelope: Envelope, data: IssuePassword) -> Outcome:
    """Hand out a first password or replace a lost one (LOGIN-3); the person must choose another at the next log-in.

    Refusals: person_not_found, person_of_other_organisation and those of the password.
    """
    person = of_this_house(envelope=envelope, person_id=data.person_id)
    _set(person, data.password.get_secret_value(), envelope, field="password")
    person.must_change_password = data.must_change_password
    person.save(update_fields=["password", "password_changed_at", "must_change_password"])
    _told(envelope, person, issued=True, switched=False)
    return Outcome(document_id=person.id, kind="person", number=person.username, version=person.version)
