"""A delivery accepted in the pages: written, handed in, previewed, accepted; the draft can be edited again."""

from collections.abc import Iterator

import pytest
from django.test import Client

from khlang.office.assets import queries as assets
from khlang.office.procurement import inspections, queries
from khlang.platform import screens, tenancy
from khlang.platform.commands import COMMANDS
from khlang.spine.access.models import Person
from khlang.spine.ledger import commands as ledger_commands
from khlang.spine.ledger import queries as ledger
from khlang.spine.organisations.models import Organisation
from tests.household import PASSWORD, found, hire
from tests.office import Office
from tests.procurement.accepting import accepted, handed_in, item, opened, ordered

PEOPLE = {"malee": "supply_officer", "kamon": "clerk", "nok": "revenue_officer"}
SCREEN = screens.screen(kind="inspection")


@pytest.fixture
def desks(db: object, settings: object) -> Iterator[tuple[Office, dict[str, Client]]]:
    """The office on 25 October, its people signed in."""
    settings.BUSINESS_DATE = "2024-10-25"  # type: ignore[attr-defined]
    office = Office(Organisation.objects.get(id=found("WEB")))
    ledger_commands.open_year(envelope=office.envelope(), data={"fiscal_year": 2568, "cutover": True})
    clients = {}
    with tenancy.scope(office.org):
        opened(office)
        for name, role in PEOPLE.items():
            office.people[role] = hire(office.org, name, role, password=PASSWORD).id
            Person.objects.filter(username=name).update(must_change_password=False)
            clients[name] = Client()
            clients[name].post("/login/", {"username": name, "password": PASSWORD})
        yield office, clients


def body(client: Client, page: str) -> tuple[int, str]:
    """A page as this person sees it."""
    answer = client.get(page)
    return answer.status_code, answer.content.decode()


def test_a_delivery_goes_through_the_pages(desks: tuple[Office, dict[str, Client]]) -> None:
    """Everything that remains is accepted by leaving the lines empty."""
    office, clients = desks
    order = ordered(office, item("L24", "คอมพิวเตอร์", "23,000", "2"))
    status, page = body(clients["malee"], "/documents/inspection/new/")
    assert status == 200 and "วันที่ส่งมอบ" in page
    typed = {"obligation_id": str(order.id), "delivered_date": "25/10/2567", "invoice_no": "INV-1", "excused_days": "0"}
    sent = clients["malee"].post("/documents/inspection/new/", typed)
    assert sent.status_code == 302, sent.content.decode()
    where = sent["Location"]
    status, page = body(clients["malee"], where)
    assert status == 200 and "46,000.00" in page and "2101010102.001" in page
    assert body(clients["malee"], f"{where}edit/")[0] == 200
    assert clients["malee"].post(f"{where}submit/", {}).status_code == 302
    assert clients["kamon"].post(f"{where}accept/", {}).status_code == 302
    status, page = body(clients["kamon"], where)
    assert "AP68-00001/2568" in page and "110-671025-00002" in page
    assert body(clients["malee"], "/documents/inspection/")[1].count("IN68-00001/2568")
    assert body(clients["nok"], where)[0] == 403


def test_the_register_of_assets_is_a_list_in_which_cards_are_corrected(desks: tuple[Office, dict[str, Client]]) -> None:
    """Nothing is added by hand; what was changed stands in the history."""
    office, clients = desks
    accepted(office, ordered(office, item("L24", "คอมพิวเตอร์", "23,000")))
    status, page = body(clients["malee"], "/lists/asset/")
    assert status == 200 and "110-671025-00001" in page and "/lists/asset/new/" not in page
    assert body(clients["malee"], "/lists/asset/new/")[0] == 404
    card = assets.cards()[0][0]
    status, page = body(clients["malee"], f"/lists/asset/{card.id}/")
    assert status == 200
    typed = {"name": card.name, "place": "ห้องช่าง", "state": "in_use", "condition": "good", "reason": "ย้ายห้อง"}
    assert clients["malee"].post(f"/lists/asset/{card.id}/", typed).status_code == 302
    assert "ห้องช่าง" in body(clients["malee"], "/lists/asset_change/")[1]
    assert body(clients["nok"], "/lists/asset/")[0] == 403


def test_the_voucher_to_come_is_the_voucher_that_comes(desks: tuple[Office, dict[str, Client]]) -> None:
    """Account by account, before and after."""
    office, _ = desks
    order = ordered(office, item("L24", "คอมพิวเตอร์", "23,000", "2"), item("L18", "หมึก", "500"))
    document_id = handed_in(office, order)
    told = [(line.account, line.sub, line.debit, line.credit) for line in inspections.expected(document_id)]
    outcome = COMMANDS["inspection.accept"].run(envelope=office.envelope("clerk"), data={"document_id": document_id})
    posted = ledger.lines_of_voucher(voucher_id=outcome.voucher_id or 0)
    assert told == [(line.account, line.sub, line.debit, line.credit) for line in posted]
    assert inspections.expected(document_id) == ()


def test_what_was_typed_can_be_typed_again(desks: tuple[Office, dict[str, Client]]) -> None:
    """The values of a draft are an input of its command."""
    office, _ = desks
    order = ordered(office, item("L24", "ระบบห้องประชุม", "150,000"))
    lines = [{"line_id": order.lines[0].id, "amount": "70,000", "account": "1206010101.001"}]
    document_id = handed_in(office, order, lines=lines)
    kept = inspections.draft(document_id)
    assert kept["lines"][0]["account"] == "1206010101.001"
    assert set(kept) | {"document_id"} == set(COMMANDS["inspection.save"].schema.model_fields)
    assert queries.acceptance(document_id=document_id).details[0].account == "1206010102.001"


def test_the_screen_asks_for_what_the_command_takes() -> None:
    """Every field of the form is one of the schema."""
    asked = {field.key for field in SCREEN.fields}
    assert asked <= set(COMMANDS["inspection.save"].schema.model_fields)
    assert {"obligation_id", "delivered_date", "lines"} <= asked


def test_instalments_are_chosen_by_their_contract(desks: tuple[Office, dict[str, Client]]) -> None:
    """By number, vendor or words; the identifier finds the one."""
    office, _ = desks
    order = ordered(
        office, item("L15", "ทำความสะอาด", "9,000", "12"), kind="contract", category="service",
        start_date="2024-10-01", delivery_date="2025-09-30", monthly_instalments=12,
    )  # fmt: skip
    found_by_number = inspections.instalments(order.number)
    assert len(found_by_number) == 12
    first = inspections.instalments(str(order.instalments[0].id))
    assert [choice.fills["obligation_id"] for choice in first] == [str(order.id)]
    assert inspections.instalments("ไม่มี") == []
