"""Whoever names a row of another organisation is answered as if there were no such row, in every command that takes one.

Made from the registry: a command that is new, or takes a new identifier, is asked here without anybody writing a test.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction

from khlang.core.refusal import Refusal, Refusals
from khlang.faces.api import inputs
from khlang.faces.api.commands import load
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS, Command
from khlang.spine.documents import lifecycles
from khlang.spine.documents.models import Document
from tests.household import hire
from tests.office import Office, open_office
from tests.reporting.spent import DAY, Spending
from tests.till import Till
from tests.untouched import changed, contents

load()
Path = tuple[str | int, ...]
#: No row has it.
NOBODY = 4_000_000_000_000_000_001
#: What an identifier names: a kind of document, or a table. `document_id` names a document of the command's own kind.
PARTY, LINE, ITEM = "parties.Party", "budget.BudgetLine", "procurement.ObligationLine"
NAMED = {
    "borrower_id": PARTY, "vendor_id": PARTY, "payer_id": PARTY, "payee_id": PARTY, "holder_id": PARTY, "party_id": PARTY,
    "budget_line_id": LINE, "from_line_id": LINE, "to_line_id": LINE, "line_id": LINE,
    "contract_amendment line_id": ITEM, "inspection line_id": ITEM, "instalment_id": "procurement.Instalment",
    "reconciliation line_id": "reconciliation.StatementLine", "reconciliation lines": "reconciliation.StatementLine",
    "match_id": "reconciliation.Match", "asset_id": "assets.Asset",
    "division_id": "organisations.Division", "position_id": "access.Position", "person_id": "access.Person",
    "issued_to": "access.Person", "assignment_id": "access.RoleAssignment", "acting_for_id": "access.RoleAssignment",
    "token_id": "access.ApiToken", "bank_account id": "banking.BankAccount", "cheque_book id": "payment.ChequeBook",
    "receipt_book id": "revenue.ReceiptBook",
    "advance_id": "advance", "requisition_id": "requisition", "obligation_id": "purchase_order",
    "acceptance_id": "inspection", "receipt_id": "receipt", "receipts": "receipt", "remittances": "remittance",
    "dika": "dika", "dikas": "dika", "payment_id": "payment", "payments": "payment",
    "assessment id": "taxpayers.TaxAssessment", "assessment": "taxpayers.TaxAssessment",
    "collector_id": "access.Person", "custodian": "access.Person", "witness": "access.Person",
    "outage_id": "outage", "book_id": "continuity.ManualBook", "capture_id": "continuity.Capture",
    "drill_id": "continuity.Drill", "practice_org": "organisations.Organisation",
    "session_id": "access.OpenSession", "slip_id": "access.HandedOut", "break_glass_id": "access.BreakGlass",
    "delegation_id": "access.Delegation", "taker_id": "access.Person", "subject": "parties.Party",
}  # fmt: skip


@dataclass
class Neighbour:
    """An organisation with a row of nearly everything; alike the other one but for the identifiers."""

    office: Office
    person: int
    assignment: int

    def row(self, name: str) -> int:
        """The identifier of a row of a table, or of a document of a kind; NOBODY when there is none."""
        if name == "organisations.Organisation":
            return self.office.org
        if name == "access.Person":
            return self.person
        if name == "access.RoleAssignment":
            return self.assignment
        with tenancy.scope(self.office.org):
            if "." in name:
                found = apps.get_model(name)._default_manager.order_by("id").values_list("id", flat=True).first()
            else:
                found = Document.objects.filter(kind=name).order_by("id").values_list("id", flat=True).first()
        return int(found or NOBODY)

    def named(self, command: Command, path: Path) -> int:
        """The identifier that an input would hold in this organisation."""
        return self.row(meaning(command, path))


def meaning(command: Command, path: Path) -> str:
    """What the identifier at a place of an input names."""
    name = [str(part) for part in path if not isinstance(part, int)][-1]
    if name in ("document_id", "document_ids"):
        own = command.document in {each.document for each in lifecycles.everything()}
        return command.document if own else "receipt"
    return NAMED.get(f"{command.document} {name}") or NAMED[name]


def identifiers(typed: dict[str, Any], parts: dict[str, Any], path: Path = ()) -> Iterator[Path]:
    """The places of an input at which an identifier stands."""
    if "$ref" in typed:
        for key, each in parts[typed["$ref"].rpartition("/")[2]].get("properties", {}).items():
            yield from identifiers(each, parts, (*path, key))
    elif typed.get("examples") == inputs.IDENTIFIER["examples"]:
        yield path
    for each in typed.get("anyOf", ()):
        yield from identifiers(each, parts, path)
    if typed.get("type") == "array":
        yield from identifiers(typed.get("items", {}), parts, (*path, 0))


def with_value(data: Any, path: Path, value: int) -> Any:
    """The input with another identifier at one place."""
    changed_data = copy.deepcopy(data)
    place = changed_data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed_data


def asked(command: Command) -> tuple[Any, list[Path]]:
    """An input of a command with all its fields, and where its identifiers stand."""
    parts = inputs.components(command.schema, "en")
    name = inputs.component(command.schema)
    fields = parts[name].get("properties", {})
    data = {key: inputs.sample(key, typed, parts) for key, typed in fields.items()}
    return data, [path for path in dict.fromkeys(identifiers({"$ref": f"/{name}"}, parts)) if reaches(data, path)]


def reaches(data: Any, path: Path) -> bool:
    """Whether the example has the place."""
    for key in path:
        if not (isinstance(data, dict) and key in data or isinstance(data, list) and isinstance(key, int) and data):
            return False
        data = data[key]
    return True


TAKERS = [command for command in COMMANDS.values() if not command.name.startswith("testing.") and asked(command)[1]]


@pytest.fixture(scope="module")
def neighbours(django_db_setup: Any, django_db_blocker: Any) -> Iterator[tuple[Neighbour, Neighbour]]:
    """Two organisations that bought, lent, received, paid and reconciled."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield settled("WEST"), settled("EAST")
        transaction.set_rollback(True)


