"""Every operation of the API, from its own description: documents, books, lists, reports, and every command."""

from collections.abc import Iterator
from typing import Any

from khlang.faces.api import commands, contract
from khlang.faces.api.urls import api
from khlang.platform.commands import COMMANDS, offered
from tests.platform.test_walls import asked, meaning, with_value
from tests.walls.country import BEGINNING
from tests.walls.probing import HERE, Probe
from tests.walls.routes import Rows, kinds, table_of

#: What stands in an address, by the name of the gap.
NAMED = {
    "document_id": "documents.Document", "voucher_id": "ledger.Voucher", "attachment_id": "documents.Attachment",
    "outage_id": "outage", "capture_id": "continuity.Capture",
}  # fmt: skip
_FORMATS = ("json", "csv", "xlsx", "pdf")


def programs(rows: Rows) -> Iterator[Probe]:
    """Every operation with every identifier that it takes."""
    by_operation = {commands.operation_id(each): each for each in filter(None, map(offered, COMMANDS))}
    for path, methods in contract.document(api, "en")["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            if name in by_operation:
                yield from _command(name, path, by_operation[name], rows)
            elif "{" in path:
                yield from _with_gaps(name, path, rows)
            elif method == "post":
                assert path.endswith("/search"), name
                for words in (BEGINNING, "1"):
                    yield Probe(route=name, path=path, method="POST", body={"search": words}, strict=False)
            else:
                yield from _overview(name, path, operation)


def _command(name: str, path: str, command: Any, rows: Rows) -> Iterator[Probe]:
    """The example of the command, with the identifier at each place that takes one."""
    data, ways = asked(command)
    for way in ways:
        sent = with_value(data, way, HERE)
        for named in rows.some(meaning(command, way), 3 if len(ways) == 1 else 2):
            route = f"{name} {'.'.join(map(str, way))}"
            yield Probe(route=route, path=path, method="POST", body=sent, named=named, strict=False)


def _with_gaps(name: str, path: str, rows: Rows) -> Iterator[Probe]:
    """Addresses with identifiers in them; one gap at a time, the others filled rightly."""
    for kind in kinds() if "{kind}" in path else ("",):
        at = path.replace("{kind}", kind)
        gaps = [each.partition("}")[0] for each in at.split("{")[1:]]
        for gap in gaps:
            table = kind if gap == "document_id" and kind else NAMED.get(gap, "")
            if gap == "entry_id":
                table = table_of(path.split("/lists/")[1].partition("/")[0].replace("-", "_"))
            for named in rows.some(table, 2 if kind else 10):
                full = at.replace(f"{{{gap}}}", HERE)
                for other in gaps:
                    full = full.replace(f"{{{other}}}", HERE if other == gap else str(rows.some(NAMED[other])[0]))
                yield Probe(route=name, path=full, named=named)


def _overview(name: str, path: str, operation: Any) -> Iterator[Probe]:
    """Lists and reports, as they are and with a search for the words of the unit, in every form."""
    asks = {each["name"] for each in operation.get("parameters", ()) if each.get("in") == "query"}
    queries = [""]
    if "search" in asks:
        queries += [f"search={BEGINNING}", "search=1"]
    if "format" in asks:
        span = "&".join(
            f"{key}={day}"
            for key, day in (("from", "2024-10-01"), ("to", "2024-11-04"), ("on", "2024-11-04"))
            if key in asks
        )
        queries = [f"{span}&format={each}" if span else f"format={each}" for each in _FORMATS]
    for query in queries:
        yield Probe(route=name, path=f"{path}?{query}" if query else path, strict=False)
    if asks & {"vendor", "depositor"}:
        key = (asks & {"vendor", "depositor"}).pop()
        yield Probe(route=name, path=f"{path}?{key}={HERE}", named=1, strict=False)
