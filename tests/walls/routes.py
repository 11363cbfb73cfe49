"""Every address of the pages, with what stands in its gaps: made from the resolver, so that a page that is new is asked too."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from khlang.bridges.reporting import prints
from khlang.platform import screens, tenancy
from khlang.spine.access.models import Authenticator, BreakGlass, HandedOut
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import Document
from tests.operators import operator
from tests.walls.country import Country
from tests.walls.probing import HERE, Probe

Filling = Mapping[str, object]
_REASON = {"reason": "ขอดู", "note": "ขอดู"}


def addresses() -> Iterator[tuple[str, str]]:
    """The name and the pattern of every address of the pages (those of the API are made from its description)."""
    yield from _below(get_resolver().url_patterns, "")


def _below(patterns: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    for each in patterns:
        path = f"{before}{each.pattern}"
        if path.startswith("api/v1/"):
            continue
        if isinstance(each, URLResolver):
            yield from _below(each.url_patterns, path)
        elif isinstance(each, URLPattern):
            yield each.name or path, path


@dataclass
class Rows:
    """Rows of the unit, by what they are; the same few are taken in turn, so that every route meets different ones."""

    country: Country
    documents: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    slip: int = 0
    glass: int = 0
    factor: int = 0
    _turns: dict[str, Iterator[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with tenancy.scope(self.country.victim):
            for each in Document.objects.order_by("id").values_list("kind", "id", "channel"):
                self.documents.setdefault(each[0], []).append((each[1], each[2]))
        with operator():
            self.slip = HandedOut.objects.get(org_id=self.country.victim).id
            self.glass = BreakGlass.objects.get(org_id=self.country.victim).id
            self.factor = Authenticator.objects.get(person__home_id=self.country.victim).id

    def some(self, name: str, count: int = 1) -> list[int]:
        """Identifiers of a table or of a kind of document, the next ones at every call; those of any document when there
        is none of the kind."""
        if name not in self._turns:
            self._turns[name] = cycle(self._all(name) or self._all("documents.Document"))
        return list(islice(self._turns[name], count))

    def _all(self, name: str) -> list[int]:
        if "." not in name:
            return [number for number, _ in self.documents.get(name, ())]
        model = apps.get_model(name)
        with operator(), tenancy.scope(self.country.victim):
            rows = model._default_manager.order_by("id")
            if name == "access.Person":
                rows = rows.filter(home_id=self.country.victim)
            if name in ("access.HandedOut", "access.BreakGlass"):
                rows = rows.filter(org_id=self.country.victim)
            if name in ("access.OpenSession", "access.Authenticator"):
                rows = rows.filter(person__home_id=self.country.victim)
            if name == "organisations.Organisation":
                rows = rows.filter(id=self.country.victim)
            return list(rows.values_list("id", flat=True)[:40])

    def channel(self, kind: str, document_id: int) -> str:
        """How the money of a document came or went."""
        return next((channel for number, channel in self.documents.get(kind, ()) if number == document_id), "")


Maker = Callable[[str, str, Rows], Iterator[Probe]]
MAKERS: dict[str, Maker] = {}


def makes(*names: str) -> Callable[[Maker], Maker]:
    """Says for which addresses a function makes the questions."""

    def kept(maker: Maker) -> Maker:
        MAKERS.update(dict.fromkeys(names, maker))
        return maker

    return kept


def filled(pattern: str, filling: Filling) -> str:
    """An address with its gaps filled."""
    path = f"/{pattern}"
    for key, value in filling.items():
        for kind in ("int", "slug", "str"):
            path = path.replace(f"<{kind}:{key}>", str(value))
    assert "<" not in path, path
    return path


def both(name: str, path: str, named: int, body: Mapping[str, Any] | None = None) -> Iterator[Probe]:
    """Looking, and sending."""
    yield Probe(route=name, path=path, named=named)
    yield Probe(route=name, path=path, named=named, method="POST", body={**_REASON, **(body or {})})


def kinds() -> list[str]:
    """Every kind of document."""
    return [each.document for each in lifecycles.everything()]


def web(rows: Rows) -> Iterator[Probe]:
    """Every question that can be asked of the pages; a page that nobody has told how to ask is a KeyError."""
    for name, pattern in addresses():
        yield from MAKERS[name](name, pattern, rows)


@makes("document", "document-edit", "attachment-add")
def _documents(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for kind in kinds():
        for named in rows.some(kind, 3 if name == "document" else 2):
            path = filled(pattern, {"kind": kind, "document_id": HERE})
            yield from both(name, path, named, {"file": "FILE"} if name == "attachment-add" else None)


@makes("document-by-id", "receipt-draft")
def _plain(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in (*rows.some("receipt", 10), *rows.some("documents.Document", 20)):
        yield from both(name, filled(pattern, {"document_id": HERE}), named)


@makes("document-print")
def _prints(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for kind in kinds():
        for named in rows.some(kind, 2):
            for form in prints.forms(kind=kind, channel=rows.channel(kind, named)) or ("receipt",):
                path = filled(pattern, {"kind": kind, "document_id": HERE, "form": form})
                yield Probe(route=name, path=path, named=named)


@makes("document-file")
def _files(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for screen in screens.screens():
        for key in [each.key for each in screen.files] or ["file"]:
            path = filled(pattern, {"kind": screen.kind, "document_id": HERE, "key": key})
            yield from (Probe(route=name, path=path, named=named) for named in rows.some(screen.kind, 2))


@makes("document-move", "document-preview")
def _moves(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for declared in lifecycles.everything():
        for move in declared.moves:
            path = filled(pattern, {"kind": declared.document, "document_id": HERE, "move": move.name})
            yield from both(name, path, *rows.some(declared.document))


@makes("attachment")
def _attachments(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in rows.some("documents.Attachment", 10):
        yield from both(name, filled(pattern, {"attachment_id": HERE}), named)


@makes("voucher", "voucher-print")
def _vouchers(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in rows.some("ledger.Voucher", 30):
        yield from both(name, filled(pattern, {"voucher_id": HERE}), named)


@makes("directory-entry")
def _entries(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for each in screens.directories():
        for named in rows.some(table_of(each.key), 4):
            yield from both(name, filled(pattern, {"key": each.key, "entry_id": HERE}), named)


#: The table behind a directory.
TABLES = {
    "party": "parties.Party", "bank_account": "banking.BankAccount", "division": "organisations.Division",
    "person": "access.Person", "position": "access.Position", "budget_line": "budget.BudgetLine",
    "cheque_book": "payment.ChequeBook", "asset": "assets.Asset", "tax_assessment": "taxpayers.TaxAssessment",
    "role": "access.RoleAssignment",
}  # fmt: skip


def table_of(key: str) -> str:
    """The table behind a directory; any document's when it has none of its own."""
    return TABLES.get(key, "documents.Document")
