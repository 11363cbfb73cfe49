"""The budget through the generic pages: a bad file and a transfer, as the office would do them in a browser."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khlang.bridges.reporting import queries
from khlang.platform import tenancy
from khlang.spine.access.models import Person
from khlang.spine.ledger import commands as ledger_commands
from khlang.spine.organisations.models import Organisation
from tests.budget.budgeting import left, line, ordinance_in_force
from tests.budget.workbooks import line as row
from tests.budget.workbooks import workbook
from tests.household import PASSWORD, found, hire
from tests.office import Office


@pytest.fixture
def browsers(db, settings):
    """The budget officer and the executive, each signed in, and the office whose ordinance is in force."""
    settings.BUSINESS_DATE = "2024-10-01"
    office = Office(Organisation.objects.get(id=found("WEB")))
    ledger_commands.open_year(envelope=office.envelope(), data={"fiscal_year": 2568, "cutover": True})
    signed_in = []
    for name, role in (("napa", "budget_officer"), ("kamol", "executive")):
        hire(office.org, name, role, password=PASSWORD)
        Person.objects.filter(username=name).update(must_change_password=False)
        client = Client()
        client.post("/login/", {"username": name, "password": PASSWORD})
        signed_in.append(client)
    with tenancy.scope(office.org):
        ordinance_in_force(office)
        yield signed_in


def test_every_page_of_the_budget_opens(browsers):
    officer, _ = browsers
    kinds = ("ordinance", "supplementary", "budget_transfer", "explanation_amendment", "spending_plan")
    pages = [f"/documents/{kind}/{rest}" for kind in kinds for rest in ("", "new/")]
    pages += ["/documents/ordinance/new/import/", "/lists/budget_line/", "/lists/revenue_estimate/"]
    pages += ["/lists/budget_spending/", "/documents/spending_plan/new/import/"]
    assert {page: officer.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)


def test_a_line_leads_to_its_register(browsers):
    officer, _ = browsers
    page = officer.get("/lists/budget_spending/").content.decode()
    assert "/reports/expenditure/?budget_line=L18&amp;fiscal_year=2568" in page
    assert officer.get("/reports/expenditure/?budget_line=L18&fiscal_year=2568").status_code == 200


def test_from_the_statement_to_a_line_to_its_documents(browsers):
    """Every figure of the budget leads to what explains it."""
    officer, _ = browsers
    status = officer.get("/reports/budget_status/").content.decode()
    lines = re.search(r'href="(/reports/budget_lines/[^"]*)"', status)[1].replace("&amp;", "&")
    register = re.search(r'href="(/reports/expenditure/\?budget_line=L18[^"]*)"', officer.get(lines).content.decode())[
        1
    ]
    page = officer.get(register.replace("&amp;", "&")).content.decode()
    assert re.search(r'href="/documents/ordinance/\d+/"', page)


def test_every_report_of_spending_opens_and_asks_what_it_needs(browsers):
    """Cheques are told to who may see the treasury, duties and approvals to who may see the trail: the budget officer may not."""
    officer, _ = browsers
    pages = {name: officer.get(f"/reports/{name}/") for name in queries.names()}
    assert {name: page.status_code for name, page in pages.items() if page.status_code != 200} == {
        "cheque_register": 403,
        "duty_matrix": 403,
        "remote_approvals": 403,
    }
    assert "/reports/cheque_register/" not in officer.get("/reports/").content.decode()
    assert "2102040106.001" in pages["deposits"].content.decode()
    assert "ภ.ง.ด. 53" in pages["withholding"].content.decode()


def test_a_bad_file_is_told_row_by_row_and_what_was_typed_stays(browsers):
    officer, _ = browsers
    content = workbook(expenditure=[row("สิบบาท"), row(5, work="99999", name="ข")])
    answer = officer.post(
        "/documents/supplementary/new/import/",
        {
            "fiscal_year": "2568",
            "title": "งบเพิ่มเติม ฉบับที่ 1",
            "document_date": "1/10/2567",
            "content": SimpleUploadedFile("งบ.xlsx", content),
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "แผ่น “รายจ่าย” แถว 4 ช่อง “จำนวนเงิน (บาท)”" in page
    assert "แผ่น “รายจ่าย” แถว 5 ช่อง “รหัสงาน”: ไม่พบงาน 99999" in page
    assert 'value="งบเพิ่มเติม ฉบับที่ 1"' in page


def test_a_transfer_from_form_to_money(browsers):
    officer, executive = browsers
    typed = {"fiscal_year": "2568", "title": "โอนครั้งที่ 1", "document_date": "๑/๑๐/๒๕๖๗"}
    item = {"from_line_id": line("L05").id, "to_line_id": line("L23").id, "amount": "๓๐,๐๐๐"}
    saved = officer.post(
        "/documents/budget_transfer/new/", typed | {f"items-0-{key}": value for key, value in item.items()}
    )
    page = saved["Location"]
    assert "L05 สำรองจ่าย" in officer.get(f"{page}edit/").content.decode()
    officer.post(f"{page}submit/")
    decided = {"reference": "บันทึก 1/2567", "decided_date": "1/10/2567"}
    preview = executive.post(f"{page}executive_approve/preview/", decided).content.decode()
    assert re.search(r"L05 สำรองจ่าย.*30,000\.00", preview, re.DOTALL)
    assert left("L23") == 4_000_000
    assert executive.post(f"{page}executive_approve/", decided).status_code == 302
    assert left("L23") == 7_000_000
    assert "TR68-00001/2568" in executive.get(page).content.decode()
