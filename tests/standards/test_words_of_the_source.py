"""Every refusal and every message key that the source names has its words in Thai and English."""

import ast
from pathlib import Path

import pytest

from khlang import standards
from khlang.standards import LANGUAGES, message_exists

SOURCE = Path(standards.__file__).parents[1]
CALLS = {"Refusal": "refusal.{}", "message": "{}", "say": "{}"}


def named(call: str) -> dict[str, str]:
    """The keys that the source hands to the call as a literal, and where it first does."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            key = node.args[0]
            if name == call and isinstance(key, ast.Constant) and isinstance(key.value, str):
                found.setdefault(CALLS[call].format(key.value), f"{path.relative_to(SOURCE)}:{node.lineno}")
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("call", CALLS)
def test_what_the_source_says_has_words(call: str, lang: str) -> None:
    missing = [f"{where} {key}" for key, where in named(call).items() if not message_exists(key, lang)]
    assert not missing, "\n".join([f"add to khlang/standards/messages/<module>.{lang}.toml:", *missing])


def test_the_source_is_really_read() -> None:
    assert "refusal.account_is_heading" in named("Refusal")
