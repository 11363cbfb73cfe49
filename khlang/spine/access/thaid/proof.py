"""What ThaID's answer leaves behind: who somebody is, without their number."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One human being, proved now. `number_hmac` and `subject_hmac` are marks under the key of the installation
    (`access.identity`), `assurance` the level as ThaID wrote it, `at` the instant (R-AU2)."""

    number_hmac: str
    last_four: str
    name: str
    assurance: str
    issuer: str
    subject_hmac: str
    at: datetime


def configured() -> bool:
    """Whether this installation is registered with ThaID."""
    return bool(settings.THAID_ISSUER and settings.THAID_CLIENT_ID and settings.THAID_CLIENT_SECRET)
