"""The security log: who came in from where, what failed, what changed that guards an account (ASVS V16.3).

Apart from the trail of documents, because it also speaks of people who never got in. Only ever added to.
"""

import unicodedata
from datetime import datetime
from typing import Any

from khlang.spine.access.models import Person, SecurityEvent
from khlang.standards.security_events import security_events

_LONGEST_FACT = 250
_MASKED = "\ufffd"


def plain(text: str, *, longest: int = _LONGEST_FACT) -> str:
    """The text without anything that could forge a line or turn it around: control and format characters and line and
    paragraph separators become U+FFFD (ASVS V16.4.1)."""
    shown = (_MASKED if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") else each for each in text)
    return "".join(shown)[:longest]


def note(
    *,
    kind: str,
    at: datetime,
    person: Person | int | None = None,
    actor: int | None = None,
    org: int | None = None,
    session: int | None = None,
    address: str = "",
    device: str = "",
    **facts: Any,
) -> None:
    """Add a line. `person` is whom it is about, `actor` who did it when that was somebody else, `org` the organisation
    concerned (without one: the home of the person), `session` an OpenSession. Facts are plain words, never secrets.

    Raises ValueError for a kind that `standards/security_events.toml` does not name: a fault of the program.
    """
    if kind not in security_events():
        raise ValueError(f"no kind of security event: {kind}")
    if isinstance(person, Person) and org is None:
        org = person.home_id
    SecurityEvent.objects.create(
        kind=kind,
        at=at,
        person_id=person.id if isinstance(person, Person) else person,
        actor=actor,
        org_id=org,
        session=session,
        address=plain(address, longest=45),
        device=plain(device),
        facts={name: _word(value) for name, value in facts.items()},
    )


def _word(value: Any) -> Any:
    """A fact as JSON keeps it: numbers and truths as they are, everything else as plain words."""
    return value if isinstance(value, bool | int) or value is None else plain(str(value))
