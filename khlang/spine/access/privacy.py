"""The log of personal data: who looked at whose, from where, why. Only ever added to (reliability B.8, F-10)."""

from collections.abc import Collection
from datetime import datetime

from khlang.spine.access.models import PersonalDataRead

_WHAT = 60


def record(
    *,
    reader: int,
    reader_org: int,
    at: datetime,
    what: str,
    subjects: Collection[int],
    reason: str = "",
    address: str = "",
) -> None:
    """Write one look down in the organisation in scope, whose data it is. `what` names the page or the field, `subjects` the
    rows that were shown (parties, documents, people), `reason` what the reader gave; a look from above has none."""
    PersonalDataRead.objects.create(
        reader=reader, reader_org_id=reader_org, at=at, what=what[:_WHAT], subjects=list(subjects), reason=reason,
        address=address[:45],
    )  # fmt: skip
