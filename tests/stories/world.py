"""The world of a story: an office, its people with their roles, the business date, the documents by the names they are given."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
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


@dataclass
class World:
    """What the steps of a story share. A refusal waits in `refused` until a step names it."""

    office: Office
    people: dict[str, Actor] = field(default_factory=dict)
    refs: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    minutes: int = 0

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
