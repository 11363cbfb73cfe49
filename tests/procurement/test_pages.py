"""The pages of procurement open, and a purchase can be carried through in them."""

from collections.abc import Iterator

import pytest

from khlang.office.procurement import queries
from khlang.platform import tenancy
from khlang.spine.documents import queries as documents
from tests import browsers as browsers_of
from tests.budget.budgeting import line
from tests.office import Office
from tests.procurement.purchasing import Purchasing, buckets

KINDS = ("requisition", "purchase_order", "contract", "contract_amendment", "guarantee")
PEOPLE = {"suda": "supply_officer", "pranee": "treasury_head", "prasert": "executive"}


class Browsers(browsers_of.Browsers):
    """Everybody signed in; `purchasing` is the office behind them."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, PEOPLE)
        self.purchasing = Purchasing(office)


@pytest.fixture
def browsers(db: object, settings: object) -> Iterator[Browsers]:
    settings.BUSINESS_DATE = "2024-10-02"  # type: ignore[attr-defined]
    office = browsers_of.opened_office()
    with tenancy.scope(office.org):
        yield Browsers(office)


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_and_form_has_its_command(kind: str) -> None:
    """A move without a button says so in its screen; everything else is carried out by a command."""
    assert browsers_of.without_command(kind) == []


def test_every_page_opens(browsers: Browsers) -> None:
    """Lists and new pages, for the supply officer."""
    pages = [f"/documents/{kind}/" for kind in KINDS] + [f"/documents/{kind}/new/" for kind in KINDS]
    pages.append("/documents/guarantee/new/bring_forward/")
    assert {page: browsers.open("suda", page)[0] for page in pages} == dict.fromkeys(pages, 200)


def test_every_document_opens_and_every_draft_is_edited(browsers: Browsers) -> None:
    """Its page with all sections, and the form filled with what was typed."""
    purchasing = browsers.purchasing
    draft = purchasing.asked("L18", "100")
    asked = purchasing.approved("L15", "108,000", category="service")
    order = purchasing.drafted(purchasing.approved("L18", "1,000"), start_date="2024-10-02", monthly_instalments=2)
    contract = purchasing.signed(asked, "contract", start_date="2024-10-01", monthly_instalments=12)
    amendment = purchasing.amended(contract, delivery_date="2024-12-31").document_id
    guarantee = purchasing.secured(contract).document_id
    for kind, document_id in (
        ("requisition", draft), ("requisition", asked), ("purchase_order", order), ("contract", contract),
        ("contract_amendment", amendment), ("guarantee", guarantee),
    ):  # fmt: skip
        status, page = browsers.open("suda", f"/documents/{kind}/{document_id}/")
        assert (kind, status) == (kind, 200)
        assert "field." not in page and "section." not in page and "help." not in page, kind
    assert "28,890" not in browsers.open("suda", f"/documents/requisition/{draft}/edit/")[1]
    assert browsers.open("suda", f"/documents/purchase_order/{order}/edit/")[0] == 200


def test_a_requisition_written_and_submitted_in_the_browser(browsers: Browsers) -> None:
    """Typed in a form, handed in by a button, checked and approved by others."""
    page = browsers.send(
        "suda", "/documents/requisition/new/", title="ขอซื้อวัสดุสำนักงาน", document_date="2/10/2567", category="goods",
        method="specific", fund="budget", lines__0__budget_line_id=str(line("L18").id), lines__0__item="กระดาษ A4",
        lines__0__quantity="10", lines__0__unit="รีม", lines__0__unit_price="115.50", members__0__role="inspect",
        members__0__position="member", members__0__name="นางสาวสุดา พัสดุดี",
    )  # fmt: skip
    document_id = int(page.strip("/").rpartition("/")[2])
    assert queries.requisition(document_id=document_id).amount == 1_155_00
    for name, move in (("suda", "submit"), ("pranee", "check"), ("prasert", "approve")):
        version = documents.get(document_id=document_id).version
        browsers.send(name, f"/documents/requisition/{document_id}/{move}/", version=version)
    assert documents.get(document_id=document_id).state == "approved"
    assert buckets("L18") == {"reserved": 1_155, "remaining": 118_845}
