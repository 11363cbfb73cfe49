"""Codes looked up, names completed, duplicates found."""

import pytest

from khlang.office.budget import lines
from khlang.office.budget.schemas import Appropriation, Estimate


def appropriation(**changes):
    return Appropriation(**{"work_code": "00111", "item_code": "330100", "amount": "100", **changes})


def refusals(*given):
    return [(refusal.code, refusal.field) for refusal in lines.classify_all(lines=given)[1]]


def test_a_line_gets_its_plan_type_category_and_name():
    classified, found = lines.classify_all(lines=[appropriation()])
    assert found == []
    line = classified[0]
    assert (line.plan_code, line.work_code, line.type_code, line.category_code) == (
        "00110",
        "00111",
        "530000",
        "533000",
    )
    assert (line.fund_source, line.name_th) == ("budget", "วัสดุสำนักงาน")


def test_the_central_fund_may_name_its_type_as_category():
    classified, found = lines.classify_all(
        lines=[appropriation(work_code="00411", category_code="510000", item_code="110700")]
    )
    assert (found, classified[0].category_code, classified[0].type_code) == ([], "510000", "510000")


def test_a_fund_source_is_known_by_code_or_name():
    classified, _ = lines.classify_all(
        lines=[appropriation(fund_source="เงินกู้"), appropriation(fund_source="loan", name_th="x")]
    )
    assert [line.fund_source for line in classified] == ["loan", "loan"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"work_code": "99999"}, "budget_code_unknown", "work_code"),
        ({"work_code": "00110"}, "budget_code_unknown", "work_code"),
        ({"item_code": "533000"}, "budget_code_unknown", "item_code"),
        ({"category_code": "541000"}, "budget_category_differs", "category_code"),
        ({"fund_source": "เงินเพื่อน"}, "fund_source_unknown", "fund_source"),
    ],
)
def test_a_wrong_code_is_refused_at_its_field(changes, code, field):
    assert refusals(appropriation(**changes)) == [(code, f"appropriations.0.{field}")]


def test_lines_and_short_names_occur_once():
    found = lines.classify_all(
        lines=[
            appropriation(code="L01", name_th="ก"),
            appropriation(code="L01", name_th="ข"),
            appropriation(name_th=" ก "),
        ]
    )[1]
    assert [(r.code, r.field, r.facts["first"]) for r in found] == [
        ("line_code_taken", "appropriations.1.code", 1),
        ("line_duplicate", "appropriations.2.name_th", 1),
    ]


def test_estimates_by_item_or_class():
    names, found = lines.classify_estimates(
        estimates=[
            Estimate(item_code=code, amount="1") for code in ("411000", "41100003", "41100003", "911000", "41999999")
        ]
    )
    assert names[:2] == ["หมวดภาษีอากร", "ภาษีป้าย"]
    assert [refusal.code for refusal in found] == [
        "estimate_duplicate",
        "revenue_item_outside_estimate",
        "revenue_item_unknown",
    ]


def test_a_negative_estimate_is_refused():
    assert [r.code for r in lines.classify_estimates(estimates=[Estimate(item_code="41100003", amount="-1")])[1]] == [
        "amount_negative"
    ]


def test_short_names_fill_the_gaps():
    classified, _ = lines.classify_all(
        lines=[appropriation(name_th="ก"), appropriation(code="L02", name_th="ข"), appropriation(name_th="ค")]
    )
    assert lines.short_names(lines=classified, taken=frozenset({"L01"})) == ["L03", "L02", "L04"]
