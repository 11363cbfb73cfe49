"""The office's own lists (payers, bank accounts, divisions, people, budget lines …), one address each, made from the
directories that the modules declare. A list is read with its duty; entries are saved by commands."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.api.entrance import caller, require, require_sight
from khlang.faces.api.values import (
    Amount,
    AskedPage,
    AskedSize,
    AskedText,
    Id,
    PathId,
    amount,
    bare,
    cell,
    optional_id,
    pages,
    veiled,
)
from khlang.platform import screens
from khlang.platform.screens import Ask, Directory
from khlang.standards import message
from khlang.standards.personal_data import personal_kind, whole_places


class ListAsked(BaseModel):
    """Words searched for, a column to sort by ("-" in front: falling), and the page."""

    search: AskedText = ""
    sort: str = Field(default="", max_length=40)
    page: AskedPage = 1
    size: AskedSize = 50


class ListColumn(BaseModel):
    """A column of the list; cells of kind money are baht as text."""

    key: str
    label: str
    kind: str


class ListRow(BaseModel):
    """An entry, its cells by the keys of the columns."""

    id: Id | None
    cells: dict[str, Any]


class ListPage(BaseModel):
    """One page of a list; `count` and `totals` are of the whole result."""

    count: int
    page: int
    pages: int
    columns: list[ListColumn]
    items: list[ListRow]
    totals: dict[str, Amount]


class EntryAnswer(BaseModel):
    """An entry as the command `href` would save it."""

    id: Id
    values: dict[str, Any]
    href: str | None


def address(declared: Directory) -> str:
    """The part of the address that names the list: "bank-account"."""
    return declared.key.replace("_", "-")


def _admit(request: HttpRequest, declared: Directory) -> None:
    """As on screen: the duty of the list, else that of the group it stands in."""
    if declared.duty:
        require(request, declared.duty)
    else:
        require_sight(request, declared.menu)


def _filters(request: HttpRequest, declared: Directory) -> dict[str, str]:
    """What was chosen; a choice that is not offered is refused."""
    chosen: dict[str, str] = {}
    for each in declared.filters:
        value = request.GET.get(each.key, "")
        if not value:
            continue
        if each.choices and value not in {choice.value for choice in each.choices()}:
            raise Refusal("choice_unknown", field=each.key, value=value[:60])
        chosen[each.key] = value
    return chosen


def _page(request: HttpRequest, declared: Directory, asked: ListAsked) -> ListPage:
    who = caller(request)
    _admit(request, declared)
    sortable = {column.key for column in declared.columns if column.sortable}
    if asked.sort and asked.sort.removeprefix("-") not in sortable:
        raise Refusals([Refusal("choice_unknown", field="sort", value=asked.sort)])
    found = declared.rows(
        Ask(
            search=asked.search, sort=asked.sort, page=asked.page, size=asked.size, on=who.today,
            filters=_filters(request, declared),
        )
    )  # fmt: skip
    columns = [
        ListColumn(key=each.key, label=message(each.label or f"field.{each.key}", who.lang), kind=each.kind)
        for each in declared.columns
    ]
    items = [
        ListRow(
            id=optional_id(row.get("id")), cells={each.key: cell(each, row.get(each.key)) for each in declared.columns}
        )
        for row in found.rows
    ]
    totals = {key: amount(value) for key, value in found.totals.items()}
    return ListPage(
        count=found.count, page=asked.page, pages=pages(found.count, asked.size), columns=columns, items=items,
        totals=totals,
    )  # fmt: skip


def _list(declared: Directory) -> Callable[..., ListPage]:
    def entries(request: HttpRequest, asked: Query[ListAsked]) -> ListPage:
        return _page(request, declared, asked)

    return entries


def _searched(declared: Directory) -> Callable[..., ListPage]:
    def entries(request: HttpRequest, asked: ListAsked) -> ListPage:
        """The same page, asked for in the body of the request: a national number never stands in an address."""
        return _page(request, declared, asked)

    return entries


def _numbered(declared: Directory) -> bool:
    """Whether the list shows national numbers, so that they are searched for."""
    kinds = (personal_kind(each.key, each.personal) for each in declared.columns)
    return any(each is not None and each.key == "national_number" for each in kinds)


def _entry(declared: Directory) -> Callable[..., EntryAnswer]:
    def entry(request: HttpRequest, entry_id: PathId) -> EntryAnswer:
        _admit(request, declared)
        values = _values(declared, int(entry_id))
        href = f"/api/v1/commands/{declared.command.replace('.', '/')}" if declared.command else None
        return EntryAnswer(id=entry_id, values=bare("", _seen(request, declared, values)), href=href)

    return entry


def _seen(request: HttpRequest, declared: Directory, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values as the caller sees them: numbers whole for those who keep the register, masked for everybody else."""
    whole = whole_places().get(declared.key)
    if whole is not None and whole.duty in caller(request).actor.duties:
        return values
    return {key: veiled(key, value) for key, value in values.items()}


def _values(declared: Directory, entry_id: int) -> Any:
    try:
        return declared.values(entry_id) if declared.values else {}
    except Refusal as refusal:
        if refusal.code.endswith(("_unknown", "_not_found")):
            raise Refusal("entry_not_found") from None
        raise


def _filter_parameters(declared: Directory) -> dict[str, Any]:
    return {
        "parameters": [
            {"in": "query", "name": each.key, "required": False, "schema": {"type": "string", "maxLength": 60}}
            for each in declared.filters
        ]
    }


def router() -> Router:
    """One address per declared list, and one per entry where an entry can be looked at."""
    made = Router(tags=["lists"])
    for declared in screens.directories():
        path, name = f"/{address(declared)}", f"list_{declared.key}"
        extra = _filter_parameters(declared)
        made.get(path, response=ListPage, operation_id=name, openapi_extra=extra)(_list(declared))
        if _numbered(declared):
            made.post(f"{path}/search", response=ListPage, operation_id=f"search_{declared.key}", openapi_extra=extra)(
                _searched(declared)
            )
        if declared.values:
            made.get(f"{path}/{{entry_id}}", response=EntryAnswer, operation_id=f"{name}_entry")(_entry(declared))
    return made
