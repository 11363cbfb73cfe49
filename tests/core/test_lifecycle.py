"""Who may do what with a document, and when: shown on a disbursement voucher (ฎีกา) in miniature."""

from dataclasses import replace
from itertools import product

import pytest

from khlang.core.lifecycle import Lifecycle, Move, Step, available, decide, diagram, problems
from khlang.core.refusal import Refusal

DIKA = Lifecycle(
    document="dika",
    initial="draft",
    final=("approved", "cancelled"),
    series="dika",
    moves=(
        Move("submit", ("draft", "returned"), "submitted", "dika.prepare", numbers=True),
        Move("examine", ("submitted",), "examined", "dika.examine", not_by=("create", "submit")),
        Move(
            "return",
            ("submitted", "examined"),
            "returned",
            "dika.examine",
            undoes=("submit", "examine"),
            reason_required=True,
        ),
        Move("approve", ("examined",), "approved", "dika.approve", ("create", "submit", "examine"), "dika.approved"),
        Move("record", ("draft",), "approved", "paper.record", numbers=True, paper=True),
        Move("cancel", ("draft", "returned"), "cancelled", "dika.prepare"),
    ),
)
ALL_DUTIES = frozenset({"dika.prepare", "dika.examine", "dika.approve", "paper.record"})
SOMCHAI, WIPA, PRANEE = 1, 2, 3


def attempt(move, state, actor, *history, duties=ALL_DUTIES, reason="เอกสารไม่ครบ"):
    """Return the new state, or the code of the refusal."""
    try:
        made = decide(
            lifecycle=DIKA,
            state=state,
            move=move,
            actor_id=actor,
            duties=duties,
            history=[Step(*step) for step in history],
            reason=reason,
        )
    except Refusal as refused:
        return refused.code
    return made.to_state


ALLOWED = {
    ("draft", "submit"): "submitted",
    ("returned", "submit"): "submitted",
    ("submitted", "examine"): "examined",
    ("submitted", "return"): "returned",
    ("examined", "return"): "returned",
    ("examined", "approve"): "approved",
    ("draft", "record"): "approved",
    ("draft", "cancel"): "cancelled",
    ("returned", "cancel"): "cancelled",
}


@pytest.mark.parametrize("state, move", [*product(DIKA.states, [move.name for move in DIKA.moves])])
def test_every_move_from_every_state(state, move):
    """The whole table: what is not declared is refused."""
    assert attempt(move, state, PRANEE, ("create", SOMCHAI)) == ALLOWED.get((state, move), "move_not_allowed")


@pytest.mark.parametrize("move", DIKA.moves, ids=lambda move: move.name)
def test_a_move_needs_its_duty(move):
    """Every other duty together does not replace it."""
    others = ALL_DUTIES - {move.duty}
    assert attempt(move.name, move.from_states[0], PRANEE, duties=others) == "duty_missing"
    assert attempt(move.name, move.from_states[0], PRANEE, duties=frozenset({move.duty})) == move.to_state


@pytest.mark.parametrize(
    "actor, history, outcome",
    [
        (PRANEE, [("create", SOMCHAI), ("submit", SOMCHAI), ("examine", WIPA)], "approved"),
        (SOMCHAI, [("create", SOMCHAI), ("submit", SOMCHAI), ("examine", WIPA)], "own_approval"),
        (WIPA, [("create", SOMCHAI), ("submit", SOMCHAI), ("examine", WIPA)], "own_approval"),
        (SOMCHAI, [("create", SOMCHAI), ("submit", PRANEE), ("examine", WIPA)], "own_approval"),
        (
            WIPA,
            [("create", SOMCHAI), ("submit", SOMCHAI), ("examine", WIPA), ("return", PRANEE)]
            + [("submit", SOMCHAI), ("examine", PRANEE)],
            "approved",
        ),
        (
            PRANEE,
            [("create", SOMCHAI), ("submit", SOMCHAI), ("examine", WIPA), ("return", PRANEE)]
            + [("submit", SOMCHAI), ("examine", PRANEE)],
            "own_approval",
        ),
        (
            SOMCHAI,
            [("create", SOMCHAI), ("submit", SOMCHAI), ("return", WIPA), ("submit", PRANEE), ("examine", WIPA)],
            "own_approval",
        ),
    ],
)
def test_nobody_approves_what_they_prepared_or_examined(actor, history, outcome):
    """A step undone by a return no longer counts; having created the document always counts."""
    assert attempt("approve", "examined", actor, *history) == outcome


def test_the_refusal_names_the_earlier_step():
    """The message can say: you examined this one yourself."""
    with pytest.raises(Refusal) as refused:
        decide(
            lifecycle=DIKA,
            state="examined",
            move="approve",
            actor_id=WIPA,
            duties=ALL_DUTIES,
            history=[Step("create", SOMCHAI), Step("submit", SOMCHAI), Step("examine", WIPA)],
        )
    assert refused.value.facts == {"document": "dika", "move": "approve", "earlier_move": "examine"}


@pytest.mark.parametrize("reason, outcome", [("", "reason_required"), ("  ", "reason_required"), ("ผิด", "returned")])
def test_sending_back_needs_a_reason(reason, outcome):
    """Blanks are no reason."""
    assert attempt("return", "submitted", WIPA, reason=reason) == outcome


def test_buttons_are_the_moves_that_would_succeed():
    """What is offered can be done, and what can be done is offered; only what comes from paper is offered to nobody."""
    history = [("create", SOMCHAI), ("submit", SOMCHAI)]
    steps = [Step(*step) for step in history]
    for state, actor, duties in product(DIKA.states, (SOMCHAI, WIPA), (ALL_DUTIES, frozenset({"dika.examine"}))):
        offered = available(lifecycle=DIKA, state=state, actor_id=actor, duties=duties, history=steps)
        possible = [
            move
            for move in DIKA.moves
            if not move.paper and attempt(move.name, state, actor, *history, duties=duties) == move.to_state
        ]
        assert list(offered) == possible


def test_a_sound_declaration_has_no_problems():
    """And its diagram shows every move."""
    assert problems(DIKA) == []
    picture = diagram(DIKA)
    assert picture.startswith("stateDiagram-v2\n    [*] --> draft\n")
    assert "    examined --> approved : approve / dika.approved\n" in picture
    assert picture.count(" --> ") == 1 + len(ALLOWED) + len(DIKA.final)


def with_move(**changes):
    """DIKA with its last move changed."""
    return replace(DIKA, moves=(*DIKA.moves[:-1], replace(DIKA.moves[-1], **changes)))


@pytest.mark.parametrize(
    "lifecycle, complaint",
    [
        (with_move(from_states=("drafted",)), "state drafted is never reached"),
        (with_move(to_state="lost"), "state lost never comes to an end"),
        (with_move(to_state="lost"), "state cancelled is never reached"),
        (with_move(from_states=("approved",)), "final state approved has a way out"),
        (with_move(from_states=()), "move cancel starts from no state"),
        (with_move(not_by=("sign",)), "move cancel names the unknown step sign"),
        (with_move(undoes=("sign",)), "move cancel names the unknown step sign"),
        (with_move(name="submit"), "move submit is declared twice"),
        (with_move(name="create"), "move create has a reserved name"),
        (with_move(duty="cancel"), "move cancel has the duty 'cancel', which is not <document>.<verb>"),
        (replace(DIKA, series=None), "a numbering series and a move that draws the number belong together"),
    ],
)
def test_an_unsound_declaration_is_named(lifecycle, complaint):
    """Found when the program starts, not when a clerk presses a button."""
    assert f"dika: {complaint}" in problems(lifecycle)