def settled(code: str) -> Neighbour:
    """One of them."""
    from khlang.spine.access import commands as access

    office = open_office(code=code)
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        life = Spending(till)
        life.bought()
        life.lent()
        life.held()
        life.statement()
    person = hire(office.org, f"somebody-{code.lower()}", "auditor")
    with tenancy.scope(office.org):
        assignment = apps.get_model("access.RoleAssignment").objects.get(person_id=person.id).id
        data = {"code": "P1", "title_th": "นักวิชาการ"}
        access.save_position(envelope=office.envelope(), data=data)
    return Neighbour(office, person.id, assignment)


def answered(command: Command, office: Office, data: Any) -> tuple[str, ...]:
    """What a command says: the codes and fields of its refusals, or that it was done (and is then undone)."""
    said: tuple[str, ...] = ("done",)
    try:
        with transaction.atomic():
            outcome = command.run(envelope=office.envelope("all", day=DAY), data=data)
            said = ("done", outcome.state, *sorted(str(row.get("code")) for row in outcome.data.get("refused", ())))
            transaction.set_rollback(True)
    except Refusals as found:
        said = tuple(f"{each.code} at {each.field}" for each in found.errors)
    except Refusal as each:
        said = (f"{each.code} at {each.field}",)
    return said


@pytest.mark.django_db
def test_the_row_of_a_neighbour_is_answered_like_one_that_is_not_there(
    neighbours: tuple[Neighbour, Neighbour],
) -> None:
    """For every identifier of every command, people too; and not a row of anybody's changes."""
    own, other = neighbours
    before, wrong, asked_about, told_apart = contents(), [], 0, 0
    for command in TAKERS:
        data, paths = asked(command)
        for path in paths:
            data = with_value(data, path, own.named(command, path))
        for path in paths:
            foreign = other.named(command, path)
            missing = answered(command, own.office, with_value(data, path, NOBODY))
            found = answered(command, own.office, with_value(data, path, foreign))
            asked_about += 1
            told_apart += foreign != NOBODY and missing != answered(command, own.office, data)
            if found != missing:
                wrong.append(f"{command.name} {path}: {found}, but {missing} when there is no such row")
    assert not wrong, "\n".join(wrong)
    assert changed(before, contents()) == {}
    assert asked_about > 150 and told_apart > 60, (asked_about, told_apart)


def test_every_identifier_says_what_it_names() -> None:
    known = {model._meta.label for model in apps.get_models()} | {each.document for each in lifecycles.everything()}
    for command in TAKERS:
        for path in asked(command)[1]:
            assert meaning(command, path) in known, (command.name, path)
