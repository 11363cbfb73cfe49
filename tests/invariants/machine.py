"""What every random office does, whatever it is that it works on: documents go on, days pass, people knock at wrong doors.

`KHLANG_TEST_PROFILE=nightly` draws many more runs, and anew each time; the usual profile draws the same each time.
"""

import os
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from khlang import standards
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Outcome
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import Document
from tests.budget import budgeting
from tests.invariants.world import World
from tests.office import Office

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
NIGHTLY = os.environ.get("KHLANG_TEST_PROFILE") == "nightly"
EVERY = 6  # steps between two full looks at the books
FORWARD = 8  # moves that a document is carried at most

places = st.sampled_from((0, 1))
well_typed = st.one_of(
    st.sampled_from(("100", "250.50", "๑,๒๓๔.๕๐", "0.01", "9,999")),
    st.integers(1, 900_000).map(lambda satang: f"{satang // 100}.{satang % 100:02d}"),
)
badly_typed = st.sampled_from(("0", "-5", "1.005", "สิบบาท", "99999999999999"))
seldom = st.sampled_from((False,) * 7 + (True,))
mostly = st.sampled_from((True,) * 5 + (False,))
amounts = seldom.flatmap(lambda bad: badly_typed if bad else well_typed)
banks = st.sampled_from(("KTB-S", "BAAC-S", "KTB-C", "GSB-F") * 3 + ("NOWHERE",))
roles = st.sampled_from([role.code for role in standards.duties().roles if not role.at])
picks = st.integers(0, 10_000)
#: Who sends a command: mostly whose work it is (None), now and then anybody.
senders = st.one_of(*(st.none(),) * 9, roles)


def profile(*, examples: int, steps: int) -> settings:
    """The settings of a run: so many examples drawn the same each time, or the many of the night."""
    if NIGHTLY:
        return settings(
            max_examples=1_500,
            stateful_step_count=2 * steps,
            deadline=None,
            suppress_health_check=QUIET,
            print_blob=True,
        )
    return settings(
        max_examples=examples, stateful_step_count=steps, derandomize=True, database=None, deadline=None,
        suppress_health_check=QUIET,
    )  # fmt: skip


def there_is(*kinds: str, state: str) -> Any:
    """The condition of a rule: a document of one of the kinds is in the state (states, divided by |)."""
    return precondition(lambda machine: machine.have(kinds, *state.split("|")))


