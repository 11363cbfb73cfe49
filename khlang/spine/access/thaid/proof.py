"""What ThaID's answer leaves behind: who somebody is, without their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One human being, proved now. `number_hmac` and `subject_hmac` are marks under the key of the installation
    (`access.identity`) whose name is `key`, `older_…` those under keys that still recognise, `assurance` the level as ThaID
    wrote it, `at` the instant (R-AU2)."""

    number_hmac: str
    last_four: str
    name: str
    assurance: str
    issuer: str
    subject_hmac: str
    at: datetime
    key: str = ""
    older_numbers: Sequence[str] = ()
    older_subjects: Sequence[str] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """The marks of the number under every key: what to look for."""
        return (self.number_hmac, *self.older_numbers)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The marks of the provider's subject under every key."""
        return (self.subject_hmac, *self.older_subjects)


def configured() -> bool:
    """Whether this installation is registered with ThaID."""
    return bool(settings.THAID_ISSUER and settings.THAID_CLIENT_ID and settings.THAID_CLIENT_SECRET)
