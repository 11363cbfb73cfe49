"""Every write of access, one function a use case."""

from khlang.spine.access.commands import keys, people, posts
from khlang.spine.access.commands.keys import *  # noqa: F403
from khlang.spine.access.commands.people import *  # noqa: F403
from khlang.spine.access.commands.posts import *  # noqa: F403

__all__ = [*keys.__all__, *people.__all__, *posts.__all__]
