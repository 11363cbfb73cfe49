"""The gate (continuity C-25, C-22, C-05): no way leads around it, on either database."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from khlang.core.refusal import Refusal
from khlang.office.revenue import commands as revenue
from khlang.office.treasury import commands as treasury
from khlang.platform import tenancy
from khlang.platform.db import guards
from khlang.spine.documents import queries as documents
from khlang.spine.documents import verification
from khlang.spine.documents.models import Document, Step
from khlang.spine.ledger import commands as ledger
from khlang.spine.ledger import gates, queries
from khlang.spine.ledger.models import Gate, Voucher
from khlang.spine.organisations.models import Organisation
from tests.api.program import RECEIPT, Bureau, problem
from tests.budget.test_import_command import GOOD, importing
from tests.budget.workbooks import workbook
from tests.office import Office, open_office
from tests.operators import operator
from tests.standstill import Standstill
from tests.till import WASTE_FEE, Till
from tests.untouched import nothing_written
from tests.web.desk import set_up

FEE = {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": WASTE_FEE, "amount": "240"}]}
DEPOSIT = {"bank_account": "KTB-S", "cash": "100"}


def refused_at_the_gate(act: Any) -> Refusal:
    """What is tried is refused at the gate and leaves nothing; the refusal."""
    with nothing_written(), pytest.raises(Refusal) as caught:
        act()
    assert caught.value.code == "gate_closed"
    return caught.value


# ── C-25: by every door ──────────────────────────────────────────────────────────────────────────


def test_on_screen(db: Any, settings: Any) -> None:
    """The dialog of a move says why, and the document is where it was."""
    settings.BUSINESS_DATE = "2024-10-01"
    desk = set_up()
    summary = desk.summary_to_post()
    Standstill(Office(Organisation.objects.get(id=desk.org))).backlog()
    client, path = desk.client("pranee"), f"/documents/remittance_summary/{summary}/post/"
    client.get(path)
    with nothing_written():
        answer = client.post(path, {"command_id": str(uuid4())}, headers={"HX-Request": "true"})
    assert "ยังบันทึกรายการปกติไม่ได้" in answer.content.decode()
    assert client.get(f"/documents/remittance_summary/{summary}/").status_code == 200


def test_by_a_program(bureau: Bureau) -> None:
    """409, with its words; what only reads is answered."""
    program = bureau.program("revenue_officer")
    made = program.do("receipt.issue", RECEIPT)
    Standstill(Office(Organisation.objects.get(id=bureau.org))).backlog()
    assert problem(program.send("receipt.issue", RECEIPT))[:2] == (409, "gate_closed")
    assert problem(program.send("receipt.issue", RECEIPT, Khlang_Dry_Run="true"))[:2] == (409, "gate_closed")
    assert program.ask(f"/documents/receipt/{made['document_id']}")["number"] == made["number"]


@pytest.fixture
def bureau(db: Any, settings: Any) -> Bureau:
    """An office with people, tokens and an open year."""
    settings.BUSINESS_DATE = "2024-10-01"
    return Bureau()


def test_by_a_spreadsheet(office: Office) -> None:
    """A file that is right in every row."""
    Standstill(office).backlog()
    refused_at_the_gate(lambda: importing(office, workbook(expenditure=GOOD)))


def test_many_at_once(till: Till) -> None:
    """A slip takes all its receipts along in one write: none of them moves."""
    for _ in range(3):
        till.collect((WASTE_FEE, "10"))
    Standstill(till.office).backlog()
    refused_at_the_gate(till.hand_over)


def test_a_draft_is_not_begun_either(till: Till) -> None:
    """What is begun behind the gate would be ordinary work of the day."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    Standstill(till.office).backlog()
    refused_at_the_gate(lambda: treasury.create_deposit(envelope=till.office.envelope("finance_officer"), data=DEPOSIT))


def test_registers_and_people_are_not_documents(till: Till) -> None:
    """Roles and stocks are looked after on any day; so is what was read."""
    Standstill(till.office).backlog()
    till.hold_book()
    assert documents.find(kind="receipt").count() == 0


