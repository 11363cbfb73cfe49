"""Pages of several small forms, each of which sends one command: settings of the office, fiscal years, tokens."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import forms
from khlang.faces.web.place import Place
from khlang.faces.web.shape import Slot, slots
from khlang.platform.commands import COMMANDS, Outcome
from khlang.platform.screens import Field

Values = Callable[[Place], Mapping[str, Any]]


def nothing(place: Place) -> Mapping[str, Any]:
    """No values yet: a form that begins something."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One form: the command it sends, the duty without which it is not there, the values that it shows at first. `adds`
    are inputs that nobody types; `title`, `help` and `submit` are message keys."""

    key: str
    command: str
    title: str
    duty: str = ""
    help: str = ""
    submit: str = "web.save"
    icon: str = "save"
    fields: tuple[Field, ...] = ()
    without: tuple[str, ...] = ()
    values: Values = nothing
    adds: Values = nothing
    versioned: Callable[[Place], int] | None = None

    def open_to(self, place: Place) -> bool:
        """Whether the person may send this form."""
        return not self.duty or place.can(self.duty)

    def slots(self) -> tuple[Slot, ...]:
        """The fields of the form."""
        return slots(schema=COMMANDS[self.command].schema, fields=self.fields, without=self.without)


@dataclass(slots=True, kw_only=True)
class Sent:
    """What became of a form that was sent: an outcome, or the problem and what was typed."""

    panel: Panel
    values: Mapping[str, Any]
    outcome: Outcome | None = None
    problem: Refusal | Refusals | None = None


def send(request: HttpRequest, panels: Sequence[Panel]) -> Sent | None:
    """Carry out the form whose button was pressed, or None when none of these was."""
    place: Place = request.place  # type: ignore[attr-defined]
    panel = next((each for each in panels if each.key == request.POST.get("act")), None)
    if request.method != "POST" or panel is None:
        return None
    typed = forms.read(slots=panel.slots(), post=request.POST)
    sent = Sent(panel=panel, values=typed)
    try:
        data = {**typed, **panel.adds(place)}
        data |= {key: b64encode(file.read()).decode() for key, file in request.FILES.items()}  # type: ignore[union-attr]
        sent.outcome = COMMANDS[panel.command].run(envelope=place.envelope(request.POST), data=data)
    except (Refusal, Refusals) as refused:
        sent.problem = refused
    return sent


def draw(panels: Sequence[Panel], sent: Sent | None, place: Place) -> list[Mapping[str, Any]]:
    """The forms that the person may send, the refused one as it was typed."""
    return [
        _drawn(each, sent if sent and sent.panel is each else None, place) for each in panels if each.open_to(place)
    ]


def _drawn(panel: Panel, sent: Sent | None, place: Place) -> Mapping[str, Any]:
    asked = panel.slots()
    refused = sent is not None and sent.problem is not None
    values = sent.values if sent and refused else forms.typed(panel.values(place), asked)
    form = forms.draw(
        slots=asked,
        place=place,
        owner=panel.key,
        values=values,
        problem=sent.problem if sent else None,
        fresh=not refused,
        ids=panel.key,
    )
    return {
        "key": panel.key, "title": place.say(panel.title), "help": place.say(panel.help) if panel.help else "",
        "submit": place.say(panel.submit), "icon": panel.icon, "form": form, "problems": form.problems,
        "command_id": str(uuid4()), "version": panel.versioned(place) if panel.versioned else "",
    }  # fmt: skip
