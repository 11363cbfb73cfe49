"""Who signs where: the people who took the steps; where nobody has yet, the officers the organisation has named."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khlang.spine.documents.print_data import Signature
from khlang.spine.organisations import queries as organisations
from khlang.spine.organisations.schemas import Settings, SigningPlace
from khlang.standards import message

#: Places to sign: the label (message key) and the officer.
Wanted = Sequence[tuple[str, SigningPlace]]
#: Which named officer stands at a place of a form, by the label that the form prints there; the committee is in order.
_OFFICERS: Final[Mapping[str, tuple[SigningPlace, ...]]] = {
    "signature.treasury_head": ("treasury_head",),
    "signature.palad": ("clerk",),
    "signature.executive": ("executive",),
    "signature.keeper": ("cash_committee_1", "cash_committee_2", "cash_committee_3"),
}


def named() -> Settings:
    """The settings of the organisation in scope, in which its signatories stand."""
    return organisations.settings(org_id=organisations.current().id)


def places(*, wanted: Wanted) -> list[Signature]:
    """Places to sign a report: label (message key) and the officer whom the organisation has named for it."""
    settings = named() if wanted else None
    return [_place(message(label), settings, place) for label, place in wanted]


def _place(label: str, settings: Settings | None, place: SigningPlace) -> Signature:
    officer = settings.signatory(place) if settings else None
    return {
        "label": label,
        "name": officer.name if officer else "",
        "position": officer.position if officer else message(f"signing_place.{place}"),
        "dated": True,
    }


def completed(*, signatures: Any) -> Any:
    """The signature blocks of a form (a list, or lists by group) with what the organisation's settings know.

    A name without a position gets the position of the signatory of that name; an office without a name (ปลัด,
    the committee) gets its officer. Who did a step stays as it is.
    """
    settings = named()
    positions = {officer.name: officer.position for officer in settings.signatories}
    officers = {message(label): iter(places) for label, places in _OFFICERS.items()}
    if isinstance(signatures, Mapping):
        return {group: _filled(signs, settings, positions, officers) for group, signs in signatures.items()}
    return _filled(signatures or (), settings, positions, officers)


def _filled(
    signs: Iterable[Signature], settings: Settings, positions: Mapping[str, str], officers: Any
) -> list[Signature]:
    made: list[Signature] = []
    for sign in signs:
        filled: Signature = {**sign}
        place = next(officers.get(sign["label"], iter(())), None)
        officer = settings.signatory(place) if place else None
        if not sign["name"] and officer is not None:
            filled["name"], filled["position"] = officer.name, officer.position
        elif sign["name"] and not sign.get("position"):
            filled["position"] = positions.get(sign["name"], "")
        made.append(filled)
    return made