class AnyOffice(RuleBasedStateMachine):
    """One run: it starts from the same two offices and is rolled back at its end."""

    offices: tuple[Office, Office]
    #: Budget lines between which money is transferred.
    between: tuple[str, ...] = ("L05", "L18", "L23")

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.world = World(self.offices)
        self.steps = 0

    def teardown(self) -> None:
        """A last look, then everything is undone."""
        try:
            self.world.check()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    @invariant()
    def the_books_are_whole(self) -> None:
        """Looked at every few steps."""
        self.steps += 1
        if self.steps % EVERY == 0:
            self.world.check()

    def at(self, place: int) -> Office:
        """One of the two offices."""
        return self.offices[place]

    def named(self, place: int, kind: str, pick: int, *states: str) -> Document | None:
        """A document of a kind, one in these states if there is any; None when the office has none of the kind."""
        found = self.world.documents(self.at(place), kind)
        fitting = [document for document in found if document.state in states] or found
        return fitting[pick % len(fitting)] if fitting else None

    def have(self, kinds: tuple[str, ...], *states: str) -> bool:
        """Whether either office has a document of these kinds in one of the states."""
        return any(
            document.state in states for office in self.offices for document in self.world.documents(office, *kinds)
        )

    def send(
        self, place: int, command: str, data: dict[str, Any], by: str, *, far: int | None = None
    ) -> Outcome | None:
        """A command; with `far` what it made is carried on its way as well."""
        made = self.world.attempt(self.at(place), command, data, by)
        if made is not None and far is not None:
            self.bring_to_its_end(self.at(place), made.document_id or 0, far)
        return made

    @rule(
        place=places,
        source=st.integers(0, 2),
        into=st.integers(0, 2),
        amount=st.one_of(amounts, st.sampled_from(("20,000", "40,000", "120,000"))),
        nature=seldom,
    )
    def transfer_budget(self, place: int, source: int, into: int, amount: str, nature: bool) -> None:
        """From line to line; whether the line can afford it shows at the approval."""
        with tenancy.scope(self.at(place).org):
            data = budgeting.transfer(self.between[source], self.between[into], amount, changes_nature=nature)
        made = self.world.attempt(self.at(place), "budget_transfer.prepare", data, "budget_officer")
        if made is not None:
            self.world.attempt(
                self.at(place), "budget_transfer.submit", {"document_id": made.document_id}, "budget_officer"
            )

    @rule(
        place=places,
        pick=picks,
        which=picks,
        wrong=st.sampled_from((None, None, None, None, "person", "version", "dry")),
        role=roles,
        newest=st.booleans(),
    )
    def go_on(self, place: int, pick: int, which: int, wrong: str | None, role: str, newest: bool) -> None:
        """The next move of a document, by somebody who may or by somebody who may not, on a fresh or a stale page."""
        office = self.at(place)
        waiting = [(document, self.world.moves_of(document)) for document in self.world.documents(office)]
        waiting = [pair for pair in waiting if pair[1]]
        if not waiting:
            return
        document, moves = waiting[-1 - pick % min(3, len(waiting))] if newest else waiting[pick % len(waiting)]
        command, duty = moves[which % len(moves)]
        holders = [found.code for found in standards.duties().holders(duty)]
        who = role if wrong == "person" else holders[pick % len(holders)]
        version = document.version + (1 if wrong == "version" else 0) if which % 2 or wrong == "version" else None
        data = self.world.input_of(command, document)
        outcome = self.world.attempt(office, command, data, who, version=version, dry_run=wrong == "dry")
        assert outcome is None or wrong != "version"

    @rule(place=places, pick=picks)
    def carry_through(self, place: int, pick: int) -> None:
        """A document that waits goes its way to the end, each move by somebody whose duty it is."""
        waiting = [found for found in self.world.documents(self.at(place)) if self.forward(found)]
        if waiting:
            self.bring_to_its_end(self.at(place), waiting[-1 - pick % min(5, len(waiting))].id, pick)

    def bring_to_its_end(self, office: Office, document_id: int, pick: int) -> None:
        """Moves forward, each by the next of those who may; a refused one ends the way."""
        for turn in range(pick, pick + FORWARD):
            (document,) = [found for found in self.world.documents(office) if found.id == document_id]
            moves = self.forward(document)
            if not moves:
                return
            command, duty = moves[turn % len(moves)]
            holders = standards.duties().holders(duty)
            who = holders[turn % len(holders)].code
            if self.world.attempt(office, command, self.world.input_of(command, document), who) is None:
                return

    def forward(self, document: Document) -> list[tuple[str, str]]:
        """The moves that bring a document further on its way."""
        declared = {move.name: move for move in lifecycles.get(document.kind).moves}
        return [pair for pair in self.world.moves_of(document) if declared[pair[0].partition(".")[2]].advances]

    @rule(place=places, pick=picks, which=picks)
    def reach_over_the_wall(self, place: int, pick: int, which: int) -> None:
        """Any command on a document of the other organisation, by somebody who holds every duty."""
        theirs = self.world.documents(self.at(1 - place))
        document = theirs[pick % len(theirs)]
        named = sorted(
            n for n, c in COMMANDS.items() if c.document == document.kind and "document_id" in c.schema.model_fields
        )
        if named:
            command = named[which % len(named)]
            assert self.world.attempt(self.at(place), command, self.world.input_of(command, document), "all") is None

    @precondition(lambda self: self.world.done)
    @rule(pick=picks, otherwise=st.booleans())
    def send_again(self, pick: int, otherwise: bool) -> None:
        """A command that was carried out is sent once more, the same or with something else in it."""
        done = self.world.done[pick % len(self.world.done)]
        if not otherwise:
            self.world.send_again(done)
        elif "document_id" in done.data:
            self.world.send_again(done, {**done.data, "document_id": 1})

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        """Morning comes."""
        self.world.next_day(days)

    @rule(place=places, back=st.sampled_from((0, 1, 2, 5, 20, 60)))
    def close_days(self, place: int, back: int) -> None:
        """The head of treasury closes the books up to some day."""
        day = self.at(place).today.toordinal() - back
        data = {"fiscal_year": 2568, "day": type(self.at(place).today).fromordinal(day)}
        self.world.attempt(self.at(place), "period.close_through", data, "treasury_head")
