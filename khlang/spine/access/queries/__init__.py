"""Every read of access that others may use. Unless said otherwise they speak of the organisation in scope."""

from khlang.spine.access.models import ApiToken, Authenticator, HandedOut, OpenSession, Person, SecurityEvent
from khlang.spine.access.queries import (
    accounts,
    authority,
    matrix,
    oversight,
    privacy,
    security,
    sessions,
    signing,
    standing,
)
from khlang.spine.access.queries.accounts import *  # noqa: F403
from khlang.spine.access.queries.authority import *  # noqa: F403
from khlang.spine.access.queries.matrix import *  # noqa: F403
from khlang.spine.access.queries.oversight import *  # noqa: F403
from khlang.spine.access.queries.privacy import *  # noqa: F403
from khlang.spine.access.queries.security import *  # noqa: F403
from khlang.spine.access.queries.sessions import *  # noqa: F403
from khlang.spine.access.queries.signing import *  # noqa: F403
from khlang.spine.access.queries.standing import *  # noqa: F403

__all__ = [
    "ApiToken", "Authenticator", "HandedOut", "OpenSession", "Person", "SecurityEvent",
    *accounts.__all__,
    *authority.__all__,
    *matrix.__all__,
    *oversight.__all__,
    *privacy.__all__,
    *security.__all__,
    *sessions.__all__,
    *signing.__all__,
    *standing.__all__,
]  # fmt: skip
