"""Opening an account and getting back into one: slip, ThaID, mailbox, password of one's own (LOGIN-1, R-AU1–R-AU4).

The first code of a slip and ThaID must name the same human being, and a code by mail proves the mailbox; only then a password
is chosen. A lost password or second factor is replaced by the same proof as at the beginning, never by mail alone (ASVS
V6.4.3, V6.4.4). Plain functions, for nobody is logged in yet; the last step of each is one transaction.
"""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import brake, identity, passwords, security_log, slips, tokens
from khlang.spine.access.models import Authenticator, HandedOut, NationalIdentity, OpenSession, Person
from khlang.spine.access.thaid import Proof

_NOBODY: Final = "?"
#: The constraint by which the database keeps a mailbox for one account.
_ONE_ACCOUNT: Final = "mailbox_of_one_account"


def open_slip(*, username: str, code: str, address: str, device: str, now: datetime) -> HandedOut:
    """The live slip of a user name and first code.

    Must not run inside a transaction that its Refusal would roll back. Refusals: activation_failed (unknown name, wrong code,
    over, revoked, used: the same to the outside and the same work), login_locked.
    """
    typed = username.strip().lower()[:60]
    person = Person.objects.filter(username=typed).first()
    account = typed if person else _NOBODY + slips.digest(typed)[:20]
    attempt = brake.knock(
        purpose="activate", account=account, address=address, now=now, person=person, code="login_locked"
    )
    slip = _latest(person, now)
    right = slips.fits(code=code, kept=slip.code_digest if slip else "")
    brake.settle(attempt=attempt, outcome="success" if right else "failed", person=person)
    if slip is None or not right or not slip.person.is_active:
        if slip is not None:
            HandedOut.objects.filter(id=slip.id).update(tries=F("tries") + 1)
        security_log.note(
            kind="activation_failed", at=now, person=person, address=address, device=device, account=account
        )
        raise Refusal("activation_failed")
    return slip


def _latest(person: Person | None, now: datetime) -> HandedOut | None:
    """The slip that is good now; the same question when there is nobody to ask about."""
    rows = HandedOut.objects.filter(person_id=person.id if person else 0, used_at=None, revoked_at=None)
    return rows.filter(expires_at__gt=now).select_related("person__home").order_by("-made_at", "-id").first()


def live_slip(*, slip_id: int, now: datetime) -> HandedOut:
    """A slip that was opened, as long as it is good. Refusal: activation_over."""
    rows = HandedOut.objects.filter(id=slip_id, used_at=None, revoked_at=None, expires_at__gt=now)
    found = rows.filter(person__is_active=True).select_related("person__home").first()
    if found is None:
        raise Refusal("activation_over")
    return found


def check_owner(*, slip: HandedOut, proof: Proof) -> None:
    """ThaID proved the human being whom the personnel record names, and nobody who has another account (R-AU2, R-AU3).

    Refusals: thaid_wrong_person (another number, or another subject of the same provider than before), identity_taken.
    """
    if slip.number_hmac not in proof.numbers:
        raise Refusal("thaid_wrong_person")
    mine = NationalIdentity.objects.filter(person=slip.person).first()
    if _others(proof, slip.person_id):
        raise Refusal("identity_taken")
    if mine is not None and not _same(mine, proof):
        raise Refusal("thaid_wrong_person")


def _others(proof: Proof, person_id: int) -> bool:
    """Whether somebody else's account has this number or this subject, under whichever key."""
    subject = Q(issuer=proof.issuer, subject_hmac__in=proof.subjects)
    rows = NationalIdentity.objects.filter(Q(number_hmac__in=proof.numbers) | subject)
    return rows.exclude(person_id=person_id).exists()


def _same(kept: NationalIdentity, proof: Proof) -> bool:
    """The same number, and the same subject as long as it is the same provider."""
    subject = kept.subject_hmac in proof.subjects or kept.issuer != proof.issuer
    return kept.number_hmac in proof.numbers and subject


def check_mailbox(*, person: Person, email: str) -> None:
    """No other account of the installation has proved this mailbox; whose it is, is not said. Refusal: email_taken."""
    with tenancy.entrance():  # also accounts that the organisation does not see
        proved = Person.objects.alias(mailbox=Lower("email")).filter(
            mailbox=email.lower(), email_proved_at__isnull=False
        )
        taken = proved.exclude(email="").exclude(id=person.id).exists()
    if taken:
        raise Refusal("email_taken", field="email")


def keep_mailbox(*, person_id: int, email: str, now: datetime) -> str:
    """The mailbox that a code has proved becomes the person's; the one before it.

    Refusal: email_taken, also when another account proves it at this very moment: the database keeps it for one.
    """
    try:
        with transaction.atomic():
            person = Person.objects.select_for_update().get(id=person_id)
            check_mailbox(person=person, email=email)
            before = person.email if person.email_proved_at else ""
            person.email, person.email_proved_at = email, now
            person.save(update_fields=["email", "email_proved_at"])
            security_log.note(kind="email_changed" if before else "email_proved", at=now, person=person)
    except IntegrityError as error:
        if _ONE_ACCOUNT not in str(error):
            raise
        raise Refusal("email_taken", field="email") from None
    return before


