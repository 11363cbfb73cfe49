"""What the source never does, read from the source itself: each rule names the few places that may (ASVS V1, V11, V13)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, sources

SCRIPTS = ROOT / "frontend/scripts"
#: Who may open a connection to another machine, and to which.
CALLERS = {
    "khlang/platform/uploads/clamd.py": "the virus scanner of KHLANG_CLAMD",
    "khlang/spine/access/thaid/calls.py": "the issuer of KHLANG_THAID_ISSUER",
    "khlang/spine/access/mail.py": "the mail server of KHLANG_MAIL_URL",
    "khlang/faces/cli/serve.py": "itself: is the port free?",
}
CALLING = {"requests", "urllib.request", "http.client", "socket", "smtplib", "ftplib", "telnetlib", "httpx", "aiohttp"}
RUNNING = {"eval", "exec", "compile", "__import__"}
LOADING = {"pickle", "marshal", "shelve", "yaml", "subprocess", "pty", "jinja2", "dill"}
#: The auditor runs pip-audit; nothing that a person typed is in its words.
RUNNERS = {"khlang/faces/cli/audit.py"}
CIPHERS = {"khlang/spine/access/sealing.py"}
WEAK = re.compile(r"\b(?:md5|sha1|DES|RC4|ARC4|Blowfish|ECB|PKCS1v15)\b|hashlib\.new|import crypt\b")


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported, anywhere in a file."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def named(call: ast.Call) -> str:
    """`eval` or `execute`: the last word of what is called."""
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def test_nothing_runs_programs_or_text() -> None:
    """No eval, no pickle, no templates made of text, no programs of the system but the auditor's."""
    running = {
        s.path
        for s in sources("khlang")
        for c in calls(s.tree)
        if isinstance(c.func, ast.Name) and c.func.id in RUNNING
    }
    loading = {s.path for s in sources("khlang") if LOADING & set(imports(s.tree))}
    texts = {s.path for s in sources("khlang") for c in calls(s.tree) if named(c) in ("from_string", "popen", "system")}
    assert (running, loading, texts) == (set(), RUNNERS & loading, set())


def test_only_named_places_call_out() -> None:
    """Nobody can send the server anywhere: all targets are settings of the operator, and docs/security/README.md has them."""
    found = {source.path for source in sources("khlang") if CALLING & set(imports(source.tree))}
    assert found <= set(CALLERS)
    told = (ROOT / "docs/security/README.md").read_text(encoding="utf-8")
    assert [
        name
        for name in ("KHLANG_CLAMD", "KHLANG_THAID_ISSUER", "KHLANG_MAIL_URL", "KHLANG_DATABASE_URL")
        if name not in told
    ] == []


def test_no_certificate_is_taken_unchecked() -> None:
    wrong = re.compile(r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified_context")
    assert [source.path for source in sources("khlang") if wrong.search(source.text)] == []


def test_sql_is_never_put_together_from_what_people_type() -> None:
    """Outside the layer of the database and the benches no statement is a put-together text; Django's ways around its own
    quoting are not used."""
    found = []
    for source in sources("khlang"):
        if source.under("khlang/platform/db", "khlang/faces/cli/bench") or "/migrations/" in source.path:
            continue
        for call in calls(source.tree):
            first = call.args[0] if call.args else None
            if named(call) in ("execute", "executemany", "raw", "RawSQL") and isinstance(
                first, (ast.JoinedStr, ast.BinOp)
            ):
                found.append(f"{source.path}:{call.lineno}")
            if named(call) == "extra" and {each.arg for each in call.keywords} & {"where", "select", "tables"}:
                found.append(f"{source.path}:{call.lineno}")
    assert found == []


def test_patterns_are_fixed() -> None:
    """No regular expression is made of what people type: the pattern is a constant, or built of constants once."""
    found = []
    for source in sources("khlang"):
        constants = {n.id for n in ast.walk(source.tree) if isinstance(n, ast.Name) and n.id.isupper()}
        for call in calls(source.tree):
            if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re" and call.args:
                escaped = {id(n) for c in calls(call.args[0]) if named(c) == "escape" for n in ast.walk(c)}
                names = {n.id for n in ast.walk(call.args[0]) if isinstance(n, ast.Name) and id(n) not in escaped}
                if named(call) != "escape" and not names <= constants | {"re"}:
                    found.append(f"{source.path}:{call.lineno}: {sorted(names - constants)}")
    assert found == []


def test_cryptography_comes_from_known_places() -> None:
    """Hashes are SHA-2, random things come from the system; ciphers stand in one file and are authenticated."""
    weak = [
        source.path
        for source in sources("khlang")
        if WEAK.search(source.text) and "settings/testing" not in source.path
    ]
    assert weak == []
    dice = {s.path for s in sources("khlang") if "random" in set(imports(s.tree)) and not s.under("khlang/faces/cli")}
    assert dice == set()
    for source in sources("khlang"):
        ciphers = {name for name in imports(source.tree) if name.startswith("cryptography.")}
        assert not ciphers or source.path in CIPHERS or source.under("khlang/spine/access/thaid"), source.path
        assert "Cipher(" not in source.text, "only recipes that are authenticated (Fernet, AESGCM)"


def test_no_password_grows_old() -> None:
    """No column and no setting knows when a password ends (V6.2.10)."""
    aged = re.compile(r"password_(?:expire|expiry|max_age|too_old)|rotate_password", re.IGNORECASE)
    assert [source.path for source in sources("khlang") if aged.search(source.text)] == []


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_our_scripts_use_nothing_dangerous(script: Path) -> None:
    """No evaluation, no store of the browser, no messages between windows, no reaching into prototypes."""
    bad = re.compile(
        r"\beval\(|new Function|document\.write|outerHTML|insertAdjacentHTML|localStorage|sessionStorage|indexedDB"
        r"|document\.cookie|postMessage|__proto__|\.prototype\b|createContextualFragment|javascript:|https?://(?!www\.w3\.org)"
    )
    text = re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert bad.findall(text) == []
