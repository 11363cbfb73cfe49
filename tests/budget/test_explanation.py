"""Amendments of explanations: text only, versions kept, past years allowed."""

import pytest

from khlang.core.refusal import Refusal, Refusals
from khlang.office.budget import commands
from khlang.office.budget.models import EstimateLine, ExplanationChange
from tests.budget.budgeting import YEAR, decision, line, ordinance_in_force


@pytest.fixture(autouse=True)
def _ordinance(office):
    ordinance_in_force(office)


def items(*given):
    return {"fiscal_year": YEAR, "title": "แก้ไขคำชี้แจง ครั้งที่ 1/2568", "document_date": "2024-10-01", "items": given}


def item(code="L18", text="เพื่อจ่ายเป็นค่าวัสดุสำนักงานของทุกกอง", **changes):
    return {"line_id": line(code).id, "text": text, **changes}


def submitted(office, *given):
    outcome = commands.prepare_amendment(envelope=office.envelope("budget_officer"), data=items(*given))
    commands.submit_amendment(envelope=office.envelope("budget_officer"), data={"document_id": outcome.document_id})
    return outcome.document_id


def approve(office, document_id):
    return commands.approve_amendment_by_executive(envelope=office.envelope("executive"), data=decision(document_id))


def test_an_approved_amendment_holds_and_keeps_what_was_before(office):
    outcome = approve(office, submitted(office, item()))
    assert (outcome.number, outcome.voucher_id, outcome.lines) == ("EA68-00001/2568", None, ())
    assert (line("L18").explanation, line("L18").explanation_version) == ("เพื่อจ่ายเป็นค่าวัสดุสำนักงานของทุกกอง", 2)
    approve(office, submitted(office, item(text="ฉบับที่สาม")))
    kept = ExplanationChange.objects.order_by("before_version").values_list("before_version", "before", "after")
    assert list(kept) == [
        (1, "", "เพื่อจ่ายเป็นค่าวัสดุสำนักงานของทุกกอง"),
        (2, "เพื่อจ่ายเป็นค่าวัสดุสำนักงานของทุกกอง", "ฉบับที่สาม"),
    ]


def test_an_explanation_of_the_revenue_estimate(office):
    estimate = EstimateLine.objects.get(item_code="41100003")
    approve(office, submitted(office, {"kind": "revenue", "line_id": estimate.id, "text": "ประมาณการเท่ากับปีก่อน"}))
    estimate.refresh_from_db()
    assert (estimate.explanation, estimate.explanation_version) == ("ประมาณการเท่ากับปีก่อน", 2)


def test_two_amendments_of_one_text_do_not_overwrite_each_other(office):
    first, second = submitted(office, item(text="หนึ่ง")), submitted(office, item(text="สอง"))
    approve(office, first)
    with pytest.raises(Refusal, match="explanation_stale"):
        approve(office, second)
    assert line("L18").explanation == "หนึ่ง"


def test_a_change_of_what_is_bought_is_for_the_council(office):
    document_id = submitted(office, item("L23", changes_nature=True))
    with pytest.raises(Refusal, match="explanation_needs_council"):
        approve(office, document_id)
    commands.approve_amendment_by_council(envelope=office.envelope("clerk"), data=decision(document_id))
    assert line("L23").explanation_version == 2


def test_the_council_is_not_asked_for_what_the_executive_decides(office):
    with pytest.raises(Refusal, match="explanation_needs_executive"):
        commands.approve_amendment_by_council(
            envelope=office.envelope("clerk"), data=decision(submitted(office, item()))
        )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (lambda: [item(), item()], "line_duplicate"),
        (lambda: [{"line_id": 1, "text": "x"}], "budget_line_unknown"),
        (lambda: [item(text="")], "field_required"),
    ],
)
def test_a_bad_item_is_refused(office, given, code):
    with pytest.raises(Refusals) as found:
        submitted(office, *given())
    assert [refusal.code for refusal in found.value.errors] == [code]


def test_nothing_changed_is_refused(office):
    approve(office, submitted(office, item()))
    with pytest.raises(Refusals, match="explanation_unchanged"):
        submitted(office, item())
