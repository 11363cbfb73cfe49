"""No secret, no machine's path and no registry's address is committed."""

import re

from tests.architecture.source import ROOT, text_of, tracked_files

SECRETS = {
    "private key": r"-----BEGIN (?:RSA |EC |OPENSSH |DSA |PGP )?PRIVATE KEY",
    "cloud access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "key of a model or mail service": r"\b(?:sk-[A-Za-z0-9_-]{32,}|SG\.[\w-]{20,}\.[\w-]{20,}|AIza[\w-]{35})\b",
    "seed of one-time passwords": r"otpauth://[^\s\"']*secret=[A-Z2-7]{16,}",
    "hashed password": r"\b(?:argon2\$argon2id|pbkdf2_sha256\$\d{5,})\$[^\s\"']{30,}",
    "forge token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|glpat-[\w-]{20})\b",
    "chat or payment token": r"\b(?:xox[abpr]-[\w-]{20,}|sk_live_\w{20,})",
    "signed token": r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}",
    "password in an address": r"\b(?:postgres|postgresql|https?|smtps?)://[\w.-]+:(?!password@|…@)[^@/\s'\"{}]{6,}@",
    "assigned secret": r"(?i)\b(?:secret_key|api_key|access_token|client_secret)\b\s*[:=]\s*[\"'][\w+/=-]{24,}[\"']",
}
PATHS = re.compile(r"(?<![\w.])/(?:home|root|Users)/[A-Za-z]\w*")
#: This page names the patterns that it looks for.
ITSELF = "tests/architecture/test_secrets.py"


def scanned():
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if name != ITSELF and (text := text_of(path)) is not None:
            yield name, text


def test_no_secret_is_committed():
    found = [
        f"{name}: {kind}" for name, text in scanned() for kind, pattern in SECRETS.items() if re.search(pattern, text)
    ]
    assert not found, "\n".join(found)


def test_the_patterns_find_what_they_are_for():
    """The scan itself is tried: a rule that matches nothing protects nothing."""
    samples = {
        "private key": "-----BEGIN PRIVATE KEY-----",
        "cloud access key": "AKIA" + "A" * 16,
        "key of a model or mail service": "SG." + "a" * 22 + "." + "b" * 43,
        "seed of one-time passwords": "otpauth://totp/x?secret=" + "A" * 32,
        "hashed password": "argon2$argon2id" + "$v=19$m=102400,t=2,p=8$" + "a" * 22,
        "forge token": "ghp_" + "a" * 36,
        "chat or payment token": "xoxb-" + "1" * 24,
        "signed token": ".".join(("eyJ" + "a" * 24, "eyJ" + "b" * 24, "c" * 24)),
        "password in an address": "postgresql://office:hunter22@db/khlang",
        "assigned secret": 'SECRET_KEY = "' + "a" * 40 + '"',
    }
    assert {kind for kind, text in samples.items() if re.search(SECRETS[kind], text)} == set(SECRETS)


def test_no_path_of_a_machine_is_committed():
    found = [f"{name}: {hit[0]}" for name, text in scanned() if (hit := PATHS.search(text))]
    assert not found, "\n".join(found)


def test_locks_carry_hashes_and_no_addresses():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text()
        requirements = re.findall(r"^[a-zA-Z0-9_.\[\]-]+==\S+", text, flags=re.MULTILINE)
        blocks = re.split(r"^(?=[a-zA-Z0-9])", text, flags=re.MULTILINE)[1:]
        assert len(requirements) == len(blocks) > 20
        assert all("--hash=sha256:" in block for block in blocks)
        assert "://" not in text
        assert "--index" not in text


def test_the_test_lock_contains_the_lock():
    """Tests run exactly the versions that an office runs."""

    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-zA-Z0-9_.\[\]-]+==\S+", (ROOT / name).read_text(), flags=re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-test.lock")
