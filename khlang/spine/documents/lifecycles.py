"""The lifecycles of all kinds of document, declared by their modules when Django starts."""

from khlang.core.lifecycle import Lifecycle

_BY_KIND: dict[str, Lifecycle] = {}


def declare(*lifecycles: Lifecycle) -> None:
    """Make kinds of document known (called in `AppConfig.ready` of their module)."""
    for lifecycle in lifecycles:
        _BY_KIND[lifecycle.document] = lifecycle


def get(kind: str) -> Lifecycle:
    """The lifecycle of a kind of document; an unknown kind is a fault in the program (KeyError)."""
    return _BY_KIND[kind]


def everything() -> tuple[Lifecycle, ...]:
    """All declared lifecycles, by kind."""
    return tuple(_BY_KIND[kind] for kind in sorted(_BY_KIND))
