"""The directory of divisions: declarations only."""

from khlang.platform.screens import Ask, Column, Directory, Field, Page
from khlang.spine.organisations import queries


def _rows(ask: Ask) -> Page:
    needle = ask.search.casefold()
    rows = [
        {"id": each.id, "code": each.code, "name_th": each.name_th, "name_en": each.name_en, "active": each.active}
        for each in queries.divisions(active_only=False)
        if needle in f"{each.code} {each.name_th} {each.name_en}".casefold()
    ]
    return Page(rows=rows, count=len(rows))


def _values(division_id: int) -> dict[str, object]:
    division = queries.division(division_id=division_id)
    names = ("code", "name_th", "name_en", "active")
    return {"division_id": division.id} | {name: getattr(division, name) for name in names}


DIRECTORY = Directory(
    key="division",
    menu="organisation",
    icon="network",
    command="division.save",
    keeps="division.maintain",
    id_field="division_id",
    duty="division.maintain",
    columns=(
        Column(key="code", kind="link", phone="title"),
        Column(key="name_th"),
        Column(key="name_en", phone="hidden"),
        Column(key="active", kind="yes"),
    ),
    rows=_rows,
    values=_values,
    fields=(Field(key="code"), Field(key="name_th", span=2), Field(key="name_en")),
)
