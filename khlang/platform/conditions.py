"""What commands of every module ask before they write: the duty, the version, the day, the handwritten paper.

Documents get duty and version answered by their lifecycle; people, organisations and parties have none, so their commands
ask here.
"""

from datetime import date

from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Paper, pending


def require_duty(*, envelope: Envelope, duty: str) -> None:
    """The actor holds `duty` on the day of the envelope; raises Refusal duty_missing."""
    if duty in envelope.actor.duties:
        return
    running = pending()
    document, _, move = (running.name if running else duty).partition(".")
    raise Refusal("duty_missing", duty=duty, document=document, move=move)


def require_version(*, envelope: Envelope, stored: int) -> None:
    """The row is still as the actor saw it; raises Refusal stale_version when somebody else saved it in between."""
    if envelope.expected_version is not None and envelope.expected_version != stored:
        raise Refusal("stale_version", expected=envelope.expected_version, stored=stored)


def not_later(*, day: date | None, today: date, field: str = "document_date") -> date:
    """The day (C.E.), today when none was given. Refusal (at `field`): date_in_future."""
    if day is not None and day > today:
        raise Refusal("date_in_future", field=field)
    return day or today


def on_paper(*, envelope: Envelope, document: str, move: str = "record") -> Paper:
    """The handwritten paper that is entered. Refusals: paper_required (the envelope brings none), date_in_future."""
    if envelope.paper is None:
        raise Refusal("paper_required", document=document, move=move)
    not_later(day=envelope.paper.date, today=envelope.today, field="paper_date")
    return envelope.paper
