"""Passkeys (WebAuthn): a key that the phone, the computer or a stick keeps and that answers to this site alone.

Asked with the verification of the person (finger, face, PIN), so one passkey is both factors, also without a user name
(ASVS V6.3.3). The challenge is made here, kept in the session by the face and used once; origin and site are those of
KHLANG_PUBLIC_URL. Nothing about the maker of the key is asked.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from khlang.core.refusal import Refusal
from khlang.platform import tenancy
from khlang.spine.access import brake, security_log
from khlang.spine.access.models import Authenticator, Person

Options = dict[str, Any]
_LABEL = 100
_LONGEST_ANSWER = 20_000


def _server() -> Fido2Server:
    site = urlsplit(settings.PUBLIC_URL)
    entity = PublicKeyCredentialRpEntity(id=site.hostname or "", name="Khlang")
    return Fido2Server(entity, verify_origin=lambda origin: origin == f"{site.scheme}://{site.netloc}")


def begin_registration(*, person: Person) -> tuple[Options, Options]:
    """What the browser is asked to make a key with, and what the session keeps until the answer."""
    user = PublicKeyCredentialUserEntity(id=str(person.pk).encode(), name=person.username, display_name=person.name_th)
    options, state = _server().register_begin(
        user, [_credential(row) for row in _keys(person)], resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )  # fmt: skip
    return _plain(dict(options)), _plain(state)


def finish_registration(
    *, person: Person, state: Mapping[str, Any] | None, answer: str, label: str, now: datetime, address: str
) -> Authenticator:
    """Keep the key that the browser made. Refusals: field_required (label), passkey_refused."""
    if not label.strip():
        raise Refusal("field_required", field="label")
    try:
        response = RegistrationResponse.from_dict(_answer(answer))
        made = _server().register_complete(state, response)
        data = cast(AttestedCredentialData, made.credential_data)
    except Exception as wrong:
        raise Refusal("passkey_refused") from wrong
    with tenancy.entrance(), transaction.atomic():  # whoever has the key already may be anybody
        name = websafe_encode(data.credential_id)
        if len(name) > 500 or Authenticator.objects.filter(credential_id=name).exists():
            raise Refusal("passkey_refused")
        row = Authenticator.objects.create(
            person=person, kind="passkey", label=security_log.plain(label.strip(), longest=_LABEL), credential_id=name,
            secret=base64.b64encode(bytes(data)).decode(), counter=made.counter, created_at=now,
        )  # fmt: skip
        security_log.note(
            kind="second_factor_added", at=now, person=person, address=address, way="passkey", label=row.label
        )
    return row


def begin_assertion(*, person: Person | None) -> tuple[Options, Options]:
    """What the browser is asked to sign, and what the session keeps. Without a person any passkey of this site may answer,
    so that nobody learns which accounts have one."""
    mine = [_credential(row) for row in _keys(person)] if person else None
    options, state = _server().authenticate_begin(mine, user_verification=UserVerificationRequirement.REQUIRED)
    return _plain(dict(options)), _plain(state)


def finish_assertion(
    *, person: Person | None, state: Mapping[str, Any] | None, answer: str, now: datetime, address: str
) -> Person:
    """The person whose passkey signed; `person` when it had to be somebody's.

    Must not run inside a transaction that its Refusal would roll back. Refusals: passkey_refused, try_later.
    """
    attempt = brake.knock(
        purpose="passkey", account=person.username if person else "", address=address, now=now, person=person
    )
    row: Authenticator | None = None
    try:
        response = AuthenticationResponse.from_dict(_answer(answer))
        row = _row(response.id, person)
        _server().authenticate_complete(state, [_credential(row)], response)
        count = response.response.authenticator_data.counter
    except Exception as wrong:
        _failed(attempt, row, "second_factor_failed", now, address)
        raise Refusal("passkey_refused") from wrong
    newer = Q(counter=0) if count == 0 else Q(counter__lt=count)
    if not Authenticator.objects.filter(newer, pk=row.pk).update(counter=count or F("counter"), last_used_at=now):
        _failed(attempt, row, "passkey_counter", now, address)
        raise Refusal("passkey_refused")
    brake.settle(attempt=attempt, outcome="success", person=row.person)
    return row.person


def _failed(attempt: Any, row: Authenticator | None, kind: str, now: datetime, address: str) -> None:
    person = row.person if row else None
    brake.settle(attempt=attempt, outcome="failed", person=person)
    security_log.note(kind=kind, at=now, person=person, address=address, way="passkey")


def _row(credential: str, person: Person | None) -> Authenticator:
    """The kept passkey of a live account; raises ValueError when there is none, or it is somebody else's."""
    rows = Authenticator.objects.select_related("person").filter(kind="passkey", person__is_active=True)
    row = rows.filter(credential_id=credential).first()
    if row is None or (person is not None and row.person_id != person.pk):
        raise ValueError("no such passkey")
    return row


def _keys(person: Person) -> list[Authenticator]:
    return list(Authenticator.objects.filter(person=person, kind="passkey"))


def _credential(row: Authenticator) -> AttestedCredentialData:
    return AttestedCredentialData(base64.b64decode(row.secret))


def _answer(text: str) -> dict[str, Any]:
    """The browser's answer; raises ValueError for anything that is none."""
    if len(text) > _LONGEST_ANSWER:
        raise ValueError("too long")
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("no answer")
    return found


def _plain(given: Any) -> Any:
    """As JSON can keep it: in the session, in the page."""
    return json.loads(json.dumps(given, default=_word))


def _word(value: Any) -> Any:
    return websafe_encode(value) if isinstance(value, bytes) else dict(value)
