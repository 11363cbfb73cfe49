"""The inputs of the commands of access."""

from khlang.spine.access.schemas import accounts, authority, privacy, sessions, standing
from khlang.spine.access.schemas.accounts import *  # noqa: F403
from khlang.spine.access.schemas.authority import *  # noqa: F403
from khlang.spine.access.schemas.privacy import *  # noqa: F403
from khlang.spine.access.schemas.sessions import *  # noqa: F403
from khlang.spine.access.schemas.standing import *  # noqa: F403

__all__ = [*accounts.__all__, *authority.__all__, *privacy.__all__, *sessions.__all__, *standing.__all__]
