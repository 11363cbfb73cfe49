"""Who may do what in the demo office besides the roles of the first day: a role that waits to be confirmed, a delegation."""

from khlang.faces.cli.demo.stage import Row, Stage, office
from khlang.spine.access import queries as access


def settle(stage: Stage, row: Row) -> None:
    """The administrator proposes somebody for another officer's place; the executive hands two duties over."""
    asked = dict(office()["authority"]["proposal"])
    by, replaced = asked.pop("by"), stage.people[asked.pop("acting_for")]
    with stage.scope():
        held = access.assignments(person_id=replaced, on=stage.today)
    place = next(each for each in held if each.role == asked["role"])
    proposal = {
        "person_id": stage.people[asked.pop("person")],
        "acting_for_id": place.id,
        "position_id": place.position_id,
    }
    stage.act("role.propose", asked | proposal, by=by)
    given = dict(office()["authority"]["delegation"])
    giver, taker = given.pop("by"), stage.people[given.pop("taker")]
    stage.act("delegation.give", given | {"taker_id": taker}, by=giver)