# ── C-25: by the connection itself ───────────────────────────────────────────────────────────────


def _copy(model: Any, **changes: str) -> str:
    """A statement that adds the row of `model` with the largest key once more, with other values in some columns."""
    names = [field.column for field in model._meta.concrete_fields]
    key = "sequence" if "sequence" in names else "id"
    taken = ", ".join(changes.get(name, f'"{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({listed}) SELECT {taken} FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})"


def refused_by_sql(sql: str, code: str) -> None:
    """The statement is refused by a guard with this code, and nothing is written."""
    with (
        nothing_written(),
        pytest.raises(DatabaseError, match=f"khlang:{code}"),
        transaction.atomic(),
        operator(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


ANOTHER_VOUCHER = {"id": "id + 1", "seal_id": "id + 1", "number": "NULL", "kind": "'budget'", "reverses_id": "NULL"}
ANOTHER_DOCUMENT = {"id": "id + 1", "number": "NULL", "request_number": "NULL"}
ANOTHER_STEP = {"sequence": "sequence + 1"}
LAST_RECEIPT = "(SELECT max(id) FROM documents_document WHERE kind = 'receipt')"


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Document, {**ANOTHER_DOCUMENT, "kind": "'receipt'"}),
        (Voucher, ANOTHER_VOUCHER),
        (Voucher, {**ANOTHER_VOUCHER, "document_kind": "'outage'"}),
        (Voucher, {**ANOTHER_VOUCHER, "document_id": "4711"}),
        (Step, {**ANOTHER_STEP, "document_id": LAST_RECEIPT}),
    ],
)
def test_by_direct_sql(till: Till, model: Any, changes: dict[str, str]) -> None:
    """A document, a voucher or a step alone: each is asked at the gate, under whatever name it comes."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    Standstill(till.office).backlog()
    refused_by_sql(_copy(model, **changes), "gate_closed")


def test_a_document_is_not_moved_by_direct_sql(till: Till) -> None:
    """Nor its amount changed."""
    till.collect((WASTE_FEE, "500"))
    Standstill(till.office).backlog()
    refused_by_sql("UPDATE documents_document SET state = 'voided' WHERE kind = 'receipt'", "gate_closed")
    refused_by_sql("UPDATE documents_document SET amount = 1 WHERE kind = 'receipt'", "gate_closed")


@pytest.mark.parametrize("running", [False, True])
def test_what_says_that_it_came_from_paper_must_belong_to_a_running_outage(till: Till, running: bool) -> None:
    """Without any outage, and beside one that somebody else has."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    if running:
        Standstill(till.office).backlog()
    forged = {"kind": "'receipt'", "origin": "'back_entry'", "last_origin": "'back_entry'", "outage": "4711"}
    refused_by_sql(_copy(Document, **ANOTHER_DOCUMENT, **forged), "outage_not_running")
    step = {"document_id": LAST_RECEIPT, "origin": "'back_entry'", "outage": "4711"}
    refused_by_sql(_copy(Step, **ANOTHER_STEP, **step), "outage_not_running")
    if not running:
        refused_by_sql(_copy(Voucher, **ANOTHER_VOUCHER, origin="'back_entry'"), "outage_not_running")
        refused_by_sql(
            "UPDATE documents_document SET last_origin = 'node' WHERE kind = 'receipt'", "outage_not_running"
        )


def test_a_recorded_paper_has_its_number_and_its_outage(till: Till) -> None:
    """A step that makes a document from paper finds both on it."""
    till.collect((WASTE_FEE, "500"))
    spell = Standstill(till.office).backlog()
    entered = revenue.issue(envelope=spell.envelope("revenue_officer"), data=FEE)
    made = {**ANOTHER_STEP, "document_id": str(entered.document_id), "version": "1", "move": "'record'",
            "origin": "'back_entry'", "outage": str(spell.id)}  # fmt: skip
    bare = revenue.issue(envelope=spell.envelope("revenue_officer", number=""), data=FEE)
    refused_by_sql(_copy(Step, **{**made, "document_id": str(bare.document_id)}), "paper_required")
    before = documents.find(kind="receipt").order_by("id").first()
    refused_by_sql(_copy(Step, **{**made, "document_id": str(before.id)}), "outage_not_running")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_gate SET certified_on = '2024-10-01'",
        "UPDATE ledger_gate SET restored_on = NULL",
        "UPDATE ledger_gate SET kinds = ',payment,'",
        "UPDATE ledger_gate SET fiscal_year = 2569",
        "UPDATE ledger_gate SET directive_until = '2025-09-30'",
        "UPDATE ledger_gate SET outage = 4711",
        "DELETE FROM ledger_gate",
        _copy(Gate, id="id + 1", outage="4711"),
    ],
)
def test_the_gate_itself_is_kept(till: Till, sql: str) -> None:
    """It opens with the certificate of its outage or with a directive, and is never taken away."""
    Standstill(till.office).backlog()
    refused_by_sql(sql, "gate_fixed")


