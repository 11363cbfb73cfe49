"""The checklist is whole, names tests that are there, and its page is the one made from it."""

from collections import Counter

import pytest

from tests.hardening import checklist


def test_the_official_list_is_whole() -> None:
    """345 requirements with the 12 of WebRTC that are left out: 70, 183 and 92 by level."""
    levels = Counter(checklist.official().values())
    assert (levels[1], levels[2]) == (70, 176)
    assert sum(levels.values()) == 333


def test_every_requirement_of_two_levels_has_a_row() -> None:
    wanted = {number for number, level in checklist.official().items() if level < 3}
    numbers = [each.number for each in checklist.items()]
    assert len(wanted) == 246
    assert sorted(wanted - set(numbers)) == []
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    assert {each.number: each.level for each in checklist.items()}.items() <= checklist.official().items()


def test_what_is_held_is_tested() -> None:
    named = [word for each in checklist.items() if each.state == "held" for word in each.words]
    assert len(named) > 100
    assert [wrong for word in named if (wrong := checklist.missing_test(word))] == []


def test_what_is_not_held_says_why() -> None:
    said = {each.number: each.words for each in checklist.items() if each.state != "held"}
    assert {number: words for number, words in said.items() if len(words) != 1 or len(words[0]) < 10} == {}


def test_the_page_is_made_from_the_table() -> None:
    assert checklist.PAGE.read_text(encoding="utf-8") == checklist.page(), "python -m tests.hardening.checklist"


WRITTEN = {
    "V6.1.1": ("entrance.md", ("Guessing", "nothing is ever closed for good", "cannot keep its owner out")),
    "V6.1.3": ("entrance.md", ("second factor", "passkey alone", "E-mail is no factor")),
    "V7.1.1": ("entrance.md", ("Half an hour idle", "ten hours at most")),
    "V7.1.2": ("README.md", ("Sessions at once", "no limit to their number")),
    "V7.1.3": ("thaid.md", ("proof for ten minutes, for the one purpose", "never needs it")),
    "V15.1.1": ("README.md", ("replaced within",)),
}


@pytest.mark.parametrize("number", WRITTEN)
def test_what_must_be_written_is_written(number: str) -> None:
    """Requirements that ask for a document: the page that has it, and the words that it must have."""
    page, words = WRITTEN[number]
    text = " ".join((checklist.PAGE.parent / page).read_text(encoding="utf-8").split())
    assert [word for word in words if word not in text] == []
