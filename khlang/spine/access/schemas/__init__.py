"""The inputs of the commands of access."""

from khlang.spine.access.schemas import standing
from khlang.spine.access.schemas.standing import *  # noqa: F403

__all__ = [*standing.__all__]