def activate(*, slip_id: int, proof: Proof, password: str, again: str, now: datetime) -> Person:
    """The last step: identity bound, password set, account active, slip used, sessions before it ended.

    Refusals: activation_over, thaid_wrong_person, identity_taken and those of `new_password`.
    """
    try:
        with transaction.atomic():
            identity.hold((*proof.numbers, *proof.subjects))
            slip = live_slip(slip_id=slip_id, now=now)
            person = Person.objects.select_for_update().get(id=slip.person_id)
            check_owner(slip=slip, proof=proof)
            _take(person, password=password, again=again, now=now)
            person.activated_at = person.activated_at or now
            person.save()
            _bind(person, proof, now)
            if not HandedOut.objects.filter(id=slip.id, used_at=None).update(used_at=now):
                raise Refusal("activation_over")
            security_log.note(kind="account_activated", at=now, person=person)
    except IntegrityError:  # the same human being, at the same moment, for another account
        raise Refusal("identity_taken") from None
    return person


def _bind(person: Person, proof: Proof, now: datetime) -> None:
    known = NationalIdentity.objects.filter(person=person).first()
    row = known or NationalIdentity(person=person)
    row.number_hmac, row.last_four, row.issuer = proof.number_hmac, proof.last_four, proof.issuer
    row.subject_hmac, row.assurance, row.proved_at = proof.subject_hmac, proof.assurance, now
    row.key_name = proof.key or identity.key_name()
    row.save()
    slips_of_old = HandedOut.objects.filter(person=person, number_hmac__in=proof.older_numbers)
    slips_of_old.update(number_hmac=proof.number_hmac, key_name=row.key_name)
    if known is None:
        security_log.note(kind="identity_bound", at=now, person=person, last_four=proof.last_four)


def owner(*, proof: Proof) -> Person:
    """Whose activated account the proof opens again. Refusals: recovery_unknown, recovery_without_mailbox."""
    row = NationalIdentity.objects.filter(number_hmac__in=proof.numbers).select_related("person__home").first()
    if row is None or not _same(row, proof) or not row.person.is_active or row.person.activated_at is None:
        raise Refusal("recovery_unknown")
    if row.person.email_proved_at is None:
        raise Refusal("recovery_without_mailbox")
    return row.person


def recover(*, proof: Proof, password: str, again: str, drop_factors: bool, now: datetime) -> Person:
    """A new password after ThaID and a code by mail; with `drop_factors` the second factors are lost and go. All sessions
    and keys end. Whoever was known by an older key of identities is known by the first one from now on.

    Refusals: recovery_unknown, recovery_without_mailbox and those of `new_password`.
    """
    with transaction.atomic():
        identity.hold((*proof.numbers, *proof.subjects))
        person = Person.objects.select_for_update().get(id=owner(proof=proof).id)
        if _others(proof, person.id):
            raise Refusal("recovery_unknown")
        if proof.key and not NationalIdentity.objects.filter(person=person, key_name=proof.key).exists():
            _bind(person, proof, now)
        _take(person, password=password, again=again, now=now)
        person.save()
        gone = Authenticator.objects.filter(person=person).delete()[0] if drop_factors else 0
        security_log.note(kind="account_recovered", at=now, person=person, factors_removed=gone)
        if gone:
            security_log.note(kind="second_factor_removed", at=now, person=person, removed=gone)
    return person


def new_password(*, person: Person, password: str, again: str) -> str:
    """A password fit for the person, in one spelling.

    Refusals (at `password` and `again`): those of `passwords.check`, passwords_differ.
    """
    passwords.check(password=password, context=guessed_first(person=person))
    if passwords.canonical(password) != passwords.canonical(again):
        raise Refusal("passwords_differ", field="again")
    return passwords.canonical(password)


def guessed_first(*, person: Person) -> tuple[str, ...]:
    """What somebody who knows the person would try first."""
    home = person.home
    mailbox = person.email.partition("@")[0]
    return (person.username, person.name_th, person.name_en, mailbox, home.name_th, home.name_en)


def _take(person: Person, *, password: str, again: str, now: datetime) -> None:
    """A new password and a new round of sessions (not saved); open sessions end, and every key of the person's programs."""
    person.set_password(new_password(person=person, password=password, again=again))
    person.password_changed_at, person.must_change_password = now, False
    person.session_round += 1
    OpenSession.objects.filter(person=person, ended_at=None).update(ended_at=now, end_reason="password_changed")
    tokens.end_all(person=person, reason="recovery", now=now)


def must_prove_more(*, person: Person) -> bool:
    """Whether the person has a second factor that no recovery goes around: they log in with it."""
    return Authenticator.objects.filter(person=person).exists()
