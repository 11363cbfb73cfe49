"""The world of a story: an office, its people with their roles, the business date, the documents by the names they are given."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from khlang import standards
from khlang.core import calendar
from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import COMMANDS, Actor, Envelope, Outcome
from khlang.spine.documents import lifecycles
from khlang.spine.documents import queries as documents
from tests.office import Office
from tests.stories.language import VERBS

#: Who prepares what is there before a story begins; nobody of the story.
STAGE_HANDS = ("all#prepares", "all#approves")
#: What leads a document from its submission to its approval.
FORWARD: Final = {
    "requisition": ("check", "approve"),
    "purchase_order": ("sign",),
    "contract": ("sign",),
    "inspection": ("accept",),
    "advance": ("check", "approve"),
    "advance_clearing": ("approve",),
    "dika": ("request", "receive", "examine", "endorse", "approve"),
    "cheque_report": ("sign", "sign", "sign"),
}


@dataclass
class World:
    """What the steps of a story share. A refusal waits in `refused` until a step names it."""

    office: Office
    people: dict[str, Actor] = field(default_factory=dict)
    refs: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    parties: dict[str, int] = field(default_factory=dict)
    divisions: dict[str, str] = field(default_factory=dict)
    committee: list[dict[str, str]] = field(default_factory=list)
    written: dict[str, dict[str, Any]] = field(default_factory=dict)
    minutes: int = 0

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of today, B.E."""
        return calendar.fiscal_year(self.office.today)

    def turn_to(self, day: str) -> None:
        """Go to a day as people write it: 1 ต.ค. 2567."""
        self.office.today = calendar.parse_date(day, today=self.office.today)

    def date_of(self, day: str) -> date:
        """A day as people write it."""
        return calendar.parse_date(day, today=self.office.today)

    def introduce(self, name: str, role_name: str) -> None:
        """A person of the story with one role, named in Thai as in the duty matrix."""
        roles = {role.name_th: role for role in standards.duties().roles}
        assert role_name in roles, f"no role is called {role_name}; there are {sorted(roles)}"
        self.people[name] = Actor(2_000 + len(self.people), name, frozenset(roles[role_name].duties))

    def _envelope(self, who: str) -> Envelope:
        self.minutes += 1
        made = self.office.envelope("all")
        if who in STAGE_HANDS:
            actor = replace(self.office.person("all"), id=10 + STAGE_HANDS.index(who), name=who)
        else:
            assert who in self.people, f"nobody introduced {who}"
            actor = self.people[who]
        return replace(made, actor=actor, now=made.now + timedelta(minutes=self.minutes), command_id=uuid4())

    def act(self, who: str, name: str, data: dict[str, Any], *, ref: str = "") -> Outcome | None:
        """Carry a command out. What it makes is called `ref` from now on; a refusal is kept for the next step to name."""
        self.settle()
        try:
            outcome = COMMANDS[name].run(envelope=self._envelope(who), data=data)
        except Refusals as refusals:
            self.refused = list(refusals.errors)
            return None
        except Refusal as refusal:
            self.refused = [refusal]
            return None
        if ref:
            assert ref not in self.refs, f"there are two documents called {ref}"
            self.refs[ref] = (outcome.kind, outcome.document_id or 0)
        return outcome

    def arrange(self, who: str, name: str, data: dict[str, Any]) -> Outcome:
        """Carry a command out that sets the stage: a refusal here is a fault of the story."""
        outcome = self.act(who, name, data)
        self.settle()
        assert outcome is not None
        return outcome

    def move(self, who: str, verb: str, ref: str, reason: str = "") -> None:
        """Let somebody do with a document what the verb means for its kind."""
        kind, document_id = self.refs[ref]
        named = {move.name for move in lifecycles.get(kind).moves}
        meant = [f"{kind}.{move}" for move in VERBS[verb] if move in named]
        assert meant, f"{verb} means nothing for {kind}"
        schema = COMMANDS[meant[0]].schema
        given = {"document_id": document_id, "reason": reason, "reference": ref, "decided_date": self.office.today}
        data = {name: value for name, value in given.items() if name in schema.model_fields}
        assert not reason or "reason" in data, f"{verb} takes no reason for {kind}"
        self.act(who, meant[0], data)

    def write_dika(self, who: str, ref: str, data: dict[str, Any]) -> None:
        """Write a dika, or write it anew; what was written is kept for the next time."""
        self.written[ref] = {"title": ref, **data}
        known = {"document_id": self.refs[ref][1]} if ref in self.refs else {}
        self.act(who, "dika.prepare", {**self.written[ref], **known}, ref="" if known else ref)

    def whose(self, duty: str, *, but: Collection[str] = ()) -> str:
        """Who of the story has a duty: somebody who has not had a hand in it before, if there is one."""
        able = [name for name, actor in self.people.items() if duty in actor.duties]
        assert able, f"nobody in the story may {duty}"
        return next((name for name in able if name not in but), able[0])

    def carry(self, ref: str) -> None:
        """Let everybody whose turn it is do what leads a document to its approval; a refusal is a fault of the story."""
        kind, document_id = self.refs[ref]
        for name in FORWARD[kind]:
            move, document = lifecycles.get(kind).move(name), self.document(ref)
            if move is not None and document.state in move.from_states:
                hands = [step.actor_name for step in documents.trail(document_id=document_id)]
                who = self.whose(move.duty, but=hands)
                self.arrange(who, f"{kind}.{name}", {"document_id": document_id})

    def document(self, ref: str) -> Any:
        """The document of a name."""
        kind, document_id = self.refs[ref]
        return documents.get(document_id=document_id, kind=kind)

    def settle(self) -> None:
        """Nothing was refused, or the story has named it."""
        assert not self.refused, " / ".join(self.reasons())

    def reasons(self) -> list[str]:
        """The refusals that wait, in the words that the officer reads."""
        return [standards.message(f"refusal.{refusal.code}", **refusal.facts) for refusal in self.refused]


def item_code(name: str) -> str:
    """The code of a receipt item given by code or by its Thai name."""
    named = [item.code for item in standards.revenue_items() if item.name_th == name]
    return named[0] if named else name


def records(datatable: list[list[str]]) -> list[dict[str, str]]:
    """The rows of a table in a story, by their headings."""
    heading, *rows = datatable
    return [dict(zip(heading, row, strict=True)) for row in rows]
