"""Inputs of what two people decide about roles, and of delegation."""

from typing import Annotated

from pydantic import Field

from khlang.platform.inputs import Day, Identifier, Input, ShortText
from khlang.spine.access.schemas.standing import GrantRole

__all__ = ["ConfirmRole", "DeclineRole", "EndDelegation", "GiveDelegation", "ProposeRole"]


class ProposeRole(GrantRole):
    """A role that waits for a second person; `order_reference` is what that person is told of the reason."""


class ConfirmRole(Input):
    """The proposal that is confirmed."""

    assignment_id: Identifier


class DeclineRole(Input):
    """The proposal that is turned down, and why."""

    assignment_id: Identifier
    reason: Annotated[ShortText, Field(min_length=1)]


class GiveDelegation(Input):
    """Duties handed to another officer from a day to a day, both included, by a written order."""

    taker_id: Identifier
    duties: Annotated[list[ShortText], Field(min_length=1, max_length=60)]
    from_date: Day
    to_date: Day
    order_reference: Annotated[ShortText, Field(min_length=1)]


class EndDelegation(Input):
    """The delegation that is taken back at once."""

    delegation_id: Identifier
