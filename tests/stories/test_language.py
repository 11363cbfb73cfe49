"""Every sentence is described in docs/stories.md, none is described that is not there, and no two can be confused."""

import re

import pytest

from tests.architecture.source import ROOT
from tests.stories import conftest, language
from tests.stories.proof_steps import STATUS_ROWS

PAGE = (ROOT / "docs" / "stories.md").read_text(encoding="utf-8")
DESCRIBED = re.findall(r"^\| `(.+?)` \|", PAGE, flags=re.MULTILINE)
STORIES = sorted((ROOT / "tests" / "stories").glob("*.feature"))


def steps_of(path):
    """The step lines of a story without their keywords."""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"\s*(?:กำหนดให้|เมื่อ|ดังนั้น|และ|แต่) (.+)$", line)
        if found:
            yield found[1].strip()


def test_the_page_describes_every_sentence_once():
    assert len(conftest.SENTENCES) > 0
    assert sorted(DESCRIBED) == sorted(language.STEPS)


def test_the_page_names_every_word_that_may_stand_in_a_place():
    words = [*language.VERBS, *STATUS_ROWS, *(word for word in language.CHANNELS if word != "เช็ค")]
    assert [word for word in words if word not in PAGE] == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_line_of_a_story_means_one_thing(path):
    for line in steps_of(path):
        meant = [sentence for sentence in language.STEPS if re.fullmatch(language.pattern(sentence), line)]
        assert len(meant) == 1, f"{line}: {meant}"


def test_every_sentence_is_used_by_some_story():
    lines = [line for path in STORIES for line in steps_of(path)]
    unused = [s for s in language.STEPS if not any(re.fullmatch(language.pattern(s), line) for line in lines)]
    assert unused == []


def test_every_story_is_told_in_thai():
    assert all(path.read_text(encoding="utf-8").startswith("# language: th\n") for path in STORIES)
