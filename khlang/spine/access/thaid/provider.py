"""The provider as it describes itself: its addresses and keys, read once and believed for a while.

Only metadata that names the configured issuer is kept, so that no forged description outlives the request that met it (ASVS
V10.5.3). When the provider does not answer, it is left alone for a few seconds: a crowd that presses the button again does not
tie up every worker.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from django.conf import settings
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, OKPKey, RSAKey

from khlang.spine.access.thaid import calls
from khlang.spine.access.thaid.calls import Trouble
from khlang.spine.access.thaid.proof import configured

#: Signatures by a private key alone: never "none", never a shared secret (HS*), whatever the provider says it supports.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
KEPT_SECONDS: Final = 3600
REST_SECONDS: Final = 15
_SMALLEST_RSA: Final = 2048
_PATH: Final = "/.well-known/openid-configuration"
Key = RSAKey | ECKey | OKPKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The checked metadata. `names_itself`: every answer carries `iss` (RFC 9207); `pkce`: S256 is understood (RFC 7636)."""

    issuer: str
    authorization: str
    token: str
    userinfo: str
    keys: str
    algorithms: tuple[str, ...]
    authentication: str
    pkce: bool
    names_itself: bool


@dataclass(slots=True)
class _Memory:
    """What this process knows; `failed` is the second of the last failure, 0 after a success."""

    issuer: str = ""
    provider: Provider | None = None
    read: int = 0
    keys: tuple[Key, ...] = ()
    keys_read: int = 0
    failed: int = 0
    reason: str = ""


_MEMORY = _Memory()
_ADDRESSES: Final = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


def forget() -> None:
    """Know nothing again, as after a start of the program."""
    global _MEMORY
    _MEMORY = _Memory()


def standing() -> Literal["up", "down", "off"]:
    """How the provider answered this process last: up until it once did not."""
    if not configured():
        return "off"
    return "down" if _MEMORY.failed and _MEMORY.issuer == settings.THAID_ISSUER else "up"


def provider(*, seconds: int) -> Provider:
    """The provider of this installation, at most an hour old; `seconds` since 1970.

    Raises Trouble; its reason "metadata_issuer" says that the metadata are those of another issuer.
    """
    memory = _memory()
    if memory.provider and seconds - memory.read < KEPT_SECONDS:
        return memory.provider
    if seconds - memory.failed < REST_SECONDS:
        raise Trouble(memory.reason, down=True)
    try:
        memory.provider = _checked(calls.fetch(memory.issuer.rstrip("/") + _PATH), memory.issuer)
    except Trouble as trouble:
        _failed(trouble, seconds)
        raise
    memory.read, memory.failed = seconds, 0
    return memory.provider


def look(*, seconds: int) -> Literal["up", "down", "off"]:
    """How the provider stands at this moment: it is asked now, whatever is remembered of it."""
    if configured():
        memory = _memory()
        memory.read = memory.failed = 0
        with suppress(Trouble):
            provider(seconds=seconds)
    return standing()


def keys(known: Provider, *, seconds: int, again: bool = False) -> tuple[Key, ...]:
    """The public keys of the provider; `again` asks anew: they may have been changed since. Raises Trouble."""
    memory = _memory()
    if memory.keys and not again and seconds - memory.keys_read < KEPT_SECONDS:
        return memory.keys
    try:
        memory.keys = _usable(calls.fetch(known.keys))
    except Trouble as trouble:
        _failed(trouble, seconds)
        raise
    memory.keys_read = seconds
    return memory.keys


def _memory() -> _Memory:
    """The memory of the configured issuer; that of another is dropped."""
    if _MEMORY.issuer != settings.THAID_ISSUER:
        forget()
        _MEMORY.issuer = settings.THAID_ISSUER
    return _MEMORY


def _failed(trouble: Trouble, seconds: int) -> None:
    _MEMORY.failed, _MEMORY.reason, _MEMORY.provider = seconds, trouble.reason, None


def _checked(found: Mapping[str, Any], issuer: str) -> Provider:
    """The metadata of exactly this issuer, with addresses that may be used; anything else raises Trouble."""
    if found.get("issuer") != issuer:
        raise Trouble("metadata_issuer", down=False)
    addresses = {name: found.get(name) or "" for name in _ADDRESSES}
    needed = {name: address for name, address in addresses.items() if address or name != "userinfo_endpoint"}
    if not all(isinstance(address, str) and calls.allowed(address) for address in needed.values()):
        raise Trouble("metadata_address", down=False)
    algorithms = _words(found, "id_token_signing_alg_values_supported", ("RS256",))
    methods = _words(found, "token_endpoint_auth_methods_supported", ("client_secret_basic",))
    return Provider(
        issuer=issuer, authorization=addresses["authorization_endpoint"], token=addresses["token_endpoint"],
        userinfo=addresses["userinfo_endpoint"], keys=addresses["jwks_uri"],
        algorithms=tuple(each for each in ALGORITHMS if each in algorithms),
        authentication="client_secret_basic" if "client_secret_basic" in methods else "client_secret_post",
        pkce="S256" in _words(found, "code_challenge_methods_supported", ()),
        names_itself=found.get("authorization_response_iss_parameter_supported") is True,
    )  # fmt: skip


def _words(found: Mapping[str, Any], name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    """A list of words of the metadata; what the standard takes for granted when there is none."""
    value = found.get(name)
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else default


def _usable(found: Mapping[str, Any]) -> tuple[Key, ...]:
    """Public keys for signatures; shared secrets, keys for encryption, short and unreadable ones are passed over."""
    listed = found.get("keys")
    kept: list[Key] = []
    for entry in listed if isinstance(listed, list) else []:
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
            continue
        try:
            (key,) = KeySet.import_key_set({"keys": [entry]}).keys
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey | ECKey | OKPKey) and _long_enough(key):
            kept.append(key)
    if not kept:
        raise Trouble("keys_unusable", down=False)
    return tuple(kept)


def _long_enough(key: Key) -> bool:
    return not isinstance(key, RSAKey) or key.raw_value.key_size >= _SMALLEST_RSA
