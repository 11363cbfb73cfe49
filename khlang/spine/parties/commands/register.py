"""The register of payers and payees: adding and correcting an entry."""

from khlang.core.refusal import Refusal
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.parties import names
from khlang.spine.parties.models import Party
from khlang.spine.parties.schemas import SaveParty


@command("party.save", schema=SaveParty)
def save_party(*, envelope: Envelope, data: SaveParty) -> Outcome:
    """Add or correct a payer or payee. Documents already issued keep the name and address they were issued with.

    Refusals: party_not_found, party_number_taken (names the holder, never the number), stale_version.
    """
    require_duty(envelope=envelope, duty="party.maintain")
    party = Party(version=0)
    if data.party_id is not None:
        found = Party.objects.select_for_update().filter(id=data.party_id).first()
        if found is None:
            raise Refusal("party_not_found", field="party_id")
        require_version(envelope=envelope, stored=found.version)
        party = found
    _number_free(party, data.national_number)
    for name, value in data.model_dump(exclude={"party_id"}).items():
        setattr(party, name, value)
    party.search = names.searchable(data.name)
    party.version += 1
    party.save()
    return Outcome(document_id=party.id, kind="party", version=party.version, data={"name": party.name})


def _number_free(party: Party, number: str) -> None:
    """One number, one party: the same person is not registered twice."""
    if not number:
        return
    holder = Party.objects.filter(national_number=number).exclude(id=party.id).first()
    if holder is not None:
        raise Refusal("party_number_taken", field="national_number", name=holder.name)
