"""What the generic pages show of the budget: declarations only."""

from khlang.platform.screens import Screen

SCREENS: tuple[Screen, ...] = ()
