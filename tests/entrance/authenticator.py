"""A passkey in software: makes keys and signs as a phone would (ES256, no attestation)."""

import hashlib
import json
import os
import struct
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Passkey:
    """One key; `origin`, `verified` and `count` may lie, to see that nobody believes them."""

    origin: str = "http://localhost:8000"
    site: str = "localhost"
    verified: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    name: bytes = field(default_factory=lambda: os.urandom(16))

    def _client(self, kind: str, challenge: str) -> bytes:
        given = {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(given).encode()

    def _data(self, *, attested: bytes = b"") -> bytes:
        flags = PRESENT | (VERIFIED if self.verified else 0) | (ATTESTED if attested else 0)
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + struct.pack(">I", self.count) + attested

    def make(self, options: dict) -> str:
        """The answer to a registration."""
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        attested = bytes(16) + struct.pack(">H", len(self.name)) + self.name + public
        made = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(attested=attested)})
        client = self._client("create", options["publicKey"]["challenge"])
        return self._answer({"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(made)})

    def sign(self, options: dict) -> str:
        """The answer to a log-in."""
        client, data = self._client("get", options["publicKey"]["challenge"]), self._data()
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client), "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )  # fmt: skip

    def _answer(self, response: dict) -> str:
        name = websafe_encode(self.name)
        given = {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        return json.dumps(given)
