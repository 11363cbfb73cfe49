"""What can be done about an outage beside its moves: each a command with a form of its own, drawn off its schema."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from khlang.bridges.continuity import queries
from khlang.bridges.continuity.choices import areas, papers, people
from khlang.bridges.continuity.lifecycle import ENTERING, RUNNING
from khlang.core.refusal import Refusal, Refusals
from khlang.faces.web import forms, pages
from khlang.faces.web.place import Place
from khlang.faces.web.shape import slots
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Field
from khlang.spine.documents import queries as documents
from khlang.spine.organisations import queries as organisations
from khlang.standards import ManualPaper, manual_papers


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing to do: the command, who may, in which states, how its form is drawn. `names` is the field that takes the
    outage."""

    key: str
    command: str
    duty: str
    icon: str
    states: tuple[str, ...]
    fields: tuple[Field, ...] = ()
    names: str = "outage_id"
    shown: bool = True


#: States in which the papers can be put together with their prints.
BUNDLED = (*ENTERING, "certified", "closed")
_NUMBER = (Field(key="paper", choices=papers, span=2), Field(key="book_no"), Field(key="number"))
_LISTED = (*_NUMBER[:2], Field(key="numbers", help="help.manual_number.numbers"))
ACTS: Mapping[str, Act] = {
    each.key: each
    for each in (
        Act(
            key="acknowledge", command="outage.acknowledge", duty="outage.acknowledge", icon="signature",
            states=(*RUNNING, "certified"), names="document_id",
            fields=(Field(key="of", prefix="acknowledged"), Field(key="acknowledged_by", span=2),
                    Field(key="acknowledged_on"), Field(key="told_by", prefix="told_by")),
        ),
        Act(
            key="escalate", command="outage.escalate", duty="outage.declare", icon="megaphone", names="document_id",
            states=("declared", *RUNNING),
            fields=(Field(key="told", span=2), Field(key="told_by", prefix="told_by"),
                    Field(key="note", widget="long", span=4)),
        ),
        Act(
            key="directive", command="gate_directive.record", duty="gate_directive.record", icon="scroll-text",
            states=ENTERING,
            fields=(Field(key="letter_number", span=2, label="field.directive_number"), Field(key="letter_date"),
                    Field(key="in_force_through"), Field(key="areas", choices=areas)),
        ),
        Act(
            key="void", command="manual_number.void", duty="paper.record", icon="ban", states=RUNNING,
            fields=(*_NUMBER, Field(key="witness", choices=people, span=2), Field(key="reason", widget="long", span=4),
                    Field(key="copies_kept", span=4)),
        ),
        Act(
            key="lose", command="manual_number.lose", duty="paper.record", icon="search-x", states=RUNNING,
            fields=(*_NUMBER, Field(key="report_no"), Field(key="reason", widget="long", span=4)),
        ),
        Act(
            key="return", command="manual_number.return", duty="paper.record", icon="undo-2", states=RUNNING,
            fields=_LISTED,
        ),
        Act(
            key="supplement", command="outage.supplement", duty="outage.declare", icon="file-plus-2", names="document_id",
            states=("certified", "closed"), fields=(Field(key="cause", widget="long", span=4),),
        ),
        Act(key="label", command="back_entry.label", duty="paper.record", icon="tag", states=ENTERING, shown=False,
            fields=_LISTED),
        Act(key="attach_scanned", command="back_entry.attach_scanned", duty="paper.record", icon="paperclip",
            states=ENTERING, shown=False,
            fields=_LISTED),
        Act(key="attach", command="back_entry.attach", duty="paper.record", icon="paperclip", states=ENTERING, shown=False,
            fields=_LISTED),
    )
}  # fmt: skip


def buttons(document: Any, place: Place) -> list[Mapping[str, str]]:
    """What this person can do about the outage now."""
    return [
        {"href": f"/continuity/{document.id}/do/{act.key}/", "label": place.say(f"act.{act.command}"), "icon": act.icon}
        for act in ACTS.values()
        if act.shown and document.state in act.states and place.can(act.duty) and act.command in COMMANDS
    ]


def papers_of(document: Any, place: Place) -> Sequence[ManualPaper]:
    """The kinds of paper of the outage: those of its areas, for a subordinate unit those that units have."""
    limited = queries.of(document_id=document.id).areas
    unit = organisations.by_id(org_id=place.organisation.id).kind == "unit"
    return [
        paper
        for paper in manual_papers()
        if (not unit or paper.units) and (not limited or paper.area in limited or paper.key == "daily_status")
    ]


def act_page(request: HttpRequest, outage_id: int, act: str) -> HttpResponse:
    """The form of an act (GET), and the act itself (POST): back to the outage when it is done."""
    place: Place = request.place  # type: ignore[attr-defined]
    pages.see("continuity", place)
    declared = ACTS.get(act)
    if declared is None or declared.command not in COMMANDS:
        raise Http404(act)
    document = documents.get(document_id=outage_id, kind="outage")
    command = COMMANDS[declared.command]
    asked = slots(schema=command.schema, fields=declared.fields, without=(declared.names, "by_paper_date"))
    values: Mapping[str, Any] = dict(request.GET.items())
    problem: Refusal | Refusals | None = None
    if request.method == "POST":
        values = forms.read(slots=asked, post=request.POST)
        try:
            command.run(envelope=place.envelope(request.POST), data={**values, declared.names: outage_id})
            messages.success(
                request, place.say("web.continuity.did", what=place.say(f"act.{declared.command}")), "success"
            )
            return redirect(f"/continuity/{outage_id}/")
        except (Refusal, Refusals) as refused:
            problem = refused
    form = forms.draw(
        slots=asked, place=place, owner="outage", values=values, problem=problem, fresh=request.method != "POST"
    )
    page = {
        "href": request.path, "title": place.say(f"act.{declared.command}"), "submit": place.say(f"act.{declared.command}"),
        "help": place.say(f"help.{declared.command}"), "form": form, "problems": form.problems,
        "group": pages.group_label("continuity", place), "parent": document.number or "",
        "parent_href": f"/continuity/{outage_id}/", "command_id": request.POST.get("command_id") or str(uuid4()),
        "version": document.version if declared.names == "document_id" else "",
    }  # fmt: skip
    return render(request, "web/form.html", {"page": page}, status=422 if problem else 200)
