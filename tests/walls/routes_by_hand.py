"""Addresses of work by hand, of lists, reports and of everything else that is no page of one document."""

from collections.abc import Iterator
from urllib.parse import urlencode

from khlang.bridges.continuity.prints import FORMS
from khlang.bridges.reporting import queries
from khlang.bridges.reporting.exports import MEDIA_TYPES
from khlang.faces.web import receipt
from khlang.faces.web.continuity.acts import ACTS
from khlang.platform import screens
from khlang.platform.commands import COMMANDS, Command, offered
from khlang.platform.screens import Field, Screen
from khlang.spine.documents import lifecycles
from khlang.standards import manual_papers
from tests.platform.test_walls import asked, meaning
from tests.walls.country import BEGINNING
from tests.walls.probing import HERE, Probe
from tests.walls.routes import Rows, both, filled, kinds, makes

#: What is typed into boxes that search.
_WORDS = (BEGINNING, "นางกำแพง", "11007001", "73919.37")
_ACCOUNTS = ("1101010101.001", "1101030102.001", "3102010101.001")


def asking(name: str, path: str, **given: str) -> Probe:
    """A page that names no row: nothing of the unit may be in it."""
    return Probe(route=name, path=f"{path}?{urlencode(given)}" if given else path, strict=False)


@makes("outage", "outage-queue", "outage-registers", "outage-proof", "outage-upload", "outage-timeline", "outage-enter",
       "outage-bundle")  # fmt: skip
