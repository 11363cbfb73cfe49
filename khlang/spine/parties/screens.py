"""The directory of payers and payees: declarations only."""

from khlang.platform.screens import Ask, Choice, Column, Directory, Field, Filter, Page
from khlang.spine.parties import queries
from khlang.spine.parties.models import KINDS
from khlang.standards import message


def _kinds() -> tuple[Choice, ...]:
    return tuple(
        Choice(value=kind, label=message(f"party_kind.{kind}"), label_en=message(f"party_kind.{kind}", "en"))
        for kind in KINDS
    )


def _rows(ask: Ask) -> Page:
    found, count = queries.list_parties(
        text=ask.search, kind=ask.filters.get("kind", ""), offset=(ask.page - 1) * ask.size, limit=ask.size
    )
    rows = [
        {
            "id": party.id,
            "name": party.name,
            "kind": party.kind,
            "national_number": queries.masked_number(party.national_number),
            "address": party.address,
            "phone": party.phone,
            "active": party.active,
        }
        for party in found
    ]
    return Page(rows=rows, count=count)


def _values(party_id: int) -> dict[str, object]:
    party = queries.get(party_id=party_id)
    names = ("kind", "national_number", "name", "address", "phone", "email", "note", "active")
    return {"party_id": party.id} | {name: getattr(party, name) for name in names}


DIRECTORY = Directory(
    key="party",
    menu="revenue",
    icon="users",
    command="party.save",
    id_field="party_id",
    duty="party.view",
    help="help.party.name",
    columns=(
        Column(key="name", kind="link", phone="title"),
        Column(key="kind", kind="choice", prefix="party_kind"),
        Column(key="national_number", kind="code"),
        Column(key="address", phone="hidden"),
        Column(key="phone", kind="code"),
        Column(key="active", kind="yes", phone="hidden"),
    ),
    filters=(Filter(key="kind", choices=_kinds),),
    rows=_rows,
    values=_values,
    fields=(
        Field(key="kind", prefix="party_kind"),
        Field(key="national_number", help="help.party.national_number"),
        Field(key="name", span=2),
        Field(key="address", span=4),
        Field(key="phone"),
        Field(key="email"),
        Field(key="note", span=2),
    ),
)
