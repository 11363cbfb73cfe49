"""Whoever adds a refusal adds its words and its test: each code in the source is looked for in the tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.refusals.wording import texts

pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
MAKERS = {"Refusal", "refusal"}
#: Beside this folder: the refusals of the API's own protocol, status by status; what a fault of the program does to a paper;
#: what is refused before a log-in, page by page.
ELSEWHERE = (
    ROOT / "tests" / "api" / "test_statuses.py",
    ROOT / "tests" / "continuity" / "test_entering_on.py",
    *(ROOT / "tests" / "activation").glob("test_*.py"),
)


def codes_in_python() -> Iterator[str]:
    """Each literal code that the source makes a Refusal of."""
    for path in (ROOT / "khlang").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in MAKERS and isinstance(node.args[0].value, str):
                    yield node.args[0].value


def codes_in_sql() -> Iterator[str]:
    """Each code that a guard of the database raises."""
    for path in (ROOT / "khlang").rglob("*.sql"):
        yield from re.findall(r"(?:khlang:|khlang_refuse\(')([a-z_]+)", path.read_text(encoding="utf-8"))


def named_in_tests() -> set[str]:
    """Every literal of the tests of refusals; a file named after a code counts for it."""
    here = Path(__file__)
    found: set[str] = set()
    for path in (*here.parent.glob("*.py"), *ELSEWHERE):
        if path == here:
            continue
        found.add(path.stem.removeprefix("test_"))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found |= {
            node.value.removeprefix("refusal.")
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found


def declared() -> set[str]:
    """Every code that has words in Thai."""
    return {key.removeprefix("refusal.") for key in texts("th") if key.startswith("refusal.")}


def test_every_refusal_of_the_source_has_words() -> None:
    """In both languages; a code made up of parts is found by its words alone."""
    for lang in ("th", "en"):
        words = {key.removeprefix("refusal.") for key in texts(lang) if key.startswith("refusal.")}
        assert sorted({*codes_in_python(), *codes_in_sql()} - words) == [], lang


def test_every_refusal_is_tested() -> None:
    """A code without a test is named here: add tests/refusals/test_<code>.py, or a row to the table of its module."""
    assert sorted((declared() | {*codes_in_python(), *codes_in_sql()}) - named_in_tests()) == []
