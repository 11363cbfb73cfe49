"""A private copy of the tables, to plant faults in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from khlang import standards
from khlang.standards import files
from tests.standards.tables import Plant, forget


@pytest.fixture
def plant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plant]:
    """Return a way to replace text in one table of a copy; the loader reads the copy for the rest of the test."""
    copy = tmp_path / "standards"
    shutil.copytree(Path(standards.__file__).parent, copy, ignore=shutil.ignore_patterns("*.py", "fonts"))
    monkeypatch.setattr(files, "ROOT", copy)
    forget()

    def replace(name: str, old: str, new: str) -> None:
        path = copy / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        forget()

    yield replace
    forget()
