"""What is said when a spell of work by hand is proved complete."""

from typing import Annotated

from pydantic import Field

from khlang.platform.inputs import Identifier, Input, LongText


class CertifyOutage(Input):
    """The head of finance certifies «ครบถ้วน ถูกต้อง»; the remark is printed on the certificate."""

    document_id: Identifier
    note: Annotated[LongText, Field(max_length=1000)] = ""
