"""What the generic pages show of procurement: declarations only."""

from typing import Any

SCREENS: tuple[Any, ...] = ()
