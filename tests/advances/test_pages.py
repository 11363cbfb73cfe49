"""The pages of advances open for those who hold the duties; an advance is written, checked and cleared in them."""

import re
from typing import Any

import pytest
from django.test import Client

from khlang.office.advances import queries
from khlang.platform import screens, tenancy
from khlang.platform.commands import COMMANDS
from khlang.spine.access.models import Person
from khlang.spine.documents import lifecycles
from khlang.spine.ledger import commands as ledger_commands
from khlang.spine.organisations.models import Organisation
from tests.advances.lending import TRAINING_COST, Lending
from tests.budget.budgeting import line
from tests.household import PASSWORD, found, hire
from tests.office import Office
from tests.till import Till

PEOPLE = {"wipa": "finance_officer", "pranee": "treasury_head", "somsak": "executive"}


class Browsers:
    """Everybody signed in; `lending` is the office behind them."""

    def __init__(self, lending: Lending) -> None:
        self.lending = lending
        self.clients: dict[str, Client] = {}
        for name, role in PEOPLE.items():
            lending.office.people[role] = hire(lending.office.org, name, role, password=PASSWORD).id
            Person.objects.filter(username=name).update(must_change_password=False)
            self.clients[name] = Client()
            self.clients[name].post("/login/", {"username": name, "password": PASSWORD})

    def page(self, name: str, path: str) -> str:
        """A page as this person sees it."""
        answer = self.clients[name].get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def send(self, name: str, path: str, **typed: Any) -> str:
        """A form sent; the page it leads to."""
        answer = self.clients[name].post(path, {key.replace("__", "-"): value for key, value in typed.items()})
        assert answer.status_code == 302, answer.content.decode()
        return answer["Location"]


@pytest.fixture
def browsers(db: Any, settings: Any) -> Any:
    settings.BUSINESS_DATE = "2024-10-01"
    office = Office(Organisation.objects.get(id=found("WEB")))
    ledger_commands.open_year(envelope=office.envelope(), data={"fiscal_year": 2568, "cutover": True})
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        yield Browsers(Lending(till))


@pytest.mark.parametrize("kind", ["advance", "advance_clearing"])
def test_every_button_and_form_has_its_command(kind: str) -> None:
    """A move without a button says so in its screen; everything else is carried out by a command."""
    screen = screens.screen(kind=kind)
    names = [screen.create, screen.edit, *(start.command for start in screen.starts)]
    names += [screen.moves.get(move.name, f"{kind}.{move.name}") for move in lifecycles.get(kind).moves]
    assert [name for name in names if name and name not in COMMANDS] == []


def test_an_advance_in_the_pages(browsers: Browsers) -> None:
    """Written and handed in by finance, checked by the head of treasury, approved by the executive, cleared."""
    lending = browsers.lending
    page = browsers.send(
        "wipa", "/documents/advance/new/", kind="project", borrower_id=lending.borrower, title="ยืมจัดอบรม",
        budget_line_id=line("L39").id, amount="30,000", document_date="1/10/2567",
    )  # fmt: skip
    document_id = int(page.strip("/").rpartition("/")[2])
    shown = browsers.page("wipa", page)
    assert "นางสาวมาลี ใจดี" in shown and "L39 โครงการฝึกอบรมอาชีพ" in shown
    assert "30,000.00" in browsers.page("wipa", f"{page}edit/")
    for name, move in (("wipa", "submit"), ("pranee", "check"), ("somsak", "approve")):
        browsers.send(name, f"{page}{move}/")
    lending.fund()
    lending.pay({"document_id": document_id})
    clearing = browsers.send(
        "wipa", "/documents/advance_clearing/new/", advance_id=document_id, lines__0__account=TRAINING_COST,
        lines__0__description="ค่าอาหาร", lines__0__amount="30,000", lines__0__reference="บค. 1", returned="",
    )  # fmt: skip
    assert "ค่าอาหาร" in browsers.page("wipa", clearing)
    assert "30,000.00" in browsers.page("wipa", f"{clearing}edit/")
    browsers.send("wipa", f"{clearing}submit/")
    browsers.send("pranee", f"{clearing}approve/")
    assert queries.advance(document_id=document_id).state == "cleared"
    assert re.search(r"AC68-00001/2568", browsers.page("pranee", page))


def test_lists_and_the_register(browsers: Browsers) -> None:
    """Both lists, the advance of an earlier year, and who is late."""
    browsers.lending.opened_with("15,000")
    page = browsers.send(
        "pranee", "/documents/advance/new/brought_forward/", kind="travel", borrower_id=browsers.lending.borrower,
        title="ยืมเดินทาง ปี 2567", original_number="BR67-00031/2567", amount="15,000", paid_on="10/9/2567",
        due_date="25/9/2567",
    )  # fmt: skip
    assert "BR67-00031/2567" in browsers.page("pranee", page)
    for path in ("/documents/advance/", "/documents/advance_clearing/", "/documents/advance_clearing/new/"):
        browsers.page("wipa", path)
    late = browsers.page("wipa", "/lists/advance_register/?advance_state=overdue")
    assert "BR67-00031/2567" in late and "15,000.00" in late
    assert "BR67-00031/2567" not in browsers.page("wipa", "/lists/advance_register/?advance_state=cleared")
