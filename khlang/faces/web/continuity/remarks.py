"""What a report says beneath its figures when its days lie in a spell of work by hand: the outage, papers of its months that
stand in the books of other months or in none yet, the letters that let ordinary work go on (continuity A.5, C-04)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from khlang.bridges.continuity import queries
from khlang.bridges.reporting.results import Result
from khlang.core.calendar import format_date, month_end
from khlang.core.money import format_baht
from khlang.faces.web import present
from khlang.faces.web.place import Place
from khlang.platform.clock import day_of

_MOST_MONTHS: Final = 12
#: States of an outage during which, or after which, papers were written.
_BEGUN: Final = ("manual", "entering", "reconciling", "certified", "closed")


def remarked(result: Result, place: Place) -> Result:
    """The report with what is to be said of the spells that its days lie in."""
    span = _span(result.parameters)
    if span is None:
        return result
    met = [each for each in queries.all_outages(states=_BEGUN) if _meets(each, *span)]
    if not met:
        return result
    return replace(result, notes=(*result.notes, *_notes(met, span, place)))


def _span(parameters: Mapping[str, Any]) -> tuple[date, date] | None:
    """The days that the report is about; None when it is about none (a register of what there is)."""
    first, last = parameters.get("from"), parameters.get("to")
    on = parameters.get("on")
    if isinstance(first, date) and isinstance(last, date):
        return first, last
    return (on.replace(day=1), on) if isinstance(on, date) else None


def _meets(outage: Any, first: date, last: date) -> bool:
    """Whether the spell, from its start until it is certified, has a day in common with the span."""
    return day_of(outage.started_at) <= last and (outage.certified_on is None or outage.certified_on >= first)


def _notes(met: list[Any], span: tuple[date, date], place: Place) -> Iterator[str]:
    for outage in met:
        until = present.day(outage.certified_on, place) or place.say("web.continuity.report_uncertified")
        since = present.day(day_of(outage.started_at), place)
        yield place.say("web.continuity.report_spell", number=outage.document.number, since=since, until=until)
    for month in _months(*span):
        note = queries.month_note(month=month)
        if note is not None:
            yield place.say(
                "web.continuity.report_month", month=_month(month, place), count=f"{note.count:,}",
                received=format_baht(note.received), paid=format_baht(note.paid), waiting=f"{note.waiting:,}",
            )  # fmt: skip
    numbers = {outage.document_id for outage in met}
    for line in queries.directives():
        if line.outage_id in numbers:
            yield place.say(
                "web.continuity.directive", letter=line.letter_number, date=present.day(line.letter_date, place),
                expires=present.day(line.expires_on, place),
            )  # fmt: skip


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of the months of a span, the last twelve of them."""
    found: list[date] = []
    month = first.replace(day=1)
    while month <= last:
        found.append(month)
        month = month_end(month) + timedelta(days=1)
    yield from found[-_MOST_MONTHS:]


def _month(month: date, place: Place) -> str:
    """«ตุลาคม 2567»."""
    return format_date(month, style="month", english=place.lang == "en")
