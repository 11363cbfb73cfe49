"""Proof of identity through ThaID, the national digital identity (LOGIN-1, R-AU1, ASVS V10.5).

Khlang is an OpenID Connect relying party that believes nothing it has not checked: `provider` knows the provider by its
metadata and keys, `calls` is the only way out to it, `exchange` begins a try and turns the answer into a Proof, `tokens` checks
what is signed, `claims` reads number, name and level of assurance by the table `claims.toml`. What comes out is a Proof; the
national number itself is in no session, log or table.
"""

from khlang.spine.access.thaid.exchange import Try, begin, finish
from khlang.spine.access.thaid.proof import Proof, configured
from khlang.spine.access.thaid.provider import look, standing

__all__ = ["Proof", "Try", "begin", "configured", "finish", "look", "standing"]
