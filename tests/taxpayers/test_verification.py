"""What `khlang verify` finds of the register when somebody worked behind the program."""

from khlang.office.taxpayers import commands
from khlang.office.taxpayers.models import TaxAssessment, TaxSuccession
from khlang.office.taxpayers.verification import CHECKS
from tests.office import Office
from tests.taxpayers.roll import DUE, LAND, assessed, pay, typed


def found() -> list[str]:
    """What all checks of the register say."""
    return [said for check in CHECKS.values() for said in check()]


def test_a_register_that_was_used_is_sound_and_what_was_changed_behind_it_is_found(office: Office) -> None:
    """Paid, replaced, numbered: each check finds what is its own."""
    each = assessed(office)
    pay(office, (each, LAND, 40_000), on=DUE)
    data = {"assessments": [{"assessment": each.id}], "replacements": [typed(amount="600")], "reason": "แบ่งแยกโฉนด"}
    commands.supersede(envelope=office.envelope("revenue_officer"), data=data)
    assert found() == []
    TaxAssessment.objects.filter(id=each.id).update(paid=30_000, run=9)
    TaxSuccession.objects.all().delete()
    assert [said.partition(":")[0] for said in found()] == ["tax assessment LB68-00001"] * 4
