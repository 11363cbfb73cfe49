"""Inputs of what every document has: files kept with it."""

from pydantic import Base64Bytes

from khlang.platform.inputs import Input, ShortText


class AddAttachment(Input):
    """A file for a document; `content` is base64 over the API."""

    document_id: int
    name: ShortText
    content: Base64Bytes
