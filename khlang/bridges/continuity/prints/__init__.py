"""Papers of continuity: notice, closing report, certificate, control register, daily reports by hand, labels, bundle.

Each is a form of `standards/forms/` and the data it takes, by the document of the outage; `outage_pdf` makes any of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from khlang.bridges.continuity.prints import labels, memos, registers
from khlang.core.refusal import Refusal
from khlang.platform.clock import day_of
from khlang.spine.documents import print_data, rendering
from khlang.spine.documents import queries as documents
from khlang.standards import message

_BY_HAND: Final = ("manual", "entering", "reconciling", "certified", "closed")
_ENTERED: Final = ("entering", "reconciling", "certified", "closed")
_PROVED: Final = ("reconciling", "certified", "closed")


@dataclass(frozen=True, slots=True)
class OutageForm:
    """A paper of an outage: the states in which it is offered, and what it says (by document and day of printing)."""

    states: tuple[str, ...]
    data: Callable[..., Mapping[str, Any]]


FORMS: Final[Mapping[str, OutageForm]] = {
    "outage_notice": OutageForm(("declared", *_BY_HAND), memos.notice),
    "control_register": OutageForm(_BY_HAND, registers.control_register),
    "daily_by_hand": OutageForm(_ENTERED, registers.daily_by_hand),
    "outage_labels": OutageForm(_ENTERED, labels.sheet),
    "outage_certificate": OutageForm(_PROVED, memos.certificate_of),
    "outage_report": OutageForm(_PROVED, memos.report),
}


def outage_forms(*, state: str) -> tuple[str, ...]:
    """The papers that an outage in this state has, in the order in which they are needed."""
    return tuple(form for form, made in FORMS.items() if state in made.states)


def outage_pdf(
    *, outage_id: int, form: str, printed_at: datetime, printed_by: str = "", on: date | None = None
) -> tuple[str, bytes]:
    """The name and the bytes of a paper of an outage. Refusal: document_not_found (no outage, or it has no such paper)."""
    document = documents.get(document_id=outage_id, kind="outage")
    if form not in outage_forms(state=document.state):
        raise Refusal("document_not_found")
    data = {
        **FORMS[form].data(outage_id, on=on or day_of(printed_at)),
        "printed_at": print_data.printing_time(instant=printed_at),
        "printed_by": printed_by,
    }
    name = f"{message(f'outage.file.{form}')} {document.number or ''}".strip().replace("/", "-")
    return f"{name}.pdf", rendering.render_pdf(form=form, data=data)
