"""The pages of the dika: written, carried on and shown in them, by the people whose step it is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from khlang.office.disbursement import contents, queries
from khlang.platform import tenancy
from khlang.platform.commands import COMMANDS
from khlang.spine.documents import queries as documents
from tests import browsers as browsers_of
from tests.budget.budgeting import line
from tests.disbursement.asking import POWER_DUE, SECURITY, Desk
from tests.office import Office
from tests.till import Till

PEOPLE = {
    "wipa": "finance_officer", "wilai": "division_head", "pranee": "treasury_head", "palad": "clerk",
    "somsak": "executive",
}  # fmt: skip
STEPS = (("wilai", "request"), ("wipa", "receive"), ("pranee", "examine"), ("palad", "endorse"), ("somsak", "approve"))


class Browsers(browsers_of.Browsers):
    """Everybody signed in; `desk` is the office behind them."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, PEOPLE)
        till = Till(office)
        till.open_banks()
        self.desk = Desk(till)


@pytest.fixture
def browsers(db: Any, settings: Any) -> Iterator[Browsers]:
    """An office that pays, on the first day of its fiscal year."""
    settings.BUSINESS_DATE = "2024-10-01"
    office = browsers_of.opened_office()
    with tenancy.scope(office.org):
        yield Browsers(office)


def test_every_button_and_form_has_its_command() -> None:
    """What the payment module does has no button here."""
    assert browsers_of.without_command("dika") == []


def test_a_dika_from_the_form_to_its_approval(browsers: Browsers) -> None:
    """Typed by finance, asked for by the division, approved by the executive: five people, each in their own page."""
    form = browsers.page("wipa", "/documents/dika/new/")
    assert "ประเภทฎีกา" in form and "รายการหัก" in form
    leads = browsers.send(
        "wipa", "/documents/dika/new/", dika_kind="direct", title="จ่ายค่าไฟฟ้า", payee_id=str(browsers.desk.payee),
        lines__0__budget_line_id=str(line("L20").id), lines__0__amount="1,000", evidence="invoice",
    )  # fmt: skip
    document_id = int(re.findall(r"(\d+)/?$", leads)[0])
    for name, move in STEPS:
        shown = browsers.page(name, leads)
        assert "L20 ค่าไฟฟ้า" in shown and "คงเหลือหลังฎีกานี้" in shown
        browsers.send(name, f"/documents/dika/{document_id}/{move}/")
    assert documents.get(document_id=document_id).state == "approved"
    listed = browsers.page("somsak", "/documents/dika/")
    assert "DK68-00001/2568" in listed and "01-0001/2568" in listed


def test_the_page_tells_what_to_look_at(browsers: Browsers) -> None:
    """Money owed before and after, deductions, the papers that are there, a second dika of the same amount."""
    desk = browsers.desk
    desk.owe(SECURITY, "100")
    desk.draft("deposit", title="ฎีกาแรก", lines=[desk.owed(SECURITY, "60")])
    dika = desk.draft("deposit", title="ฎีกาที่สอง", lines=[desk.owed(SECURITY, "60")], evidence=["request"])
    shown = browsers.page("pranee", f"/documents/dika/{dika.document_id}/")
    assert "มีฎีกา ฎีกาแรก" in shown and "เงินรับฝากประกันสังคม" in shown and "หนังสือขอรับเงิน" in shown
    assert [row["owed_after"] for row in contents.owed(dika.document_id or 0)] == [4_000]


def test_a_draft_is_saved_again_as_it_was_typed(browsers: Browsers) -> None:
    """What is reckoned is not typed again; what was typed is."""
    desk = browsers.desk
    kept = [{"kind": "other", "amount": "5"}]
    dika = desk.draft(
        lines=[desk.line("L20", "1,000", account=POWER_DUE), desk.owed(SECURITY, "60")], withhold=True, deductions=kept,
        invoice_no="INV-1", evidence=["approval"], remark="จัดทำฎีกาด้วยมือแล้ว เมื่อวันที่ 1 ต.ค. 2567",
    )  # fmt: skip
    before = queries.dika(document_id=dika.document_id or 0)
    assert [row.kind for row in before.deductions] == ["withholding", "other"]
    values = contents.typed(before.id)
    typed = {
        **values, "document_id": before.id,
        "lines": [{**row, "amount": f"{row['amount'] / 100:.2f}"} for row in values["lines"]],
        "deductions": [{"kind": row["kind"], "amount": f"{row['amount'] / 100:.2f}"} for row in values["deductions"]],
    }  # fmt: skip
    COMMANDS["dika.prepare"].run(envelope=desk.office.envelope("finance_officer"), data=typed)
    after = queries.dika(document_id=before.id)
    assert (after.lines, after.deductions, after.evidence, after.remark) == (
        before.lines, before.deductions, before.evidence, before.remark,
    )  # fmt: skip
    assert contents.typed(before.id) == values


def test_the_voucher_to_come(browsers: Browsers) -> None:
    """Before the request the budget's lines and the payment's; after it the payment's alone; nothing once it is paid."""
    desk = browsers.desk
    desk.fund()
    dika = desk.draft()
    assert [row.book for row in contents.expected(dika.document_id or 0)] == ["budget", "budget", "accrual", "accrual"]
    desk.carried(dika)
    assert [row.book for row in contents.expected(dika.document_id or 0)] == ["accrual", "accrual"]
    desk.pay(dika)
    assert list(contents.expected(dika.document_id or 0)) == []


def test_the_edit_page_of_a_returned_dika(browsers: Browsers) -> None:
    """It opens with what was typed."""
    desk = browsers.desk
    dika = desk.carried(desk.draft(), "request")
    COMMANDS["dika.return"].run(
        envelope=desk.office.envelope("finance_officer"), data={"document_id": dika.document_id, "reason": "ไม่ครบ"}
    )
    assert "จ่ายค่าไฟฟ้า" in browsers.page("wipa", f"/documents/dika/{dika.document_id}/edit/")
