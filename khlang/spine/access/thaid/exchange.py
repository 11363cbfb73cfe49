"""One try at proving who somebody is: the address to send the person to, and what comes back turned into a Proof."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings

from khlang.core.refusal import Refusal
from khlang.spine.access import identity
from khlang.spine.access.thaid import calls, claims, tokens
from khlang.spine.access.thaid import provider as providers
from khlang.spine.access.thaid.calls import Trouble
from khlang.spine.access.thaid.proof import Proof, configured
from khlang.spine.access.thaid.provider import Provider

#: How the standard words that the provider, not the person, is to blame and that waiting may help (RFC 6749 4.1.2.1).
_PROVIDERS_FAULT: Final = ("server_error", "temporarily_unavailable")
#: Hangs on a button that people pressed: the cancel of the provider's page.
_DECLINED: Final = ("access_denied", "login_required", "consent_required", "interaction_required")


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """What only this browser knows of one try; `verifier` is "" where the provider does not know PKCE."""

    issuer: str
    nonce: str
    verifier: str


def begin(*, state: str, return_to: str, seconds: int) -> tuple[str, Try]:
    """The address of the provider's page, and the try to keep until the person is back (ASVS V10.2.1, V10.5.1).

    `state` names the try, `return_to` is the registered address of return, `seconds` since 1970.
    Refusals: thaid_off, thaid_unavailable, thaid_answer_invalid.
    """
    if not configured():
        raise Refusal("thaid_off")
    known = _known(seconds)
    kept = Try(
        issuer=known.issuer,
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48) if known.pkce else "",
    )
    with _client(known, return_to) as client:
        address, _ = client.create_authorization_url(
            known.authorization, state=state, code_verifier=kept.verifier or None, nonce=kept.nonce
        )
    return str(address), kept


def finish(*, kept: Try, answer: Mapping[str, str], return_to: str, now: datetime, seconds: int) -> Proof:
    """Who has come back. `answer` is what the provider sent through the browser; `now` dates the proof, `seconds` since 1970
    is the real time by which tokens are judged.

    Refusals (fact `reason` is for the security log): thaid_unavailable, thaid_declined, thaid_answer_invalid,
    thaid_assurance_too_low, thaid_off.
    """
    if not configured():
        raise Refusal("thaid_off")
    known = _known(seconds)
    try:
        _same_provider(kept, answer, known)
        _no_error(answer)
        places = _told(known, kept=kept, code=answer.get("code", ""), return_to=return_to, seconds=seconds)
        number, level, name = claims.number(places), claims.assurance(places), claims.name(places)
    except Trouble as trouble:
        raise _refusal(trouble) from None
    if not claims.enough(level, least=settings.THAID_ASSURANCE):
        raise Refusal("thaid_assurance_too_low", reason=level or "none", least=settings.THAID_ASSURANCE)
    (mark, *older), (subject, *older_subjects) = (
        identity.marks(number), identity.subject_marks(known.issuer, places["id_token"]["sub"])
    )  # fmt: skip
    return Proof(
        number_hmac=mark, older_numbers=older, last_four=identity.last_four(number), name=name, assurance=level,
        issuer=known.issuer, subject_hmac=subject, older_subjects=older_subjects, key=identity.key_name(), at=now,
    )  # fmt: skip


def _known(seconds: int) -> Provider:
    try:
        return providers.provider(seconds=seconds)
    except Trouble as trouble:
        if trouble.reason == "metadata_issuer":
            raise _refusal(trouble) from None
        raise Refusal("thaid_unavailable", reason=trouble.reason) from None


def _refusal(trouble: Trouble) -> Refusal:
    if trouble.down:
        return Refusal("thaid_unavailable", reason=trouble.reason)
    return Refusal("thaid_answer_invalid", reason=trouble.reason)


def _client(known: Provider, return_to: str) -> OAuth2Session:
    client = OAuth2Session(
        client_id=settings.THAID_CLIENT_ID,
        client_secret=settings.THAID_CLIENT_SECRET,
        token_endpoint_auth_method=known.authentication,
        scope=settings.THAID_SCOPES,
        redirect_uri=return_to,
        code_challenge_method="S256" if known.pkce else None,
    )
    calls.careful(client)
    return client


def _same_provider(kept: Try, answer: Mapping[str, str], known: Provider) -> None:
    """The answer is of the provider that was asked (mix-up: RFC 9207, ASVS V10.5.3)."""
    named = answer.get("iss")
    if kept.issuer != known.issuer or (named is None and known.names_itself) or named not in (None, known.issuer):
        raise Trouble("response_issuer", down=False)


def _no_error(answer: Mapping[str, str]) -> None:
    """Raises for an error instead of a code; a person who pressed cancel is told so."""
    error = answer.get("error")
    if error in _DECLINED:
        raise Refusal("thaid_declined", reason=error)
    if error is not None:
        raise Trouble("provider_error", down=error in _PROVIDERS_FAULT)
    if not answer.get("code"):
        raise Trouble("code_missing", down=False)


def _told(known: Provider, *, kept: Try, code: str, return_to: str, seconds: int) -> dict[str, Mapping[str, Any]]:
    """What the provider says, by place; the tokens themselves end with this function."""
    token = _redeemed(known, kept=kept, code=code, return_to=return_to)
    bearer = token["access_token"]
    signed = tokens.believed(
        token["id_token"], known=known, nonce=kept.nonce, access_token=bearer, seconds=seconds
    )  # fmt: skip
    userinfo = calls.fetch(known.userinfo, bearer=bearer) if known.userinfo else {}
    if known.userinfo and not _same(userinfo.get("sub"), signed["sub"]):
        raise Trouble("userinfo_subject", down=False)
    return {"id_token": signed, "userinfo": userinfo, "token": token}


def _redeemed(known: Provider, *, kept: Try, code: str, return_to: str) -> dict[str, Any]:
    """The token response for the code: with an access token and an id_token, or Trouble."""
    proving = {"code_verifier": kept.verifier} if kept.verifier else {}
    try:
        with _client(known, return_to) as client:
            token = dict(
                client.fetch_token(
                    known.token,
                    grant_type="authorization_code",
                    code=code,
                    redirect_uri=return_to,
                    allow_redirects=False,
                    **proving,
                )  # fmt: skip
            )
    except OAuthError as error:
        raise Trouble("code_refused" if error.error == "invalid_grant" else "token_refused", down=False) from None
    except (ValueError, TypeError, KeyError):
        raise Trouble("token_response", down=False) from None
    texts = all(isinstance(token.get(name), str) and token[name] for name in ("access_token", "id_token"))
    if not texts or str(token.get("token_type", "")).lower() != "bearer":
        raise Trouble("token_response", down=False)
    return token


def _same(one: Any, other: str) -> bool:
    return isinstance(one, str) and hmac.compare_digest(one.encode(), other.encode())
