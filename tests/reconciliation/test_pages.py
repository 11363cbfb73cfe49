"""Statements are imported, matched and approved in the pages, each by the one who may."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khlang.office.reconciliation import queries
from khlang.office.reconciliation.models import Match, StatementLine
from khlang.platform import tenancy
from khlang.spine.access.models import Person
from khlang.spine.documents import queries as documents
from khlang.spine.ledger import commands as ledger_commands
from khlang.spine.organisations.models import Organisation
from tests.browsers import without_command
from tests.household import PASSWORD, found, hire
from tests.office import Office
from tests.reconciliation.bank import HEAD, LAST, Desk
from tests.till import Till

PEOPLE = {"anan": "accountant", "pranee": "treasury_head", "wipa": "finance_officer"}
ROWS = (
    "01/10/2567,เปิดบัญชี,,,,1000,1000", "02/10/2567,โอนออก,,,300,,700", "31/10/2567,ค่าธรรมเนียม,,,20,,680",
)  # fmt: skip


class Pages:
    """Everybody signed in, and the books behind them."""

    def __init__(self, till: Till) -> None:
        self.clients: dict[str, Client] = {}
        for name, role in PEOPLE.items():
            till.office.people[role] = hire(till.office.org, name, role, password=PASSWORD).id
            Person.objects.filter(username=name).update(must_change_password=False)
            self.clients[name] = Client()
            self.clients[name].post("/login/", {"username": name, "password": PASSWORD})
        desk = Desk(till)
        desk.post("1000", "เปิดบัญชี", on=date(2024, 10, 1))
        desk.post("-100", "จ่ายหนึ่ง", on=date(2024, 10, 2))
        desk.post("-200", "จ่ายสอง", on=date(2024, 10, 2))

    def read(self, name: str, page: str, status: int = 200) -> str:
        """A page as this person sees it."""
        answer = self.clients[name].get(page)
        assert answer.status_code == status, (page, answer.status_code)
        return answer.content.decode()

    def send(self, name: str, page: str, status: int = 302, /, **typed: object) -> str:
        """A form sent: where it leads, or the page that says why not."""
        answer = self.clients[name].post(page, typed)
        assert answer.status_code == status, answer.content.decode()
        return str(answer.headers.get("Location", "")) or answer.content.decode()


@pytest.fixture
def pages(db: object, settings: object) -> Iterator[Pages]:
    settings.BUSINESS_DATE = "2024-10-31"  # type: ignore[attr-defined]
    office = Office(Organisation.objects.get(id=found("WEB")))
    ledger_commands.open_year(envelope=office.envelope(), data={"fiscal_year": 2568, "cutover": True})
    with tenancy.scope(office.org):
        till = Till(office)
        till.open_banks()
        yield Pages(till)


@pytest.mark.parametrize("kind", ["bank_statement", "reconciliation", "payee_account"])
def test_every_button_and_form_has_its_command(kind: str) -> None:
    assert without_command(kind) == []


def imported(pages: Pages, *rows: str) -> str:
    """The file sent by the accountant; the address of the statement."""
    content = "\n".join((",".join(HEAD), *(rows or ROWS))).encode("cp874")
    sent = SimpleUploadedFile("october.csv", content, content_type="text/csv")
    return pages.send("anan", "/documents/bank_statement/new/import/", bank_account="KTB-C", content=sent)


def test_a_month_is_reconciled_in_the_pages(pages: Pages) -> None:
    assert "content" in pages.read("anan", "/documents/bank_statement/new/import/")
    assert pages.clients["anan"].get("/documents/bank_statement/new/import/template/").content[:2] == b"PK"
    statement = imported(pages)
    assert "โอนออก" in pages.read("anan", statement)
    assert "BS68-00001/2568" in pages.read("anan", "/documents/bank_statement/")

    page = pages.send("anan", "/documents/reconciliation/new/", bank_account="KTB-C")
    text = pages.read("anan", page)
    assert "ยอดรวมของวันตรงกัน" in text and "จับคู่ที่แน่นอนทั้งหมด" in text
    pages.send("anan", f"{page}match_suggested/")
    dialog = pages.read("anan", f"{page}match/")
    assert "โอนออก" in dialog and "จ่ายสอง" in dialog and "เปิดบัญชี" not in dialog
    line = StatementLine.objects.get(description="โอนออก").id
    now = queries.standing(bank=queries.bank_of(code="KTB-C"), on=LAST)
    items = [item.key for item in now.items]
    refused = pages.send("anan", f"{page}match/", 422, lines=[line], items=items[:1])
    assert "ยอดสองฝั่งไม่เท่ากัน" in refused
    pages.send("anan", f"{page}match/", lines=[line], items=items)
    made = Match.objects.get(how="manual").id
    assert str(made) in pages.read("anan", f"{page}unmatch/")
    pages.send("anan", f"{page}unmatch/", match_id=made)
    pages.send("anan", f"{page}match/", lines=[line], items=items)

    assert "ค่าธรรมเนียม" in pages.read("anan", f"{page}explain/")
    charge = StatementLine.objects.get(description="ค่าธรรมเนียม").id
    pages.send("anan", f"{page}explain/", line_id=charge, finding="bank_charge")
    assert "หัก ค่าธรรมเนียมธนาคารที่ยังไม่ลงบัญชี" in pages.read("pranee", page)
    pages.read("anan", f"{page}bring_forward/")
    pages.send("anan", f"{page}approve/", 422)
    assert "งบกระทบยอด" in pages.read("pranee", "/inbox/")
    pages.send("pranee", f"{page}approve/")
    assert documents.get(document_id=int(page.split("/")[3])).state == "approved"
    assert "อนุมัติและปิดแล้ว" in pages.read("anan", page)


def test_a_bad_row_is_named_on_the_page(pages: Pages) -> None:
    """In Thai, with the row of the file and what the balance should be; nothing is kept."""
    content = "\n".join((",".join(HEAD), ROWS[0], "02/10/2567,โอนออก,,,300,,701")).encode()
    sent = SimpleUploadedFile("october.csv", content, content_type="text/csv")
    text = pages.send("anan", "/documents/bank_statement/new/import/", 422, bank_account="KTB-C", content=sent)
    assert "แถว 3" in text and "700.00" in text and not StatementLine.objects.exists()


def test_who_may_not_import_is_not_offered_to(pages: Pages) -> None:
    assert "/documents/bank_statement/new/import/" not in pages.read("wipa", "/documents/bank_statement/")
    assert "/documents/bank_statement/new/import/" in pages.read("anan", "/documents/bank_statement/")
