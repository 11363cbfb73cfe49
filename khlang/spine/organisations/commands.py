"""Writes of organisations: founding, names, divisions, settings, emblem."""

import base64
import binascii
from typing import Final

from khlang.core.refusal import Refusal
from khlang.platform import uploads
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.organisations import queries
from khlang.spine.organisations.models import Division, Emblem, Organisation
from khlang.spine.organisations.schemas import (
    CreateOrganisation,
    EndPractice,
    SaveDivision,
    SaveEmblem,
    SaveOrganisation,
    Settings,
)

MAINTAIN: Final = "organisation.maintain"
#: Which kinds may stand above a kind: units under LAOs or provincial offices (LOGIN-3), LAOs under provincial offices.
_ABOVE: Final = {
    "unit": (*queries.LOCAL_GOVERNMENTS, "provincial_office"),
    "provincial_office": ("department",),
    "department": (),
    **dict.fromkeys(queries.LOCAL_GOVERNMENTS, ("provincial_office",)),
}
_EMBLEM_LIMIT: Final = 512 * 1024


@command("organisation.create", schema=CreateOrganisation)
def create_organisation(*, envelope: Envelope, data: CreateOrganisation) -> Outcome:
    """Found a set of books. `envelope.org` is the new organisation's own identifier (`tenancy.new_id()`), so that
    its journal begins with its founding.

    Refusals: organisation_exists, organisation_code_taken, organisation_unknown (the parent), parent_required,
    parent_unfit.
    """
    require_duty(envelope=envelope, duty=MAINTAIN)
    if Organisation.objects.filter(id=envelope.org).exists():
        raise Refusal("organisation_exists")
    if Organisation.objects.filter(code=data.code).exists():
        raise Refusal("organisation_code_taken", field="code", code=data.code)
    fields = data.model_dump(exclude={"parent_code", "practice_of"})
    copied = queries.get(code=data.practice_of) if data.practice_of else None
    founded = Organisation.objects.create(id=envelope.org, parent=_parent(data), practice_of=copied, **fields)
    return Outcome(document_id=founded.id, kind="organisation", number=founded.code, version=1)


def _parent(data: CreateOrganisation) -> Organisation | None:
    """The side above, checked against what the kind allows."""
    if data.parent_code is None:
        if data.kind == "unit":
            raise Refusal("parent_required", field="parent_code")
        return None
    found = Organisation.objects.filter(code=data.parent_code).first()
    if found is None:
        raise Refusal("organisation_unknown", field="parent_code", code=data.parent_code)
    if found.kind not in _ABOVE[data.kind]:
        raise Refusal("parent_unfit", field="parent_code", kind=data.kind, parent=found.kind)
    return found


@command("organisation.end_practice", schema=EndPractice)
def end_practice(*, envelope: Envelope, data: EndPractice) -> Outcome:
    """Nobody works in a practice copy any more; what was written in it stays.

    Refusals: organisation_no_practice, duty_missing, stale_version.
    """
    organisation = _own(envelope)
    if organisation.practice_of_id is None:
        raise Refusal("organisation_no_practice")
    organisation.practice_over = True
    return _kept(organisation)


@command("organisation.save", schema=SaveOrganisation)
def save_organisation(*, envelope: Envelope, data: SaveOrganisation) -> Outcome:
    """Correct names and address. Documents already issued keep what they say. Refusal: stale_version."""
    organisation = _own(envelope)
    for name, value in data:
        setattr(organisation, name, value)
    return _kept(organisation)


@command("organisation.change_settings", schema=Settings)
def change_settings(*, envelope: Envelope, data: Settings) -> Outcome:
    """Replace the settings as a whole: signatories, foot of the receipts, small office. Refusal: stale_version."""
    organisation = _own(envelope)
    organisation.settings = data.model_dump(mode="json")
    return _kept(organisation)


def _own(envelope: Envelope) -> Organisation:
    """The organisation of the envelope, locked, as the actor saw it."""
    require_duty(envelope=envelope, duty=MAINTAIN)
    organisation = Organisation.objects.select_for_update().get(id=envelope.org)
    require_version(envelope=envelope, stored=organisation.version)
    return organisation


def _kept(organisation: Organisation) -> Outcome:
    organisation.version += 1
    organisation.save()
    return Outcome(
        document_id=organisation.id, kind="organisation", number=organisation.code, version=organisation.version
    )


@command("division.save", schema=SaveDivision)
def save_division(*, envelope: Envelope, data: SaveDivision) -> Outcome:
    """Add or change a division; one that is no longer used is switched off, never deleted.

    Refusals: division_not_found, division_code_taken, stale_version.
    """
    require_duty(envelope=envelope, duty="division.maintain")
    division = Division(version=0)
    if data.division_id is not None:
        found = Division.objects.select_for_update().filter(id=data.division_id).first()
        if found is None:
            raise Refusal("division_not_found", field="division_id")
        require_version(envelope=envelope, stored=found.version)
        division = found
    if Division.objects.filter(code=data.code).exclude(id=division.id).exists():
        raise Refusal("division_code_taken", field="code", code=data.code)
    for name, value in data.model_dump(exclude={"division_id"}).items():
        setattr(division, name, value)
    division.version += 1
    division.save()
    return Outcome(document_id=division.id, kind="division", number=division.code, version=division.version)


@command("organisation.save_emblem", schema=SaveEmblem)
def save_emblem(*, envelope: Envelope, data: SaveEmblem) -> Outcome:
    """Keep the office's own artwork for its documents, or take it away. Refusals: those of `uploads.admit`."""
    require_duty(envelope=envelope, duty=MAINTAIN)
    kept = _picture(data.content) if data.content else None
    Emblem.objects.all().delete()
    if kept:
        Emblem.objects.create(media_type=kept[0], content=kept[1])
    return Outcome(document_id=envelope.org, kind="organisation")


def _picture(text: str) -> tuple[str, bytes]:
    """Media type and bytes of a base64 picture, told by its content."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("upload_wrong_type", field="content", allowed="PNG, JPEG") from None
    found = uploads.admit(content=content, kinds=("png", "jpeg"), limit=_EMBLEM_LIMIT)
    return found.media_type, content
