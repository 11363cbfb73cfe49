"""The signed statement of the provider (id_token): believed only as OpenID Connect Core 3.1.3.7 says, and a little stricter.

The signature is checked although the token came over TLS (the standard would allow not to): a provider behind a proxy that ends
TLS is then no weaker. Keys are taken from the provider's own set by the allow-list of `provider`, never from the token.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from django.conf import settings
from joserfc import jwt
from joserfc.errors import ClaimError, JoseError

from khlang.spine.access.thaid import provider as providers
from khlang.spine.access.thaid.calls import Trouble
from khlang.spine.access.thaid.provider import Key, Provider

#: How far the clocks of both sides may differ, in seconds.
SKEW: Final = 120
_FAMILIES: Final = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}


def believed(
    token: str, *, known: Provider, nonce: str, access_token: str, seconds: int
) -> Mapping[str, Any]:  # fmt: skip
    """The claims of an id_token that this provider signed, for us, now, for this try.

    Raises Trouble with the reason: algorithm_refused, key_unknown, signature, claim_iss, claim_aud, claim_azp, claim_exp,
    claim_iat, claim_nonce, claim_at_hash …
    """
    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in known.algorithms:
        raise Trouble("algorithm_refused", down=False)
    claims = _verified(token, header, known=known, seconds=seconds)
    options: dict[str, Any] = {
        "iss": {"essential": True, "value": known.issuer},
        "sub": {"essential": True},
        "iat": {"essential": True},
        "exp": {"essential": True},
        "nonce": {"essential": True, "value": nonce},
    }
    params = {"nonce": nonce, "client_id": settings.THAID_CLIENT_ID, "access_token": access_token}
    if claims.get("aud") not in (settings.THAID_CLIENT_ID, [settings.THAID_CLIENT_ID]):
        raise Trouble("claim_aud", down=False)
    try:
        CodeIDToken(dict(claims), dict(header), options, params).validate(now=seconds, leeway=SKEW)
    except ClaimError as error:
        raise Trouble(f"claim_{error.claim}", down=False) from None
    except (JoseError, ValueError, TypeError) as error:
        raise Trouble(_timely(error), down=False) from None
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise Trouble("claim_sub", down=False)
    return claims


def _timely(error: Exception) -> str:
    """Errors that name no claim are about time."""
    return str(getattr(error, "error", "claim_malformed"))


def _header(token: str) -> dict[str, Any]:
    """What the token says about itself, before anything of it is believed."""
    try:
        part = token.split(".")[0].encode("ascii")
        found = json.loads(urlsafe_b64decode(part + b"=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Trouble("token_malformed", down=False)
    return found


def _verified(token: str, header: Mapping[str, Any], *, known: Provider, seconds: int) -> dict[str, Any]:
    """The claims, signed by a key of the provider; its keys are read once again before that is given up."""
    candidates = _fitting(header, providers.keys(known, seconds=seconds))
    claims = _opened(token, candidates, header["alg"])
    if claims is None:
        candidates = _fitting(header, providers.keys(known, seconds=seconds, again=True))
        claims = _opened(token, candidates, header["alg"])
    if claims is None:
        raise Trouble("signature" if candidates else "key_unknown", down=False)
    return claims


def _fitting(header: Mapping[str, Any], keys: Sequence[Key]) -> list[Key]:
    """The keys that could have signed: of the family of the algorithm, and of the name that the token gives."""
    kind, name = _FAMILIES[header["alg"][:2]], header.get("kid")
    return [
        key
        for key in keys
        if key.key_type == kind and (name is None or key.kid == name) and key.get("alg") in (None, header["alg"])
    ]


def _opened(token: str, keys: Sequence[Key], algorithm: str) -> dict[str, Any] | None:
    for key in keys:
        try:
            return dict(jwt.decode(token, key, algorithms=[algorithm]).claims)
        except (JoseError, ValueError, TypeError, RecursionError):
            continue
    return None
