"""A payroll through the browser: the template downloaded, filled in, sent; what is wrong with it is told by row."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khlang.office.disbursement import queries
from khlang.platform import tenancy
from khlang.spine.access.models import Person
from khlang.spine.ledger import commands as ledger_commands
from khlang.spine.organisations.models import Organisation
from tests.disbursement.payrolls import Payroll, account, number
from tests.household import PASSWORD, found, hire
from tests.office import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Desk:
    """The finance officer signed in; `payroll` is the office behind."""

    def __init__(self, payroll: Payroll) -> None:
        self.payroll = payroll
        office = payroll.office
        office.people["finance_officer"] = hire(office.org, "wipa", "finance_officer", password=PASSWORD).id
        Person.objects.filter(username="wipa").update(must_change_password=False)
        self.client = Client()
        self.client.post("/login/", {"username": "wipa", "password": PASSWORD})

    def filled(self, start: str, *rows: list[Any]) -> SimpleUploadedFile:
        """The template as it is downloaded, with rows below its headings."""
        answer = self.client.get(f"/documents/dika/new/{start}/template/?fiscal_year=2568")
        assert answer.status_code == 200
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        for position, row in enumerate(rows, start=4):
            for column, value in enumerate(row, start=1):
                book["ผู้รับเงิน"].cell(position, column, value)
        out = io.BytesIO()
        book.save(out)
        return SimpleUploadedFile("เงินเดือน ต.ค.xlsx", out.getvalue(), content_type=XLSX)


@pytest.fixture
def desk(db: Any, settings: Any) -> Iterator[Desk]:
    settings.BUSINESS_DATE = "2024-10-01"
    office = Office(Organisation.objects.get(id=found("WEB")))
    ledger_commands.open_year(envelope=office.envelope(), data={"fiscal_year": 2568, "cutover": True})
    with tenancy.scope(office.org):
        yield Desk(Payroll(office))


def somebody(position: int, *amounts: Any) -> list[Any]:
    """A row of the template."""
    return [number(position), f"นายคนที่ {position} ทดสอบ", "KTB", account(position), None, *amounts]


def test_a_payroll_from_the_template(desk: Desk) -> None:
    """A column for each line of personnel, in the order of works and lines."""
    desk.payroll.register(1, 2)
    assert "ยอดรับสุทธิรวม" in desk.client.get("/documents/dika/new/payroll/").content.decode()
    file = desk.filled("payroll", somebody(1, 20_000), somebody(2, None, 5_000.5))
    typed = {
        "dika_kind": "payroll", "title": "เงินเดือน ต.ค. 2567", "document_date": "1/10/2567", "control_count": "2",
        "control_net": "25,000.50", "content": file,
    }  # fmt: skip
    answer = desk.client.post("/documents/dika/new/payroll/", typed)
    assert answer.status_code == 302, answer.content.decode()
    view = queries.dika(document_id=int(answer["Location"].strip("/").rpartition("/")[2]))
    assert ([line.amount for line in view.lines], len(view.payees)) == ([2_000_000, 500_050], 2)
    page = desk.client.get(answer["Location"]).content.decode()
    assert "นายคนที่ 2 ทดสอบ" in page and "25,000.50" in page


def test_allowances_from_the_template_and_what_is_wrong_with_them(desk: Desk) -> None:
    """Row and column are told in Thai; the corrected list passes."""
    desk.payroll.register(1)
    typed = {"dika_kind": "allowance", "title": "เบี้ยยังชีพ", "control_count": "1", "control_net": "600"}
    file = desk.filled("allowance", somebody(1, "L02", 600), somebody(9, "L02", "หกร้อย"))
    answer = desk.client.post("/documents/dika/new/allowance/", {**typed, "content": file})
    told = answer.content.decode()
    assert answer.status_code == 422 and "แถว 5" in told and "จำนวนเงิน" in told
    file = desk.filled("allowance", somebody(1, "L02", 600))
    assert desk.client.post("/documents/dika/new/allowance/", {**typed, "content": file}).status_code == 302
