"""Every icon that a template or a declaration names is in the sprite that the pages load."""

import re
from pathlib import Path

from khlang.core.lifecycle import Move
from khlang.faces.web import moves, shell
from khlang.spine.documents import lifecycles

WEB = Path(moves.__file__).parent
SPRITE = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (WEB / "static/khlang/icons.svg").read_text(encoding="utf-8")))


def test_icons_of_templates_and_declarations() -> None:
    """Names written out in templates and Python."""
    named = set()
    for page in WEB.rglob("*.html"):
        named |= set(re.findall(r'<c-icon name="([a-z0-9-]+)"', page.read_text(encoding="utf-8")))
    for source in WEB.parents[1].rglob("*.py"):
        named |= set(re.findall(r'\bicon(?:: str)? ?= ?"([a-z0-9-]+)"', source.read_text(encoding="utf-8")))
    assert len(named) > 20 and named <= SPRITE, sorted(named - SPRITE)


def test_icons_of_the_menu_and_of_every_move() -> None:
    """Names in tables: the groups of the menu and the verbs of the office."""
    used = {icon for _, icon, _ in shell.MENU}
    used |= {
        moves.icon(move) for declared in lifecycles.everything() for move in declared.moves if isinstance(move, Move)
    }
    assert used and used <= SPRITE, sorted(used - SPRITE)
