"""`khlang audit`: the lock as it is, faults planted into it, and a service that answers, is silent or knows too much."""

import json
import re
import subprocess
from types import SimpleNamespace

import pytest

from khlang.faces import cli
from khlang.faces.cli import audit
from tests.architecture.source import ROOT

HASH = "--hash=sha256:" + "a" * 64


def answering(monkeypatch, told: object, words: str = "") -> None:
    """The advisory service answers so."""
    text = told if isinstance(told, str) else json.dumps(told)
    monkeypatch.setattr(audit.subprocess, "run", lambda *given, **named: SimpleNamespace(stdout=text, stderr=words))


def test_the_lock_is_sound() -> None:
    found = list(audit.packages(lock=audit.LOCK.read_text()))
    assert len(found) > 30
    assert list(audit.unsound(found)) == []
    assert [each.name for each in found if not each.licence and audit._installed(each.name)] == []


@pytest.mark.parametrize(
    ("lock", "problem"),
    [
        ("", "the lock is empty"),
        ("left-pad==1.0\n", "left-pad: no hash"),
        (f"left-pad==1.0 \\\n    {HASH}\nleft-pad==2.0 \\\n    {HASH}\n", "left-pad: 1.0 and 2.0"),
        (f"django==1.0 \\\n    {HASH}\n", "django: the lock has 1.0, installed is"),
    ],
)
def test_a_planted_fault_is_named(lock: str, problem: str) -> None:
    (found,) = audit.unsound(list(audit.packages(lock=lock)))
    assert found.startswith(problem)


def test_a_licence_that_does_not_fit_is_named() -> None:
    found = audit.Package(name="a", version="1", hashes=("x",), licence="AGPL-3.0-only")
    assert list(audit.unsound([found])) == ["a: licence AGPL-3.0-only"]


def test_without_an_answer_nobody_is_told_that_all_is_well(monkeypatch, capsys) -> None:
    """Not reachable, half an answer, and by wish: each ends with 3 and says so."""
    skipped = {"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}]}
    for told in ("", "<html>", {"dependencies": []}, skipped):
        answering(monkeypatch, told, "ConnectionError: gone")
        assert cli.main(["audit"]) == audit.NOT_ASKED == 3
        assert "NOT checked" in capsys.readouterr().out
    assert cli.main(["audit", "--offline"]) == 3


def test_a_service_that_hangs_is_no_answer(monkeypatch) -> None:
    def hangs(*given: object, **named: object) -> None:
        raise subprocess.TimeoutExpired("pip-audit", 120)

    monkeypatch.setattr(audit.subprocess, "run", hangs)
    assert cli.main(["audit"]) == 3


def test_what_the_service_knows_fails(monkeypatch, capsys) -> None:
    answering(monkeypatch, {"dependencies": [{"name": "django", "version": "5.2", "vulns": [{"id": "CVE-2099-1"}]}]})
    assert cli.main(["audit"]) == 1
    assert "django 5.2: CVE-2099-1" in capsys.readouterr().out


def test_no_known_weakness_is_sound(monkeypatch) -> None:
    answering(monkeypatch, {"dependencies": [{"name": "django", "version": "5.2", "vulns": []}]})
    assert cli.main(["audit"]) == 0


def test_the_bill_of_materials_is_that_of_the_lock(tmp_path) -> None:
    """Every library of the lock and none more; the same lock gives the same text."""
    assert cli.main(["audit", "--offline", "--sbom", str(tmp_path / "a.json")]) == 3
    assert cli.main(["audit", "--offline", "--sbom", str(tmp_path / "b.json")]) == 3
    text = (tmp_path / "a.json").read_text()
    assert text == (tmp_path / "b.json").read_text()
    told = json.loads(text)
    pins = re.findall(r"^([\w.-]+)(?:\[.*\])?==(\S+)", audit.LOCK.read_text(), flags=re.MULTILINE)
    assert {part["purl"] for part in told["components"]} == {
        f"pkg:pypi/{name.lower()}@{version}" for name, version in pins
    }
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")


def test_the_time_to_replace_is_written() -> None:
    """Days by severity, and the meaning of each exit code (V15.1.1)."""
    told = (ROOT / "docs/security/README.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^\| [^|]+ \| \d+ days \|$", told, flags=re.MULTILINE)) == 4
    assert "0 sound, 1 a problem, 3 not everything could be asked" in told
