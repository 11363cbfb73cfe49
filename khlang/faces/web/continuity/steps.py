"""The eight steps of an outage as a newcomer is led through them: what is done, what is next, who does it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from khlang.faces.web.place import Place
from khlang.spine.access import queries as access

#: The steps in their order: key and icon.
STEPS: Final = (
    ("declare", "megaphone"), ("confirm", "circle-check"), ("write", "pencil"), ("restore", "refresh-cw"),
    ("enter", "keyboard"), ("reconcile", "scale"), ("certify", "badge-check"), ("close", "archive"),
)  # fmt: skip
#: At which step an outage of a state stands.
_AT: Final[Mapping[str, int]] = {
    "draft": 0, "declared": 1, "manual": 2, "entering": 4, "reconciling": 6, "certified": 7, "closed": 8, "cancelled": 0,
}  # fmt: skip
#: Who makes the step: the duty that it asks for.
_DUTY: Final[Mapping[str, str]] = {
    "declare": "outage.declare", "confirm": "outage.confirm", "write": "paper.record", "restore": "outage.restore",
    "enter": "paper.record", "reconcile": "outage.reconcile", "certify": "outage.certify", "close": "outage.acknowledge",
}  # fmt: skip
_NAMED: Final = 3


def steps(place: Place, state: str = "draft") -> list[Mapping[str, Any]]:
    """Every step with its words; `done`, `here` or to come."""
    at = _AT.get(state, 0)
    return [
        {
            "key": key, "icon": icon, "number": index + 1, "done": index < at, "here": index == at,
            "title": place.say(f"web.continuity.step.{key}"), "text": place.say(f"web.continuity.step.{key}.text"),
        }
        for index, (key, icon) in enumerate(STEPS)
    ]  # fmt: skip


def who(place: Place, state: str, on: date) -> str:
    """The people who can make the next step, by name; "" when nobody holds the duty."""
    at = _AT.get(state, 0)
    if at >= len(STEPS):
        return ""
    holders = access.who_holds(duty=_DUTY[STEPS[at][0]], on=on)
    names = list(dict.fromkeys(each.name for each in holders))
    shown = ", ".join(names[:_NAMED])
    return (
        place.say("web.continuity.and_others", names=shown, more=len(names) - _NAMED) if len(names) > _NAMED else shown
    )


def next_text(place: Place, state: str) -> str:
    """What is to be done now, in one or two sentences."""
    return place.say(f"web.continuity.next.{state}")
