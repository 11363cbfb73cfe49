"""The side menu leads to everything that is declared, and only there."""

import pytest

from khlang.faces.web import shell
from khlang.platform import screens
from khlang.spine.documents import lifecycles

KEYS = [key for _, _, keys in shell.MENU for key in keys if not key.startswith("/")]


@pytest.mark.parametrize("key", KEYS)
def test_an_entry_is_a_kind_of_document_or_a_directory(key: str) -> None:
    if key.startswith("@"):
        assert screens.directory(key=key[1:]) is not None
    else:
        assert key in {each.document for each in lifecycles.everything()}


def test_every_kind_that_has_a_place_in_the_menu_stands_there() -> None:
    missing = [each.kind for each in screens.screens() if each.menu and each.kind not in KEYS]
    assert missing == []
