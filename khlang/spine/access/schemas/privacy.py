"""Inputs about personal data."""

from typing import Annotated

from pydantic import Field

from khlang.platform.inputs import Identifier, Input, OptionalText, ShortText

__all__ = ["Unmask"]


class Unmask(Input):
    """Whose number (`subject`, the row), where it stands (`what`: "party.national_number") and why it is needed whole."""

    what: Annotated[ShortText, Field(max_length=60)]
    subject: Identifier
    reason: OptionalText = ""
