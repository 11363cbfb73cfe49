"""The register of payers and payees: adding and correcting an entry."""

from khlang.core.refusal import Refusal, Refusals
from khlang.platform.commands import Envelope, Outcome, command
from khlang.platform.conditions import require_duty, require_version
from khlang.spine.parties import names, queries
from khlang.spine.parties.models import Party
from khlang.spine.parties.schemas import RegisterPeople, SaveParty


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


@command("party.register_people", schema=RegisterPeople)
def register_people(*, envelope: Envelope, data: RegisterPeople) -> Outcome:
    """Add many people at once, each with number and name; all or none. Their accounts are proposed apart.

    `data["count"]` of the outcome says how many. Refusals (all together): party_number_taken at
    `lines.<n>.national_number`, also for a number that stands in the list twice; duty_missing.
    """
    require_duty(envelope=envelope, duty="party.maintain")
    known = {number: party.name for number, party in _holders(data).items()}
    refused = []
    for position, line in enumerate(data.lines):
        if line.national_number in known:
            field = f"lines.{position}.national_number"
            refused.append(Refusal("party_number_taken", field=field, name=known[line.national_number]))
        known[line.national_number] = line.name
    if refused:
        raise Refusals(refused)
    people = [
        Party(kind="person", search=names.searchable(line.name), version=1, **line.model_dump()) for line in data.lines
    ]
    Party.objects.bulk_create(people)
    return Outcome(kind="party", data={"count": len(people)})


def _holders(data: RegisterPeople) -> dict[str, Party]:
    return queries.by_numbers(numbers=[line.national_number for line in data.lines])