def test_check_misses_a_gate_that_was_taken_down(db: None) -> None:
    """Dropped by the owner of the database: `khlang check` says which."""
    name = "khlang_gate" if connection.vendor == "postgresql" else "khlang_gate_step"
    with operator(), connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}" + (" ON documents_step" if connection.vendor == "postgresql" else ""))
    assert guards.missing() == [f"{name} on documents_step"]


def test_the_exempt_kinds_are_those_of_the_guards() -> None:
    """Python and the databases name the same."""
    for vendor in ("postgresql", "sqlite"):
        text = (guards._FOLDER / vendor / "60_gate.sql").read_text()
        named = {part.partition(")")[0] for part in text.split("kind NOT IN (")[1:]}
        assert named == {", ".join(f"'{kind}'" for kind in gates.EXEMPT)}


# ── what passes ──────────────────────────────────────────────────────────────────────────────────


def test_before_the_system_is_back_and_after_the_certificate_work_is_ordinary(till: Till) -> None:
    """Closed from the restoration to the certificate, no day longer."""
    spell = Standstill(till.office).by_hand()
    till.collect((WASTE_FEE, "1"))
    spell.backlog()
    refused_at_the_gate(lambda: till.collect((WASTE_FEE, "2")))
    spell.certified()
    assert till.collect((WASTE_FEE, "3")).number == "RC68-00002/2568"
    assert queries.gates() == [] and [*verification.trail_unbroken()] == []


def test_a_paper_passes_and_says_so_in_its_trail(till: Till) -> None:
    """Entered under its number; whoever changes the step, or the paper on the document, is found by verify."""
    spell = Standstill(till.office).backlog()
    entered = revenue.issue(envelope=spell.envelope("revenue_officer", number="48"), data=FEE)
    found = documents.by_paper(series="general_voucher", book="", number="48")
    assert found is not None and (found.id, found.outage, found.origin) == (entered.document_id, spell.id, "back_entry")
    step = documents.trail(document_id=found.id)[-1]
    assert (step.origin, step.outage) == ("back_entry", spell.id)
    assert json.loads(step.content)[12] == ["back_entry", spell.id, "general_voucher", "", "48", "2024-10-01"]
    assert [found for found in verification.verify() if not found.startswith("papers_registered")] == []
    connection.check_constraints()
    guards.drop()
    Step.objects.filter(document_id=found.id).update(origin="online")
    Document.objects.filter(id=found.id).update(paper_number="49")
    findings = "\n".join(verification.verify())
    connection.check_constraints()
    guards.install()
    assert f"of document {found.id}) was changed" in findings
    assert f"document {found.number} (receipt) does not agree with its trail" in findings


