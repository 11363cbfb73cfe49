"""Tables of access. People and what proves who they are stand above organisations; posts, roles, delegations, keys and the
log of looks at personal data belong to one."""

from khlang.spine.access.models.entrance import Authenticator, OpenSession, SecurityEvent
from khlang.spine.access.models.identity import BreakGlass, HandedOut, MailCode, NationalIdentity
from khlang.spine.access.models.people import LoginEvent, People, Person
from khlang.spine.access.models.posts import ApiToken, Delegation, Position, RoleAssignment
from khlang.spine.access.models.privacy import PersonalDataRead

__all__ = [
    "ApiToken", "Authenticator", "BreakGlass", "Delegation", "HandedOut", "LoginEvent", "MailCode", "NationalIdentity",
    "OpenSession", "People", "Person", "PersonalDataRead", "Position", "RoleAssignment", "SecurityEvent",
]  # fmt: skip
