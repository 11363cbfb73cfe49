"""A provider that can be made to lie: a small server that answers as ThaID would, but for what a test changes."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.parties.test_parties import right_check_digit

CLIENT_ID = "khlang-test"
CLIENT_SECRET = "not-a-secret"
NUMBER = right_check_digit("310170020345")
OTHER_NUMBER = right_check_digit("310170020346")
SUBJECT = "subject-of-somchai"
PERSON = {"pid": NUMBER, "name": "นายสมชาย ใจดี", "ial": "2.3"}


@cache
def rsa(name: str) -> RSAKey:
    """A signing key of a name; made once a run."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"}, private=True)


def elliptic(name: str) -> ECKey:
    """A signing key of another family."""
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig", "alg": "ES256"}, private=True)


def encoded(value: object) -> str:
    """JSON in the alphabet of tokens."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def signed(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """A token signed with a shared secret, as no honest provider does."""
    body = f"{encoded(header)}.{encoded(claims)}"
    mark = base64.urlsafe_b64encode(hmac.new(secret, body.encode(), hashlib.sha256).digest()).decode().rstrip("=")
    return f"{body}.{mark}"


@dataclass
class Hostile:
    """What the provider says. `claims`, `userinfo`, `token`, `metadata`, `response` change single values (None takes one
    away); `break_off` answers a path ("token") in its own way; `calls` counts what was asked. `site` is where a real browser
    is led back to."""

    issuer: str = ""
    site: str = ""
    key: Any = None
    shown: list[Any] = field(default_factory=list)
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    response: dict[str, str | None] = field(default_factory=dict)
    sign: Callable[["Hostile", dict[str, Any]], str] | None = None
    break_off: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    handed: list[str] = field(default_factory=list)

    def allow(self, address: str) -> str:
        """The person gives consent on our page: the address, inside Khlang, to which their browser is led back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        answer = changed({"code": code, "state": asked["state"], "iss": self.issuer}, self.response)
        return f"{urlsplit(asked['redirect_uri']).path}?{urlencode(answer)}"

    def described(self) -> dict[str, Any]:
        """The metadata."""
        return changed(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/jwks",
                "id_token_signing_alg_values_supported": ["RS256", "ES256"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            },
            self.metadata,
        )

    def redeem(self, handler: BaseHTTPRequestHandler, posted: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The token response: a code counts once, with the secret and the verifier of who asked for it."""
        asked = self.codes.pop(posted.get("code", ""), None)
        basic = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if asked is None or handler.headers.get("Authorization") != basic:
            return 400, {"error": "invalid_grant"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(posted.get("code_verifier", "").encode()).digest())
        if "code_challenge" in asked and challenge.decode().rstrip("=") != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        access, now = secrets.token_urlsafe(16), int(time.time())
        half = hashlib.sha256(access.encode()).digest()[:16]
        claims = {
            "iss": self.issuer, "sub": SUBJECT, "aud": CLIENT_ID, "exp": now + 300, "iat": now, "nonce": asked["nonce"],
            "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("="), **PERSON,
        }  # fmt: skip
        claims = changed(claims, self.claims)
        statement = self.sign(self, claims) if self.sign else self.honestly(claims)
        self.handed += [access, statement]
        whole = {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": statement}
        return 200, changed(whole, self.token)

    def honestly(self, claims: dict[str, Any]) -> str:
        """An id_token signed with the key of the provider."""
        header = {"alg": self.key.get("alg"), "kid": self.key.kid}
        return jwt.encode(header, claims, self.key, algorithms=[header["alg"]])


def changed(honest: dict[str, Any], lies: dict[str, Any]) -> dict[str, Any]:
    """The honest values with the lies; None takes a value away."""
    return {name: value for name, value in {**honest, **lies}.items() if value is not None}


def handler_of(peer: Hostile) -> type[BaseHTTPRequestHandler]:
    """The server of one provider."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0].strip("/").removeprefix(".well-known/")
            if path == "auth":
                send(self, 302, b"", "text/html", Location=f"{peer.site}{peer.allow(self.path)}")
                return
            answers = {
                "openid-configuration": lambda: (200, peer.described()),
                "jwks": lambda: (200, {"keys": [key.as_dict(private=False) for key in peer.shown]}),
                "userinfo": lambda: (200, changed({"sub": SUBJECT, **PERSON}, peer.userinfo)),
            }
            self.say(path, answers.get(path, lambda: (404, {})))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            posted = {name: values[0] for name, values in parse_qs(body).items()}
            self.say("token", lambda: peer.redeem(self, posted))

        def say(self, path: str, answer: Callable[[], tuple[int, dict[str, Any]]]) -> None:
            peer.calls.append(path)
            if path in peer.break_off:
                peer.break_off[path](self)
                return
            status, found = answer()
            send(self, status, json.dumps(found).encode(), "application/json")

        def log_message(self, *said: object) -> None:
            """Quiet."""

    return Handler


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, **headers: str) -> None:
    """An answer as a whole."""
    handler.send_response(status)
    for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """An answer that never ends, a byte at a time: no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    for _ in range(60):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.1)


@contextmanager
def served() -> Iterator[Hostile]:
    """An honest provider at first, on a free port of this machine."""
    peer = Hostile(key=rsa("first"), shown=[rsa("first")])
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(peer))
    server.daemon_threads = True
    peer.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        server.shutdown()
        server.server_close()
