"""The security log as a directory: declarations only."""

from datetime import date, timedelta

from khlang.platform import clock
from khlang.platform.screens import Ask, Choice, Column, Directory, Filter, Page
from khlang.spine.access import devices, queries
from khlang.standards import message, message_exists
from khlang.standards.security_events import security_events

_WORDED = {"way": "entrance.way", "reason": "web.session", "why": "token.why"}
_DAYS = {"today": 0, "week": 6, "month": 29, "quarter": 89}


def _kinds() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=each.code, label=each.name("th"), label_en=each.name("en")) for each in security_events().values()
    )


def _people() -> tuple[Choice, ...]:
    return tuple(Choice(value=str(each.id), label=each.name_th, label_en=each.name_en) for each in queries.people())


def _spans() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=each, label=message(f"security.span.{each}"), label_en=message(f"security.span.{each}", "en"))
        for each in _DAYS
    )


def _word(key: str, value: object) -> str:
    """A fact of a line: how somebody came in and why a session or key ended have words, everything else is one already."""
    text = f"{_WORDED.get(key, '')}.{value}"
    return message(text) if key in _WORDED and message_exists(text) else str(value)


def _rows(ask: Ask) -> Page:
    person, span = ask.filters.get("person", ""), ask.filters.get("span", "")
    since = clock.start_of(ask.on - timedelta(days=_DAYS[span])) if span in _DAYS and isinstance(ask.on, date) else None
    found = queries.security_log(
        kind=ask.filters.get("kind", ""), person_id=int(person) if person.isdecimal() and len(person) < 20 else None, since=since,
        search=ask.search.strip(), page=ask.page, size=ask.size,
    )  # fmt: skip
    rows = [
        {
            "id": None,
            "day": each.at.astimezone(clock.BANGKOK).date(),
            "time": f"{each.at.astimezone(clock.BANGKOK):%H:%M:%S}",
            "event": each.kind,
            "person": found.names.get(each.person_id or 0, "") or each.facts.get("account", ""),
            "by": found.names.get(each.actor or 0, ""),
            "address": each.address,
            "device": devices.name(device=each.device),
            "more": " · ".join(
                _word(key, value) for key, value in each.facts.items() if key != "account" and value != ""
            ),
        }
        for each in found.rows
    ]
    return Page(rows=rows, count=found.count)


SECURITY = Directory(
    key="security_event",
    menu="organisation",
    icon="shield-alert",
    duty="security.view",
    help="help.access.security",
    columns=(
        Column(key="day", kind="date", label="field.security_day"),
        Column(key="time", kind="code", label="field.security_time"),
        Column(key="event", kind="choice", prefix="security_event", label="field.security_event", phone="title"),
        Column(key="person", label="field.person"),
        Column(key="by", label="field.security_by", phone="hidden"),
        Column(key="address", label="field.network_address", kind="code"),
        Column(key="device", label="field.device", phone="hidden"),
        Column(key="more", label="field.security_more", phone="hidden"),
    ),
    rows=_rows,
    filters=(
        Filter(key="kind", label="filter.security_kind", choices=_kinds),
        Filter(key="person", label="field.person", choices=_people),
        Filter(key="span", label="filter.security_span", choices=_spans),
    ),
    adds=False,
)
