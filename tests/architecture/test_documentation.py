"""Documentation under test: what is undocumented, or documented and gone, fails."""

import os
import re
import subprocess

import pytest

from khlang.faces import cli
from tests.architecture.source import ROOT, sources, text_of, tracked_files

VARIABLE = re.compile(r"\bKHLANG_[A-Z][A-Z_]*\b")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


def variables_read() -> set[str]:
    """Every KHLANG_* that the program and the scripts read."""
    texts = [s.text for s in sources("khlang")] + [(ROOT / name).read_text() for name in ("run", "test")]
    texts += [path.read_text() for path in (ROOT / ".ci").iterdir()]
    return {name for text in texts for name in VARIABLE.findall(text)}


def test_every_setting_is_documented_and_none_is_gone():
    documented = set(VARIABLE.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8")))
    assert variables_read() == documented


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_every_subcommand_is_in_the_readme(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    missing = [name for name in cli.available() if f"`{name}`" not in text and f"./run {name}" not in text]
    assert not missing


def test_every_subcommand_file_is_in_the_table():
    files = {path.stem for path in (ROOT / "khlang/faces/cli").glob("*.py")} - {"__init__"}
    public = {name for name in files if "def configure(" in (ROOT / f"khlang/faces/cli/{name}.py").read_text()}
    assert public <= set(cli.SUBCOMMANDS)


def test_scripts_are_executable():
    scripts = [path for path in tracked_files() if (text_of(path) or "").startswith("#!")]
    assert {path.relative_to(ROOT).as_posix() for path in scripts} >= {"run", "test", ".ci/run"}
    assert [path for path in scripts if not os.access(path, os.X_OK)] == []


def test_scripts_are_sound():
    """bash itself reads them through without running them."""
    for name in ("run", "test", ".ci/run", ".ci/environment.sh"):
        read = subprocess.run(["bash", "-n", ROOT / name], capture_output=True, text=True)
        assert read.returncode == 0, read.stderr


def test_every_link_leads_somewhere():
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in tracked_files()
        if page.suffix == ".md"
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists()
    ]
    assert not broken, "\n".join(broken)


def test_every_path_named_in_the_architecture_exists():
    """ARCHITECTURE.md traces one request file by file: each `khlang/…` it names is there."""
    named = re.findall(r"`(khlang/[\w./]+|tests/[\w./]+|docs/[\w./]+)`", (ROOT / "ARCHITECTURE.md").read_text())
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_decisions_are_dated():
    text = (ROOT / "docs/decisions.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, flags=re.MULTILINE)
    assert headings
    assert [heading for heading in headings if not re.match(r"\d{4}-\d{2}-\d{2} · \S", heading)] == []
