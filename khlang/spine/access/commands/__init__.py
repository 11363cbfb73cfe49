"""Every write of access, one function a use case."""

from khlang.spine.access.commands import (
    accounts,
    break_glass,
    delegations,
    keys,
    people,
    posts,
    privacy,
    proposals,
    sessions,
)
from khlang.spine.access.commands.accounts import *  # noqa: F403
from khlang.spine.access.commands.break_glass import *  # noqa: F403
from khlang.spine.access.commands.delegations import *  # noqa: F403
from khlang.spine.access.commands.keys import *  # noqa: F403
from khlang.spine.access.commands.people import *  # noqa: F403
from khlang.spine.access.commands.posts import *  # noqa: F403
from khlang.spine.access.commands.privacy import *  # noqa: F403
from khlang.spine.access.commands.proposals import *  # noqa: F403
from khlang.spine.access.commands.sessions import *  # noqa: F403

__all__ = [
    *accounts.__all__,
    *break_glass.__all__,
    *delegations.__all__,
    *keys.__all__,
    *people.__all__,
    *posts.__all__,
    *privacy.__all__,
    *proposals.__all__,
    *sessions.__all__,
]
