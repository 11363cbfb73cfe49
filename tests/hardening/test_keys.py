"""Every key of an installation stands in the inventory: what for, how long, how it is changed (ASVS V11.1)."""

import re

from tests.architecture.source import ROOT, sources

#: Settings that are secret.
SECRET = re.compile(r"\bKHLANG_(?:\w*_KEY|\w*_SECRET|DATABASE_URL|MAIL_URL)\b")


def test_every_key_is_in_the_inventory() -> None:
    read = {name for source in sources("khlang") for name in SECRET.findall(source.text)}
    inventory = (ROOT / "docs/security/keys.md").read_text(encoding="utf-8")
    rows = {match for match in re.findall(r"^\| `(KHLANG_\w+)` \|", inventory, flags=re.MULTILINE)}
    assert {"KHLANG_SECRET_KEY", "KHLANG_IDENTITY_KEY"} <= read
    assert read == rows
    assert all(line.count("|") == 6 for line in inventory.splitlines() if line.startswith("| `KHLANG_"))