def _outages(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in rows.some("outage", 3):
        yield from both(name, filled(pattern, {"outage_id": HERE}), named, {"file": "FILE", "paper": "receipt"})


@makes("outage-act")
def _acts(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for act in ACTS:
        yield from both(name, filled(pattern, {"outage_id": HERE, "act": act}), *rows.some("outage"))


@makes("outage-grid", "outage-register")
def _papers(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for paper in manual_papers():
        yield from both(name, filled(pattern, {"outage_id": HERE, "paper": paper.key}), *rows.some("outage"))


@makes("outage-print")
def _prints(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for form in FORMS:
        path = filled(pattern, {"outage_id": HERE, "form": form})
        yield from (Probe(route=name, path=path, named=named) for named in rows.some("outage", 3))


@makes("outage-capture", "outage-solve")
def _captures(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    """The capture is asked for in its own outage, and in one that is nobody's."""
    for how in ("accept", "amend", "discard", "report", "enter") if name == "outage-solve" else ("",):
        for capture in rows.some("continuity.Capture", 5):
            outage = rows.some("outage")[0]
            with_outage = filled(pattern, {"outage_id": outage, "capture_id": HERE, "how": how})
            yield from both(name, with_outage, capture)
        with_capture = filled(pattern, {"outage_id": HERE, "capture_id": capture, "how": how})
        yield from both(name, with_capture, outage)


@makes("continuity-kit-print")
def _kits(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in (*rows.some("kit", 2), *rows.some("documents.Document", 3)):
        yield from both(name, filled(pattern, {"kit_id": HERE}), named)


@makes("continuity-book", "continuity-book-close")
def _books(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in rows.some("continuity.ManualBook", 12):
        yield from both(name, filled(pattern, {"book_id": HERE}), named)


@makes("continuity", "continuity-province", "continuity-practice", "continuity-kits", "continuity-stock", "dashboard",
       "office", "emblem", "years", "tokens", "inbox", "vouchers", "reports", "continuity-lease")  # fmt: skip
def _plain(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield asking(name, f"/{pattern}")
    for text in _WORDS:
        yield asking(name, f"/{pattern}", q=text, page="1")


@makes("continuity-practice-start", "continuity-kit-make", "continuity-practice-finish")
def _practice(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for named in rows.some("documents.Document", 2):
        body = {"drill_id": HERE, "practice_org": HERE}
        yield Probe(route=name, path=f"/{pattern}", method="POST", body=body, named=named, strict=False)


@makes("switch-organisation")
def _switch(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    body = {"organisation": HERE}
    yield Probe(route=name, path=f"/{pattern}", method="POST", body=body, named=rows.country.victim, strict=False)


@makes("inbox-together")
def _together(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for declared in lifecycles.everything():
        for move in declared.moves:
            path = filled(pattern, {"kind": declared.document, "move": move.name})
            (named,) = rows.some(declared.document)
            for body in ({"chosen": HERE}, {"chosen": HERE, "command_id": "6d2f2c0e-5b0a-4a0e-9d1b-0b7d25680001"}):
                yield Probe(route=name, path=path, method="POST", body=body, named=named, strict=False)


@makes("documents", "documents-export", "vouchers-export", "account", "account-export", "directory", "directory-export")
def _lists(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    of = {"<slug:kind>": kinds(), "<str:code>": _ACCOUNTS, "<slug:key>": [each.key for each in screens.directories()]}
    gap = next((gap for gap in of if gap in pattern), "")
    for value in of.get(gap, ("",)):
        for format in ("csv", "xlsx") if "format" in pattern else ("",):
            path = f"/{pattern}".replace(gap, value).replace("<slug:format>", format) if gap else f"/{pattern}"
            path = path.replace("<slug:format>", format)
            yield asking(name, path)
            yield asking(name, path, q=BEGINNING, document_date_from="1/10/2567", document_date_to="30/11/2567")


@makes("report")
def _reports(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    days = {"on": "2024-11-04", "from": "2024-10-01", "to": "2024-11-04", "fiscal_year": "2568"}
    for report in queries.names():
        path = filled(pattern, {"name": report})
        asks = {each.key for each in queries.about(name=report).parameters}
        given = {key: value for key, value in days.items() if key in asks}
        for format in ("", *MEDIA_TYPES):
            yield asking(name, path, **given, **({"format": format} if format else {}))
        for key, named in (("vendor", "parties.Party"), ("depositor", "parties.Party"), ("account", ""), ("item", "")):
            if key in asks:
                sent = urlencode({**given, key: "ID"}).replace("ID", HERE)
                for row in rows.some(named or "documents.Document", 3):
                    yield Probe(route=name, path=f"{path}?{sent}", named=row, strict=False)


def _searches(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.search is not None:
            yield field.key
        yield from (f"{field.key}.{line.key}" for line in field.lines if line.search is not None)


@makes("search")
def _search(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    """From a search box to its list, in words and by a number."""
    for to in ("/lists/party/", "/documents/receipt/"):
        for text in (*_WORDS, "1101700230708"):
            yield Probe(route=name, path=f"/{pattern}", method="POST", body={"to": to, "q": text}, strict=False)


@makes("suggest")
def _suggestions(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for screen in screens.screens():
        fields = (*screen.fields, *(field for start in screen.starts for field in start.fields))
        fields += tuple(field for move in screen.move_fields.values() for field in move)
        fields += receipt.FIELDS if screen.kind == receipt.KIND else ()
        for path in sorted(set(_searches(fields))):
            for text in ("", *_WORDS, "ก", "1"):
                yield asking(name, filled(pattern, {"owner": screen.kind, "path": path}), q=text)


def named_in(name: str, path: str, command: Command | None, rows: Rows) -> Iterator[Probe]:
    """A form that is opened with an identifier in its address, and sent with one in a field."""
    if command is None:
        return
    for way in asked(command)[1]:
        words = [str(part) for part in way]
        for named in rows.some(meaning(command, way), 2):
            body = {"-".join(words): HERE, **{"reason": "ขอดู", "title": "ขอดู"}}
            yield Probe(route=name, path=path, method="POST", body=body, named=named, strict=False)
            yield Probe(route=name, path=f"{path}?{words[-1]}={HERE}", named=named, strict=False)


def _command_of(screen: Screen) -> Command | None:
    return offered(screen.create) if screen.create else None


@makes("document-new", "document-start", "document-template", "document-start-preview")
def _new(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for screen in screens.screens():
        if name == "document-new":
            yield from named_in(name, filled(pattern, {"kind": screen.kind}), _command_of(screen), rows)
            continue
        for start in screen.starts:
            path = filled(pattern, {"kind": screen.kind, "start": start.key})
            yield from named_in(name, path, offered(start.command), rows)
            if name == "document-template":
                yield asking(name, path)


@makes("receipt-entry")
def _receipt(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield from named_in(name, f"/{pattern}", COMMANDS["receipt.issue"], rows)
    for named in rows.some("receipt", 10):
        yield Probe(route=name, path=f"/{pattern}?issued={HERE}", named=named)


@makes("directory-new")
def _entry(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    for each in screens.directories():
        path = filled(pattern, {"key": each.key})
        yield from named_in(name, path, offered(each.command) if each.command else None, rows)


@makes("oversight")
def _area(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield Probe(route=name, path=f"/{pattern}?under={HERE}", named=rows.country.victim, strict=False)
    yield from (asking(name, f"/{pattern}", q=text) for text in _WORDS)


@makes("oversight-enter")
def _enter(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    yield Probe(route=name, path=f"/{pattern}", method="POST", body={"organisation": HERE}, named=rows.country.victim)


#: Addresses that name nobody's row and show nobody's: in and out, one's own password, language, the public check of a
#: receipt (its number, day and amount, open to everybody who holds the paper).
OPEN = ("login", "logout", "password", "switch-language", "verify", "oversight-leave")


@makes(*OPEN)
def _open(name: str, pattern: str, rows: Rows) -> Iterator[Probe]:
    return iter(())
