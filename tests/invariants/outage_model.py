"""What must be true of an office's outages, kept beside the system by a few rules that anybody can read.

The model knows only what was asked for and that it was granted: never how the system came to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khlang import standards
from khlang.platform.commands import Outcome

#: What is written behind a closed gate as on any day.
EXEMPT = {"outage", "gate_directive", "kit", "budget_overrun", "payee_account"}
Number = tuple[str, str, int]


@dataclass
class Standstill:
    """One outage: its state, whether the system was back once, what letters let through until when."""

    areas: tuple[str, ...]
    state: str = "declared"
    shut: bool = False
    letters: dict[int, tuple[frozenset[str], date]] = field(default_factory=dict)
    letter: tuple[frozenset[str], date] | None = None

    def refuses(self, kind: str, today: date) -> bool:
        """Whether an ordinary document of the kind has to wait."""
        if kind in EXEMPT or not self.shut or self.state in ("certified", "closed"):
            return False
        if self.areas and kind not in standards.kinds_of_areas(self.areas):
            return False
        return not (self.letter and kind in self.letter[0] and today <= self.letter[1])


@dataclass
class Model:
    """One office: its outages, its stock of numbers, and what it was acknowledged."""

    outages: dict[int, Standstill] = field(default_factory=dict)
    numbers: dict[Number, str] = field(default_factory=dict)
    acknowledged: dict[str, tuple[int, str]] = field(default_factory=dict)

    def refused(self, kinds: set[str], today: date) -> set[str]:
        """The kinds of document that should not have been written now."""
        return {kind for kind in kinds if any(each.refuses(kind, today) for each in self.outages.values())}

    def learn(self, command: str, data: Mapping[str, Any], outcome: Outcome) -> None:
        """A command was carried out."""
        noun, _, verb = command.partition(".")
        learn = getattr(self, f"_{noun}", None)
        if learn is not None:
            learn(verb, data, outcome)

    def _outage(self, verb: str, data: Mapping[str, Any], outcome: Outcome) -> None:
        known = outcome.document_id or 0
        if verb == "supplement":
            self.outages[known] = Standstill(self.outages[data["document_id"]].areas)
        found = self.outages.setdefault(known, Standstill(tuple(data.get("areas", ()))))
        found.state = outcome.state or found.state
        found.shut = found.shut or verb == "restore"

    def _gate_directive(self, verb: str, data: Mapping[str, Any], outcome: Outcome) -> None:
        known = outcome.document_id or 0
        if verb == "record":
            kinds = frozenset(standards.kinds_of_areas(data["areas"]))
            self.outages[data["outage_id"]].letters[known] = (kinds, date.fromisoformat(data["in_force_through"]))
        for each in self.outages.values():
            if verb == "confirm" and known in each.letters:
                each.letter = each.letters[known]

    def _manual_book(self, verb: str, data: Mapping[str, Any], outcome: Outcome) -> None:
        if verb == "lease":
            for number in range(int(data["first"]), int(data["last"]) + 1):
                ref = data["paper"], data["book_no"], number
                assert ref not in self.numbers, f"{ref} was handed out twice"
                self.numbers[ref] = "leased"

    def _manual_number(self, verb: str, data: Mapping[str, Any], outcome: Outcome) -> None:
        numbers = [int(each) for each in str(data.get("numbers", data.get("number"))).split(",")]
        for number in numbers:
            ref = data["paper"], data["book_no"], number
            assert self.numbers[ref] == "leased", f"{ref} was {self.numbers[ref]} already"
            self.numbers[ref] = {"void": "voided", "return": "returned", "lose": "lost"}[verb]

    def _back_entry(self, verb: str, data: Mapping[str, Any], outcome: Outcome) -> None:
        for line in outcome.data.get("lines", ()) if verb == "capture" else ():
            if "sequence" in line and line["capture_id"]:
                said = line["sequence"], line["sha256"]
                assert self.acknowledged.setdefault(line["envelope"], said) == said, "another acknowledgement"

    def issue(self, numbers: set[Number]) -> None:
        """What the register now calls issued: each was out or lost before, or issued; a daily status may be read again."""
        for ref in numbers:
            assert self.numbers.get(ref) in ("leased", "lost", "issued"), f"{ref} was {self.numbers.get(ref)}"
            self.numbers[ref] = "issued"
        for ref, state in self.numbers.items():
            if state == "issued" and ref not in numbers:
                assert ref[0] == "daily_status", f"{ref} is not issued any more"
                self.numbers[ref] = "leased"
