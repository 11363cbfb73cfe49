"""Settings of the proof of identity: the provider (ThaID) and what Khlang asks of it (docs/security/thaid.md)."""

from khlang.platform.settings import environment

#: The issuer exactly as its metadata names it; without one nobody proves who they are through ThaID.
THAID_ISSUER = environment.text("KHLANG_THAID_ISSUER")
THAID_CLIENT_ID = environment.text("KHLANG_THAID_CLIENT_ID")
THAID_CLIENT_SECRET = environment.text("KHLANG_THAID_CLIENT_SECRET")
#: As little as identifies a person (PDPA): not the address, not the day of birth.
THAID_SCOPES = environment.text("KHLANG_THAID_SCOPES", "openid pid name ial")
#: The least identity assurance level that is believed.
THAID_ASSURANCE = environment.text("KHLANG_THAID_ASSURANCE", "2.1")
