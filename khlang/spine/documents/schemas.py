"""Inputs of what every document has: its moves, and files kept with it."""

from pydantic import Base64Bytes

from khlang.platform.inputs import Identifier, Input, LongText, ShortText


class DocumentMove(Input):
    """A move that needs no more than the document."""

    document_id: Identifier


class DocumentMoveWithReason(DocumentMove):
    """A move that takes back, and may say why; its lifecycle knows whether it must."""

    reason: LongText = ""


class AddAttachment(Input):
    """A file for a document; `content` is base64 over the API."""

    document_id: Identifier
    name: ShortText
    content: Base64Bytes