def test_a_document_of_before_is_carried_on_by_paper(till: Till) -> None:
    """Made on screen, moved by hand: it stays a document of the screen and takes the paper's number over."""
    receipt = till.collect((WASTE_FEE, "500"))
    spell = Standstill(till.office).backlog()
    envelope = spell.envelope("treasury_head", number="7")
    revenue.void(envelope=envelope, data={"document_id": receipt.document_id, "reason": "ฉบับกระดาษ"})
    found = documents.get(document_id=receipt.document_id or 0)
    assert (found.origin, found.last_origin, found.paper_number, found.state) == ("online", "back_entry", "", "voided")
    assert [found for found in verification.verify() if not found.startswith("papers_registered")] == []


def test_a_directive_lets_pass_what_it_names_until_its_last_day(till: Till) -> None:
    """A second one replaces the first."""
    spell = Standstill(till.office).backlog()
    spell.directed("receipt", until=date(2024, 10, 3))
    assert till.collect((WASTE_FEE, "1"), on=date(2024, 10, 3)).number
    refused_at_the_gate(lambda: till.hand_over(on=date(2024, 10, 3)))
    refused_at_the_gate(lambda: till.collect((WASTE_FEE, "2"), on=date(2024, 10, 4)))
    gates.direct(outage=spell.id, until=date(2024, 10, 4))
    till.collect((WASTE_FEE, "3"), on=date(2024, 10, 4))
    till.hand_over(on=date(2024, 10, 4))
    refused_at_the_gate(lambda: till.collect((WASTE_FEE, "4"), on=date(2024, 10, 5)))


def test_c_22_an_outage_of_some_work_shuts_only_that(till: Till) -> None:
    """Payments were down, receipts were not."""
    till.take_in((WASTE_FEE, "500"), cash="500")
    Standstill(till.office, kinds=("payment", "cash_deposit")).backlog()
    till.take_in((WASTE_FEE, "20"), cash="20")
    refused_at_the_gate(lambda: treasury.create_deposit(envelope=till.office.envelope("finance_officer"), data=DEPOSIT))


def test_two_outages_are_two_gates(till: Till) -> None:
    """Each holds until it is certified; the refusal names both."""
    first, second = Standstill(till.office, kinds=("receipt",)).backlog(2), Standstill(till.office).backlog(5)
    told = refused_at_the_gate(lambda: till.collect((WASTE_FEE, "1"))).facts
    assert told == {"number": f"{first.number}, {second.number}", "left": 7}
    second.certified()
    refused_at_the_gate(lambda: till.collect((WASTE_FEE, "1")))
    first.certified()
    assert till.collect((WASTE_FEE, "1")).number == "RC68-00001/2568"


def test_c_05_only_the_year_that_could_not_be_worked_in_waits(till: Till) -> None:
    """The old year is still worked in; once it is closed, the new one waits for its papers."""
    office = till.office
    new_year, spell = date(2025, 10, 1), Standstill(office, fiscal_year=2569).backlog()
    assert till.collect((WASTE_FEE, "1")).number == "RC68-00001/2568"
    ledger.close_preliminarily(envelope=office.envelope(day=new_year), data={"fiscal_year": 2568})
    ledger.open_year(envelope=office.envelope(day=new_year), data={"fiscal_year": 2569})
    refused_at_the_gate(lambda: till.collect((WASTE_FEE, "2"), on=new_year))
    entered = replace(spell.envelope("revenue_officer"), today=new_year)
    assert revenue.issue(envelope=entered, data=FEE).number == "RC69-00001/2569"
    spell.certified()
    assert till.collect((WASTE_FEE, "2"), on=new_year).number == "RC69-00002/2569"


def test_the_gate_of_one_office_is_not_that_of_another(till: Till) -> None:
    """A unit's backlog does not gate its LAO, nor the other way round."""
    held = Standstill(till.office).backlog().id
    other = open_office(code="OTHER")
    with tenancy.scope(other.org):
        assert revenue.issue(envelope=other.envelope("revenue_officer"), data=FEE).number == "RC68-00001/2568"
        forged = replace(other.envelope("revenue_officer"), origin="back_entry", outage=held)
        with nothing_written(), pytest.raises(Refusal) as caught:
            revenue.issue(envelope=forged, data=FEE)
    assert caught.value.code == "outage_not_running"
