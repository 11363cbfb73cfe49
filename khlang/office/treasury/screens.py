"""What the generic pages show of the treasury: declarations only."""

SCREENS: tuple[object, ...] = ()
