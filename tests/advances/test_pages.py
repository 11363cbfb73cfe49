"""The pages of advances open for those who hold the duties; an advance is written, checked and cleared in them."""

import re
from typing import Any

import pytest

from khlang.office.advances import queries
from khlang.platform import tenancy
from tests import browsers as browsers_of
from tests.advances.lending import TRAINING_COST, Lending
from tests.budget.budgeting import line
from tests.office import Office
from tests.till import Till

PEOPLE = {"wipa": "finance_officer", "pranee": "treasury_head", "somsak": "executive"}


class Browsers(browsers_of.Browsers):
    """Everybody signed in; `lending` is the office behind them."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, PEOPLE)
        till = Till(office)
        till.open_banks()
        self.lending = Lending(till)


@pytest.fixture
def browsers(db: Any, settings: Any) -> Any:
    settings.BUSINESS_DATE = "2024-10-01"
    office = browsers_of.opened_office()
    with tenancy.scope(office.org):
        yield Browsers(office)


@pytest.mark.parametrize("kind", ["advance", "advance_clearing"])
def test_every_button_and_form_has_its_command(kind: str) -> None:
    """A move without a button says so in its screen; everything else is carried out by a command."""
    assert browsers_of.without_command(kind) == []


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
