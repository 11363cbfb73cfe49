"""docs/guideline.md tells of every clause: each has its test, and every screen that it names is there."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.test import override_settings
from django.urls import resolve

from khlang.bridges.continuity import prints
from khlang.bridges.reporting import queries as reporting
from khlang.faces.web.continuity.acts import ACTS
from khlang.platform import screens
from khlang.spine.documents import lifecycles
from khlang.standards import manual_papers
from tests.byhand import MONDAY, OfficeByHand
from tests.guideline.day import one_of_each

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "docs" / "guideline.md"
#: Every clause of the letters, in their order.
CLAUSES = (
    *(
        "LAO-1",
        "LAO-2.1",
        "LAO-2.2(1)",
        "LAO-2.2(2)",
        "LAO-2.2(3)",
        "LAO-3.1",
        "LAO-3.2(1)",
        "LAO-3.2(2)",
        "LAO-3.2(3)",
    ),
    *(f"LAO-{number}" for number in range(4, 11)),
    *("UNIT-1", "UNIT-2.1", "UNIT-2.2", *(f"UNIT-{number}" for number in range(3, 8))),
    *(f"LOGIN-{number}" for number in range(1, 5)),
    *(f"SYS-{number}" for number in range(1, 6)),
)
#: What the product does not do yet, or what no test can say: the table says so.
NOT_YET = ("SYS-4", "SYS-5")


def told() -> dict[str, tuple[list[str], list[str]]]:
    """The rows of the table: by clause, the addresses of its screens and the names of its tests."""
    found = {}
    for row in TABLE.read_text().splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        if len(cells) == 4 and re.fullmatch(r"(LAO|UNIT|LOGIN|SYS)-[0-9.()]+", cells[0]):
            found[cells[0]] = (re.findall(r"`(/[^`]*)`", cells[2]), re.findall(r"`(test_[a-z0-9_]+)`", cells[3]))
    return found


def all_tests() -> set[str]:
    """The names of all tests of this folder."""
    return {
        node.name
        for file in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_the_table_has_every_clause_in_its_order() -> None:
    """None is left out, none is invented."""
    assert tuple(told()) == CLAUSES


@pytest.mark.parametrize("clause", [clause for clause in CLAUSES if clause not in NOT_YET])
def test_a_clause_has_its_tests_and_they_bear_its_name(clause: str) -> None:
    """`LAO-2.2(1)` is proved by `test_lao_2_2_1_…`; the table names all of them."""
    prefix = "test_" + re.sub(r"[^a-z0-9]+", "_", clause.lower()).strip("_") + "_"
    mine = {name for name in all_tests() if re.match(rf"{prefix}[a-z]", name)}
    assert mine
    assert set(told()[clause][1]) == mine


@pytest.mark.parametrize("address", sorted({address for addresses, _ in told().values() for address in addresses}))
def test_a_screen_of_the_table_is_there(address: str) -> None:
    """The address is served, and what it names (paper, document, list, report, print, act) is known."""
    at = resolve(address.replace("{id}", "1"))
    known: Mapping[str, set[str]] = {
        "paper": {each.key for each in manual_papers()},
        "kind": {each.document for each in lifecycles.everything()},
        "name": set(reporting.names()),
        "form": set(prints.FORMS),
        "act": set(ACTS),
    }
    for key, names in known.items():
        assert key not in at.kwargs or at.kwargs[key] in names
    if "key" in at.kwargs:
        assert screens.directory(key=at.kwargs["key"]) is not None


def test_what_is_not_there_yet_is_said_so() -> None:
    """No clause without a test but those that the table calls «ยังไม่มี», or that no test can answer."""
    assert {clause for clause, (_, names) in told().items() if not names} == set(NOT_YET)


@override_settings(BUSINESS_DATE=MONDAY.isoformat())
def test_every_screen_of_the_table_opens_for_somebody(office: OfficeByHand) -> None:
    """During an outage whose papers are entered and compared: none is an empty promise."""
    office.outage_this_morning()
    one_of_each(office)
    office.system_is_back()
    office.enters()
    office.compares()
    clients = [office.client(role) for role in ("treasury_head", "revenue_officer", "accountant", "executive", "admin")]
    unopened = []
    for address in sorted({address for addresses, _ in told().values() for address in addresses}):
        path = address.replace("{id}", str(office.id))
        if address.endswith("/bundle/"):
            continue
        answers = [client.get(path).status_code for client in clients]
        if 200 not in answers:
            unopened.append((address, answers))
    assert unopened == []
