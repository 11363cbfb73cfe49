"""What the pages, lists and papers of the budget show, and that a draft can be edited again as it was typed."""

import io

import pytest
from pypdf import PdfReader

from khlang.office.budget import choices, commands, contents, directories, prints
from khlang.platform import screens
from khlang.platform.commands import COMMANDS
from khlang.platform.screens import Ask
from khlang.spine.documents import rendering
from tests.budget.budgeting import YEAR, decision, draft, line, ordinance_in_force, submitted, transfer


def printed(form, data):
    pdf = rendering.render_pdf(form=form, data=data)
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize(
    "kind", ["ordinance", "supplementary", "budget_transfer", "explanation_amendment", "spending_plan"]
)
def test_every_button_and_form_has_its_command(kind):
    from khlang.spine.documents import lifecycles

    screen = screens.screen(kind=kind)
    names = [screen.create, screen.edit, *(start.command for start in screen.starts)]
    names += [f"{kind}.{move.name}" for move in lifecycles.get(kind).moves if screen.moves.get(move.name) != ""]
    assert [name for name in names if name not in COMMANDS] == []


def test_a_draft_ordinance_is_saved_again_as_it_was_typed(office):
    outcome = commands.prepare_ordinance(envelope=office.envelope("budget_officer"), data=draft(deficit_reason="เผื่อไว้"))
    before = contents.ordinance_draft(outcome.document_id)
    assert [row["code"] for row in before["appropriations"]] == ["L05", "L18", "L23"]
    typed = as_typed(before)
    commands.revise_ordinance(
        envelope=office.envelope("budget_officer"), data={**typed, "document_id": outcome.document_id}
    )
    assert contents.ordinance_draft(outcome.document_id) == before


def as_typed(values):
    """Satang as baht, everything else as it is."""
    if isinstance(values, dict):
        return {key: f"{value / 100:.2f}" if key == "amount" else as_typed(value) for key, value in values.items()}
    return [as_typed(value) for value in values] if isinstance(values, list) else values


def test_a_draft_transfer_and_a_draft_amendment_too(office):
    ordinance_in_force(office)
    item = {
        "from_line_id": line("L05").id,
        "work_code": "00111",
        "item_code": "330800",
        "name_th": "น้ำมัน",
        "amount": "5",
    }
    data = {**transfer("L05", "L18", "1", note="จำเป็น"), "new_items": [item]}
    outcome = commands.prepare_transfer(envelope=office.envelope("budget_officer"), data=data)
    before = contents.transfer_draft(outcome.document_id)
    assert (len(before["items"]), before["new_items"][0]["name_th"]) == (1, "น้ำมัน")
    again = {**as_typed(before), "document_id": outcome.document_id}
    commands.revise_transfer(envelope=office.envelope("budget_officer"), data=again)
    assert contents.transfer_draft(outcome.document_id) == before
    data = {**transfer("L05", "L18", "1"), "items": [{"line_id": line("L18").id, "text": "ใหม่"}]}
    outcome = commands.prepare_amendment(envelope=office.envelope("budget_officer"), data=data)
    before = contents.amendment_draft(outcome.document_id)
    again = {**before, "document_id": outcome.document_id}
    commands.revise_amendment(envelope=office.envelope("budget_officer"), data=again)
    assert contents.amendment_draft(outcome.document_id) == before


def test_the_ordinance_on_paper(office):
    data = prints.ordinance(ordinance_in_force(office).document_id)
    assert data["mark"] == ""
    assert [(row["kind"], row["amount"]) for row in data["summary"]] == [
        ("line", "160,000.00"),
        ("line", "350,000.00"),
        ("total", "510,000.00"),
    ]
    totals = [
        row["amount"] for rows in (data["estimates"], data["appropriations"]) for row in rows if row["kind"] == "total"
    ]
    assert totals == ["510,000.00", "510,000.00"]
    text = printed("ordinance", data)
    for words in ("BO68-00001/2568", "510,000.00", "410100"):
        assert words in text


def test_a_draft_on_paper_says_so(office):
    outcome = commands.prepare_ordinance(envelope=office.envelope("budget_officer"), data=draft())
    assert prints.ordinance(outcome.document_id)["mark"] == "ตัวอย่าง"


def test_a_transfer_on_paper_before_and_after_the_decision(office):
    ordinance_in_force(office)
    document_id = submitted(office, transfer("L05", "L23", "30,000"))
    before = prints.transfer(document_id)
    commands.approve_transfer_by_executive(envelope=office.envelope("executive"), data=decision(document_id))
    later = submitted(office, transfer("L23", "L05", "7,000"))
    commands.approve_transfer_by_executive(envelope=office.envelope("executive"), data=decision(later))
    after = prints.transfer(document_id)
    for data in (before, after):
        assert [(row["before"], row["amount"], row["after"]) for row in (*data["from"], *data["to"])] == [
            ("350,000.00", "30,000.00", "320,000.00"),
            ("40,000.00", "30,000.00", "70,000.00"),
        ]
    assert "authority" not in before
    assert after["resolution"] == "บันทึกข้อความ ที่ 12/2567 · 1 ตุลาคม 2567"
    assert "TR68-00001/2568" in printed("budget_transfer", after)


def test_an_amendment_on_paper(office):
    ordinance_in_force(office)
    data = {**transfer("L05", "L18", "1"), "items": [{"line_id": line("L18").id, "text": "ข้อความใหม่"}]}
    outcome = commands.prepare_amendment(envelope=office.envelope("budget_officer"), data=data)
    item = prints.amendment(outcome.document_id)["items"][0]
    assert (item["before"], item["after"], item["amount"]) == ("-", "ข้อความใหม่", "120,000.00")
    assert "120,000.00" in printed("explanation_amendment", prints.amendment(outcome.document_id))


def test_the_list_of_lines_is_searched_sorted_and_summed(office):
    ordinance_in_force(office)
    page = directories.LINES.rows(Ask(search="สำนักงาน", sort="-remaining", filters={"fiscal_year": str(YEAR)}))
    assert [row["code"] for row in page.rows] == ["L18", "L23"]
    assert (page.count, page.totals["remaining"], page.totals["expended"]) == (2, 16_000_000, 0)
    assert directories.ESTIMATES.rows(Ask(size=1)).totals == {"authorised": 51_000_000}


def test_choices_are_found_by_code_thai_digits_or_name(office):
    ordinance_in_force(office)
    assert [choice.value for choice in choices.works("๐๐๔๑๑")] == ["00411"]
    assert "330100" in [choice.value for choice in choices.items("วัสดุ สำนักงาน")]
    assert [choice.fills for choice in choices.items("330100")] == [{"name_th": "วัสดุสำนักงาน"}]
    assert choices.revenue("421000")[0].value == "421000"
    assert [choice.label for choice in choices.lines("l18")] == ["L18 วัสดุสำนักงาน"]
    assert [choice.value for choice in choices.lines(str(line("L23").id))] == [str(line("L23").id)]
    assert [choice.value for choice in choices.fiscal_years()] == [str(YEAR)]
