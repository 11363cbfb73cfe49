"""What the forms of continuity offer: parts of the work, units, people, kinds of paper."""

from collections.abc import Sequence

from khlang import standards
from khlang.platform.screens import Choice
from khlang.spine.access import queries as access
from khlang.spine.organisations import queries as organisations


def areas() -> Sequence[Choice]:
    """The parts of the work that an outage or a letter may be limited to."""
    return tuple(Choice(value=key, label=th, label_en=en) for key, (th, en) in standards.areas().items())


def units() -> Sequence[Choice]:
    """The subordinate units of the office, by code."""
    own = organisations.current()
    return tuple(
        Choice(value=unit.code, label=unit.name_th, label_en=unit.name_en)
        for unit in organisations.subordinates(org_id=own.id)
        if unit.parent_id == own.id
    )


def people() -> Sequence[Choice]:
    """Everybody of the office, to name a custodian or a witness."""
    return tuple(Choice(value=str(each.id), label=each.name_th) for each in access.people() if each.is_active)


def papers() -> Sequence[Choice]:
    """The kinds of paper, in the order of entry."""
    return tuple(
        Choice(value=each.key, label=each.name_th, label_en=each.name_en) for each in standards.manual_papers()
    )
