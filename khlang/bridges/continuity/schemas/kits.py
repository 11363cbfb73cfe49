"""What the commands of the kit and of its workbook take."""

from typing import Annotated

from pydantic import Base64Bytes, Field

from khlang.platform.inputs import Identifier, Input, OptionalText, ShortText


class MakeKit(Input):
    """A kit of the organisation as it stands now. `nightly`: made by the nightly task."""

    nightly: bool = False


class UploadWorkbook(Input):
    """A filled workbook, as often as people bring it; `content` is base64 over the API."""

    outage_id: Identifier
    filename: ShortText
    content: Base64Bytes


class MakeBundle(Input):
    """The papers of an outage with the prints of the system behind them, as one file; `paper` limits it to one kind."""

    outage_id: Identifier
    paper: Annotated[OptionalText, Field(max_length=20)] = ""
