"""Inputs of ending sessions."""

from khlang.platform.inputs import Identifier, Input

__all__ = ["EndOtherSessions", "EndSession"]


class EndSession(Input):
    """One log-in to end: one's own, or that of an account one's organisation answers for."""

    session_id: Identifier


class EndOtherSessions(Input):
    """End all log-ins of one's own but the one named, which must be one's own."""

    session_id: Identifier
