"""What the tests of the tables share: the lifecycles of the office, and how the loader forgets what it has read."""

from collections.abc import Callable
from importlib import import_module

from khlang.core.lifecycle import Lifecycle
from khlang.standards import accounts, classification, duty_matrix, layouts, numbers, papers, rulebook, terms, texts

Plant = Callable[[str, str, str], None]

OFFICE: tuple[Lifecycle, ...] = tuple(
    lifecycle
    for module in ("budget", "revenue", "treasury")
    for lifecycle in import_module(f"khlang.office.{module}.lifecycle").LIFECYCLES
)


def forget() -> None:
    """Empty every cache of the loader, so that the tables are read again."""
    for module in (accounts, classification, duty_matrix, layouts, numbers, papers, rulebook, terms, texts):
        for each in vars(module).values():
            if hasattr(each, "cache_clear"):
                each.cache_clear()
