"""The life of a document: which moves exist, who may make them, and who may not because of what they did before.

A lifecycle is declared once, beside its document; buttons, API links, the duty matrix, the database check on the
state and the diagram in the documentation are all read from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khlang.core.refusal import Refusal

WITHDRAWING = ("cancel", "take_back")
"""Moves by which the one who made a document gives it up or fetches it back."""

DRAFTING = ("create", "edit")
"""The steps of a draft that are not moves; "create" is the first step of every history."""


@dataclass(frozen=True, slots=True)
class Move:
    """One verb of the office.

    `duty` is what the actor must hold. `not_by` names earlier steps whose actors may not make this move
    (segregation of duties). `posts` is the event of the posting rule. `undoes` names earlier steps that no longer
    count once this move is made. `numbers` draws the official number of the document, `requests` the number of the
    division that asks for it; a document that has the number already keeps it when the move is made again.
    `paper`: made only when a paper is entered that was written by hand while the system stood still; nobody is offered it.
    """

    name: str
    from_states: tuple[str, ...]
    to_state: str
    duty: str
    not_by: tuple[str, ...] = ()
    posts: str | None = None
    undoes: tuple[str, ...] = ()
    reason_required: bool = False
    numbers: bool = False
    requests: bool = False
    paper: bool = False
    remark: str = ""

    @property
    def advances(self) -> bool:
        """True when the move carries the document on; voiding, returning and taking back do not."""
        return not self.reason_required and self.name not in WITHDRAWING


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """All moves of one kind of document.

    `series` is the numbering series of its official number, `request_series` that of the number of the division
    (เลขที่ผู้เบิก), if it has them.
    """

    document: str
    initial: str
    final: tuple[str, ...]
    moves: tuple[Move, ...]
    series: str | None = None
    request_series: str | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, the initial first, then in the order in which moves reach them."""
        return tuple(dict.fromkeys((self.initial, *(move.to_state for move in self.moves), *self.final)))

    def move(self, name: str) -> Move | None:
        """Return the move of that name, or None."""
        return next((move for move in self.moves if move.name == name), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a document's history: what was done and by whom."""

    move: str
    actor_id: int


def decide(
    *,
    lifecycle: Lifecycle,
    state: str,
    move: str,
    actor_id: int,
    duties: frozenset[str],
    history: Sequence[Step],
    reason: str = "",
) -> Move:
    """Return the move if the actor may make it now; `history` is in the order in which it happened.

    Refusals: move_not_allowed (the state does not permit it), duty_missing, own_approval (the actor has done an
    earlier step that the move must be independent of), reason_required.
    """
    found = lifecycle.move(move)
    if found is None or state not in found.from_states:
        raise Refusal("move_not_allowed", document=lifecycle.document, state=state, move=move)
    if found.duty not in duties:
        raise Refusal("duty_missing", duty=found.duty, document=lifecycle.document, move=move)
    earlier = _conflict(lifecycle, found, actor_id, history)
    if earlier is not None:
        raise Refusal("own_approval", document=lifecycle.document, move=move, earlier_move=earlier)
    if found.reason_required and not reason.strip():
        raise Refusal("reason_required", field="reason", document=lifecycle.document, move=move)
    return found


def available(
    *, lifecycle: Lifecycle, state: str, actor_id: int, duties: frozenset[str], history: Sequence[Step]
) -> tuple[Move, ...]:
    """Return the moves that the actor could make now, in the order of the declaration: the buttons of a page.

    Moves that are made only from paper are not among them.
    """
    return tuple(
        move
        for move in lifecycle.moves
        if not move.paper
        and state in move.from_states
        and move.duty in duties
        and _conflict(lifecycle, move, actor_id, history) is None
    )


def _conflict(lifecycle: Lifecycle, move: Move, actor_id: int, history: Sequence[Step]) -> str | None:
    """Return the latest step still in force by which the actor is barred from the move."""
    if not move.not_by:
        return None
    undone: set[str] = set()
    for step in reversed(history):
        if step.actor_id == actor_id and step.move in move.not_by and step.move not in undone:
            return step.move
        made = lifecycle.move(step.move)
        if made is not None:
            undone.update(made.undoes)
    return None


def problems(lifecycle: Lifecycle) -> list[str]:
    """Return what is unsound in the declaration, in words for its author; an empty list means sound."""
    return [f"{lifecycle.document}: {text}" for text in (*_state_problems(lifecycle), *_move_problems(lifecycle))]


def _state_problems(lifecycle: Lifecycle) -> Iterable[str]:
    exits: dict[str, set[str]] = {state: set() for state in lifecycle.states}
    for move in lifecycle.moves:
        for state in move.from_states:
            exits.setdefault(state, set()).add(move.to_state)
    for state in sorted(exits.keys() - _closure({lifecycle.initial}, exits)):
        yield f"state {state} is never reached"
    entries: dict[str, set[str]] = {state: set() for state in exits}
    for state, reached in exits.items():
        for target in reached:
            entries[target].add(state)
    for state in sorted(exits.keys() - _closure(set(lifecycle.final), entries)):
        yield f"state {state} never comes to an end"
    for state in lifecycle.final:
        if exits[state]:
            yield f"final state {state} has a way out"


def _closure(start: set[str], edges: dict[str, set[str]]) -> set[str]:
    """Return everything that can be reached from the start along the edges, the start included."""
    seen: set[str] = set()
    waiting = set(start)
    while waiting:
        state = waiting.pop()
        seen.add(state)
        waiting |= edges[state] - seen
    return seen


def _move_problems(lifecycle: Lifecycle) -> Iterable[str]:
    names = [move.name for move in lifecycle.moves]
    known = {*names, *DRAFTING}
    for name in sorted({name for name in names if names.count(name) > 1 or name in DRAFTING}):
        yield f"move {name} is declared twice" if name not in DRAFTING else f"move {name} has a reserved name"
    for move in lifecycle.moves:
        if not move.from_states:
            yield f"move {move.name} starts from no state"
        for name in (*move.not_by, *move.undoes):
            if name not in known:
                yield f"move {move.name} names the unknown step {name}"
        if move.duty.count(".") != 1:
            yield f"move {move.name} has the duty {move.duty!r}, which is not <document>.<verb>"
    if any(move.numbers for move in lifecycle.moves) != (lifecycle.series is not None):
        yield "a numbering series and a move that draws the number belong together"
    if any(move.requests for move in lifecycle.moves) != (lifecycle.request_series is not None):
        yield "a request series and a move that draws the request number belong together"


def diagram(lifecycle: Lifecycle) -> str:
    """Return the lifecycle as a Mermaid state diagram for the documentation."""
    rows = ["stateDiagram-v2", f"    [*] --> {lifecycle.initial}"]
    for move in lifecycle.moves:
        label = move.name + (f" / {move.posts}" if move.posts else "")
        rows += [f"    {state} --> {move.to_state} : {label}" for state in move.from_states]
    rows += [f"    {state} --> [*]" for state in lifecycle.final]
    return "\n".join(rows) + "\n"
